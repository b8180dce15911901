//! One message of the world: who sent what to whom, what for, and what became of it.

use serde::{Deserialize, Serialize};

use super::http::{Request, Response};
use super::id::{ActorId, MessageId, TokenId};
use super::input::Call;
use super::time::Ms;
use super::verdict::Verdict;

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its number.
    pub id: MessageId,
    /// Who sent it.
    pub from: ActorId,
    /// To whom.
    pub to: ActorId,
    /// When it left, in true time.
    pub sent: Ms,
    /// When it came.
    pub arrived: Option<Ms>,
    /// Was it lost?
    pub lost: bool,
    /// What it says.
    pub content: Content,
    /// The request that it answers.
    pub answers: Option<MessageId>,
    /// The response that came for it.
    pub answered: Option<MessageId>,
    /// What it is for, of a request.
    pub purpose: Purpose,
    /// The token that it carries, where it is one of the world's.
    pub token: Option<TokenId>,
    /// What the API server checked, of a request to one.
    pub verdict: Option<Verdict>,
    /// The number of the event of its sending.
    pub sent_seq: u64,
    /// The number of the event of its arrival.
    pub arrived_seq: Option<u64>,
}

/// What a message says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Content {
    /// A request.
    Request(Request),
    /// A response.
    Response(Response),
}

/// What a request is for: what its sender does with the answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// The browser makes an account.
    Register,
    /// The browser signs in.
    Login,
    /// The browser calls an API.
    Call {
        /// The call.
        call: Call,
        /// Was it refused before?
        again: bool,
    },
    /// The browser refreshes; the call waits for it.
    Refresh {
        /// The call to repeat.
        then: Option<Call>,
    },
    /// The browser signs out.
    Logout,
    /// The browser changes a password.
    Password,
    /// A foreign script or page sent it through the browser.
    Ridden,
    /// The attacker calls an API.
    Attack,
    /// The attacker redeems a refresh token.
    Redeem,
    /// An API server fetches the key set for a request that waits.
    KeySet {
        /// The request.
        waiting: MessageId,
    },
    /// An API server asks about a token for a request that waits.
    Introspect {
        /// The request.
        waiting: MessageId,
    },
    /// The backend signs in for the browser.
    BackendLogin {
        /// The browser's request.
        waiting: MessageId,
    },
    /// The backend calls an API for the browser.
    BackendCall {
        /// The browser's request.
        waiting: MessageId,
        /// Was it refused before?
        again: bool,
    },
    /// The backend refreshes for a request that waits.
    BackendRefresh {
        /// The browser's request.
        waiting: MessageId,
    },
    /// The backend signs out for the browser.
    BackendLogout {
        /// The browser's request.
        waiting: MessageId,
    },
    /// It is a response.
    Answer,
}

impl Message {
    /// The bytes as they travel.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match &self.content {
            Content::Request(request) => request.to_bytes(),
            Content::Response(response) => response.to_bytes(),
        }
    }

    /// How many bytes travel.
    #[must_use]
    pub fn size(&self) -> usize {
        match &self.content {
            Content::Request(request) => request.size(),
            Content::Response(response) => response.size(),
        }
    }

    /// The request, when it is one.
    #[must_use]
    pub fn request(&self) -> Option<&Request> {
        match &self.content {
            Content::Request(request) => Some(request),
            Content::Response(_) => None,
        }
    }

    /// The response, when it is one.
    #[must_use]
    pub fn response(&self) -> Option<&Response> {
        match &self.content {
            Content::Response(response) => Some(response),
            Content::Request(_) => None,
        }
    }
}
