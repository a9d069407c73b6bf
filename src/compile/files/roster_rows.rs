//! Which rows of a roster are shifts of a team: its own, and none of an absence.

use super::numbers::{self, Number};
use super::words::{self, Role};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use crate::scenario::schema::RosterText;
use crate::scenario::text::sheet::Sheet;
use crate::scenario::values::read::At;
use std::collections::BTreeMap;

/// What the scenario says where all rows are the team's, or where a column tells nothing.
pub const ANY: &str = "*";
/// Teams of people.
pub const TEAM: Role = Role {
    key: "team",
    en: "team",
    zh: "小组",
    words: "team 组 小组 组别 班组 团队 部门 department dept queue 队列 技能组 skillgroup workgroup teamname",
};
/// Columns of a list that may say that somebody is not there.
const STATUS: Role = Role {
    key: "status",
    en: "status",
    zh: "状态",
    words: "status 状态 activity 活动 类型 type 出勤 考勤 出勤状态 考勤状态 班次状态 班次类型 请假 请假类型 假别 absence \
            absencetype leave leavetype shiftstatus shifttype activitytype state",
};
/// Columns of how long somebody is there.
const HOURS: Role =
    Role {
        key: "hours", en: "hours", zh: "工时", words: "hours 工时 时数 workhours workedhours paidhours totalhours"
    };
/// Words of absence beside those for a day off.
const ABSENT: &str = "cancelled|canceled|cancel|取消|已取消|absent|absence|缺勤|旷工|缺席|no show|no-show|pto|unavailable|declined|\
     rejected|deleted|removed|已删除|作废|停班|unpaid leave|sick day|parental leave|maternity leave|paternity leave";
/// Words of somebody who is there.
const PRESENT: &str = "work|working|worked|works|on|on duty|shift|regular|scheduled|planned|present|confirmed|published|approved|\
     normal|active|released|final|上班|正常|正常班|正常出勤|出勤|工作|在岗|在班|值班|已排班|已发布|已确认|已审批|排班|\
     full-time|part-time|full time|part time|全职|兼职|lunch|break|meal|午餐|午休|用餐|吃饭|phone|phones|call|calls|chat|chats|\
     email|tickets|电话|会话|在线|工单";

fn has(list: &str, word: &str) -> bool {
    let word = word.trim().to_lowercase();
    list.split('|').any(|own| own.trim() == word)
}

/// Whose rows of a file are read.
pub struct OwnRows<'a> {
    /// The word over the column of teams; none: the scenario does not say it.
    pub said: Option<&'a String>,
    /// The file, where the scenario names it.
    pub file: &'a At<String>,
    /// What the team is called, in small letters, its key first.
    pub names: &'a [String],
}

/// Takes out the rows of other teams. `head`: the row of the words over the columns.
pub fn of_team(sheet: &mut Sheet, head: usize, own: &OwnRows<'_>, out: &mut Diagnostics) -> Option<()> {
    let (names, place) = (own.names, &own.file.place);
    let said = own.said.map(|word| word.trim().to_owned());
    if said.as_deref() == Some(ANY) {
        return Some(());
    }
    let cells = sheet.rows.get(head).map_or(&[][..], Vec::as_slice);
    let is = |at: &usize| match &said {
        Some(word) => words::plain(&cells[*at].text) == words::plain(word),
        None => words::means(&cells[*at].text, &TEAM),
    };
    let Some(column) = (0..cells.len()).find(is) else { return Some(()) };
    let rows = head + 1..sheet.rows.len();
    let mut values: Vec<&str> =
        rows.clone().map(|row| sheet.text(row, column)).filter(|text| !text.is_empty()).collect();
    values.sort_unstable();
    values.dedup();
    let (heading, file) = (&cells[column], &own.file.value);
    let word = &heading.text;
    if said.is_none() {
        if values.len() < 2 {
            return Some(());
        }
        let list = values.iter().take(12).copied().collect::<Vec<_>>().join(", ");
        let why = say!("{file} has rows of several under \"{word}\": {list}", "{file} 的“{word}”一列有多个值：{list}");
        let found = Diagnostic::error(Code::DataDoubt, &heading.place, why);
        return out.reject(found.also(place, say!("read here", "在这里读取")).help(say!(
            "rows of this team only, by its key or its name: columns = {{ team = \"{word}\" }}; if all are: columns = {{ team = \"{ANY}\" }}",
            "只读本组（按组的键或名称）的行：columns = {{ team = \"{word}\" }}；若都是本组的：columns = {{ team = \"{ANY}\" }}"
        )));
    }
    let is_own = |text: &str| names.contains(&text.trim().to_lowercase());
    if !values.iter().any(|value| is_own(value)) {
        let name = names.first().map_or("", String::as_str);
        let why = say!("{file} has no rows of `{name}` under \"{word}\"", "{file} 的“{word}”一列里没有 `{name}`");
        return out.reject(Diagnostic::error(Code::Data, place, why).near_or_list(name, &values));
    }
    let others: Vec<usize> = rows.filter(|row| !is_own(sheet.text(*row, column))).collect();
    for row in others {
        sheet.rows[row].clear();
    }
    Some(())
}

/// Columns of a list that may say that a row is no shift, beside those that are read.
pub struct Beside {
    status: Vec<usize>,
    hours: Vec<usize>,
}

impl Beside {
    /// `used`: the columns that are read for other things.
    pub fn of(sheet: &Sheet, head: usize, used: &[usize]) -> Self {
        let cells = &sheet.rows[head];
        let under = |role: &Role| {
            (0..cells.len()).filter(|at| !used.contains(at) && words::means(&cells[*at].text, role)).collect::<Vec<_>>()
        };
        Self { status: under(&STATUS), hours: under(&HOURS) }
    }

    /// Whether a row says that somebody is not there.
    pub fn is_absent(&self, sheet: &Sheet, row: usize, text: &RosterText) -> bool {
        let off = |said: &str| match text.letters.get(said) {
            Some(means) => words::is_off(means),
            None => words::is_off(said) || has(ABSENT, said),
        };
        self.status.iter().any(|at| off(sheet.text(row, *at)))
    }

    /// Tells words that are neither of absence nor of work, and no hours beside a shift.
    pub fn check(&self, sheet: &Sheet, rows: &[usize], text: &RosterText, shift: usize, out: &mut Diagnostics) {
        let mut unknown: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for row in rows {
            for at in &self.status {
                let said = sheet.text(*row, *at);
                let known = said.is_empty()
                    || text.letters.get(said).is_some()
                    || words::is_off(said)
                    || has(ABSENT, said)
                    || has(PRESENT, said)
                    || said == sheet.text(*row, shift);
                if !known {
                    unknown.entry(said).or_insert((*row, *at));
                }
            }
            let zero = |at: &&usize| matches!(numbers::of(sheet.text(*row, **at), false), Ok(Number::Of(0.0)));
            let works = !self.is_absent(sheet, *row, text) && !words::is_off(sheet.text(*row, shift));
            if let Some(at) = self.hours.iter().find(zero).filter(|_| works && !sheet.text(*row, shift).is_empty()) {
                let (name, said) = (sheet.cell_name((*row, *at)), sheet.text(*row, shift));
                let place = &sheet.rows[*row][*at].place;
                let why = say!("{name}: 0 hours beside \"{said}\"", "{name}：工时为 0，班次却是“{said}”");
                out.push(Diagnostic::error(Code::Roster, place, why).help(say!(
                    "write off in the place of the shift, or the hours that are worked",
                    "不上班请把班次写成“休”；上班请写工时"
                )));
                return;
            }
        }
        let Some((_, spot)) = unknown.iter().min_by_key(|(_, spot)| **spot) else { return };
        let list: Vec<String> = unknown.keys().take(12).map(|said| format!("\"{said}\"")).collect();
        let line: Vec<String> = list.iter().map(|said| format!("{said} = \"off\"")).collect();
        let (name, list, line) = (sheet.cell_name(*spot), list.join(", "), line.join(", "));
        let why =
            say!("{name}: is somebody there whose row says so: {list}?", "{name}：写着这些的行，人在不在岗：{list}？");
        let place = &sheet.rows[spot.0][spot.1].place;
        out.push(Diagnostic::error(Code::UnknownLetter, place, why).help(say!(
            "say which are no work: letters = {{ {line} }}; and \"on\" in the place of \"off\" of those that are",
            "请写明哪些是不上班：letters = {{ {line} }}；上班的把 \"off\" 换成 \"on\""
        )));
    }
}
