//! Contacts that nobody answered, in logs and under laws: a column of states tells them, or a length of 0 is asked about. They
//! came, but how long an agent was busy with them says nothing.

use super::numbers;
use super::words::{self, Role, plain};
use crate::diagnostic::{Code, Diagnostic, Place, Text};
use crate::model::Said;
use crate::say;
use crate::scenario::text::sheet::{Cell, Sheet};

/// What became of a contact.
pub const STATE: Role = Role {
    key: "where",
    en: "whether it was answered",
    zh: "是否有人接",
    words: "status state outcome result disposition calldisposition callresult calloutcome callstatus callstate \
            contactstatus finalstatus contactresult chatstatus sessionstatus completionstatus endreason disconnectreason 状态 \
            会话状态 通话状态 接听状态 呼叫结果 通话结果 接通状态 呼叫状态 来电状态 接听结果 会话结果 应答状态 咨询状态 接待状态 结束方式 \
            结束原因 挂断原因",
};
/// Columns of yes and no: whether it was not answered, and whether it was.
const LOST_FLAGS: &str =
    "abandoned isabandoned abandon missed ismissed noanswer unanswered 是否放弃 是否未接 是否漏接 放弃 未接";
const WON_FLAGS: &str = "answered isanswered connected isconnected handled 是否转人工 是否人工接待 是否接通 是否接听 是否应答 是否接起 是否接待 接通 应答";
const YES: [&str; 6] = ["yes", "y", "true", "1", "是", "有"];
const NO: [&str; 6] = ["no", "n", "false", "0", "否", "无"];

/// States of contacts that nobody answered. Under a word for states they may be part of what stands there; elsewhere they are all of it.
pub const LOST: &str = "abandoned abandon missed missedcall noanswer unanswered notanswered notconnected lost lostcall abandonedcall \
     abandonedinqueue callerabandoned customerabandoned 放弃 已放弃 客户放弃 用户放弃 排队放弃 振铃放弃 未接 未接听 未接来电 未接通 未接起 未接入 \
     未应答 无应答 无人接听 漏接 呼损";
/// States of contacts that somebody answered.
pub const WON: &str = "answered accepted connected handled completed complete served 已接听 已接 接听 接通 已接通 已应答 应答 已接起 已接入 已接待 \
     已服务 已完成 完成 成功 正常 已处理 人工接听";
/// Parts of words for states, in capitals and marks of any kind.
const LOST_PARTS: [&str; 12] = [
    "abandon",
    "missed",
    "noanswer",
    "unanswered",
    "notanswered",
    "notconnected",
    "放弃",
    "未接",
    "未应答",
    "无应答",
    "漏接",
    "呼损",
];
const WON_PARTS: [&str; 9] = ["answered", "connected", "handled", "completed", "接听", "接通", "应答", "完成", "成功"];

fn has(list: &str, word: &str) -> bool {
    list.split_whitespace().any(|own| own == word)
}

/// What the rows of a table say of whether somebody answered.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The columns that say it.
    pub columns: Vec<usize>,
    /// By row; none: it says nothing.
    rows: Vec<Option<bool>>,
}

impl Answers {
    /// Reads the columns that say it, of those that are not read for something else. `head`: the row of the words over the columns.
    pub fn of(sheet: &Sheet, head: usize, used: &[usize]) -> Self {
        let mut found = Self { columns: Vec::new(), rows: vec![None; sheet.rows.len()] };
        let words = sheet.rows.get(head).map_or(&[][..], Vec::as_slice);
        for at in (0..words.len()).filter(|at| !used.contains(at) && !words[*at].text.is_empty()) {
            let read = |row: usize| if row > head { state(&words[at].text, sheet.text(row, at)) } else { None };
            let states: Vec<Option<bool>> = (0..sheet.rows.len()).map(read).collect();
            let says = |row: usize| row > head && !numbers::is_nothing(sheet.text(row, at)) && !is_sums(sheet, row);
            let all = (0..states.len()).filter(|row| says(*row)).all(|row| states[row].is_some());
            // A word such as "missed" may be of anything under another word than one for states.
            if !states.contains(&Some(false)) || !all && !words::means(&words[at].text, &STATE) {
                continue;
            }
            found.columns.push(at);
            for (row, state) in found.rows.iter_mut().zip(states) {
                *row = match (*row, state) {
                    (Some(false), _) | (_, Some(false)) => Some(false),
                    (before, now) => now.or(before),
                };
            }
        }
        found
    }

    /// Whether the contact of a row was answered; none: nothing says so.
    pub fn row(&self, row: usize) -> Option<bool> {
        self.rows.get(row).copied().flatten()
    }
}

fn is_sums(sheet: &Sheet, row: usize) -> bool {
    sheet.rows[row].iter().any(|cell| words::is_sum(&cell.text))
}

/// What a cell says under a word.
fn state(heading: &str, text: &str) -> Option<bool> {
    let (over, said) = (plain(heading), plain(text));
    let flag = |yes: bool| {
        if YES.contains(&said.as_str()) {
            return Some(yes);
        }
        NO.contains(&said.as_str()).then_some(!yes)
    };
    if said.is_empty() {
        return None;
    }
    if has(LOST_FLAGS, &over) {
        return flag(false);
    }
    if has(WON_FLAGS, &over) {
        return flag(true);
    }
    if has(LOST, &said) {
        return Some(false);
    }
    if has(WON, &said) {
        return Some(true);
    }
    if !words::means(heading, &STATE) {
        return None;
    }
    if LOST_PARTS.iter().any(|part| said.contains(part)) {
        return Some(false);
    }
    WON_PARTS.iter().any(|part| said.contains(part)).then_some(true)
}

/// Whether a length says how long an agent was busy.
pub enum Busy {
    /// It does.
    Yes,
    /// Nobody answered.
    No,
    /// It is 0, and nothing says why.
    Doubt,
}

/// Whether the length of a row counts. `seconds`: how long; `zeros`: whether lengths of 0 are of contacts that were answered, as the
/// scenario says.
pub fn busy(answers: &Answers, row: usize, seconds: f64, zeros: Option<bool>) -> Busy {
    match (answers.row(row), zeros) {
        (Some(false), _) => Busy::No,
        _ if seconds > 0.0 => Busy::Yes,
        (_, Some(false)) => Busy::No,
        (Some(true), _) | (_, Some(true)) => Busy::Yes,
        (None, None) => Busy::Doubt,
    }
}

/// Asks whether lengths of 0 are those of contacts that nobody answered. `rows`, `at`: where they stand; `word`: what stands over them;
/// `place`: where the scenario names the file.
pub fn ask(sheet: &Sheet, (rows, at): (&[usize], usize), word: &str, (file, place): (&str, &Place)) -> Diagnostic {
    let (line, n) = (sheet.line(rows[0]), rows.len());
    let why = say!(
        "row {line} of {file}: a length of 0 under \"{word}\" ({n} such): did nobody answer this contact?",
        "{file} 第 {line} 行：“{word}”是 0（共 {n} 行）：这次咨询没有人接吗？"
    );
    let cell: Option<&Cell> = sheet.at(rows[0], at);
    let found = Diagnostic::error(Code::DataDoubt, cell.map_or(place, |cell| &cell.place), why);
    found.also(place, say!("read here", "在这里读取")).help(line_of_zeros())
}

fn line_of_zeros() -> Text {
    say!(
        "if nobody did: zeros = \"unanswered\", and such lengths are left out; if it was answered in no time: zeros = \"answered\"",
        "若没有人接：zeros = \"unanswered\"，这些 0 不算工时；若接了、只是用时为 0：zeros = \"answered\""
    )
}

/// What was taken of a log's columns of states.
#[derive(Clone, Debug)]
pub struct AnswersTaken {
    /// The columns.
    pub columns: Vec<usize>,
    /// Lengths that say nothing, as nobody answered.
    pub left_out: usize,
}

/// Lengths that were left out.
pub fn left_out(n: usize) -> Option<Said> {
    let lengths = if n == 1 { "length" } else { "lengths" };
    (n > 0).then(|| Said {
        en: format!("{n} {lengths} of contacts that nobody answered left out"),
        zh: format!("{n} 个没有人接的咨询，时长未读"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_under_words_for_them_and_elsewhere() {
        for (heading, text, wanted) in [
            ("status", "Abandoned", Some(false)),
            ("Status", "Abandoned in queue (short)", Some(false)),
            ("Queue", "Abandoned carts", None),
            ("x", "No Answer", Some(false)),
            ("Disposition", "ANSWERED", Some(true)),
            ("通话状态", "客户排队放弃", Some(false)),
            ("接听状态", "已接听", Some(true)),
            ("Abandoned", "Y", Some(false)),
            ("Abandoned", "No", Some(true)),
            ("是否接通", "否", Some(false)),
            ("是否转人工", "否", Some(false)),
            ("Answered", "14:05", None),
            ("status", "closed", None),
        ] {
            assert_eq!(state(heading, text), wanted, "{heading}: {text}");
        }
    }
}
