//! The sheet of people: teams as they are and as they might be, and shifts.

use super::answers::{Answers, Kind, names};
use super::cell::{Bounds, find, number, parts};
use super::moments::span;
use super::page::{Page, Typed};
use super::questions::{Form, Table, all};
use super::readings::{self, plain};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::say;
use std::collections::BTreeMap;

/// Teams and shifts.
#[derive(Debug, Default)]
pub struct People {
    /// In order of the sheet.
    pub teams: Vec<Team>,
    /// In order of the sheet.
    pub shifts: Vec<Shift>,
}

/// A team, in one of the two organisations or in both.
#[derive(Debug)]
pub struct Team {
    /// Its key in the scenario.
    pub key: String,
    /// Its name.
    pub name: String,
    /// As it is; none where it is new.
    pub now: Option<Staff>,
    /// As it would be; none where it would be no more, or no idea is written.
    pub idea: Option<Staff>,
}

/// How many people do what.
#[derive(Clone, Debug)]
pub struct Staff {
    /// Heads.
    pub people: f64,
    /// Kinds of contact, in order of the sheet: places in [`Answers::kinds`].
    pub kinds: Vec<usize>,
    /// Kinds of ticket: places in [`Answers::tickets`].
    pub tickets: Vec<usize>,
    /// The cell of the heads.
    pub cell: String,
}

/// A shift.
#[derive(Debug)]
pub struct Shift {
    /// Its key in the scenario.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Minutes from midnight; one that ends after it goes beyond 1440.
    pub from: i32,
    /// Minutes from midnight.
    pub until: i32,
    /// Minutes of its break; 0: none.
    pub rest: i32,
    /// Within which minutes the break is.
    pub window: (i32, i32),
    /// Whether the window was written.
    pub window_given: bool,
    /// The share of people who work it.
    pub split: f64,
    /// Its cell.
    pub cell: String,
}

impl Shift {
    /// Hours at work without the break.
    pub fn hours(&self) -> f64 {
        f64::from(self.until - self.from - self.rest) / 60.0
    }
}

/// Rows of a table: the cell of the name, and the others by key.
type Rows = Vec<(Typed, BTreeMap<&'static str, Typed>)>;

/// Reads the sheet; mistakes stand in `out`.
pub fn read(page: &Page, answers: &Answers, out: &mut Diagnostics) -> People {
    let mut people = People::default();
    for table in &all().table {
        let rows = rows(page, table);
        if rows.is_empty() {
            let (en, zh) = (&table.head[0], &table.head[1]);
            let what =
                say!("nothing stands in the table \"{en}\" of the sheet of people", "“人员”页的“{zh}”表还没有填");
            let help =
                say!("one row at least is wanted there, as in the example beside it", "至少填一行，写法见旁边的例子");
            out.push(Diagnostic::error_at_large(Code::Missing, what).help(help));
        }
        match &*table.key {
            "teams" => {
                people.teams = teams(rows, answers, out);
                nobody(&people.teams, answers, out);
            }
            _ => people.shifts = shifts(rows, out),
        }
    }
    people
}

/// Reports kinds that nobody serves, as it is or in the idea.
fn nobody(teams: &[Team], answers: &Answers, out: &mut Diagnostics) {
    let idea = teams.iter().any(|team| team.idea.is_some());
    let now = say!("now", "现在");
    let then = say!("in the idea", "想法里");
    for (when, is_idea) in [(now, false), (then, true)] {
        let staff = || teams.iter().filter_map(|team| if is_idea { team.idea.as_ref() } else { team.now.as_ref() });
        if staff().next().is_none() || (is_idea && !idea) {
            continue;
        }
        let kinds = (0..answers.kinds.len()).filter(|kind| staff().all(|one| !one.kinds.contains(kind)));
        let kinds = kinds.map(|kind| &answers.kinds[kind]);
        let asked = |ticket: &usize| answers.number("tickets", answers.tickets[*ticket].slot).is_some();
        let tickets =
            (0..answers.tickets.len()).filter(asked).filter(|one| staff().all(|of| !of.tickets.contains(one)));
        for kind in kinds.chain(tickets.map(|ticket| &answers.tickets[ticket])) {
            let (when_en, when_zh, en, zh) = (&when.en, &when.zh, &kind.name.en, &kind.name.zh);
            let what = say!("{when_en} no team serves \"{en}\"", "{when_zh}没有小组接“{zh}”");
            let help =
                say!("write it on the sheet of people, in the column of a team", "请写在“人员”页某个小组的“接什么”里");
            out.push(Diagnostic::error_at_large(Code::NobodyServes, what).help(help));
        }
    }
}

fn rows(page: &Page, table: &'static Table) -> Rows {
    let heads = [table.head[0].as_str(), &table.head[1]];
    let is_head = |row: usize| all().table.iter().any(|one| page.says(row, 0, &[&one.head[0], &one.head[1]]));
    let Some(head) = (0..page.rows()).find(|row| page.says(*row, 0, &heads)) else { return Vec::new() };
    let columns: Vec<(usize, &str)> =
        (1..page.columns(head)).filter_map(|at| Some((at, &*find(&table.columns, page.text(head, at))?.key))).collect();
    let below = (head + 1..page.rows()).take_while(|row| !is_head(*row));
    let read = |row: usize| {
        let cells = columns.iter().filter_map(|(at, key)| Some((*key, page.typed(row, *at)?))).collect();
        Some((page.typed(row, 0)?, cells))
    };
    below.filter_map(read).filter(|(_, cells): &(Typed, BTreeMap<_, _>)| !cells.is_empty()).collect()
}

fn teams(rows: Rows, answers: &Answers, out: &mut Diagnostics) -> Vec<Team> {
    const WORDS: [(&str, &[&str]); 4] = [
        ("presale", &["售前", "pre-sale", "presale"]),
        ("aftersale", &["售后", "after-sale", "aftersale"]),
        ("orders", &["物流", "订单", "order", "logistic"]),
        ("parts", &["补件", "配件", "安装", "parts", "工单", "ticket", "install"]),
    ];
    let mut found: Vec<Team> = Vec::new();
    let has_idea = rows.iter().any(|(_, cells)| cells.contains_key("idea_people"));
    for (name, cells) in rows {
        let text = plain(&name.text);
        let known = WORDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(key, _)| *key);
        let number = found.len() + 1;
        let key = known.filter(|key| found.iter().all(|team| team.key != *key));
        let key = key.map_or_else(|| format!("team_{number}"), str::to_owned);
        let now = staff(&cells, ["people", "serves"], None, &mut Context { answers, out });
        let then = ["idea_people", "idea_serves"];
        let idea = has_idea.then(|| staff(&cells, then, now.as_ref(), &mut Context { answers, out })).flatten();
        if now.is_none() && idea.is_none() {
            let called = &name.text;
            let what = say!("the team \"{called}\" has no people", "小组“{called}”没有写人数");
            out.push(name.fault(Code::Missing, &what));
        }
        found.push(Team { key, name: name.text, now, idea });
    }
    found
}

/// What is at hand while a table is read.
struct Context<'a> {
    answers: &'a Answers,
    out: &'a mut Diagnostics,
}

/// How many people of a row do what; who serves is as `before` where it is not written again.
fn staff(
    cells: &BTreeMap<&'static str, Typed>,
    [people, serves]: [&str; 2],
    before: Option<&Staff>,
    context: &mut Context<'_>,
) -> Option<Staff> {
    let typed = cells.get(people)?;
    let heads = heads(typed, context.out)?;
    if heads == 0.0 {
        return None;
    }
    let mut staff = Staff { people: heads, kinds: Vec::new(), tickets: Vec::new(), cell: typed.name.clone() };
    let Some(whom) = cells.get(serves) else {
        let Some(before) = before else {
            let what = say!("it is not written what these people serve", "没有写这些人接待什么");
            let (en, zh) = (names(&context.answers.kinds, false), names(&context.answers.kinds, true));
            let help = say!("write in the column beside it: {en}", "请在旁边一列写：{zh}");
            return context.out.reject(typed.fault(Code::Missing, &what).help(help));
        };
        return Some(Staff { kinds: before.kinds.clone(), tickets: before.tickets.clone(), ..staff });
    };
    let (kinds, tickets) = self::whom(whom, context.answers, context.out);
    (staff.kinds, staff.tickets) = (kinds, tickets);
    Some(staff)
}

/// A whole number of people.
fn heads(typed: &Typed, out: &mut Diagnostics) -> Option<f64> {
    let example = ["18".to_owned(), "18".to_owned()];
    let bounds = Bounds { low: 0.0, high: 10_000.0, form: Form::Number, example: &example };
    let heads = number(typed, readings::number(&typed.text, typed.kind), bounds, out)?;
    if heads.fract() != 0.0 {
        let text = &typed.text;
        let what = say!("\"{text}\" is no whole number of people", "“{text}”不是整数人数");
        return out.reject(typed.fault(Code::DataWhole, &what));
    }
    Some(heads)
}

/// Kinds of contact and of ticket that a cell names, each once; a message where a word names none.
fn whom(typed: &Typed, answers: &Answers, out: &mut Diagnostics) -> (Vec<usize>, Vec<usize>) {
    let (mut all_kinds, mut all_tickets) = (Vec::new(), Vec::new());
    for part in parts(&typed.text) {
        let (kinds, tickets) = served(part, answers);
        if kinds.is_empty() && tickets.is_empty() {
            let all = |chinese| {
                let both = [&answers.kinds[..], &answers.tickets].concat();
                names(&both, chinese)
            };
            let (en, zh) = (all(false), all(true));
            let what = say!(
                "\"{part}\" is no kind of contact or ticket of the sheet of questions",
                "“{part}”不是“问题”页里的咨询类型或工单"
            );
            out.push(typed.fault(Code::UnknownName, &what).help(say!("there are: {en}", "有：{zh}")));
        }
        all_kinds.extend(kinds.into_iter().filter(|kind| !all_kinds.contains(kind)).collect::<Vec<_>>());
        all_tickets.extend(tickets.into_iter().filter(|one| !all_tickets.contains(one)).collect::<Vec<_>>());
    }
    (all_kinds, all_tickets)
}

/// Kinds of contact and of ticket that a word names.
fn served(text: &str, answers: &Answers) -> (Vec<usize>, Vec<usize>) {
    let text = plain(text);
    let every = |kinds: &[Kind]| (0..kinds.len()).collect::<Vec<_>>();
    match &*text {
        "全部" | "所有" | "all" => return (every(&answers.kinds), every(&answers.tickets)),
        "工单" | "tickets" | "ticket" => return (Vec::new(), every(&answers.tickets)),
        _ => (),
    }
    let exact = |kind: &Kind| [&kind.name.en, &kind.name.zh].iter().any(|name| plain(name) == text);
    let alike = |kind: &Kind| {
        let part = |name: &String| plain(name).contains(&text) || text.contains(&plain(name));
        kind.words.iter().any(|word| text.contains(word.as_str())) || part(&kind.name.en) || part(&kind.name.zh)
    };
    let find =
        |kinds: &[Kind], fits: &dyn Fn(&Kind) -> bool| kinds.iter().position(fits).into_iter().collect::<Vec<_>>();
    let first = |fits: &dyn Fn(&Kind) -> bool| {
        let kinds = find(&answers.kinds, fits);
        let tickets = if kinds.is_empty() { find(&answers.tickets, fits) } else { Vec::new() };
        (kinds, tickets)
    };
    let (kinds, tickets) = first(&exact);
    if kinds.len() + tickets.len() > 0 {
        return (kinds, tickets);
    }
    if text.contains("工单") || text.contains("ticket") {
        let tickets = find(&answers.tickets, &alike);
        if !tickets.is_empty() {
            return (Vec::new(), tickets);
        }
    }
    first(&alike)
}

fn shifts(rows: Rows, out: &mut Diagnostics) -> Vec<Shift> {
    let mut found = Vec::new();
    let mut splits: Vec<(Option<f64>, Typed)> = Vec::new();
    for (name, cells) in rows {
        let Some(hours) = cells.get("hours") else {
            out.push(
                name.fault(Code::Missing, &say!("the hours of this shift are not written", "没有写这个班次的时间")),
            );
            continue;
        };
        let Some((from, until)) = hours_of(hours, out) else { continue };
        let rest = match cells.get("break") {
            Some(typed) if !readings::is_none(&typed.text) => minutes(typed, out),
            _ => Some(0),
        };
        let window = cells.get("window").map(|typed| hours_of(typed, out));
        let given = window.flatten();
        let split = cells.get("split").map(|typed| share(typed, out));
        let (Some(rest), false) = (rest, window == Some(None) || split == Some(None)) else { continue };
        splits.push((split.flatten(), name.clone()));
        let key = key_of(&name.text, found.len());
        let middle = (from + 150, (until - 150).max(from + 150 + rest));
        let window = given.unwrap_or(middle);
        let window_given = given.is_some();
        found.push(Shift {
            key,
            name: name.text,
            from,
            until,
            rest,
            window,
            window_given,
            split: 0.0,
            cell: hours.name.clone(),
        });
    }
    share_out(&mut found, &splits, out);
    for number in 1..found.len() {
        if found[..number].iter().any(|before| before.key == found[number].key) {
            found[number].key = format!("shift_{}", number + 1);
        }
    }
    found
}

/// Gives every shift its share: as written, or all the same.
fn share_out(shifts: &mut [Shift], splits: &[(Option<f64>, Typed)], out: &mut Diagnostics) {
    let given: Vec<f64> = splits.iter().filter_map(|(split, _)| *split).collect();
    let sum: f64 = given.iter().sum();
    let even = 1.0 / shifts.len().max(1) as f64;
    for (shift, (split, name)) in shifts.iter_mut().zip(splits) {
        shift.split = match split {
            Some(split) => split / sum,
            None if given.is_empty() => even,
            None => {
                let what = say!(
                    "the share of people of this shift is not written, those of others are",
                    "其他班次写了占比，这个没写"
                );
                out.push(name.fault(Code::Missing, &what));
                even
            }
        };
    }
    if let (Some((_, last)), true) = (splits.last(), given.len() == shifts.len() && (sum - 1.0).abs() > 0.011) {
        let sum = readings::shown(sum * 100.0);
        let what =
            say!("the shares of people by shift are {sum} % together, not 100 %", "各班次占比合计 {sum}%，不是 100%");
        out.push(last.fault(Code::Share, &what));
    }
}

fn key_of(name: &str, number: usize) -> String {
    const WORDS: [(&str, &[&str]); 4] = [
        ("early", &["早", "early", "白"]),
        ("late", &["晚", "late"]),
        ("middle", &["中", "mid"]),
        ("night", &["夜", "night"]),
    ];
    let text = plain(name);
    let known = WORDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
    known.map_or_else(|| format!("shift_{}", number + 1), |(key, _)| (*key).to_owned())
}

/// Whether a cell of a table can be read, by the key of its column; else a message.
pub fn check(column: &str, typed: &Typed, answers: &Answers, out: &mut Diagnostics) {
    match column {
        "people" | "idea_people" => drop(heads(typed, out)),
        "serves" | "idea_serves" => drop(whom(typed, answers, out)),
        "hours" | "window" => drop(hours_of(typed, out)),
        "break" if !readings::is_none(&typed.text) => drop(minutes(typed, out)),
        "split" => drop(share(typed, out)),
        _ => (),
    }
}

fn hours_of(typed: &Typed, out: &mut Diagnostics) -> Option<(i32, i32)> {
    if let Some(span) = span(&typed.text) {
        return Some(span);
    }
    let text = &typed.text;
    let what = say!("\"{text}\" is no span of hours that can be read", "“{text}”不是能读懂的时间段");
    out.reject(typed.fault(Code::DataTime, &what).help(say!("write for instance 8:30-17:30", "请写成例如 8:30-17:30")))
}

fn minutes(typed: &Typed, out: &mut Diagnostics) -> Option<i32> {
    let example = ["60 min".to_owned(), "60分钟".to_owned()];
    let bounds = Bounds { low: 300.0, high: 4.0 * 3600.0, form: Form::Time, example: &example };
    number(typed, readings::time(&typed.text, typed.kind), bounds, out).map(|seconds| (seconds / 60.0).round() as i32)
}

fn share(typed: &Typed, out: &mut Diagnostics) -> Option<f64> {
    let example = ["50%".to_owned(), "50%".to_owned()];
    let bounds = Bounds { low: 0.0, high: 1.0, form: Form::Share, example: &example };
    number(typed, readings::share(&typed.text, typed.kind), bounds, out)
}
