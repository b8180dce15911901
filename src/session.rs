//! The simulator: a world in which a session lives. Browser, servers, attacker, network and clock are values; nothing waits or is random.

pub mod config;
pub mod event;
pub mod export;
pub mod http;
pub mod id;
pub mod input;
pub mod profile;
pub mod scenario;
pub mod time;
pub mod verdict;
