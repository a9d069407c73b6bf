//! Every code of a message: what was found, why it is a finding, lines that cause it and lines that mend it.

use super::head;
use crate::diagnostic::Code;
use crate::model::Lang;
use crate::report::words::say;
use crate::scenario::meanings::CHANGED;
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
    meanings(lang, &mut text);
    text
}

/// What files of an earlier version meant otherwise.
fn meanings(lang: Lang, text: &mut String) {
    let zh = lang == Lang::Zh;
    let (heading, about) = (
        say(lang, "Meanings that changed".into(), "改变了的含义".into()),
        say(
            lang,
            "Files written for an earlier version (`written_for`) are told what means something else now; `check --json` has them under `changed`.".into(),
            "为更早版本写的文件（`written_for`）会提示哪些写法的含义变了；`check --json` 里在 `changed`。".into(),
        ),
    );
    let _ = write!(text, "\n## {heading}\n\n{about}\n");
    for one in CHANGED {
        let (message, keep) = (one.says)();
        let keep = say(lang, format!("To keep the old meaning: {}", keep.en), format!("保留旧含义：{}", keep.zh));
        let since = say(lang, format!("Since {}.", one.since), format!("自 {} 起。", one.since));
        let _ = write!(text, "\n<a id=\"{0}\"></a>\n\n### `{0}`\n\n{1} {since}\n\n{keep}\n", one.code, message.get(zh));
    }
}
