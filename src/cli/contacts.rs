//! `--contacts FILE`: what became of each contact of the first replications, a row each.

use super::limits;
use super::output::Folder;
use super::streamed::{Asked, streamed};
use super::terminal::Terminal;
use crate::report::CONTACT_COLUMNS;
use crate::session::{self, Request, Scenario};
use clap::Args;
use std::fs::File;
use std::io::{self, BufRead as _};
use std::path::{Path, PathBuf};

#[derive(Args, Debug, Default)]
pub struct Contacts {
    /// Write what became of each contact of the first replication as a row of a CSV · 把首次模拟的每个咨询写成 CSV 的一行
    #[arg(long, value_name = "FILE")]
    contacts: Option<PathBuf>,
    /// Of so many replications [default: 1] · 写前多少次模拟 [默认：1]
    #[arg(long, value_name = "N", requires = "contacts", value_parser = limits::whole::<u64>("contacts-replications"))]
    contacts_replications: Option<u64>,
}

impl Contacts {
    /// Writes the table whole or not at all. It takes the place of an earlier one and of nothing else.
    pub fn write(
        &self,
        terminal: &Terminal,
        scenario: &Scenario,
        request: &Request,
        folder: Option<&Folder>,
    ) -> Result<(), u8> {
        let Some(path) = &self.contacts else { return Ok(()) };
        let asked = Asked { option: "--contacts", path, scenario, folder, ours: is_ours };
        let replications = self.contacts_replications.unwrap_or(1);
        streamed(terminal, &asked, |file| session::contacts(scenario, request, replications, file))
    }
}

/// Whether its first line has the columns of such a table.
fn is_ours(path: &Path) -> io::Result<bool> {
    let mut line = Vec::new();
    io::BufReader::new(File::open(path)?).read_until(b'\n', &mut line)?;
    let words = String::from_utf8_lossy(&line);
    Ok(words.trim_start_matches('\u{feff}').trim_end() == CONTACT_COLUMNS.join(","))
}
