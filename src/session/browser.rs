//! The user's browser: tabs, what the application keeps in them, the cookie jar, the history.

mod jar;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::config::Keep;
use super::event::Place;
use super::id::{MessageId, TokenId};
use super::input::Call;
use super::time::Ms;

pub use jar::{Context, Cookie, Jar, MAX_BYTES as MAX_COOKIE_BYTES};

/// The most tabs.
pub const MAX_TABS: usize = 64;

/// The user's browser.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Browser {
    /// The tabs by number, from 1.
    pub tabs: BTreeMap<u8, Tab>,
    /// localStorage of the application's origin.
    pub local: Kept,
    /// The cookies.
    pub jar: Jar,
    /// Is there a network?
    pub online: bool,
    /// The addresses that were opened, and when.
    pub history: Vec<(Ms, String)>,
    /// The refresh under way in any tab, where tabs share a lock.
    pub refreshing: Option<MessageId>,
    /// Who waits for it.
    pub waiting: Vec<(u8, Option<Call>)>,
}

/// One tab.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tab {
    /// sessionStorage.
    pub session: Kept,
    /// What its script remembers.
    pub memory: Kept,
    /// Does it sleep?
    pub suspended: bool,
    /// What came while it slept.
    pub held: Vec<MessageId>,
    /// The refresh under way.
    pub refreshing: Option<MessageId>,
    /// The calls that wait for it.
    pub waiting: Vec<Call>,
    /// Does it sign out as soon as it can say from what?
    pub leaving: bool,
}

/// The tokens in one place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The access token.
    pub access: Option<TokenId>,
    /// The refresh token.
    pub refresh: Option<TokenId>,
}

impl Kept {
    /// Both, as far as they are there.
    pub fn tokens(self) -> impl Iterator<Item = TokenId> {
        self.access.into_iter().chain(self.refresh)
    }
}

impl Default for Browser {
    fn default() -> Self {
        Self {
            tabs: BTreeMap::from([(1, Tab::default())]),
            local: Kept::default(),
            jar: Jar::default(),
            online: true,
            history: Vec::new(),
            refreshing: None,
            waiting: Vec::new(),
        }
    }
}

impl Browser {
    /// The place for tokens by the settings, in one tab; `None` where no script keeps them.
    pub fn place(&mut self, tab: u8, keep: Keep) -> Option<(&mut Kept, Place)> {
        match keep {
            Keep::LocalStorage => Some((&mut self.local, Place::LocalStorage)),
            Keep::SessionStorage => self.tabs.get_mut(&tab).map(|tab| (&mut tab.session, Place::SessionStorage)),
            Keep::Memory => self.tabs.get_mut(&tab).map(|tab| (&mut tab.memory, Place::Memory)),
            Keep::Cookie | Keep::Bff => None,
        }
    }

    /// What the application of a tab finds.
    #[must_use]
    pub fn kept(&self, tab: u8, keep: Keep) -> Kept {
        match keep {
            Keep::LocalStorage => self.local,
            Keep::SessionStorage => self.tabs.get(&tab).map(|tab| tab.session).unwrap_or_default(),
            Keep::Memory => self.tabs.get(&tab).map(|tab| tab.memory).unwrap_or_default(),
            Keep::Cookie | Keep::Bff => Kept::default(),
        }
    }

    /// Remembers an address; the last thousand.
    pub fn visited(&mut self, now: Ms, address: String) {
        self.history.push((now, address));
        if self.history.len() > 1000 {
            self.history.remove(0);
        }
    }
}
