//! Files that are written while a replication runs: the trace, the table of contacts.

use super::output::{Folder, Single, is_inside};
use super::terminal::{Terminal, unwritten};
use crate::say;
use crate::session::{Refused, Scenario};
use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

/// Which file an option names, and what may not be written over.
pub struct Asked<'a> {
    /// The option, as it is typed.
    pub option: &'a str,
    /// The file.
    pub path: &'a Path,
    /// What the command reads.
    pub scenario: &'a Scenario,
    /// The folder of results, if the command writes one.
    pub folder: Option<&'a Folder>,
    /// Whether a file is one that this option wrote.
    pub ours: fn(&Path) -> io::Result<bool>,
}

/// Writes it whole or not at all. It takes the place of an earlier one and of nothing else.
pub fn streamed(
    terminal: &Terminal,
    asked: &Asked<'_>,
    fill: impl FnOnce(&mut io::BufWriter<File>) -> io::Result<Result<(), Refused>>,
) -> Result<(), u8> {
    let Asked { option, path, scenario, folder, ours } = *asked;
    if let Some(folder) = folder.filter(|folder| is_inside(path, folder.target())) {
        let (shown, place) = (path.display(), folder.target().display());
        let text =
            say!("{option} {shown} lies in {place}, which is replaced", "{option} {shown} 位于将被替换的 {place} 中");
        let help = say!("give a name outside of it", "请在该目录之外另取文件名");
        return Err(terminal.mistake(text, Some(help)));
    }
    let reads = scenario.read.iter().map(|read| &read.name[..]);
    let place = match Single::begin(path, option, reads, ours) {
        Ok(place) => place,
        Err((why, help)) => return Err(terminal.mistake(why, help)),
    };
    let filled = || -> io::Result<Result<(), Refused>> {
        let mut file = io::BufWriter::new(place.open()?);
        let outcome = fill(&mut file)?;
        file.flush()?;
        Ok(outcome)
    };
    let filled = match filled() {
        Ok(Err(refused)) => return Err(terminal.refused(&refused)),
        filled => filled.map(drop),
    };
    filled.and_then(|()| place.commit()).map_err(|why| terminal.failed(unwritten(&path.display().to_string(), &why)))
}
