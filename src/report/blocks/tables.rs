//! Tables of figures: absolute values, teams, differences.

use super::figures::{Figure, limits};
use crate::catalogue::{KpiId, List, Row, listed, promise_of};
use crate::experiment::{Difference, Estimate, Parts};
use crate::report::labels::{Comparison, Heads, View, mark};
use crate::report::numbers::{self, Scale};
use crate::report::page::{Column, Table};
use crate::report::words::{say, sentences};

/// A row to be laid out: its name, its target, its cells.
struct Line<'a> {
    name: String,
    target: Option<String>,
    kpi: KpiId,
    cells: Vec<Option<&'a Estimate>>,
    /// What stands where there is no estimate.
    missing: &'static str,
}

/// A price that was not given is called so; what a period does not know is only left out.
pub fn missing(view: &View<'_>, figure: &Figure) -> &'static str {
    let known = || (0..view.arms().len()).any(|arm| view.known(arm, figure.kpi, &figure.subject));
    if figure.kpi.is_money() && !known() { view.words.not_given } else { view.words.none }
}

/// Absolute values, a column an arm.
pub fn absolute(view: &View<'_>, figures: &[Figure], with_targets: bool) -> Table {
    let arms: Vec<usize> = (0..view.arms().len()).collect();
    let rows: Vec<Line<'_>> = figures
        .iter()
        .map(|figure| Line {
            name: view.figure(&view.heading(figure.kpi), &figure.subject),
            target: target(view, figure),
            kpi: figure.kpi,
            cells: arms.iter().map(|arm| view.estimate(*arm, figure.kpi, &figure.subject)).collect(),
            missing: missing(view, figure),
        })
        .collect();
    let headings: Vec<Column> = arms.iter().map(|arm| Column::of_arm(&view.arm_heading(*arm), *arm)).collect();
    layout(view, rows, &headings, with_targets)
}

/// One arm's teams, a column each.
pub fn teams(view: &View<'_>, arm: usize) -> Table {
    let model = view.model(arm);
    // With several chats open hands rest while customers write: what is open beside what hands do.
    let chats = model.teams.iter().any(|team| team.places > 1);
    let beside = |kpi: KpiId| [Some(kpi), (chats && kpi == Row::Occupancy.into()).then(|| Row::Engaged.into())];
    let rows: Vec<Line<'_>> = listed(List::Team)
        .into_iter()
        .flat_map(beside)
        .flatten()
        .chain(limits(model))
        .map(|kpi| Line {
            name: view.heading(kpi),
            target: None,
            kpi,
            cells: model
                .teams
                .iter()
                .map(|team| view.estimate(arm, kpi, &format!("team:{}", team.label.key)))
                .collect(),
            missing: view.words.none,
        })
        .collect();
    let headings: Vec<Column> =
        model.teams.iter().map(|team| Column::of_arm(team.label.in_lang(view.lang), arm)).collect();
    let mut table = layout(view, rows, &headings, false);
    let heads = model.teams.iter().map(|team| Heads::of_team(model, team).cell(view.lang));
    table.rows.insert(0, [view.words.heads.to_owned(), String::new()].into_iter().chain(heads).collect());
    table.caption = format!("{} · {}", view.arm_name(arm), table.caption);
    table
}

fn layout(view: &View<'_>, rows: Vec<Line<'_>>, headings: &[Column], with_targets: bool) -> Table {
    let w = view.words;
    let mut columns = vec![Column::words(w.figure), Column::words(w.unit)];
    if with_targets {
        columns.push(Column::figures(w.target));
    }
    let fixed = columns.len();
    columns.extend_from_slice(headings);
    let keep = |row: &Line<'_>| row.missing == w.not_given || row.cells.iter().any(Option::is_some);
    let shown: Vec<Line<'_>> = rows.into_iter().filter(keep).collect();
    let all = shown.iter().flat_map(|row| row.cells.iter().flatten().copied());
    let caption = caption(view, all);
    let rows = shown.into_iter().map(|row| {
        let largest = row.cells.iter().flatten().map(|e| e.mean.abs()).fold(0.0, f64::max);
        let scale = Scale::new(view.unit(row.kpi), largest, false, view.results.currency(), view.lang);
        let cell =
            |e: Option<&Estimate>| e.map_or(row.missing.to_owned(), |e| scale.estimate(view.mean(e), e.half_width));
        let mut cells = vec![row.name.clone(), scale.unit.clone()];
        if with_targets {
            cells.push(row.target.clone().unwrap_or_default());
        }
        cells.extend(row.cells.iter().copied().map(cell));
        cells
    });
    Table { caption, rows: rows.collect(), columns, fixed }
}

/// What the figures of a table have in common.
fn caption<'a>(view: &View<'_>, all: impl Iterator<Item = &'a Estimate>) -> String {
    let (mut least, mut most, mut by_day) = (usize::MAX, 0, false);
    for e in all {
        least = least.min(e.n);
        most = most.max(e.n);
        by_day |= e.by_day;
    }
    if most == 0 {
        return String::new();
    }
    let n = if least == most { most.to_string() } else { format!("{least}–{most}") };
    if by_day {
        say(
            view.lang,
            format!("mean ± its error (95 %), from n = {n} days of one replication"),
            format!("均值 ± 均值的误差（95 %），由一次模拟的 n = {n} 天得出"),
        )
    } else {
        say(
            view.lang,
            format!("mean ± its error (95 %), n = {n} replications"),
            format!("均值 ± 均值的误差（95 %），n = {n} 次模拟"),
        )
    }
}

/// The promised share, where all designs promise the same.
pub fn target(view: &View<'_>, figure: &Figure) -> Option<String> {
    let shares: Vec<f64> = view
        .arms()
        .iter()
        .filter_map(|arm| promise_of(&arm.model, figure.kpi, &figure.subject))
        .map(|one| one.share)
        .collect();
    let first = *shares.first()?;
    shares.iter().all(|s| *s == first).then(|| format!("≥ {}", numbers::share(first).trim_end_matches(" %")))
}

/// Differences, a column a pair; then, of levers taken apart, how far together they go beyond the sum of each alone.
pub fn differences(view: &View<'_>, figures: &[Figure], pairs: &[Comparison], parts: &[Parts]) -> Table {
    let w = view.words;
    let mut columns = vec![Column::words(w.figure), Column::words(w.unit)];
    columns.extend(pairs.iter().map(|pair| Column::of_arm(&view.arm_heading(pair.arm), pair.arm)));
    let parts: Vec<&Parts> = parts.iter().filter(|parts| parts.alone.len() > 1).collect();
    columns.extend(parts.iter().map(|parts| {
        let case = if view.has_cases() { format!("\n{}", view.case(parts.together)) } else { String::new() };
        Column::figures(&format!("{}{case}", w.beyond_parts))
    }));
    let mut n = 0;
    let rows = figures.iter().filter_map(|figure| {
        let found: Vec<Option<&Difference>> =
            pairs.iter().map(|pair| view.difference(*pair, figure.kpi, &figure.subject)).collect();
        n = found.iter().flatten().map(|d| d.n).fold(n, usize::max);
        let total = Figure::new(Row::CostTotal, &figure.subject);
        let missing = if figure.kpi.is_money() { missing(view, &total) } else { w.none };
        if found.iter().all(Option::is_none) && missing != w.not_given {
            return None;
        }
        let largest = found.iter().flatten().map(|d| d.judgement.mean.abs()).fold(0.0, f64::max);
        let scale = Scale::new(view.unit(figure.kpi), largest, true, view.results.currency(), view.lang);
        let cell = |d: Option<&Difference>| {
            d.map_or(missing.to_owned(), |d| {
                let j = &d.judgement;
                format!("{} {}", scale.difference(view.gap(d), j.half_width), mark(j.verdict)).trim_end().to_owned()
            })
        };
        let beyond = parts.iter().map(|parts| {
            let found = view.interaction(parts, figure.kpi, &figure.subject);
            found.map_or(missing.to_owned(), |i| {
                let sure = i.half_width.is_some_and(|h| i.mean.abs() > h);
                format!("{} {}", scale.difference(i.mean, i.half_width), if sure { "≠" } else { "=" })
            })
        });
        let name = view.figure(&view.heading(figure.kpi), &figure.subject);
        Some([name, scale.unit.clone()].into_iter().chain(found.iter().copied().map(cell)).chain(beyond).collect())
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let (judged, open): (Vec<&Comparison>, Vec<&Comparison>) = pairs.iter().partition(|pair| view.is_judged(**pair));
    let unmarked = || {
        say(
            view.lang,
            format!("no mark where demand is not the same: neither is better; n = {n} replications"),
            format!("需求不同的不作标记，不判优劣；n = {n} 次模拟"),
        )
    };
    let marked = say(
        view.lang,
        format!("▲ better  ▼ worse  = undecided  ≠ different, neither way better; n = {n} replications"),
        format!("▲ 更好  ▼ 更差  = 未定  ≠ 有差异但无优劣；n = {n} 次模拟"),
    );
    let caption = match (judged.is_empty(), open.is_empty()) {
        (true, _) => unmarked(),
        (false, true) => marked,
        (false, false) => sentences(view.lang, &[marked, unmarked()]),
    };
    let (within, across) = view.pairs();
    let caption =
        if within.len() + across.len() > 1 { sentences(view.lang, &[caption, together(view)]) } else { caption };
    Table { caption, columns, rows, fixed: 2 }
}

/// Why the ± of a difference may be larger than those of both its sides; none where it is in no row, or there is one comparison alone.
pub fn wider(view: &View<'_>, figures: &[Figure], pair: Comparison) -> Option<String> {
    let (within, across) = view.pairs();
    let half = |arm: usize, figure: &Figure| {
        view.estimate(arm, figure.kpi, &figure.subject).and_then(|e| e.half_width).unwrap_or(0.0)
    };
    let is_wider = |figure: &Figure| {
        let sides = half(pair.arm, figure).max(half(pair.base, figure));
        let found = view.difference(pair, figure.kpi, &figure.subject).and_then(|d| d.judgement.half_width);
        found.is_some_and(|half| half > sides)
    };
    (within.len() + across.len() > 1 && figures.iter().any(is_wider)).then(|| together(view))
}

/// That the intervals of differences hold together.
fn together(view: &View<'_>) -> String {
    say(
        view.lang,
        "± of differences hold for all comparisons together: they may be larger than those of both sides".into(),
        "差异的 ± 要让全部比较同时成立（95 %），所以可能比两边的 ± 都大".into(),
    )
}

/// The heading of a column of differences.
pub fn difference_heading(view: &View<'_>) -> String {
    say(view.lang, "difference".into(), "差异".into())
}

/// What ± and the marks mean, in a line.
pub fn short_caption(view: &View<'_>, n: usize, compared: bool) -> String {
    let (en, zh) = if compared {
        ("; ▲ better ▼ worse = open ≠ different", "；▲ 更好 ▼ 更差 = 未定 ≠ 有差异")
    } else {
        ("", "")
    };
    say(view.lang, format!("mean ± 95 % error, n = {n}{en}"), format!("均值 ± 误差（95 %），n = {n}{zh}"))
}
