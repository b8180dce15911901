//! A message of a run, with what is known of it.

use std::collections::BTreeMap;

use super::written::Written;
use crate::session::http::{Request, Response};
use crate::session::id::{ActorId, MessageId, TokenId};
use crate::session::time::Ms;
use crate::session::verdict::Verdict;

/// What a message is.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A request.
    Request(Request),
    /// A response.
    Response(Response),
}

impl Content {
    /// The canonical form.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        match self {
            Self::Request(request) => request.to_bytes(),
            Self::Response(response) => response.to_bytes(),
        }
    }
}

/// A message with what is known of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// Who sent it.
    pub from: ActorId,
    /// Who it is for.
    pub to: ActorId,
    /// What it is.
    pub content: Content,
    /// The request that a response answers.
    pub answers: Option<MessageId>,
    /// The tokens that stand in it, in their order there.
    pub tokens: Vec<TokenId>,
    /// What the API server made of a request.
    pub verdict: Option<Verdict>,
    /// The response that answers a request, once it was sent.
    pub answered: Option<MessageId>,
    /// When it was sent.
    pub sent: Ms,
    /// The event by which it came, and when that was.
    pub came: Option<(u64, Ms)>,
}

/// The messages and tokens that events name.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The messages.
    pub letters: &'a BTreeMap<MessageId, Letter>,
    /// The tokens.
    pub tokens: &'a BTreeMap<TokenId, Written>,
}
