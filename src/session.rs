//! The simulator: a world in which a session lives. Browser, servers, attacker, network and clock are values; nothing waits or is random.

pub mod api;
pub mod attacker;
pub mod auth;
pub mod browser;
pub mod config;
pub mod count;
pub mod drbg;
pub mod entry;
pub mod event;
pub mod export;
pub mod exposure;
pub mod http;
pub mod id;
pub mod input;
pub mod key;
pub mod log;
pub mod message;
pub mod profile;
pub mod scenario;
pub mod time;
pub mod token;
pub mod verdict;
pub mod world;
