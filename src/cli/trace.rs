//! `--trace FILE`: every event of the first replication as a line.

use super::output::{Folder, Single, is_inside};
use super::terminal::{Terminal, unwritten};
use crate::harmless::visible;
use crate::say;
use crate::session::{self, Refused, Request, Scenario};
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
    if let Some(folder) = folder.filter(|folder| is_inside(path, folder.target())) {
        let (shown, place) = (path.display(), folder.target().display());
        let text =
            say!("--trace {shown} lies in {place}, which is replaced", "--trace {shown} 位于将被替换的 {place} 中");
        let help = say!("give a name outside of it", "请在该目录之外另取文件名");
        return Err(terminal.mistake(text, Some(help)));
    }
    let reads = scenario.read.iter().map(|read| &read.name[..]);
    let place = match Single::begin(path, "--trace", reads, is_a_trace) {
        Ok(place) => place,
        Err((why, help)) => return Err(terminal.mistake(why, help)),
    };
    let fill = || -> io::Result<Result<(), Refused>> {
        let mut file = io::BufWriter::new(place.open()?);
        let mut failed = None;
        let outcome = session::trace(scenario, request, &mut |line| {
            if failed.is_none() {
                failed = writeln!(file, "{}", visible(line)).err();
            }
        });
        failed.map_or(Ok(()), Err)?;
        file.flush()?;
        Ok(outcome)
    };
    let filled = match fill() {
        Ok(Err(refused)) => return Err(terminal.refused(&refused)),
        filled => filled.map(drop),
    };
    filled.and_then(|()| place.commit()).map_err(|why| terminal.failed(unwritten(&path.display().to_string(), &why)))
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
