//! From a workbook that a shop has filled in to a scenario.

use super::{Refused, check};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, SourceMap, Text, io_text};
use crate::facts::{self, Written};
use crate::model::Lang;
use crate::say;
use crate::scenario::text::sources::{InMemory, Sources};

/// A workbook with the questions and no answers.
pub fn workbook(lang: Lang) -> Result<Vec<u8>, String> {
    facts::blank(lang == Lang::Zh)
}

/// Reads a workbook and writes the scenario, with comments in this language. `scenario`: the name that it will have. What is
/// written has been compiled: it can be run.
pub fn facts(sources: &dyn Sources, workbook: &str, scenario: &str, lang: Lang) -> Result<Written, Refused> {
    let (mut files, mut out) = (SourceMap::default(), Diagnostics::default());
    let bytes = match sources.read(workbook) {
        Ok(bytes) => bytes,
        Err(why) => {
            let Text { en, zh } = io_text(&why);
            return Err(Refused::said(say!("cannot read {workbook}: {en}", "读不了 {workbook}：{zh}"), None));
        }
    };
    let Some(written) = facts::read(&bytes, workbook, lang == Lang::Zh, &mut files, &mut out) else {
        return Err(Refused::found(files, out));
    };
    match check(&InMemory::one(scenario, &written.text), scenario, &[]) {
        Ok(_) => Ok(written),
        Err(Refused { files, mut diagnostics }) => {
            let what = say!(
                "the answers give a scenario that cannot be run; nothing was written",
                "按这些回答写出的情景无法运行；没有写入任何文件"
            );
            let help = say!(
                "the lines above are of that scenario: `source` in them says the cell",
                "上面的行出自该情景：其中 `source` 是所在单元格"
            );
            diagnostics.push(Diagnostic::error_at_large(Code::Request, what).help(help));
            Err(Refused { files, diagnostics })
        }
    }
}
