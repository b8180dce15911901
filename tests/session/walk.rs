//! A walk through a world: the dice that choose the steps, what is asked of the world after each, and who watches for what must never be.

pub mod dice;
pub mod probe;
pub mod watch;
