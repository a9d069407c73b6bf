//! A file as a tree.

use crate::compile::files::reading::Reading;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text, io_text};
use crate::say;
use crate::scenario::text::document::{Node, parse};
use crate::scenario::text::encoding::text_of;

/// The file as a tree.
pub(crate) fn tree(reading: &mut Reading<'_>, out: &mut Diagnostics) -> Option<Node> {
    let path = reading.path;
    let text = match reading.sources.read(path) {
        Ok(bytes) => text_of(path, bytes).map_err(|(what, help)| (what, Some(help))),
        Err(why) => {
            let Text { en, zh } = io_text(&why);
            Err((say!("cannot read {path}: {en}", "读不了 {path}：{zh}"), None))
        }
    };
    match text {
        Ok(text) => {
            let id = reading.texts.add(path, &text);
            Some(parse(&reading.texts, id, out))
        }
        Err((what, help)) => out.reject(Diagnostic { help, ..Diagnostic::error_at_large(Code::Unreadable, what) }),
    }
}
