//! Every code of a message: what was found, why it is a finding, lines that cause it and lines that mend it.

use super::head;
use crate::diagnostic::Code;
use crate::model::Lang;
use crate::report::words::say;
use std::fmt::Write as _;

/// The page of messages.
pub fn page(lang: Lang) -> String {
    let mut text = head(
        ["Messages", "消息"],
        "messages",
        [
            "Every message names its code in brackets, as `error[out-of-range]`; here is each code, with what causes it and what mends it.",
            "每条消息都在方括号里写明代码，例如 `错误[out-of-range]`；这里是每个代码，连同会引起它的几行和改好的几行。",
        ],
        lang,
    );
    for code in Code::ALL {
        let (row, word) = (code.explained(), code.word());
        let [title, why] = [&row.title, &row.why].map(|text| text.get(lang == Lang::Zh));
        let before = say(lang, "causes it:".into(), "会引起它：".into());
        let after = say(lang, "mends it:".into(), "改好：".into());
        let kind = if row.file.is_some() { "text" } else { "console" };
        let _ = write!(
            text,
            "\n<a id=\"{word}\"></a>\n\n## `{word}`\n\n**{title}** {why}\n\n{before}\n\n```{kind}\n{}\n```\n\n{after}\n\n```{kind}\n{}\n```\n",
            row.wrong.trim_end(),
            row.right.trim_end()
        );
    }
    text
}
