//! A scenario that a command writes beside the one that it read, in the place of nothing that anybody wants.

use super::output::{New, PlaceWanted, Refusal, place, replace, same_file};
use super::terminal::{Terminal, unwritten};
use super::{DONE, MISTAKE};
use crate::diagnostic::Text;
use crate::say;
use crate::session::{Refused, Scenario};
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// A place for it, found before the work begins.
pub struct NewScenario {
    path: PathBuf,
    force: bool,
}

impl NewScenario {
    /// Refused where something would be lost, or where what the scenario reads would not be found. `file`: the scenario that is read.
    pub fn begin(path: &Path, file: &str, scenario: &Scenario, force: bool) -> Result<Self, Refusal> {
        let path = place(path, PlaceWanted::File)?;
        let shown = path.display().to_string();
        let source = Path::new(file);
        if same_file(&path, source) {
            return Err((
                say!("--write would write over the scenario itself", "--write 会覆盖情景文件本身"),
                Some(say!("give another name", "请另取文件名")),
            ));
        }
        if !force && std::fs::symlink_metadata(&path).is_ok() {
            return Err((
                say!("{shown} is there already and is not overwritten", "{shown} 已存在，不会覆盖"),
                Some(say!("give another name, or --force", "请另取文件名，或加 --force")),
            ));
        }
        let folder = |path: &Path| path.parent().map(Path::to_owned).unwrap_or_default();
        if scenario.read.len() > 1 && folder(&path) != folder(source) {
            return Err((
                say!(
                    "the scenario reads files beside it, which {shown} would not find",
                    "情景要读取旁边的文件，{shown} 会找不到它们"
                ),
                Some(say!("write it into the folder of the scenario", "请写到情景所在的文件夹")),
            ));
        }
        Ok(Self { path, force })
    }

    /// Where it will be.
    pub fn shown(&self) -> String {
        self.path.display().to_string()
    }

    /// Writes it whole, and says so; the status to leave with.
    pub fn put(self, terminal: &Terminal, text: &str, told: &Text) -> u8 {
        let shown = self.shown();
        let Self { path, force } = self;
        let bytes = text.as_bytes();
        let done = if force {
            replace(&path, bytes)
        } else {
            New::begin(&path).and_then(|new| new.write(bytes).and_then(|()| new.commit()))
        };
        match done {
            Ok(()) => {
                let Text { en, zh } = told;
                terminal.note(&say!("{en}: {shown}", "{zh}：{shown}"));
                DONE
            }
            Err(why) if why.kind() == ErrorKind::AlreadyExists => {
                let why = say!("{shown} is there already and is not overwritten", "{shown} 已存在，不会覆盖");
                terminal.told(&Refused::said(why, None));
                MISTAKE
            }
            Err(why) => terminal.failed(unwritten(&shown, &why)),
        }
    }
}
