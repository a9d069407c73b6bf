//! What can be said before anything is simulated: who is there, what is expected, which values are defaults.

use super::expected::{Expected, Loaded};
use crate::diagnostic::Text;
use crate::model::{Channel, Counted, CountedRow, Label, Lang, Model, Taken};
use crate::report::blocks::cautions::{Caution, cautions};
use crate::report::blocks::deciding::Deciding;
use crate::report::blocks::observed::formula_section;
use crate::report::blocks::prices;
use crate::report::blocks::recorded_volume::held_section;
use crate::report::blocks::workload::{by_interval, chats, scarce, table};
use crate::report::labels::staff;
use crate::report::numbers::number;
use crate::report::page::{Block, Column, Report, Section, Table};
use crate::report::results::{Measured, Source};
use crate::report::words::{Words, say};

/// What `check` knows of a scenario.
#[derive(Debug)]
pub struct Checked<'a> {
    /// The title.
    pub title: &'a Label,
    /// Every design in every case.
    pub all: Vec<&'a Model>,
    /// The volume that the file gives, taken apart.
    pub counted: Option<&'a Counted>,
    /// What was measured.
    pub measured: &'a [Measured],
    /// Cases there are.
    pub cases: &'a [Label],
    /// Paths whose values are defaults, and the values.
    pub defaults: &'a [(String, String)],
    /// Where values of the file come from.
    pub sources: &'a [Source],
    /// What is expected of every design in the case that is checked.
    pub expected: &'a Expected<'a>,
    /// What was found while it was read, and stops nothing.
    pub warnings: &'a [Noticed],
    /// What meant something else in the version that the file was written for.
    pub changed: &'a [Noticed],
    /// What decides without anybody having measured it, the largest effect first.
    pub deciding: &'a [Deciding],
    /// What was taken of the files that the scenario names.
    pub files: &'a [Taken],
}

/// Something found at a place of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noticed {
    /// The word of its code, or of the change of a meaning.
    pub code: &'static str,
    /// `shop.toml:12`; empty: the whole.
    pub place: String,
    /// What was found.
    pub message: Text,
    /// What would do; may be empty.
    pub help: Text,
}

/// The page of `check`. `next` is the natural next command.
pub fn check_report(checked: &Checked<'_>, lang: Lang, next: &str) -> Report {
    let w = Words::of(lang);
    let mut sections = vec![overview(checked, lang)];
    sections.extend(checked.counted.map(|counted| volume(counted, lang)));
    sections.extend(changed(checked.changed, lang));
    sections.extend(crate::report::blocks::files_read::section(checked.files, lang));
    // Designs meet the same customers, so one of them tells.
    sections.extend(checked.expected.models().next().and_then(|model| held_section(model, lang)));
    sections.extend(formula_section(checked.measured, &checked.all, lang));
    sections.extend(
        checked.expected.models().next().and_then(|model| crate::report::blocks::session_clock::section(model, lang)),
    );
    for design in checked.expected.designs() {
        sections.extend(load_of(design, checked.expected.busiest_date(lang).as_deref(), lang));
    }
    sections.extend(checked.expected.sections(lang));
    sections.extend(crate::report::blocks::deciding::section(checked.deciding, lang));
    if !checked.defaults.is_empty() {
        let columns = vec![Column::words(w.key), Column::words(w.value)];
        let rows = checked.defaults.iter().map(|(path, value)| vec![path.clone(), value.clone()]).collect();
        let table = Table { caption: String::new(), columns, rows, fixed: 1 };
        sections.push(Section { heading: w.defaults.to_owned(), blocks: vec![Block::Table(table)] });
    }
    if let Some(table) = prices::table(checked.sources, lang, &str::to_owned) {
        sections.push(Section { heading: w.sources.to_owned(), blocks: vec![Block::Table(table)] });
    }
    Report { title: checked.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", w.next) }
}

fn overview(checked: &Checked<'_>, lang: Lang) -> Section {
    let w = Words::of(lang);
    let mut rows: Vec<(String, String)> = checked
        .expected
        .models()
        .map(|model| (format!("{} {}", w.design, model.design.in_lang(lang)), staff(model, lang)))
        .collect();
    let cases: Vec<String> = checked.cases.iter().map(|case| case.key.clone()).collect();
    rows.push((w.cases.to_owned(), crate::report::words::list(lang, &cases)));
    Section { heading: w.ready.to_owned(), blocks: vec![Block::Named(rows)] }
}

/// What meant something else in the version that the file was written for, with what keeps the old meaning.
fn changed(changed: &[Noticed], lang: Lang) -> Option<Section> {
    let heading = Words::of(lang).changed_meanings.to_owned();
    let mut blocks: Vec<Block> = changed.iter().map(|one| Block::Item(one.with_help(lang))).collect();
    if blocks.is_empty() {
        return None;
    }
    let note =
        "once this is as you want it, write `written_for = \"0.2\"` at the top of the file, as `peakstaff init` does";
    let zh = "核对无误后，在文件开头写上 `written_for = \"0.2\"`（`peakstaff init` 的文件里已有），就不再提示";
    blocks.push(Block::Text(say(lang, note.into(), zh.into())));
    Some(Section { heading, blocks })
}

impl Noticed {
    /// In one line: where, and what.
    pub fn line(&self, lang: Lang) -> String {
        let text = self.message.get(lang == Lang::Zh);
        if self.place.is_empty() { text.to_owned() } else { crate::report::words::colon(lang, &self.place, text) }
    }

    /// The same with what keeps the old meaning.
    pub fn with_help(&self, lang: Lang) -> String {
        let (line, keep) = (self.line(lang), self.help.get(lang == Lang::Zh));
        say(lang, format!("{line}. As before: {keep}"), format!("{line}。保持原样：{keep}"))
    }
}

/// What an ordinary day has and what all days have; none where they are alike.
pub fn ordinary(counted: &Counted, lang: Lang) -> Option<String> {
    let (all, ordinary) = (number(counted.all_days?, 0), number(counted.ordinary_day, 0));
    Some(say(
        lang,
        format!(
            "[volume]: an ordinary day (without events and holidays) has {ordinary} of them, an average day of all that count {all}"
        ),
        format!("[volume]：平常日（没有活动和节假日）为 {ordinary}，统计期全部日子平均每天 {all}"),
    ))
}

/// What was counted, and the first contacts that it comes from.
fn volume(counted: &Counted, lang: Lang) -> Section {
    let per_day = number(counted.per_day, 0);
    let (design, case) = (counted.under.0.in_lang(lang), &counted.under.1.key);
    let (en, zh) = match (counted.counts.human, counted.counts.repeats) {
        (false, true) => ("contacts a day were counted, repeats included", "个咨询（含重复进线）"),
        (false, false) => ("first contacts a day were counted, repeats left out", "个首次咨询（不含重复进线）"),
        (true, true) => {
            ("contacts a day were counted that reached people, repeats included", "个转人工咨询（含重复进线）")
        }
        (true, false) => {
            ("first contacts a day were counted that reached people", "个转人工的首次咨询（不含重复进线）")
        }
    };
    let note = say(
        lang,
        format!("{per_day} {en} (under {design} @ {case}); by expectation they come from these first contacts"),
        format!("在“{design} @ {case}”下每天统计到 {per_day} {zh}；按期望推算，对应的首次咨询为"),
    );
    let days = ordinary(counted, lang);
    let columns = vec![
        Column::words(&say(lang, "contact type".into(), "咨询类型".into())),
        Column::figures(&say(lang, "counted".into(), "统计量".into())),
        Column::figures(&say(lang, "first of its own".into(), "自身首次".into())),
        Column::figures(&say(lang, "brought by others".into(), "其他引发".into())),
        Column::figures(&say(lang, "repeats".into(), "重复进线".into())),
        Column::figures(&say(lang, "to people".into(), "转人工".into())),
    ];
    let cells = |row: &CountedRow| [row.counted, row.first, row.brought, row.repeats, row.people];
    let mut rows: Vec<Vec<String>> = Vec::new();
    let mut sums = [0.0; 5];
    for row in &counted.rows {
        sums.iter_mut().zip(cells(row)).for_each(|(sum, x)| *sum += x);
        let figures = cells(row).map(|x| number(x, -1));
        rows.push(std::iter::once(row.label.in_lang(lang).to_owned()).chain(figures).collect());
    }
    let all = say(lang, "all".into(), "合计".into());
    rows.push(std::iter::once(all).chain(sums.map(|x| number(x, -1))).collect());
    let table = Table { caption: String::new(), columns, rows, fixed: 1 };
    let heading = Words::of(lang).counted_volume.to_owned();
    let notes = std::iter::once(note).chain(days).map(Block::Text);
    Section { heading, blocks: notes.chain([Block::Table(table)]).collect() }
}

/// Expected contacts and work against people, on a mean day and on the busiest date.
fn load_of(design: &Loaded<'_>, busiest: Option<&str>, lang: Lang) -> Vec<Section> {
    let model = design.model;
    let columns = vec![
        Column::words(&say(lang, "contact type".into(), "咨询类型".into())),
        Column::figures(&say(lang, "first a day".into(), "日首次".into())),
        Column::figures(&say(lang, "arriving a day".into(), "日到达".into())),
        Column::figures(&say(lang, "to people a day".into(), "日转人工".into())),
    ];
    let rows = model.types.entries().filter(|(_, kind)| kind.channel != Channel::Stream).map(|(id, kind)| {
        let load = &design.demand[id];
        let figures = [load.first.iter().sum(), load.per_day(), load.people_per_day()].map(|x| number(x, -1));
        std::iter::once(kind.label.in_lang(lang).to_owned()).chain(figures).collect()
    });
    let types = Table { caption: String::new(), columns, rows: rows.collect(), fixed: 1 };
    let mean = scarce(model, &design.loads);
    let on_date = design.busiest.as_ref().map(|loads| scarce(model, loads));
    let pair = busiest.zip(on_date.as_deref());
    let name = design.model.design.in_lang(lang);
    let heading = say(lang, format!("Expected on an average day: {name}"), format!("平均一天的预期：{name}"));
    let note = say(
        lang,
        "by formula: nobody gives up, everybody goes to the first team of the route".into(),
        "按公式估算：无人放弃，均由首选小组接待".into(),
    );
    let blocks = vec![
        Block::Text(note),
        Block::Table(types),
        Block::Text(String::new()),
        Block::Table(table(&mean, pair, lang)),
    ];
    let by_interval_of = |lines: &[_], en: &str, zh: &str| {
        by_interval(
            lines,
            say(lang, format!("Work against people, {en}: {name}"), format!("工时与人数，{zh}：{name}")),
            lang,
        )
    };
    let mut sections = vec![Section { heading, blocks }, by_interval_of(&mean, "average day", "平均一天")];
    sections.extend(pair.map(|(date, lines)| by_interval_of(lines, date, date)));
    sections.extend(chats(model, lang));
    let found: Vec<Caution> = cautions(model, &design.demand, &design.loads, lang);
    if !found.is_empty() {
        let heading = say(lang, "Look at".into(), "请留意".into());
        sections.push(Section { heading, blocks: found.into_iter().map(|found| Block::Item(found.text)).collect() });
    }
    sections
}
