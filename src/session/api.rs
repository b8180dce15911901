//! An API server, sans-IO: what it checks of a request, in order, and what it answers.

mod access;
mod answer;
mod checks;
mod claims;
mod judging;
mod key_cache;
mod keys;
mod server;
mod transport;
mod upstream;

pub use answer::Handler;
pub use key_cache::KeyCache;
pub use server::ApiServer;
pub use upstream::{Answer, Told, Upstream};
