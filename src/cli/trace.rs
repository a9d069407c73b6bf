//! `--trace FILE`: every event of the first replication as a line.

use super::output::Folder;
use super::streamed::{Asked, streamed};
use super::terminal::Terminal;
use crate::harmless::visible;
use crate::session::{self, Request, Scenario};
use std::fs::File;
use std::io::{self, BufRead as _, Write as _};
use std::path::Path;

/// Writes the trace whole or not at all. It takes the place of an earlier trace and of nothing else.
pub fn write(
    terminal: &Terminal,
    scenario: &Scenario,
    request: &Request,
    path: &Path,
    folder: Option<&Folder>,
) -> Result<(), u8> {
    let asked = Asked { option: "--trace", path, scenario, folder, ours: is_a_trace };
    streamed(terminal, &asked, |file| {
        let mut failed = None;
        let outcome = session::trace(scenario, request, &mut |line| {
            if failed.is_none() {
                failed = writeln!(file, "{}", visible(line)).err();
            }
        });
        failed.map_or(Ok(outcome), Err)
    })
}

/// Whether every line begins with a date and a time, as those of a trace do.
fn is_a_trace(path: &Path) -> io::Result<bool> {
    const BEGINS: &[u8] = b"0000-00-00 00:00:00";
    let like = |line: &[u8]| {
        let same = |(byte, pattern): (&u8, &u8)| if *pattern == b'0' { byte.is_ascii_digit() } else { byte == pattern };
        line.len() >= BEGINS.len() && line.iter().zip(BEGINS).all(same)
    };
    let (mut file, mut line) = (io::BufReader::new(File::open(path)?), Vec::new());
    while file.read_until(b'\n', &mut line)? > 0 {
        if !like(&line) {
            return Ok(false);
        }
        line.clear();
    }
    Ok(true)
}
