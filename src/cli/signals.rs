//! Signals that would end the program without a word.

/// A file that may not grow (`ulimit -f`) is an error of the write, as on a full disk, and no signal that kills: the results are
/// rescued and the user is told. Threads begun later have it from this one. Nothing to do where the system has no such signal.
pub fn full_disks_are_told() {
    #[cfg(unix)]
    {
        use nix::sys::signal::{SigSet, Signal};
        let mut blocked = SigSet::empty();
        blocked.add(Signal::SIGXFSZ);
        // It fails for no set of known signals; if it did, all would be as it is without.
        let _ = blocked.thread_block();
    }
}
