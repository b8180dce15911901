//! Keeps what is in memory (tokens, keys) out of core dumps and out of reach of the user's other programs. First thing in `main`.

use std::env;

use rustix::process::{Resource, Rlimit, setrlimit};

/// Set to `1`, it leaves the program open to debuggers.
const DEBUG: &str = "JOTLAB_DEBUG";

/// No core dump, and on Linux no `ptrace` by programs of the same user. What the system refuses is left as it is.
pub fn close() {
    if env::var_os(DEBUG).is_some_and(|value| value == "1") {
        return;
    }
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    let _ = setrlimit(Resource::Core, none);
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
