//! `peakstaff report FOLDER`: the files to read again, without simulating.

use super::output::{Folder, Refusal, kept};
use super::terminal::Terminal;
use crate::diagnostic::Text;
use crate::model::Lang;
use crate::report::{Asset, DOSSIER_LIMIT, Dossier, one_page_asset, read_dossier, report_asset, workbook_asset};
use crate::say;
use clap::Args;
use serde_json::json;
use std::path::{Path, PathBuf};

/// What the files are made of.
const DOSSIER: &str = "report.json";

/// Writes `report.html`, `one_page.html` and `report.xlsx` again from a folder of results, without simulating.
#[derive(Args, Debug)]
pub struct Report {
    /// A folder that `run` or `compare` wrote · `run` 或 `compare` 写出的结果目录
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The one page alone · 只生成一页纸
    #[arg(long)]
    one_page: bool,
}

impl Report {
    /// `lang`: the language that is shown first, where one was asked for; else as the run had it.
    pub fn run(&self, terminal: &Terminal, lang: Option<Lang>) -> u8 {
        match self.write(lang) {
            Ok(written) => {
                if terminal.json {
                    terminal.json(&json!({ "written": written }));
                } else {
                    let (en, zh) = (written.join(", "), written.join("、"));
                    terminal.note(&say!("written: {en}", "已写入 {zh}"));
                }
                super::DONE
            }
            Err(Unwritten::Mistake((why, help))) => terminal.mistake(why, help),
            Err(Unwritten::Failed(why)) => terminal.failed(why),
        }
    }

    fn write(&self, lang: Option<Lang>) -> Result<Vec<String>, Unwritten> {
        if !self.folder.is_dir() {
            let shown = self.folder.display();
            return Err(Unwritten::Mistake((say!("there is no folder {shown}", "没有 {shown} 这个目录"), None)));
        }
        let folder = Folder::begin(&self.folder, []).map_err(|(why, _)| Unwritten::Mistake((why, Some(again()))))?;
        let place = folder.target().to_owned();
        let mut assets = kept(&place, env!("CARGO_PKG_VERSION")).map_err(Unwritten::Mistake)?;
        let mut dossier = dossier(&place, &assets).map_err(Unwritten::Mistake)?;
        if let Some(lang) = lang {
            dossier = dossier.shown_in(lang);
        }
        let mut made: Vec<Asset> = vec![one_page_asset(&dossier)];
        if !self.one_page {
            made.push(report_asset(&dossier));
            made.extend(workbook_asset(&dossier).map_err(|why| Unwritten::Failed(say!("{why}", "{why}")))?);
        }
        let written = made.iter().map(|(name, _)| place.join(name).display().to_string()).collect();
        assets.retain(|(name, _)| made.iter().all(|(new, _)| new != name));
        assets.extend(made);
        folder.put(assets, &place, None).map_err(|rescued| Unwritten::Failed(rescued.told()))?;
        Ok(written)
    }
}

/// Why nothing was written.
enum Unwritten {
    /// What was asked for makes no sense.
    Mistake(Refusal),
    /// It could not be written where it was meant to be.
    Failed(Text),
}

/// What helps where a folder is not as it was written.
fn again() -> Text {
    say!(
        "nothing is written; run the command again that wrote the folder",
        "没有写入任何文件；请重新运行写出该目录的命令"
    )
}

/// The dossier among the files of a folder.
fn dossier(place: &Path, assets: &[Asset]) -> Result<Dossier, Refusal> {
    let path = place.join(DOSSIER);
    let shown = path.display();
    let Some((_, bytes)) = assets.iter().find(|(name, _)| name == DOSSIER) else {
        let help = say!("`run` and `compare` write it: run them again", "`run` 与 `compare` 会写出它：请重新运行");
        return Err((say!("there is no {shown}", "没有 {shown}"), Some(help)));
    };
    if bytes.len() as u64 > DOSSIER_LIMIT {
        return Err((
            say!("{shown} is larger than {DOSSIER_LIMIT} bytes", "{shown} 超过 {DOSSIER_LIMIT} 字节"),
            Some(again()),
        ));
    }
    read_dossier(bytes).map_err(|Text { en, zh }| (say!("{shown}: {en}", "{shown}：{zh}"), Some(again())))
}
