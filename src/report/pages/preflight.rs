//! The page of `check` that fits a terminal: what is wrong, what is expected, what was never given, what was measured, what
//! was read. Everything else is on the whole page.

use super::expected::Loaded;
use super::preflight_full::{Checked, Noticed};
use crate::model::Lang;
use crate::report::blocks::cautions::{Gravity, cautions};
use crate::report::blocks::workload::{Scarce, percent, scarce};
use crate::report::formats::fold::{Part, Rows, fit};
use crate::report::formats::text::cut;
use crate::report::numbers::{self, number};
use crate::report::page::{Column, Report, Table};
use crate::report::words::{Words, list, say};
use crate::scenario::meanings::WRITTEN_FOR;
use std::collections::BTreeMap;
use unicode_width::UnicodeWidthStr as _;

/// Lines of the page; with the line that says where files were written, forty.
const LINES: usize = 39;
/// Columns of a team's name.
const NAME: usize = 26;
/// Assumptions that are named.
const ASSUMPTIONS: usize = 10;

/// The short page. `next` is the natural next command, `rest` where what does not stand here is.
pub fn brief_report(checked: &Checked<'_>, lang: Lang, next: &str) -> Report {
    let w = Words::of(lang);
    let parts: Vec<Part> = [
        look_at(checked, lang),
        Some(work(checked, lang)),
        never_given(checked, lang),
        measured(checked, lang),
        files(checked, lang),
        of_older_versions(checked, lang),
    ]
    .into_iter()
    .flatten()
    .collect();
    let rest = say(
        lang,
        "the rest (types, intervals, chats an hour, dates, defaults, sources): --full, --json".into(),
        "其余内容（各类型、各时段、每小时会话数、各日期、默认值、来源）：--full、--json".into(),
    );
    fit(checked.title.in_lang(lang), &parts, &[rest], &format!("{} {next}", w.next), LINES, lang)
}

/// What is wrong or doubtful, the gravest first.
fn look_at(checked: &Checked<'_>, lang: Lang) -> Option<Part> {
    let mut found = of_designs(checked, lang);
    let warning = |noticed: &Noticed| (Gravity::Doubtful, format!("{} [{}]", noticed.line(lang), noticed.code));
    // What stands at a place of the file comes before what formulas doubt.
    let doubtful = found.iter().position(|(gravity, _)| *gravity > Gravity::Impossible).unwrap_or(found.len());
    let of_file = checked.warnings.iter().map(warning);
    found.splice(doubtful..doubtful, of_file);
    let items: Vec<String> = found.into_iter().map(|(_, text)| text).collect();
    let heading = say(lang, "Look at".into(), "请留意".into());
    (!items.is_empty()).then_some(Part {
        noun: None,
        heading,
        notes: Vec::new(),
        rows: Rows::Items(items),
        lines: 4,
        least: 3,
        most: 9,
    })
}

/// What means something else than in an earlier version, for whoever wrote the file for that one; and how to make it go for all others.
fn of_older_versions(checked: &Checked<'_>, lang: Lang) -> Option<Part> {
    let items: Vec<String> = checked.changed.iter().map(|one| one.with_help(lang)).collect();
    let version = WRITTEN_FOR;
    let heading = say(lang, "Only for files of an older version".into(), "只与旧版本写的文件有关".into());
    let note = say(
        lang,
        format!("not written for an older one? put `written_for = \"{version}\"` at the top of the file, and these go"),
        format!("不是旧文件：在文件开头写 `written_for = \"{version}\"`，就不再提示"),
    );
    let (notes, rows) = (vec![note], Rows::Items(items));
    (!checked.changed.is_empty()).then_some(Part { noun: None, heading, notes, rows, lines: 2, least: 1, most: 4 })
}

/// Cautions of all designs, each once, with the designs that have it.
fn of_designs(checked: &Checked<'_>, lang: Lang) -> Vec<(Gravity, String)> {
    let designs = checked.expected.designs();
    let mut order: Vec<(Gravity, String)> = Vec::new();
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Loaded { model, demand, loads, .. } in designs {
        for caution in cautions(model, demand, loads, lang) {
            let of = by_text.entry(caution.text.clone()).or_default();
            if of.is_empty() {
                order.push((caution.gravity, caution.text));
            }
            of.push(model.design.in_lang(lang).to_owned());
        }
    }
    order.sort_by_key(|(gravity, _)| *gravity);
    let named = |(gravity, text): (Gravity, String)| {
        let of = &by_text[&text];
        let who = match of.len() {
            n if n == designs.len() => return (gravity, text),
            n @ 3.. => say(lang, format!("{n} designs"), format!("{n} 个方案")),
            _ => list(lang, of),
        };
        (gravity, say(lang, format!("[{who}] {text}"), format!("【{who}】{text}")))
    };
    order.into_iter().map(named).collect()
}

/// Contacts, and work against people, on the mean day and on the busiest date.
fn work(checked: &Checked<'_>, lang: Lang) -> Part {
    let expected = checked.expected;
    // The year stands in the line above.
    let date =
        expected.busiest_date(lang).map(|date| date.split_once('-').map_or(date.clone(), |(_, day)| day.to_owned()));
    let shown = expected.shown();
    let others = expected.designs().iter().filter(|design| !std::ptr::eq(*design, shown));
    let lines: Vec<Line<'_>> = std::iter::once(shown).chain(others).flat_map(lines_of).collect();
    let several = expected.designs().len() > 1;
    let most = 8;
    let (lines, gravest) = if lines.len() > most { (by_gravity(lines), true) } else { (lines, false) };
    let minutes = shown.model.calendar.interval.seconds() / 60.0;
    let (interval, by) = (numbers::interval(minutes, lang), numbers::by_interval(minutes, lang));
    let mut notes = vec![contacts(checked, lang)];
    notes.extend(checked.counted.and_then(|counted| super::preflight_full::ordinary(counted, lang)));
    notes.extend(gravest.then(|| say(lang, "the tightest teams first".into(), "最紧的小组排在前面".into())));
    let table = table(&lines, date.as_deref(), several, lang);
    let heading = say(
        lang,
        format!("Expected by formula: nobody gives up, first team of the route, intervals of {interval}"),
        format!("按公式的预期：无人放弃，由首选小组接待，{by}"),
    );
    Part { noun: None, heading, notes, rows: Rows::Table(table), lines: 1, least: 11, most }
}

/// All contacts a day, and those who reach people.
fn contacts(checked: &Checked<'_>, lang: Lang) -> String {
    let (mean, busiest) = checked.expected.contacts();
    let design = checked.expected.shown().model.design.in_lang(lang);
    let figure = |x: f64| number(x, if x >= 99.95 { 0 } else { -1 });
    let ([all, people], of) = (
        mean.map(figure),
        if checked.expected.designs().len() > 1 {
            say(lang, format!(" ({design})"), format!("（{design}）"))
        } else {
            String::new()
        },
    );
    let start = say(
        lang,
        format!("contacts a day{of}: {all}, {people} to people"),
        format!("每天咨询{of}：{all}，转人工 {people}"),
    );
    let Some(([all, people], date)) = busiest.map(|day| day.map(figure)).zip(checked.expected.busiest_date(lang))
    else {
        return start;
    };
    let events = checked.expected.busiest_events(lang);
    let events = if events.is_empty() { events } else { format!(" {events}") };
    say(
        lang,
        format!("{start}; busiest {date}{events}: {all}, {people} to people"),
        format!("{start}；最忙 {date}{events}：{all}，转人工 {people}"),
    )
}

/// A team of a design on both days.
struct Line<'a> {
    design: &'a crate::model::Label,
    mean: Scarce<'a>,
    busiest: Option<Scarce<'a>>,
}

fn lines_of<'a>(design: &'a Loaded<'_>) -> Vec<Line<'a>> {
    let mean = scarce(design.model, &design.loads);
    let busiest = design.busiest.as_ref().map(|loads| scarce(design.model, loads));
    let on = |n: usize| busiest.as_ref().and_then(|lines| lines.get(n).copied());
    mean.iter()
        .enumerate()
        .map(|(n, mean)| Line { design: &design.model.design, mean: *mean, busiest: on(n) })
        .collect()
}

fn by_gravity(mut lines: Vec<Line<'_>>) -> Vec<Line<'_>> {
    let how = |line: &Line<'_>| line.busiest.unwrap_or(line.mean).tightest().map_or(f64::INFINITY, |(_, share)| share);
    lines.sort_by(|a, b| how(b).total_cmp(&how(a)));
    lines
}

fn table(lines: &[Line<'_>], date: Option<&str>, several: bool, lang: Lang) -> Table {
    let w = Words::of(lang);
    let tightest = say(lang, "tightest".into(), "最紧".into());
    let share = say(lang, "share".into(), "占比".into());
    let mut columns = vec![
        Column::words(w.team),
        Column::figures(w.heads),
        Column::figures(&say(lang, "average day:\nwork / desk".into(), "平均一天：\n工时 / 在席".into())),
        Column::figures(&share),
        Column::figures(&tightest),
    ];
    if let Some(date) = date {
        columns.extend([
            Column::figures(&say(lang, format!("{date}:\nshare"), format!("{date}：\n占比"))),
            Column::figures(&tightest),
        ]);
    }
    let day = |line: Option<&Scarce<'_>>| {
        let Some(line) = line else { return ["–".to_owned(), "–".to_owned()] };
        let slots = line.load.people.len();
        let when = |(slot, share)| format!("{} {}", crate::report::day_hours::clock(slot, slots), whole(Some(share)));
        // Whom nobody waits for has no tightest time.
        [whole(line.share()), line.tightest().filter(|(_, share)| *share > 0.0).map_or("–".into(), when)]
    };
    let row = |line: &Line<'_>| {
        let name = line.mean.name(lang);
        let name = if several { of_design(line.design.in_lang(lang), &name) } else { name };
        let heads = line.mean.heads.cell(lang);
        let mut row = vec![cut(&name, NAME), heads, line.mean.amount(lang)];
        row.extend(day(Some(&line.mean)));
        if date.is_some() {
            row.extend(day(line.busiest.as_ref()));
        }
        row
    };
    Table { caption: String::new(), rows: lines.iter().map(row).collect(), columns, fixed: 1 }
}

/// A team of a design, both cut so that both can be told.
fn of_design(design: &str, team: &str) -> String {
    let team = cut(team, NAME / 2);
    format!("{} · {team}", cut(design, NAME - 3 - team.width()))
}

/// In whole per cent; what is below one to a tenth.
fn whole(value: Option<f64>) -> String {
    match value {
        Some(share) if share >= 0.01 => format!("{} %", number(share * 100.0, 0)),
        other => percent(other),
    }
}

/// What nobody measured, the most decisive first.
fn never_given(checked: &Checked<'_>, lang: Lang) -> Option<Part> {
    let items: Vec<String> = checked.deciding.iter().map(|one| one.line(lang)).collect();
    if items.is_empty() {
        return None;
    }
    let mut notes = vec![crate::report::blocks::deciding::note(lang)];
    notes.extend(crate::report::blocks::deciding::to_measure(checked.deciding, lang));
    Some(Part {
        noun: None,
        heading: crate::report::blocks::deciding::heading(lang),
        notes,
        rows: Rows::Items(items),
        lines: 2,
        least: 6,
        most: ASSUMPTIONS,
    })
}

/// What was measured beside what formulas expect, the furthest off first.
fn measured(checked: &Checked<'_>, lang: Lang) -> Option<Part> {
    let items = crate::report::blocks::observed::lines(checked.measured, &checked.all, lang);
    let heading = say(lang, "Measured, and what formulas expect".into(), "实测与公式的预期".into());
    (!items.is_empty()).then_some(Part {
        noun: None,
        heading,
        notes: Vec::new(),
        rows: Rows::Items(items),
        lines: 2,
        least: 2,
        most: 6,
    })
}

/// What was taken of each file.
fn files(checked: &Checked<'_>, lang: Lang) -> Option<Part> {
    let items: Vec<String> =
        checked.files.iter().map(|taken| crate::report::blocks::files_read::line(taken, lang)).collect();
    let heading = Words::of(lang).files_read.to_owned();
    (!items.is_empty()).then_some(Part {
        noun: None,
        heading,
        notes: Vec::new(),
        rows: Rows::Items(items),
        lines: 2,
        least: 1,
        most: 5,
    })
}
