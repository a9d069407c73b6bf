//! The sheet of people: teams as they are and as they might be, and shifts.

use super::answers::{Answers, Kind, is_same, names};
use super::cell::{Bounds, number, parts};
use super::page::{Page, Typed};
use super::questions::{Form, all};
use super::readings::{self, plain};
use super::shifts::{self, Shift, shifts};
use super::tables::{Row, rows, twice};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::say;

/// Teams and shifts.
#[derive(Debug, Default)]
pub struct People {
    /// In order of the sheet.
    pub teams: Vec<Team>,
    /// In order of the sheet.
    pub shifts: Vec<Shift>,
    /// How many people there are now; none where that could not be read.
    pub heads: Option<f64>,
    /// What is taken because nobody knows.
    pub taken: Vec<Text>,
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

impl Team {
    /// As it is, or as it would be.
    fn staff(&self, idea: bool) -> Option<&Staff> {
        if idea { self.idea.as_ref() } else { self.now.as_ref() }
    }
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

/// Reads the sheet; mistakes stand in `out`.
pub fn read(page: &Page, answers: &Answers, out: &mut Diagnostics) -> People {
    let mut people = People::default();
    for table in &all().table {
        let before = out.reported();
        let rows = rows(page, table, out);
        if rows.is_empty() && out.reported() == before {
            let (en, zh) = (&table.head[0], &table.head[1]);
            let what =
                say!("nothing stands in the table \"{en}\" of the sheet of people", "“人员”页的“{zh}”表还没有填");
            let help =
                say!("one row at least is wanted there, as in the example beside it", "至少填一行，写法见旁边的例子");
            out.push(Diagnostic::error_at_large(Code::Missing, what).help(help));
        }
        match &*table.key {
            "teams" => {
                let whole = out.reported() == before;
                let (teams, read) = teams(&rows, answers, out);
                people.heads = (whole && read[0])
                    .then(|| teams.iter().filter_map(|team| team.now.as_ref()).map(|staff| staff.people).sum());
                people.teams = teams;
                let lookup = Lookup { teams: &people.teams, rows: &rows, answers };
                for (idea, read) in [false, true].into_iter().zip(read) {
                    // What could not be read may be what serves them.
                    if whole && read {
                        lookup.nobody(idea, out);
                    }
                }
            }
            _ => people.shifts = shifts(&rows, people.heads, &mut people.taken, out),
        }
    }
    people
}

/// Teams beside the rows that they were read of.
struct Lookup<'a> {
    teams: &'a [Team],
    rows: &'a [Row],
    answers: &'a Answers,
}

impl Lookup<'_> {
    /// Reports kinds that nobody serves, as it is or in the idea.
    fn nobody(&self, idea: bool, out: &mut Diagnostics) {
        let staff = || self.teams.iter().filter_map(|team| team.staff(idea));
        if staff().next().is_none() {
            return;
        }
        let answers = self.answers;
        let kinds = (0..answers.kinds.len()).filter(|kind| staff().all(|one| !one.kinds.contains(kind)));
        let kinds = kinds.map(|at| (&answers.kinds[at], at, false));
        let asked = |ticket: &usize| answers.number("tickets", answers.tickets[*ticket].slot).is_some();
        let tickets =
            (0..answers.tickets.len()).filter(asked).filter(|one| staff().all(|of| !of.tickets.contains(one)));
        let tickets = tickets.map(|at| (&answers.tickets[at], at, true));
        for (kind, at, ticket) in kinds.chain(tickets) {
            let when = if idea { say!("in the idea", "想法里") } else { say!("now", "现在") };
            let (when_en, when_zh, en, zh) = (&when.en, &when.zh, &kind.name.en, &kind.name.zh);
            let what = say!("{when_en} no team serves \"{en}\"", "{when_zh}没有小组接“{zh}”");
            let wanted = self.wanted(idea, at, ticket);
            let (place, help) = wanted.map_or_else(|| (None, self.write_it(idea)), |(cell, help)| (Some(cell), help));
            let diagnostic = match place {
                Some(cell) => cell.fault(Code::NobodyServes, &what),
                None => Diagnostic::error_at_large(Code::NobodyServes, what),
            };
            out.push(diagnostic.help(help));
        }
    }

    /// The cell whose people would serve a kind if there were any, and what it wants.
    fn wanted(&self, idea: bool, at: usize, ticket: bool) -> Option<(&Typed, Text)> {
        let column = if idea { "idea_people" } else { "people" };
        let serves = |team: &Team, row: &Row| {
            let named = |key: &str| row.cells.get(key).map(|typed| whom(&typed.text, self.answers));
            let (kinds, tickets) = match (named(if idea { "idea_serves" } else { "serves" }), idea, &team.now) {
                (Some(named), ..) => (named.kinds, named.tickets),
                (None, true, Some(now)) => (now.kinds.clone(), now.tickets.clone()),
                _ => return false,
            };
            if ticket { tickets.contains(&at) } else { kinds.contains(&at) }
        };
        let mut absent = self.teams.iter().zip(self.rows).filter(|(team, _)| team.staff(idea).is_none());
        let (team, row) = absent.find(|(team, row)| serves(team, row))?;
        let (cell, name) = (row.cell(column), &team.name);
        let is =
            if row.cells.contains_key(column) { say!("says 0", "写的是 0") } else { say!("is empty", "是空的") };
        let as_now = team.now.as_ref().filter(|_| idea).map(|now| readings::shown(now.people));
        let (now_en, now_zh) =
            as_now.map_or_else(Default::default, |now| (format!(" ({now} as now)"), format!("（不变就写 {now}）")));
        let (is_en, is_zh) = (is.en, is.zh);
        let help = if idea {
            say!(
                "the cell {is_en}: write how many people \"{name}\" shall have{now_en}, or let another team serve it",
                "这一格{is_zh}：请写“{name}”想改成几个人{now_zh}，或在别的小组的“想改成接什么”里写上"
            )
        } else {
            say!(
                "the cell {is_en}: write how many people \"{name}\" has now, or let another team serve it",
                "这一格{is_zh}：请写“{name}”现在几个人，或在别的小组的“现在接什么”里写上"
            )
        };
        Some((cell, help))
    }

    /// The cells in which it can be written who serves something.
    fn write_it(&self, idea: bool) -> Text {
        let column = if idea { "idea_serves" } else { "serves" };
        let there = self.teams.iter().zip(self.rows).filter(|(team, _)| team.staff(idea).is_some());
        let cells = there.map(|(team, row)| (&row.cell(column).name, &team.name));
        let (en, zh): (Vec<String>, Vec<String>) =
            cells.map(|(cell, name)| (format!("{cell} ({name})"), format!("{cell}（{name}）"))).unzip();
        let (en, zh) = (en.join(", "), zh.join("、"));
        say!("write it in the cell of a team: {en}", "请写在某个小组的格里：{zh}")
    }
}

/// The teams of the table, one a row; and whether all of now and all of the idea could be read.
fn teams(rows: &[Row], answers: &Answers, out: &mut Diagnostics) -> (Vec<Team>, [bool; 2]) {
    const WORDS: [(&str, &[&str]); 4] = [
        ("presale", &["售前", "pre-sale", "presale"]),
        ("aftersale", &["售后", "after-sale", "aftersale"]),
        ("orders", &["物流", "订单", "order", "logistic"]),
        ("parts", &["补件", "配件", "安装", "parts", "工单", "ticket", "install"]),
    ];
    twice(rows, out);
    let mut found: Vec<Team> = Vec::new();
    let mut read = [true; 2];
    let has_idea = rows.iter().any(|row| row.cells.contains_key("idea_people"));
    for row in rows {
        let name = &row.name;
        let text = plain(&name.text);
        let known = WORDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word))).map(|(key, _)| *key);
        let number = found.len() + 1;
        let key = known.filter(|key| found.iter().all(|team| team.key != *key));
        let key = key.map_or_else(|| format!("team_{number}"), str::to_owned);
        let before = out.reported();
        let now = staff(row, ["people", "serves"], None, &mut Context { answers, out });
        let now_read = out.reported() == before;
        let then = ["idea_people", "idea_serves"];
        // Who serves what now, and could not be read, is not asked for again.
        let as_now = !now_read && !row.cells.contains_key("idea_serves");
        let idea =
            (has_idea && !as_now).then(|| staff(row, then, now.as_ref(), &mut Context { answers, out })).flatten();
        let all_read = out.reported() == before;
        read = [read[0] && now_read, read[1] && all_read];
        if now.is_none() && idea.is_none() && all_read && !row.merged {
            let called = &name.text;
            let what = say!("the team \"{called}\" has no people", "小组“{called}”没有写人数");
            let help = say!(
                "write how many there are now, or beside it how many there shall be",
                "请写现在几个人；还没有的小组写“想改成几个人”"
            );
            out.push(row.cell("people").fault(Code::Missing, &what).help(help));
        }
        found.push(Team { key, name: name.text.clone(), now, idea });
    }
    (found, read)
}

/// What is at hand while a table is read.
struct Context<'a> {
    answers: &'a Answers,
    out: &'a mut Diagnostics,
}

/// How many people of a row do what; who serves is as `before` where it is not written again.
fn staff(
    row: &Row,
    [people, serves]: [&'static str; 2],
    before: Option<&Staff>,
    context: &mut Context<'_>,
) -> Option<Staff> {
    let typed = row.cells.get(people)?;
    let known = context.out.reported();
    let heads = heads(typed, context.out);
    let whom = row.cells.get(serves);
    let as_before = whom.filter(|_| before.is_some()).is_some_and(|whom| is_as_now(&whom.text));
    let named = whom.filter(|_| !as_before).map(|whom| read_whom(whom, context.answers, context.out));
    let heads = heads.filter(|heads| *heads > 0.0)?;
    let staff = Staff { people: heads, kinds: Vec::new(), tickets: Vec::new(), cell: typed.name.clone() };
    match (named, before) {
        (Some(named), _) => Some(Staff { kinds: named.kinds, tickets: named.tickets, ..staff }),
        (None, Some(before)) => Some(Staff { kinds: before.kinds.clone(), tickets: before.tickets.clone(), ..staff }),
        // Of merged cells it was told already.
        (None, None) if context.out.reported() > known || row.merged => None,
        (None, None) => {
            let what = say!("it is not written what these people serve", "没有写这些人接待什么");
            let (en, zh) = (names(&context.answers.kinds, false), names(&context.answers.kinds, true));
            let help = say!("write here, for instance: {en}", "请在这一格写，例如：{zh}");
            context.out.reject(row.cell(serves).fault(Code::Missing, &what).help(help))
        }
    }
}

/// Whether it says that it stays as it is now.
fn is_as_now(text: &str) -> bool {
    const WORDS: [&str; 10] = [
        "不变",
        "同现在",
        "和现在一样",
        "与现在相同",
        "照旧",
        "as now",
        "same as now",
        "unchanged",
        "as before",
        "no change",
    ];
    is_same(text) || WORDS.contains(&&*plain(text))
}

/// A whole number of people.
fn heads(typed: &Typed, out: &mut Diagnostics) -> Option<f64> {
    if readings::is_none(&typed.text) {
        return Some(0.0);
    }
    if typed.is_unknown() {
        let what =
            say!("without a number of people nothing can be simulated", "人数不能写“不知道”：没有人数就没法模拟");
        let help = say!("write about how many there are, such as \"18\"", "请写个大概的人数，例如“18”");
        return out.reject(typed.fault(Code::DataNumber, &what).help(help));
    }
    let example = ["18".to_owned(), "18".to_owned()];
    let bounds =
        Bounds { low: 0.0, high: 10_000.0, form: Form::Number, whole: true, unknown: false, example: &example };
    number(typed, readings::number(&typed.text, typed.kind), bounds, out)
}

/// What a cell names.
#[derive(Default)]
struct Named {
    kinds: Vec<usize>,
    tickets: Vec<usize>,
    /// Words that name nothing.
    strange: Vec<String>,
}

/// Kinds of contact and of ticket that a text names, each once.
fn whom(text: &str, answers: &Answers) -> Named {
    let mut all = Named::default();
    for part in parts(text) {
        let (kinds, tickets) = served(part, answers);
        if kinds.is_empty() && tickets.is_empty() {
            all.strange.push(part.to_owned());
        }
        let new: Vec<usize> = kinds.into_iter().filter(|kind| !all.kinds.contains(kind)).collect();
        all.kinds.extend(new);
        let new: Vec<usize> = tickets.into_iter().filter(|one| !all.tickets.contains(one)).collect();
        all.tickets.extend(new);
    }
    all
}

/// The same of a cell; a message where a word names nothing.
fn read_whom(typed: &Typed, answers: &Answers, out: &mut Diagnostics) -> Named {
    let named = whom(&typed.text, answers);
    for word in &named.strange {
        let all = |chinese| {
            let both = [&answers.kinds[..], &answers.tickets].concat();
            names(&both, chinese)
        };
        let (en, zh) = (all(false), all(true));
        let what = say!(
            "\"{word}\" is no kind of contact or ticket of the sheet of questions",
            "“{word}”不是“问题”页里的咨询类型或工单"
        );
        out.push(typed.fault(Code::UnknownName, &what).help(say!("there are: {en}", "有：{zh}")));
    }
    named
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
    let close = |text: &str| text.split_whitespace().collect::<String>();
    let exact = |kind: &Kind| [&kind.name.en, &kind.name.zh].iter().any(|name| close(&plain(name)) == close(&text));
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
    if let Some(several) = several(&text, answers) {
        return several;
    }
    if text.contains("工单") || text.contains("ticket") {
        let tickets = find(&answers.tickets, &alike);
        if !tickets.is_empty() {
            return (Vec::new(), tickets);
        }
    }
    first(&alike)
}

/// Kinds that stand one behind another with nothing but spaces or "and" between, where every piece names some.
fn several(text: &str, answers: &Answers) -> Option<(Vec<usize>, Vec<usize>)> {
    let by_and: Vec<&str> = text.split(" and ").map(str::trim).collect();
    let by_space: Vec<&str> = text.split_whitespace().collect();
    [by_and, by_space].into_iter().filter(|pieces| pieces.len() > 1).find_map(|pieces| {
        let (mut kinds, mut tickets) = (Vec::new(), Vec::new());
        for piece in pieces {
            let (some_kinds, some_tickets) = served(piece, answers);
            if some_kinds.is_empty() && some_tickets.is_empty() {
                return None;
            }
            kinds.extend(some_kinds);
            tickets.extend(some_tickets);
        }
        Some((kinds, tickets))
    })
}

/// Whether a cell of a table can be read, by the key of its column; else a message.
pub fn check(column: &str, typed: &Typed, answers: &Answers, out: &mut Diagnostics) {
    match column {
        "people" | "idea_people" => drop(heads(typed, out)),
        "idea_serves" if is_as_now(&typed.text) => (),
        "serves" | "idea_serves" => drop(read_whom(typed, answers, out)),
        _ => shifts::check(column, typed, out),
    }
}
