//! Which change did it: the answer on one screen, or all of it with how to read it; [`files`] has the rows.

mod files;

pub use files::{attributed_csv, attributed_json};

use crate::catalogue::{KpiId, Unit};
use crate::experiment::{LEVEL, Wanted};
use crate::model::Lang;
use crate::report::blocks::files_read;
use crate::report::formats::fold::{Part, fit};
use crate::report::labels::mark;
use crate::report::numbers::{self, Scale};
use crate::report::page::{Block, Column, Report, Section, Table};
use crate::report::paths::named_in;
use crate::report::results::{Attributed, Effects};
use crate::report::words::{Words, colon, list, say, sentences};
use crate::stats::Sample;

/// Lines of the page; with the line that says where files were written, forty.
const LINES: usize = 39;
/// Lines that the answer keeps: all of its own.
const WHOLE: usize = 30;
/// Groups that have a column each on the first screen; more stand below each other.
const BESIDE: usize = 4;

/// The first screen. `next` is the natural next command.
pub fn attributed_answer(found: &Attributed, lang: Lang, next: &str) -> Report {
    let rest = say(
        lang,
        "the rest (all figures, what each group changes, how to read it): --full".into(),
        "其余内容（全部指标、每组改了什么、如何阅读）：--full".into(),
    );
    let next = format!("{} {next}", Words::of(lang).next);
    let mut parts = parts(found, lang);
    if found.groups.len() <= BESIDE {
        parts.retain(|part| part.heading != each_part(lang));
    }
    fit(found.title.in_lang(lang), &parts, &[rest], &next, LINES, lang)
}

fn each_part(lang: Lang) -> String {
    say(lang, "Each group's part".into(), "各组的作用".into())
}

/// All of it.
pub fn attributed_report(found: &Attributed, lang: Lang, next: &str) -> Report {
    let mut sections: Vec<Section> = parts(found, lang).iter().map(Part::whole).collect();
    sections.push(changed(found, lang));
    sections.extend(files_read::section(&found.files, lang));
    sections.push(how_to_read(found, lang));
    Report { title: found.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", Words::of(lang).next) }
}

fn parts(found: &Attributed, lang: Lang) -> Vec<Part> {
    let items = Part::items;
    let joined = taken_as_one(found, lang);
    let mut all = vec![
        Part { notes: question(found, lang), ..items(String::new(), Vec::new(), 1, 0) },
        items(Words::of(lang).answer.to_owned(), answer(found, lang), 2, WHOLE),
    ];
    if found.groups.len() <= BESIDE {
        let heading = say(lang, "Who did how much (shares add up)".into(), "各占多少（份额之和为总变化）".into());
        let note = say(
            lang,
            "shares of contacts in percentage points; ▲ better, ▼ worse, ≠ different, = not to be told from zero"
                .into(),
            "比例的变化为百分点；▲ 更好，▼ 更差，≠ 有差异，= 不能说它不是零".into(),
        );
        all.push(Part { notes: vec![note], ..Part::table(heading, at_a_glance(found, lang), WHOLE) });
    }
    all.push(Part::table(each_part(lang), shares(found, lang), 10));
    if !joined.is_empty() {
        let heading =
            say(lang, "Taken as one, as one without the other makes no sense".into(), "合为一组（缺一不可）".into());
        all.push(items(heading, joined, 2, 4));
    }
    all
}

/// Which designs, on what.
fn question(found: &Attributed, lang: Lang) -> Vec<String> {
    let (from, to) = (found.from.design.in_lang(lang), found.to.design.in_lang(lang));
    let case = match &found.from.case {
        case if case.key == "base" => String::new(),
        case => say(lang, format!(", {}", case.in_lang(lang)), format!("，{}", case.in_lang(lang))),
    };
    let (n, mixes) = (numbers::count(found.sweeping.replications), found.figures.len());
    let seed = found.sweeping.seed;
    let period = match &found.sweeping.period[..] {
        "horizon" => String::new(),
        period => say(lang, format!("; {period}"), format!("；{period}")),
    };
    let orders = found.sets.orders().map_or_else(String::new, |orders| {
        say(lang, format!(" ({orders} orders of the groups)"), format!("（各组的 {orders} 种次序）"))
    });
    let mut notes = vec![say(
        lang,
        format!(
            "Which change did it, from {from} to {to}{case}? {mixes} mixes of both{orders}, {n} replications each, the same customers{period}; seed {seed}"
        ),
        format!(
            "从 {from} 到 {to}{case}，变化来自哪项改动？两者的 {mixes} 种组合{orders}，各模拟 {n} 次，同样的客户{period}；种子 {seed}"
        ),
    )];
    if !found.changes.is_empty() {
        let changes = sentences(lang, &found.changes);
        notes.push(say(lang, format!("changed: {changes}"), format!("改动：{changes}")));
    }
    notes
}

/// A sentence of money; where none is looked at, of the first figure. Then what some mix does not have.
fn answer(found: &Attributed, lang: Lang) -> Vec<String> {
    let all = 0..found.wanted.len();
    let is_money = |figure: &usize| found.wanted[*figure].kpi.unit(&found.to) == Unit::Money;
    let mut told: Vec<usize> = all.clone().filter(is_money).collect();
    if told.is_empty() {
        told.extend(all.clone().find(|figure| found.effects(*figure).is_some()));
    }
    told.extend(all.filter(|figure| !is_money(figure) && found.effects(*figure).is_none()));
    let sentence = |figure: usize| {
        let name = found.name(figure, lang);
        match found.effects(figure) {
            Some(effects) => colon(lang, &name, &sentence(found, figure, &effects, lang)),
            None => colon(lang, &name, &say(lang, "not given in every mix".into(), "有的组合没有这个数".into())),
        }
    };
    told.into_iter().map(sentence).collect()
}

/// A row a figure: from where to where, the change, and each group's share of it.
fn at_a_glance(found: &Attributed, lang: Lang) -> Table {
    let mut columns =
        vec![Column::words(Words::of(lang).figure), Column::figures(&say(lang, "change".into(), "变化".into()))];
    columns.extend(found.groups.iter().map(|group| Column::figures(group.label.in_lang(lang))));
    let row = |figure: usize| {
        let effects = found.effects(figure)?;
        let change = found.scale(figure, true, lang);
        let unit = if change.unit.is_empty() { String::new() } else { format!(", {}", change.unit) };
        let ends = effects.ends.as_ref().map_or_else(String::new, |[from, to]| {
            let [from, to] = ends(found, figure, [from, to], lang);
            say(lang, format!(", {from} to {to}"), format!("，{from} 到 {to}"))
        });
        let unit = if ends.is_empty() { unit } else { String::new() };
        let total = &effects.total;
        let mut cells = vec![format!("{}{ends}{unit}", found.name(figure, lang))];
        cells.push(marked(found, figure, &change, (total.value, total.half_width(LEVEL))));
        cells.extend(effects.shares.iter().map(|s| marked(found, figure, &change, (s.value, s.half_width))));
        Some(cells)
    };
    let rows = (0..found.wanted.len()).filter_map(row).collect();
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

/// A change with its error and what to think of it.
fn marked(found: &Attributed, figure: usize, scale: &Scale, (value, half): (f64, Option<f64>)) -> String {
    let text = scale.difference(value, half);
    format!("{text} {}", mark(found.verdict(figure, value, half))).trim_end().to_owned()
}

/// What a figure is before, and after with its unit.
fn ends(found: &Attributed, figure: usize, ends: [&Sample; 2], lang: Lang) -> [String; 2] {
    let scale = found.scale(figure, false, lang);
    let [from, to] = ends.map(|sample| {
        let text = scale.estimate(sample.value, sample.half_width(LEVEL));
        text.split(" ±").next().unwrap_or_default().to_owned()
    });
    [from, scale.with_unit(&to)]
}

fn sentence(found: &Attributed, figure: usize, effects: &Effects, lang: Lang) -> String {
    let change = found.scale(figure, true, lang);
    let total = change.with_unit(&change.difference(effects.total.value, effects.total.half_width(LEVEL)));
    let mut ranked: Vec<usize> = (0..found.groups.len()).collect();
    ranked.sort_by(|a, b| effects.shares[*b].value.abs().total_cmp(&effects.shares[*a].value.abs()));
    let short = |value: f64, half: Option<f64>| {
        let text = change.difference(value, half);
        text.split(" ±").next().unwrap_or_default().to_owned()
    };
    let groups: Vec<String> = ranked
        .into_iter()
        .map(|group| {
            let share = effects.shares[group];
            let (name, amount) = (found.groups[group].label.in_lang(lang), short(share.value, share.half_width));
            format!("{name} {amount}")
        })
        .collect();
    let groups = list(lang, &groups);
    match &effects.ends {
        Some([from, to]) => {
            let [from, to] = ends(found, figure, [from, to], lang);
            say(lang, format!("{from} to {to}, {total}: {groups}"), format!("{from} 到 {to}，{total}：{groups}"))
        }
        None => say(lang, format!("{total}: {groups}"), format!("{total}：{groups}")),
    }
}

/// By figure: each group's share, what it does alone and last; then what they do to each other.
fn shares(found: &Attributed, lang: Lang) -> Table {
    let columns = vec![
        Column::words(&say(lang, "group".into(), "改动".into())),
        Column::figures(&say(lang, "share of the change".into(), "应占份额".into())),
        Column::figures(&say(lang, "alone".into(), "单独改".into())),
        Column::figures(&say(lang, "as the last".into(), "最后改".into())),
    ];
    let rows = (0..found.wanted.len())
        .filter_map(|figure| Some((figure, found.effects(figure)?)))
        .flat_map(|(figure, effects)| of_figure(found, figure, &effects, lang))
        .collect();
    Table { caption: String::new(), columns, rows, fixed: 1 }
}

fn of_figure(found: &Attributed, figure: usize, effects: &Effects, lang: Lang) -> Vec<Vec<String>> {
    let scale = found.scale(figure, true, lang);
    let unit = if scale.unit.is_empty() { String::new() } else { format!(", {}", scale.unit) };
    let of = |sample: &Sample| marked(found, figure, &scale, (sample.value, sample.half_width(LEVEL)));
    let head = vec![format!("{}{unit}", found.name(figure, lang)), of(&effects.total), String::new(), String::new()];
    let group = |n: usize| {
        let share = effects.shares[n];
        vec![
            format!("  {}", found.groups[n].label.in_lang(lang)),
            marked(found, figure, &scale, (share.value, share.half_width)),
            of(&effects.alone[n]),
            of(&effects.last[n]),
        ]
    };
    let mut rows = vec![head];
    rows.extend((0..found.groups.len()).map(group));
    if found.groups.len() > 1 {
        let together = say(lang, "  together, beyond each alone".into(), "  合在一起超出各自单独之和".into());
        let plain = scale.difference(effects.together.value, effects.together.half_width(LEVEL));
        rows.push(vec![together, String::new(), plain, String::new()]);
    }
    rows
}

fn taken_as_one(found: &Attributed, lang: Lang) -> Vec<String> {
    let told = |one: &crate::report::results::TakenAsOne| {
        let [a, b] = one.groups.each_ref().map(|label| label.in_lang(lang));
        let why = one.why.get(lang == Lang::Zh);
        let place = if one.place.is_empty() { String::new() } else { format!("{}: ", one.place) };
        say(lang, format!("{a} and {b}: {place}{why}"), format!("{a} 与 {b}：{place}{why}"))
    };
    found.joined.iter().map(told).collect()
}

/// What each group changes.
fn changed(found: &Attributed, lang: Lang) -> Section {
    let w = Words::of(lang);
    let of = |group: &crate::report::results::ChangeGroup| {
        let mut what: Vec<String> = Vec::new();
        if group.lever {
            what.push(say(lang, "a lever".into(), "措施".into()));
        }
        what.extend(group.paths.iter().map(|path| {
            let named = named_in(&[&found.from, &found.to], path, lang).text(lang);
            if named == *path { named } else { format!("{named} ({path})") }
        }));
        let what = if what.is_empty() { w.none.to_owned() } else { sentences(lang, &what) };
        (group.label.in_lang(lang).to_owned(), what)
    };
    let heading = say(lang, "What each group changes".into(), "每组改了什么".into());
    Section { heading, blocks: vec![Block::Named(found.groups.iter().map(of).collect())] }
}

fn how_to_read(found: &Attributed, lang: Lang) -> Section {
    let mut named = vec![
        (
            say(lang, "share of the change".into(), "应占份额".into()),
            say(
                lang,
                "what a group adds when groups are changed one after another, the mean over all orders (Shapley 1953): shares add up to the whole change".into(),
                "各组依次改动时，该组带来的变化在所有次序上的平均（Shapley 1953）：各份额之和恰为总变化".into(),
            ),
        ),
        (
            say(lang, "alone".into(), "单独改".into()),
            say(
                lang,
                "what a group changes of the earlier design while nothing else is changed, as `compare --levers` shows it".into(),
                "原方案只改这一组时的变化，与 `compare --levers` 相同".into(),
            ),
        ),
        (
            say(lang, "as the last".into(), "最后改".into()),
            say(
                lang,
                "what is lost of the later design if this group alone is taken back".into(),
                "新方案只撤回这一组会失去多少".into(),
            ),
        ),
        (
            say(lang, "together".into(), "合在一起".into()),
            say(
                lang,
                "the whole change less what each group does alone: above 0 they help each other, below they do the same work twice".into(),
                "总变化减去各组单独之和：为正说明相互促进，为负说明效果重叠".into(),
            ),
        ),
        (
            "± ▲ ▼ ≠ =".to_owned(),
            say(
                lang,
                "± half the 95 % interval of one number, of paired replications on the same customers; ▲ better, ▼ worse, ≠ different, = not to be told from zero".into(),
                "± 为单个数 95 % 区间的一半，由同样客户的配对模拟得出；▲ 更好，▼ 更差，≠ 有差异，= 不能说它不是零".into(),
            ),
        ),
    ];
    if found.sets.orders().is_some() {
        named.push((
            say(lang, "orders".into(), "次序".into()),
            say(
                lang,
                "with more than six groups some orders are simulated, each with its reverse; the ± of shares holds what the others could change".into(),
                "超过六组时只模拟其中一些次序及其逆序；份额的 ± 已含未模拟次序带来的误差".into(),
            ),
        ));
    }
    let mut seen: Vec<KpiId> = Vec::new();
    for Wanted { kpi, .. } in &found.wanted {
        if !seen.contains(kpi) {
            seen.push(*kpi);
            named.push((kpi.name(&found.to, lang).into_owned(), kpi.definition(&found.to, lang).into_owned()));
        }
    }
    Section { heading: Words::of(lang).how_to_read.to_owned(), blocks: vec![Block::Named(named)] }
}
