//! The copy of the key set that an API server keeps.

use serde::{Deserialize, Serialize};

use crate::session::key::NamedKey;
use crate::session::time::Ms;

/// A copy of the key set.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyCache {
    /// The public keys.
    pub keys: Vec<NamedKey>,
    /// When it was fetched.
    pub fetched: Option<Ms>,
    /// When it was tried last.
    pub tried: Option<Ms>,
}
