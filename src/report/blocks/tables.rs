//! Which figures stand on the first page, and the tables of them.

use crate::catalogue::{self, KpiId, List, Row, find, kpis, listed};
use crate::experiment::{Difference, Estimate, Parts};
use crate::model::{ContactType, Score, ScoreOf, Step, Task};
use crate::report::labels::{Pair, View, team_heads};
use crate::report::numbers::{self, Scale};
use crate::report::words::{say, sentences};
use crate::report::{Column, Table};
use crate::stats::Verdict;

/// A figure: what, of whom.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What.
    pub kpi: KpiId,
    /// Of whom: the stable name, which is the same in all designs.
    pub subject: String,
}

impl Figure {
    /// A KPI of somebody.
    pub fn new(kpi: impl Into<KpiId>, subject: &str) -> Self {
        Self { kpi: kpi.into(), subject: subject.to_owned() }
    }
}

/// The headline: what a manager asks first.
pub fn headline(view: &View<'_>) -> Vec<Figure> {
    let mut figures: Vec<Figure> = [Row::CarriedPerDay, Row::Coverage].map(|row| Figure::new(row, "all")).to_vec();
    // Who was sent away unsolved counts as carried: beside coverage, so that a bot is not taken for better than it is.
    if view.arms().iter().any(|arm| arm.model.types.iter().any(|kind| kind.is_live() && kind.bot.is_some())) {
        figures.push(Figure::new(Row::FalselyContained, "all"));
    }
    let types = view.types();
    let subject = |key: &str| format!("contact:{key}");
    let live = types.iter().filter(|kind| kind.is_live());
    for kind in live.filter(|kind| kind.speed.is_some()) {
        figures.push(Figure::new(Row::ServiceLevel, &subject(&kind.label.key)));
    }
    // What platforms score is more than the first answer.
    let by_message = types.iter().filter(|kind| kind.turns.is_some());
    figures.extend(by_message.map(|kind| Figure::new(Row::Answered3min, &subject(&kind.label.key))));
    // By type: a total that falls can hide a type that is served worse.
    figures.extend(types.iter().filter(|k| k.is_live()).map(|k| Figure::new(Row::Abandonment, &subject(&k.label.key))));
    figures.push(Figure::new(Row::FirstContactResolution, "all"));
    figures.push(Figure::new(Row::Satisfaction, "all"));
    figures.push(Figure::new(Row::Orders, "all"));
    let promised = types
        .iter()
        .filter(|kind| !kind.outreach)
        .filter(|kind| kind.ticket.as_ref().is_some_and(|t| t.deadline.is_some()));
    figures.extend(promised.map(|kind| Figure::new(Row::OnTime, &subject(&kind.label.key))));
    if types.iter().any(|kind| !kind.is_live()) {
        figures.push(Figure::new(Row::BacklogGrowth, "all"));
    }
    let mut teams: Vec<String> = Vec::new();
    for team in view.arms().iter().flat_map(|arm| arm.model.teams.iter()) {
        let key = format!("team:{}", team.label.key);
        if !teams.contains(&key) {
            teams.push(key);
        }
    }
    figures.extend(teams.iter().map(|key| Figure::new(Row::Occupancy, key)));
    figures.extend(scores(view));
    for row in [Row::CostTotal, Row::CostPerContact, Row::CostOneOff, Row::LostMargin] {
        figures.push(Figure::new(row, "all"));
    }
    figures.into_iter().filter(|figure| is_shown(view, figure)).collect()
}

/// The scores that the scenario declares.
fn scores(view: &View<'_>) -> Vec<Figure> {
    let of_score = |kpi: &KpiId| matches!(kpi, KpiId::Score(_));
    let all = kpis(view.model(view.results.baseline)).into_iter().filter(of_score);
    all.map(|kpi| Figure::new(kpi, "all")).collect()
}

/// Each score with the figures that it is made of.
pub fn of_scores(view: &View<'_>) -> Vec<Figure> {
    let parts = |score: &Score| {
        let figures = score.parts.iter().filter_map(|part| match &part.what {
            ScoreOf::Figure { kpi, subject, .. } => Some(Figure::new(find(kpi)?, subject)),
            ScoreOf::Fixed { .. } => None,
        });
        figures.collect::<Vec<_>>()
    };
    let model = view.model(view.results.baseline);
    scores(view)
        .into_iter()
        .zip(&model.scores)
        .flat_map(|(figure, score)| [vec![figure], parts(score)].concat())
        .collect()
}

/// Figures of contact types beyond the headline.
pub fn of_types(view: &View<'_>) -> Vec<Figure> {
    let types = view.types();
    let of = |kind: &&ContactType| {
        let mut own = listed(match (kind.outreach, kind.is_live()) {
            (true, _) => List::Outreach,
            (false, true) => List::Live,
            (false, false) => List::Tickets,
        });
        for (list, is_given) in [
            (List::Messages, kind.turns.is_some()),
            (List::Reminders, is_reminded(view, &kind.label.key)),
            (List::Silent, kind.silent.is_some()),
            (List::Ratings, kind.rating.is_some()),
        ] {
            own.extend(if is_given { listed(list) } else { Vec::new() });
        }
        if kind.sale.is_some() {
            own.extend(listed(List::Sales).into_iter().filter(|kpi| !kind.outreach || kpi.of().outreach));
        }
        let subject = format!("contact:{}", kind.label.key);
        let own = own.into_iter().map(|kpi| Figure::new(kpi, &subject)).collect::<Vec<_>>();
        own.into_iter().chain(of_steps(view, &kind.label.key)).collect::<Vec<_>>()
    };
    types.iter().flat_map(of).collect()
}

/// Whether customers of a type are reminded in any of the designs.
fn is_reminded(view: &View<'_>, kind: &str) -> bool {
    let types = view.arms().iter().flat_map(|arm| arm.model.types.iter());
    types.filter(|other| other.label.key == kind).any(|other| !other.reminders().is_empty())
}

/// How often something of a ticket is forgotten, and what each step takes by hand, in any of the designs.
fn of_steps(view: &View<'_>, kind: &str) -> Vec<Figure> {
    let same = |arm: &'_ crate::experiment::Arm| arm.model.types.position(|t| t.label.key == kind);
    let steps: Vec<&Step> =
        view.arms().iter().flat_map(|arm| same(arm).map_or(&[][..], |id| arm.model.types[id].steps())).collect();
    let mut figures = Vec::new();
    if steps.iter().any(|step| step.missed.is_some()) {
        figures.push(Figure::new(Row::MissedShare, &format!("contact:{kind}")));
    }
    let mut seen: Vec<&str> = Vec::new();
    for step in steps.iter().filter(|step| matches!(step.task, Task::Work { .. })) {
        let key = step.label.as_ref().map_or("", |label| &label.key);
        if !seen.contains(&key) {
            seen.push(key);
            figures.push(Figure::new(Row::StepTime, &format!("contact:{kind}/{key}")));
        }
    }
    figures
}

/// How often the policies of any design were used, and how long.
pub fn of_policies(view: &View<'_>) -> Vec<Figure> {
    let all = view.arms().iter().flat_map(|arm| arm.model.policies.switches());
    let names: std::collections::BTreeSet<&str> = all.map(|policy| policy.label.key.as_str()).collect();
    let of = |name: &str| -> Vec<Figure> {
        listed(List::Policies).into_iter().map(|kpi| Figure::new(kpi, &format!("policy:{name}"))).collect()
    };
    names.into_iter().flat_map(of).collect()
}

/// The ledger's figures.
pub fn of_money(view: &View<'_>) -> Vec<Figure> {
    listed(List::Ledger)
        .into_iter()
        .map(|kpi| Figure::new(kpi, "all"))
        .filter(|figure| is_shown(view, figure))
        .collect()
}

fn is_shown(view: &View<'_>, figure: &Figure) -> bool {
    view.arms().iter().any(|arm| catalogue::is_shown(figure.kpi, &arm.model))
}

/// Lines that make up the running cost.
pub fn running(view: &View<'_>) -> Vec<Figure> {
    of_money(view).into_iter().take_while(|figure| figure.kpi != KpiId::Row(Row::CostTotal)).collect()
}

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
            name: view.figure(&view.name(figure.kpi), &figure.subject),
            target: target(view, figure),
            kpi: figure.kpi,
            cells: arms.iter().map(|arm| view.estimate(*arm, figure.kpi, &figure.subject)).collect(),
            missing: missing(view, figure),
        })
        .collect();
    let headings: Vec<String> = arms.iter().map(|arm| view.arm_heading(*arm)).collect();
    layout(view, rows, &headings, with_targets)
}

/// One arm's teams, a column each.
pub fn teams(view: &View<'_>, arm: usize) -> Table {
    let model = view.model(arm);
    let rows: Vec<Line<'_>> = listed(List::Team)
        .into_iter()
        .map(|kpi| Line {
            name: view.name(kpi),
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
    let headings: Vec<String> = model.teams.iter().map(|team| team.label.in_lang(view.lang).to_owned()).collect();
    let mut table = layout(view, rows, &headings, false);
    let heads = model.teams.iter().map(|team| team_heads(&team.staffing).to_string());
    table.rows.insert(0, [view.words.heads.to_owned(), String::new()].into_iter().chain(heads).collect());
    table.caption = format!("{} · {}", view.arm_name(arm), table.caption);
    table
}

fn layout(view: &View<'_>, rows: Vec<Line<'_>>, headings: &[String], with_targets: bool) -> Table {
    let w = view.words;
    let mut columns = vec![Column::words(w.figure), Column::words(w.unit)];
    if with_targets {
        columns.push(Column::figures(w.target));
    }
    let fixed = columns.len();
    columns.extend(headings.iter().map(|heading| Column::figures(heading)));
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
fn target(view: &View<'_>, figure: &Figure) -> Option<String> {
    let shares: Vec<f64> = view
        .arms()
        .iter()
        .flat_map(|arm| arm.model.types.iter())
        .filter(|kind| figure.subject == format!("contact:{}", kind.label.key))
        .filter_map(|kind| match figure.kpi {
            KpiId::Row(Row::ServiceLevel) => kind.speed.as_ref()?.share,
            KpiId::Row(Row::OnTime) => kind.ticket.as_ref()?.share,
            _ => None,
        })
        .collect();
    let first = *shares.first()?;
    shares.iter().all(|s| *s == first).then(|| format!("≥ {}", numbers::share(first).trim_end_matches(" %")))
}

/// The mark of a verdict.
pub fn mark(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Better => "▲",
        Verdict::Worse => "▼",
        Verdict::Different => "≠",
        Verdict::Undecided | Verdict::Same => "=",
        Verdict::NotJudged => "",
    }
}

/// Differences, a column a pair; then, of levers taken apart, how far together they go beyond the sum of each alone.
pub fn differences(view: &View<'_>, figures: &[Figure], pairs: &[Pair], parts: &[Parts]) -> Table {
    let w = view.words;
    let mut columns = vec![Column::words(w.figure), Column::words(w.unit)];
    columns.extend(pairs.iter().map(|pair| Column::figures(&view.arm_heading(pair.arm))));
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
        let name = view.figure(&view.name(figure.kpi), &figure.subject);
        Some([name, scale.unit.clone()].into_iter().chain(found.iter().copied().map(cell)).chain(beyond).collect())
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let (judged, open): (Vec<&Pair>, Vec<&Pair>) = pairs.iter().partition(|pair| view.is_judged(**pair));
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
    Table { caption, columns, rows, fixed: 2 }
}
