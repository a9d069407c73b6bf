//! `peakstaff`: the command line.

use std::process::ExitCode;

fn main() -> ExitCode {
    peakstaff::cli::main(std::env::args_os()).into()
}
