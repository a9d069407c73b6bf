//! A grid of what-ifs: estimates and differences at every point, as tables; [`files`] has them as rows and JSON.

mod files;

pub use files::{swept_csv, swept_json, week_dates};

use crate::catalogue::{Better, KpiId, Row, Subject, Unit};
use crate::experiment::{Figures, LEVEL, Sweeping, WEEK, Wanted, expected_per_day};
use crate::measure::civil;
use crate::model::{Label, Lang, Model};
use crate::report::blocks::deciding::told_targets;
use crate::report::blocks::tables::mark;
use crate::report::labels::staff;
use crate::report::numbers::{self, Scale};
use crate::report::words::{Words, colon, list, say, sentences};
use crate::report::{Block, Column, Report, Section, Table, TemplateTarget};
use crate::stats::{Direction, Judgement, Rule, Sample, Verdict, judge};

/// A path and the values that it takes.
#[derive(Clone, Debug)]
pub struct Axis {
    /// The path.
    pub path: String,
    /// In order.
    pub values: Vec<String>,
}

/// What came of a grid.
#[derive(Debug)]
pub struct Swept {
    /// The scenario's title.
    pub title: Label,
    /// The design in its case, as it is.
    pub model: Model,
    /// What is varied; the last one's values change fastest.
    pub axes: Vec<Axis>,
    /// What is estimated at every point.
    pub wanted: Vec<Wanted>,
    /// How it was run.
    pub sweeping: Sweeping,
    /// The figures as it is.
    pub as_is: Figures,
    /// The figures of every point.
    pub points: Vec<Figures>,
    /// By point: whether its demand is that of as is; only then is it better or worse.
    pub same_demand: Vec<bool>,
    /// By point: what its model promises, and what came of it.
    pub promised: Vec<Vec<Promised>>,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
    /// Targets that nobody set.
    pub template_targets: Vec<TemplateTarget>,
}

/// A share that the file promises, at a point.
#[derive(Clone, Debug)]
pub struct Promised {
    /// Of whom.
    pub wanted: Wanted,
    /// The share.
    pub share: f64,
    /// What came of it; none where nothing happened.
    pub figure: Option<Sample>,
}

impl Promised {
    /// By how much it is missed; below 0 where it is met.
    fn short(&self) -> Option<f64> {
        Some(self.share - self.figure.as_ref()?.value)
    }
}

impl Swept {
    /// The values at a point, by axis.
    pub fn at(&self, mut point: usize) -> Vec<&str> {
        let mut values = Vec::new();
        for axis in self.axes.iter().rev() {
            values.push(&axis.values[point % axis.values.len()][..]);
            point /= axis.values.len();
        }
        values.reverse();
        values
    }

    /// A figure at a point, less what it is as is: on the same customers, all points of one figure judged together.
    pub fn judgement(&self, point: usize, figure: usize) -> Option<Judgement> {
        let (base, other) = (self.as_is[figure].as_ref()?, self.points[point][figure].as_ref()?);
        let better = match self.wanted[figure].kpi.better() {
            Better::Higher => Direction::Higher,
            Better::Lower => Direction::Lower,
            Better::Neither => Direction::Neither,
        };
        let found = judge(base, other, &[], Rule { better, level: LEVEL, comparisons: self.points.len() });
        Some(if self.same_demand[point] { found } else { found.unjudged() })
    }

    /// By how much the promise that is missed most is missed at a point; 0 or less where all are met, or nothing is promised.
    fn short(&self, point: usize) -> f64 {
        self.promised[point].iter().filter_map(Promised::short).fold(f64::MIN, f64::max).max(-1.0)
    }

    /// Whether it is the same everywhere, in every replication.
    pub fn is_unmoved(&self, figure: usize) -> bool {
        let same = |point| self.judgement(point, figure).is_some_and(|j| j.verdict == Verdict::Same);
        self.sweeping.replications > 1 && (0..self.points.len()).all(same)
    }

    /// `occupancy: Pre-sale team`.
    pub fn name(&self, figure: usize, lang: Lang) -> String {
        name(&self.wanted[figure], &self.model, lang)
    }

    /// How the numbers of a figure are written; for differences, `difference`.
    pub fn scale(&self, figure: usize, difference: bool, lang: Lang) -> Scale {
        let all = self.points.iter().chain([&self.as_is]).filter_map(|figures| figures[figure].as_ref());
        let largest = all.map(|sample| sample.value.abs()).fold(0.0, f64::max);
        Scale::new(self.wanted[figure].kpi.unit(&self.model), largest, difference, &self.model.money.currency, lang)
    }
}

/// A wanted figure's name.
pub fn name(wanted: &Wanted, model: &Model, lang: Lang) -> String {
    let kpi = wanted.kpi.name(model, lang);
    match Subject::parse(&wanted.subject, model) {
        Some((Subject::All, _)) | None => kpi.into_owned(),
        Some((subject, part)) => colon(lang, &kpi, &format!("{}{}", subject.name(model, lang), part.suffix())),
    }
}

/// The first page.
pub fn swept_report(swept: &Swept, lang: Lang, next: &str) -> Report {
    let w = Words::of(lang);
    let mut sections = vec![what(swept, lang)];
    sections.extend(verdict(swept, lang));
    if swept.axes.len() == 2 {
        // What is the same everywhere is said in a line.
        let (same, moved): (Vec<usize>, Vec<usize>) =
            (0..swept.wanted.len()).partition(|figure| swept.is_unmoved(*figure));
        sections.extend(moved.into_iter().map(|figure| grid(swept, figure, lang)));
        if !same.is_empty() {
            let figures: Vec<String> = same.iter().map(|figure| unmoved(swept, *figure, lang)).collect();
            let heading = say(lang, "The same at all points".into(), "各点都相同".into());
            sections.push(Section { heading, blocks: figures.into_iter().map(Block::Item).collect() });
        }
    } else {
        let heading = say(lang, "Point by point".into(), "逐点结果".into());
        sections.push(Section { heading, blocks: vec![Block::Table(rows(swept, lang))] });
    }
    sections.push(how_to_read(swept, lang));
    Report { title: swept.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", w.next) }
}

fn what(swept: &Swept, lang: Lang) -> Section {
    let w = Words::of(lang);
    let mut named = about(&swept.model, &swept.sweeping, (&swept.changes, &swept.template_targets), lang);
    for axis in &swept.axes {
        named.push((axis.path.clone(), list(lang, &axis.values)));
    }
    let (points, n) = (swept.points.len(), numbers::count(swept.sweeping.replications));
    let seed = swept.sweeping.seed;
    named.push((
        w.replications.to_owned(),
        say(
            lang,
            format!("{n} of each of {points} points, seed {seed}; all meet the same customers and the same days"),
            format!("{points} 个点各 {n} 次，种子 {seed}；各点面对相同的客户与日子"),
        ),
    ));
    Section { heading: say(lang, "What is varied".into(), "改变什么".into()), blocks: vec![Block::Named(named)] }
}

/// Design, case, what was changed for all, and which days count.
pub fn about(
    model: &Model,
    sweeping: &Sweeping,
    (changes, targets): (&[String], &[TemplateTarget]),
    lang: Lang,
) -> Vec<(String, String)> {
    let w = Words::of(lang);
    let mut named = vec![(w.design.to_owned(), format!("{}: {}", model.design.in_lang(lang), staff(model, lang)))];
    if lang == Lang::Zh {
        named[0].1 = format!("{}：{}", model.design.in_lang(lang), staff(model, lang));
    }
    if model.case.key != "base" {
        named.push((w.case.to_owned(), model.case.in_lang(lang).to_owned()));
    }
    if !changes.is_empty() {
        named.push((say(lang, "changed".into(), "改动".into()), sentences(lang, changes)));
    }
    let targets = told_targets(targets, model, lang);
    if !targets.is_empty() {
        named.push((say(lang, "target".into(), "目标".into()), sentences(lang, &targets)));
    }
    named.push((w.counted.to_owned(), counted(model, sweeping, lang)));
    named
}

fn counted(model: &Model, sweeping: &Sweeping, lang: Lang) -> String {
    let calendar = &model.calendar;
    let first = calendar.epoch_day(calendar.warm_up_days);
    let date = |day: i32| civil(first + day).to_string();
    let (days, from, until) = (calendar.days, date(0), date(calendar.days - 1));
    let warm = calendar.warm_up_days;
    let span = match &sweeping.weeks {
        None => say(lang, format!("{days} days, {from} to {until}"), format!("{days} 天，{from} 至 {until}")),
        Some(weeks) => {
            let all = days / WEEK;
            let of = numbers::number(expected_per_day(model, 0..all * WEEK), 0);
            let these = weeks.iter().flat_map(|week| *week..week + WEEK);
            let here = numbers::number(expected_per_day(model, these), 0);
            let begin: Vec<String> = weeks.iter().map(|week| date(*week)).collect();
            let (n, begin) = (weeks.len(), list(lang, &begin));
            say(
                lang,
                format!(
                    "{n} of the {all} weeks from {from} on stand for all, after {warm} days of warm-up each: those that begin on \
                     {begin}; they expect {here} first contacts and orders a day, all weeks {of}"
                ),
                format!(
                    "从 {from} 起的 {all} 周中抽取 {n} 周，分别始于 {begin}；这些周预期每天首次咨询与订单 {here} 个，全部周为 {of} 个；\
                     每周前预热 {warm} 天"
                ),
            )
        }
    };
    match sweeping.period.as_str() {
        "horizon" => span,
        key => {
            let period = model.periods.iter().find(|period| period.label.key == key);
            let period = period.map_or(key, |period| period.label.in_lang(lang));
            say(lang, format!("{period}, of {span}"), format!("{span}，其中的{period}"))
        }
    }
}

/// What is asked of service: figures that are no money, and of which one way is better.
fn served(swept: &Swept) -> Vec<usize> {
    let of_service = |figure: &usize| {
        let kpi = swept.wanted[*figure].kpi;
        !kpi.is_money() && kpi.better() != Better::Neither
    };
    (0..swept.wanted.len()).filter(of_service).collect()
}

/// The figure of what all costs.
fn total(swept: &Swept) -> Option<usize> {
    swept.wanted.iter().position(|one| one.kpi == Row::CostTotal.into() && one.subject == "all")
}

/// Points of the demand of as is at which nothing asked of service is shown to be worse than as is.
fn harmless(swept: &Swept) -> Vec<usize> {
    let served = served(swept);
    let not_worse =
        |point: usize, figure: &usize| swept.judgement(point, *figure).is_none_or(|j| j.verdict != Verdict::Worse);
    let fits = |point: &usize| swept.same_demand[*point] && served.iter().all(|figure| not_worse(*point, figure));
    (0..swept.points.len()).filter(fits).collect()
}

/// What can be recommended of a grid.
enum Recommended {
    /// So many points meet all targets of the file; the cheapest of them, where what it costs was asked for.
    Meeting(Vec<usize>, Option<usize>),
    /// No point meets them; this one comes nearest.
    Nearest(usize),
    /// The file has no targets: so many points are nowhere worse than as is; the cheapest of them.
    Harmless(Vec<usize>, usize),
    /// At no point is demand that of as is.
    OtherDemand,
}

fn recommended(swept: &Swept) -> Option<Recommended> {
    if swept.sweeping.replications < 2 {
        return None;
    }
    let price = |point: &usize| swept.points[*point][total(swept)?].as_ref().map(|sample| sample.value);
    let cheapest = |points: &[usize]| {
        let priced = points.iter().filter_map(|point| Some((*point, price(point)?)));
        priced.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(point, _)| point)
    };
    let same: Vec<usize> = (0..swept.points.len()).filter(|point| swept.same_demand[*point]).collect();
    if same.is_empty() {
        return Some(Recommended::OtherDemand);
    }
    if swept.promised.iter().flatten().next().is_none() {
        let harmless = harmless(swept);
        let point = cheapest(&harmless).filter(|_| !served(swept).is_empty())?;
        return Some(Recommended::Harmless(harmless, point));
    }
    let meeting: Vec<usize> = same.iter().copied().filter(|point| swept.short(*point) <= 0.0).collect();
    if meeting.is_empty() {
        let dear = |point: usize| price(&point).unwrap_or(f64::INFINITY);
        let nearest = same
            .into_iter()
            .min_by(|a, b| swept.short(*a).total_cmp(&swept.short(*b)).then(dear(*a).total_cmp(&dear(*b))))?;
        return Some(Recommended::Nearest(nearest));
    }
    let point = cheapest(&meeting);
    Some(Recommended::Meeting(meeting, point))
}

/// The point that is recommended: the cheapest that meets the targets of the file; without targets the cheapest that is nowhere
/// shown to be worse than as is. None where nothing is.
pub fn cheapest(swept: &Swept) -> Option<usize> {
    match recommended(swept)? {
        Recommended::Meeting(_, point) => point,
        Recommended::Harmless(_, point) => Some(point),
        Recommended::Nearest(_) | Recommended::OtherDemand => None,
    }
}

fn verdict(swept: &Swept, lang: Lang) -> Option<Section> {
    let all = swept.points.len();
    let text = match recommended(swept)? {
        Recommended::Meeting(meeting, point) => {
            let n = meeting.len();
            let met = say(
                lang,
                format!("At {n} of {all} points the targets of the file are met."),
                format!("{all} 个点中有 {n} 个达到文件中的目标。"),
            );
            point.map_or(met.clone(), |point| format!("{met}{}{}", space(lang), priced(swept, point, lang)))
        }
        Recommended::Nearest(point) => {
            let (at, missed) = (at(swept, point, lang), missed(swept, point, lang));
            say(
                lang,
                format!("At none of {all} points are the targets of the file met. The nearest: {at}; there {missed}."),
                format!("{all} 个点都达不到文件中的目标。最接近的：{at}；此时{missed}。"),
            )
        }
        Recommended::Harmless(harmless, point) => {
            let names: Vec<String> = served(swept).into_iter().map(|figure| swept.name(figure, lang)).collect();
            let (n, names) = (harmless.len(), list(lang, &names));
            let none = say(
                lang,
                format!("At {n} of {all} points none of these is shown to be worse than as is: {names}."),
                format!("{all} 个点中有 {n} 个，以下各项都看不出比现状差：{names}。"),
            );
            format!("{none}{}{}", space(lang), priced(swept, point, lang))
        }
        Recommended::OtherDemand => say(
            lang,
            "At no point is demand as it is: none is better than another, and none is recommended.".into(),
            "各点的需求都与现状不同：不判优劣，也不作推荐。".into(),
        ),
    };
    Some(Section { heading: Words::of(lang).verdict.to_owned(), blocks: vec![Block::Text(text)] })
}

/// What stands between two sentences.
fn space(lang: Lang) -> &'static str {
    match lang {
        Lang::En => " ",
        Lang::Zh => "",
    }
}

/// `team.service.headcount = 4`.
fn at(swept: &Swept, point: usize, lang: Lang) -> String {
    let at = swept.axes.iter().zip(swept.at(point)).map(|(axis, value)| format!("{} = {value}", axis.path));
    list(lang, &at.collect::<Vec<_>>())
}

/// The promises that are missed at a point.
fn missed(swept: &Swept, point: usize, lang: Lang) -> String {
    let of = |promised: &Promised| {
        let figure = promised.figure.as_ref().filter(|_| promised.short().is_some_and(|short| short > 0.0))?;
        let scale = Scale::new(Unit::Share, 1.0, false, "", lang);
        let value = scale.with_unit(&scale.estimate(figure.value, figure.half_width(LEVEL)));
        let (name, goal) = (name(&promised.wanted, &swept.model, lang), numbers::share(promised.share));
        Some(say(lang, format!("{name} {value} (target {goal})"), format!("{name} {value}（目标 {goal}）")))
    };
    sentences(lang, &swept.promised[point].iter().filter_map(of).collect::<Vec<_>>())
}

/// The cheapest point: where, what it costs, and what is worse there than as is.
fn priced(swept: &Swept, point: usize, lang: Lang) -> String {
    let at = at(swept, point, lang);
    let difference = |figure: usize| {
        let judged = swept.judgement(point, figure)?;
        let scale = swept.scale(figure, true, lang);
        Some((judged.verdict, scale.with_unit(&scale.difference(judged.mean, judged.half_width))))
    };
    let found = total(swept).and_then(|cost| Some((cost, swept.points[point][cost].as_ref()?, difference(cost)?)));
    let Some((cost, sample, (verdict, less))) = found else { return at };
    let scale = swept.scale(cost, false, lang);
    let price = scale.with_unit(&scale.estimate(sample.value, sample.half_width(LEVEL)));
    let worse = served(swept).into_iter().filter_map(|figure| {
        let (verdict, amount) = difference(figure)?;
        (verdict == Verdict::Worse).then(|| format!("{} {amount}", swept.name(figure, lang)))
    });
    let (sign, worse) = (mark(verdict), worse.collect::<Vec<_>>());
    let cheapest = say(
        lang,
        format!("The cheapest of them: {at}; {price}, {less} {sign} against as is."),
        format!("其中最便宜的：{at}；{price}，与现状之差 {less} {sign}。"),
    );
    if worse.is_empty() {
        return cheapest;
    }
    let worse = sentences(lang, &worse);
    say(lang, format!("{cheapest} Worse there than as is: {worse}."), format!("{cheapest}此时比现状差的：{worse}。"))
}

/// `87.1 ± 0.4 ▲`.
fn cell(swept: &Swept, point: usize, figure: usize, scale: &Scale, lang: Lang) -> String {
    let Some(sample) = &swept.points[point][figure] else { return missing(swept, figure, lang).to_owned() };
    let estimate = scale.estimate(sample.value, sample.half_width(LEVEL));
    swept
        .judgement(point, figure)
        .map_or_else(|| estimate.clone(), |j| format!("{estimate} {}", mark(j.verdict)).trim_end().to_owned())
}

/// A price that was not given is said to be so.
fn missing(swept: &Swept, figure: usize, lang: Lang) -> &'static str {
    let w = Words::of(lang);
    if swept.wanted[figure].kpi.unit(&swept.model) == Unit::Money { w.not_given } else { w.none }
}

fn as_is(swept: &Swept, figure: usize, scale: &Scale, lang: Lang) -> String {
    let sample = swept.as_is[figure].as_ref();
    sample.map_or(missing(swept, figure, lang).into(), |s: &Sample| scale.estimate(s.value, s.half_width(LEVEL)))
}

/// `occupancy: Order team 39 ± 6 %`.
fn unmoved(swept: &Swept, figure: usize, lang: Lang) -> String {
    let scale = swept.scale(figure, false, lang);
    format!("{} {}", swept.name(figure, lang), scale.with_unit(&as_is(swept, figure, &scale, lang)))
}

/// A figure over two paths: the first down, the second across.
fn grid(swept: &Swept, figure: usize, lang: Lang) -> Section {
    let scale = swept.scale(figure, false, lang);
    let [down, across] = &swept.axes[..] else { unreachable!("a grid has two paths") };
    let now = scale.with_unit(&as_is(swept, figure, &scale, lang));
    let caption = say(
        lang,
        format!("down {}, across {}; as is {now}", down.path, across.path),
        format!("行：{}，列：{}；现状 {now}", down.path, across.path),
    );
    let mut columns = vec![Column::words("")];
    columns.extend(across.values.iter().map(|value| Column::figures(value)));
    let row = |(n, value): (usize, &String)| {
        let point = |column: usize| n * across.values.len() + column;
        let cells = (0..across.values.len()).map(|column| cell(swept, point(column), figure, &scale, lang));
        std::iter::once(value.clone()).chain(cells).collect()
    };
    let rows = down.values.iter().enumerate().map(row).collect();
    let unit = if scale.unit.is_empty() { String::new() } else { format!(", {}", scale.unit) };
    let heading = format!("{}{unit}", swept.name(figure, lang));
    Section { heading, blocks: vec![Block::Table(Table { caption, columns, rows, fixed: 1 })] }
}

/// A row a point, as is first.
fn rows(swept: &Swept, lang: Lang) -> Table {
    let w = Words::of(lang);
    let scales: Vec<Scale> = (0..swept.wanted.len()).map(|figure| swept.scale(figure, false, lang)).collect();
    let mut columns: Vec<Column> = swept.axes.iter().map(|axis| Column::words(&axis.path)).collect();
    columns.extend(scales.iter().enumerate().map(|(figure, scale)| {
        let unit = if scale.unit.is_empty() { String::new() } else { format!("\n{}", scale.unit) };
        Column::figures(&format!("{}{unit}", swept.name(figure, lang)))
    }));
    let mut first: Vec<String> = vec![String::new(); swept.axes.len()];
    w.as_is.clone_into(&mut first[0]);
    first.extend(scales.iter().enumerate().map(|(figure, scale)| as_is(swept, figure, scale, lang)));
    let mut table = vec![first];
    for point in 0..swept.points.len() {
        let values = swept.at(point).into_iter().map(str::to_owned);
        let cells = scales.iter().enumerate().map(|(figure, scale)| cell(swept, point, figure, scale, lang));
        table.push(values.chain(cells).collect());
    }
    Table { caption: String::new(), columns, rows: table, fixed: swept.axes.len() }
}

fn how_to_read(swept: &Swept, lang: Lang) -> Section {
    let points = swept.points.len();
    let mut named = vec![(
        "±".to_owned(),
        say(
            lang,
            "the error of the mean at this point: half its 95 % interval; the chance of the simulation alone, not whether the \
             assumptions hold"
                .into(),
            "该点均值的误差：95 % 区间的一半；只含模拟的随机性，不含假设是否成立".into(),
        ),
    )];
    if swept.sweeping.replications > 1 && swept.same_demand.contains(&true) {
        let signs = say(
            lang,
            format!(
                "▲ better, ▼ worse, ≠ different, = undecided: the difference to as is, of paired replications; for one \
                 figure all {points} points hold together; no sign where demand is not that of as is"
            ),
            format!(
                "▲ 更好，▼ 更差，≠ 有差异，= 未定：与现状之差，由配对模拟得出；同一指标的 {points} 个点同时成立；需求与现状不同的点不作标记"
            ),
        );
        named.push(("▲ ▼ ≠ =".to_owned(), signs));
    }
    let mut seen: Vec<KpiId> = Vec::new();
    for Wanted { kpi, .. } in &swept.wanted {
        if !seen.contains(kpi) {
            seen.push(*kpi);
            named.push((kpi.name(&swept.model, lang).into_owned(), kpi.definition(&swept.model, lang).into_owned()));
        }
    }
    Section { heading: Words::of(lang).how_to_read.to_owned(), blocks: vec![Block::Named(named)] }
}
