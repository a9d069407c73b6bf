//! `peakstaff`: the command line.

use std::process::ExitCode;

#[expect(clippy::disallowed_methods, reason = "cli is called with the arguments")]
fn main() -> ExitCode {
    peakstaff::cli::main(std::env::args_os()).into()
}
