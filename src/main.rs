//! The `jotlab` binary.
fn main() {}
