//! What the shop's own export says beside the model's answer: never used, always shown.

use crate::catalogue::{Estimator, KpiId, Part, Row, Subject, Unit};
use crate::experiment::Estimate;
use crate::id::IdVec;
use crate::load::{TypeLoad, expected, teams};
use crate::model::{Event, Lang, Model, TypeId, chance_of};
use crate::report::labels::View;
use crate::report::numbers::{Scale, number};
use crate::report::page::{Block, Column, Section, Table};
use crate::report::results::{Answered, Measured, Results};
use crate::report::words::say;
use serde::Serialize;
use std::borrow::Cow;
use std::cell::OnceCell;

/// Further off than this, something in the model is not as in the shop: of what was measured, and of a share of what is less of it and
/// its rest, as 98 % in time beside 91 % are a fifth of those who are late.
const FAR: f64 = 0.15;

/// How far the model is off, as a share of what was measured; none of nothing.
fn off(model: f64, measured: f64) -> Option<f64> {
    (measured != 0.0).then(|| model / measured - 1.0)
}

/// How far the model's answer is off, in what it may be off: its error where the file gives one, else [`FAR`]; above 1 it is not as in
/// the shop. Within the last digit that was written it is not off.
fn times_off(m: &Measured, unit: Unit, (x, half): (f64, Option<f64>)) -> f64 {
    let gap = (x - m.value).abs();
    let may_be = match m.error {
        Some(error) => error.hypot(half.unwrap_or(0.0)),
        None if unit == Unit::Share => FAR * m.value.min(1.0 - m.value).max(0.0),
        None => FAR * m.value.abs(),
    };
    if gap <= m.digit / 2.0 { 0.0 } else { gap / may_be.max(f64::MIN_POSITIVE) }
}

/// What was measured of the baseline and is not so in the model.
#[derive(Clone, Debug, PartialEq)]
pub struct Apart {
    /// How many figures.
    pub figures: usize,
    /// Of how many that the model gives.
    pub of: usize,
    /// The worst: its name, the model's answer and what was measured, with their unit.
    pub worst: [String; 3],
}

/// What was measured of the baseline and is not so in the model; none where all is.
pub fn apart(view: &View<'_>) -> Option<Apart> {
    let model = view.model(view.results.baseline);
    let mut of = 0;
    let mut worst: Option<(f64, &Answered)> = None;
    let mut figures = 0;
    for one in view.results.measured.iter().filter(|one| one.measured.is_of(model)) {
        let Some(e) = &one.estimate else { continue };
        of += 1;
        let times = times_off(&one.measured, one.measured.kpi.unit(model), (e.mean, e.half_width));
        figures += usize::from(times > 1.0);
        if times > worst.map_or(1.0, |(most, _)| most) {
            worst = Some((times, one));
        }
    }
    let (_, worst) = worst?;
    Some(Apart { figures, of, worst: told(worst, model, view.lang)? })
}

/// Of a figure that the model does not give as it was measured: the model's answer and what was measured; none of one that it does.
pub fn apart_there(view: &View<'_>, arm: usize, kpi: KpiId, subject: &str) -> Option<[String; 2]> {
    let model = view.model(arm);
    let of = |one: &&Answered| {
        let m = &one.measured;
        m.is_of(model) && m.kpi == kpi && format!("{}{}", m.subject.key(model), m.part.suffix()) == subject
    };
    let one = view.results.measured.iter().find(of)?;
    let e = one.estimate.as_ref()?;
    let is_off = times_off(&one.measured, kpi.unit(model), (e.mean, e.half_width)) > 1.0;
    let [_, ours, measured] = told(one, model, view.lang).filter(|_| is_off)?;
    Some([ours, measured])
}

/// The name of a figure, the model's answer and what was measured.
fn told(one: &Answered, model: &Model, lang: Lang) -> Option<[String; 3]> {
    let (m, e) = (&one.measured, one.estimate.as_ref()?);
    let line = Line { measured: m, answer: Some((e.mean, e.half_width)), certain: false };
    let scale = Scale::new(m.kpi.unit(model), m.value.max(e.mean), false, &model.money.currency, lang);
    Some([line.name(model, lang), scale.with_unit(&scale.plain(e.mean)), scale.with_unit(&scale.plain(m.value))])
}

/// A row in files.
#[derive(Serialize)]
pub struct MeasuredRow<'a> {
    design: &'a str,
    case: &'a str,
    kpi: Cow<'static, str>,
    subject: String,
    measured: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    by_formula: Option<f64>,
    mean: Option<f64>,
    half_width: Option<f64>,
    n: Option<usize>,
    difference: Option<f64>,
    relative: Option<f64>,
    unit: &'a str,
    far: bool,
}

/// The rows of a run or comparison.
pub fn rows<'a>(results: &'a Results) -> Vec<MeasuredRow<'a>> {
    let row = |a: &'a Answered| {
        let arm = results.study.arms.iter().find(|arm| a.measured.is_of(&arm.model))?;
        Some(row(&a.measured, &arm.model, a.estimate.as_ref(), None))
    };
    results.measured.iter().filter_map(row).collect()
}

/// The rows of `check`.
pub fn formula_rows<'a>(measured: &'a [Measured], models: &'a [&'a Model]) -> Vec<MeasuredRow<'a>> {
    let formulas = Formulas::of(models);
    let row = |m: &'a Measured| Some(row(m, models[formulas.model(m)?], None, formulas.expect(m)));
    measured.iter().filter_map(row).collect()
}

/// What is expected of designs in cases, each worked out once and only if somebody asks.
struct Formulas<'a> {
    models: &'a [&'a Model],
    demand: Vec<OnceCell<IdVec<TypeId, TypeLoad>>>,
}

impl<'a> Formulas<'a> {
    fn of(models: &'a [&'a Model]) -> Self {
        Self { models, demand: models.iter().map(|_| OnceCell::new()).collect() }
    }
    /// The model that a figure was measured of.
    fn model(&self, m: &Measured) -> Option<usize> {
        self.models.iter().position(|model| m.is_of(model))
    }
    /// What formulas expect of the figure; none where only a run says.
    fn expect(&self, m: &Measured) -> Option<f64> {
        let at = self.model(m)?;
        let model = self.models[at];
        expects(m, model, self.demand[at].get_or_init(|| expected(model)))
    }
}

fn row<'a>(m: &'a Measured, model: &'a Model, e: Option<&Estimate>, formula: Option<f64>) -> MeasuredRow<'a> {
    let answer = e.map(|e| e.mean).or(formula);
    let relative = answer.and_then(|x| off(x, m.value));
    let half = e.and_then(|e| e.half_width);
    MeasuredRow {
        design: &m.design,
        case: &m.case,
        kpi: m.kpi.key(model),
        subject: format!("{}{}", m.subject.key(model), m.part.suffix()),
        measured: m.value,
        by_formula: formula,
        mean: e.map(|e| e.mean),
        half_width: half,
        n: e.map(|e| e.n),
        difference: answer.map(|x| x - m.value),
        relative,
        unit: crate::report::labels::unit_word(m.kpi.unit(model), &model.money.currency),
        far: answer.is_some_and(|x| times_off(m, m.kpi.unit(model), (x, half)) > 1.0),
    }
}

/// The section of a run or comparison, a table for each arm that something was measured of.
pub fn section(view: &View<'_>) -> Option<Section> {
    let mut blocks = Vec::new();
    let mut far = Vec::new();
    for arm in 0..view.arms().len() {
        let model = view.model(arm);
        let of_arm = |a: &&Answered| a.measured.is_of(model);
        let lines: Vec<Line<'_>> = view
            .results
            .measured
            .iter()
            .filter(of_arm)
            .map(|a| Line {
                measured: &a.measured,
                answer: a.estimate.as_ref().map(|e| (e.mean, e.half_width)),
                certain: false,
            })
            .collect();
        if !lines.is_empty() {
            let given = Given { of: view.arm_name(arm), answer: view.words.model, as_is: arm == view.results.baseline };
            blocks.push(Block::Table(table(&lines, model, given, view.lang)));
            if arm == view.results.baseline {
                far.extend(lines.iter().filter_map(|line| line.far(model, view.lang)).map(Block::Item));
            }
        }
    }
    blocks.extend(far);
    (!blocks.is_empty()).then(|| Section { heading: view.words.measured.to_owned(), blocks })
}

/// The section of `check`: what formulas expect. `models`: all designs in all cases.
pub fn formula_section(measured: &[Measured], models: &[&Model], lang: Lang) -> Option<Section> {
    let w = crate::report::words::Words::of(lang);
    let mut blocks = Vec::new();
    let mut far = Vec::new();
    let formulas = Formulas::of(models);
    for model in models {
        let of_model = |m: &&Measured| m.is_of(model);
        let lines: Vec<Line<'_>> = measured
            .iter()
            .filter(of_model)
            .map(|m| Line { measured: m, answer: formulas.expect(m).map(|x| (x, None)), certain: true })
            .collect();
        if !lines.is_empty() {
            let name = format!("{} @ {}", model.design.in_lang(lang), model.case.key);
            let given = Given { of: name, answer: w.by_formula, as_is: true };
            blocks.push(Block::Table(table(&lines, model, given, lang)));
            far.extend(lines.iter().filter_map(|line| line.far(model, lang)).map(Block::Item));
        }
    }
    if blocks.is_empty() {
        return None;
    }
    let note = "by formula nobody gives up and nothing is late; `–`: only a run says";
    blocks.insert(0, Block::Text(say(lang, note.into(), "按公式：无人放弃、一切准时；“–”表示要模拟才知道".into())));
    blocks.extend(far);
    Some(Section { heading: w.measured.to_owned(), blocks })
}

/// A sentence a figure, the furthest off first; what only a run says comes last.
pub fn lines(measured: &[Measured], models: &[&Model], lang: Lang) -> Vec<String> {
    let mut found: Vec<(f64, String)> = Vec::new();
    let formulas = Formulas::of(models);
    for m in measured {
        let Some(model) = formulas.model(m).map(|at| models[at]) else { continue };
        let line = Line { measured: m, answer: formulas.expect(m).map(|x| (x, None)), certain: true };
        let under = if models.len() > 1 {
            format!(" ({} @ {})", model.design.in_lang(lang), model.case.key)
        } else {
            String::new()
        };
        let scale = Scale::new(m.kpi.unit(model), m.value, false, &model.money.currency, lang);
        let said = scale.with_unit(&scale.plain(m.value));
        let name = line.name(model, lang);
        let Some((x, _)) = line.answer else {
            found.push((
                -1.0,
                say(
                    lang,
                    format!("{name}{under}: measured {said}; a run says more"),
                    format!("{name}{under}：实测 {said}；要模拟才知道"),
                ),
            ));
            continue;
        };
        let relative = off(x, m.value).unwrap_or(0.0);
        let ours = scale.with_unit(&scale.plain(x));
        let percent = format!("{}{} %", if relative > 0.0 { "+" } else { "" }, number(relative * 100.0, -1));
        let is_far = times_off(m, m.kpi.unit(model), (x, None)) > 1.0;
        let (en, zh) = if is_far { look_at(m.kpi) } else { ("", "") };
        let (en, zh) = if en.is_empty() {
            (String::new(), String::new())
        } else {
            (format!("; look at {en}"), format!("，请检查{zh}"))
        };
        let text = say(
            lang,
            format!("{name}{under}: measured {said}, by formula {ours} ({percent}){en}"),
            format!("{name}{under}：实测 {said}，按公式 {ours}（{percent}）{zh}"),
        );
        found.push((relative.abs(), text));
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0));
    found.into_iter().map(|(_, text)| text).collect()
}

struct Line<'a> {
    measured: &'a Measured,
    /// The model's answer and its half-width.
    answer: Option<(f64, Option<f64>)>,
    /// A formula's answer, which has no half-width.
    certain: bool,
}

impl Line<'_> {
    fn name(&self, model: &Model, lang: Lang) -> String {
        let Measured { kpi, subject, part, .. } = self.measured;
        let name = crate::report::labels::heading(*kpi, model, lang);
        if (*subject, *part) == (Subject::All, Part::Both) {
            return name;
        }
        crate::report::words::colon(lang, &name, &format!("{}{}", subject.name(model, lang), part.suffix()))
    }

    /// What to look at, where the model is far off.
    fn far(&self, model: &Model, lang: Lang) -> Option<String> {
        let unit = self.measured.kpi.unit(model);
        let answer = self.answer.filter(|answer| times_off(self.measured, unit, *answer) > 1.0)?;
        let (look_en, look_zh) = look_at(self.measured.kpi);
        let name = self.name(model, lang);
        let Some(relative) = off(answer.0, self.measured.value).filter(|_| unit != Unit::Share) else {
            let scale = Scale::new(unit, answer.0, false, &model.money.currency, lang);
            let [ours, said] = [answer.0, self.measured.value].map(|x| scale.with_unit(&scale.plain(x)));
            return Some(say(
                lang,
                format!("{name}: the model has {ours}, measured {said}; look at {look_en}"),
                format!("{name}：模型 {ours}，实测 {said}，请检查{look_zh}"),
            ));
        };
        let percent = number(relative.abs() * 100.0, 0);
        let (en, zh) = if relative > 0.0 { ("above", "高") } else { ("below", "低") };
        Some(say(
            lang,
            format!("{name}: the model is {percent} % {en} what was measured; look at {look_en}"),
            format!("{name}：模型比实测{zh} {percent} %，请检查{look_zh}"),
        ))
    }
}

/// What figures of a file are held against.
struct Given<'a> {
    /// The design and case.
    of: String,
    /// What the model's answer is called.
    answer: &'a str,
    /// They are of the shop as it is: measured. What a file says of any other design or case is a claim, and called so.
    as_is: bool,
}

fn table(lines: &[Line<'_>], model: &Model, given: Given<'_>, lang: Lang) -> Table {
    let w = crate::report::words::Words::of(lang);
    let told = if given.as_is {
        say(lang, "measured".into(), "实测".into())
    } else {
        say(lang, "as the file\nclaims".into(), "文件中\n的说法".into())
    };
    let columns = vec![
        Column::words(w.figure),
        Column::words(w.unit),
        Column::figures(&told),
        Column::figures(given.answer),
        Column::figures(&say(lang, "difference".into(), "相差".into())),
        Column::figures(&say(lang, "off by".into(), "偏离".into())),
    ];
    let currency = &model.money.currency;
    let rows = lines.iter().map(|line| {
        let Measured { kpi, value, .. } = line.measured;
        let largest = line.answer.map_or(0.0, |(x, _)| x.abs()).max(value.abs());
        let scale = Scale::new(kpi.unit(model), largest, false, currency, lang);
        let points = |x: f64, half: Option<f64>| {
            let text = if line.certain { scale.plain(x) } else { scale.estimate(x, half) };
            if x > 0.0 { format!("+{text}") } else { text }
        };
        let (answer, difference) = match line.answer {
            None => ("–".to_owned(), "–".to_owned()),
            Some((x, half)) => {
                let answer = if line.certain { scale.plain(x) } else { scale.estimate(x, half) };
                (answer, points(x - value, half))
            }
        };
        let relative = line.answer.and_then(|(x, _)| off(x, *value));
        let is_far = line.answer.is_some_and(|answer| times_off(line.measured, kpi.unit(model), answer) > 1.0);
        let off = relative.map_or("–".to_owned(), |r| {
            let far = if is_far { " !" } else { "" };
            format!("{}{} %{far}", if r > 0.0 { "+" } else { "" }, number(r * 100.0, -1))
        });
        vec![line.name(model, lang), scale.unit.clone(), scale.plain(*value), answer, difference, off]
    });
    Table { caption: given.of, rows: rows.collect(), columns, fixed: 2 }
}

/// What decides costs.
const COSTS: (&str, &str) = ("`pay` and `costs`", "`pay` 与 `costs`");
/// What decides waits, and whatever has no inputs of its own.
const SPEED: (&str, &str) = ("`effort`, `patience`, `chats` and shifts", "`effort`、`patience`、`chats` 和班次");

/// Which inputs decide a figure, in both languages.
fn look_at(kpi: KpiId) -> (&'static str, &'static str) {
    match kpi.estimator() {
        Estimator::Money(line) if line.is_cost() => return COSTS,
        Estimator::MoneyPer(..) | Estimator::MoneyShare(..) => return COSTS,
        _ => (),
    }
    let KpiId::Row(row) = kpi else { return SPEED };
    match row {
        Row::Arrived | Row::ArrivedPerDay | Row::Attempts => {
            ("[volume] or `arrivals`, and the shares that come back", "[volume] 或 `arrivals`，以及再次咨询的比例")
        }
        Row::Contained | Row::Offered | Row::OfferedPerDay | Row::FalselyContained => {
            ("`bot`", "`bot`（机器人拦截率）")
        }
        Row::FirstContactResolution | Row::ResolvedBy => {
            ("`resolved` of types and skills", "各类型与技能的 `resolved`")
        }
        Row::Satisfaction => ("`rating` and `resolved`", "`rating` 与 `resolved`"),
        Row::Ratings => ("`rating.share`", "`rating.share`（评价率）"),
        Row::Occupancy | Row::Utilisation | Row::Engaged | Row::Concurrency | Row::ContactsPerAgentDay => {
            ("`effort`, `off_desk`, `absence` and who serves what", "`effort`、`off_desk`、`absence` 和分工")
        }
        Row::OnTime | Row::Turnaround | Row::Backlog | Row::MissedShare | Row::Missed => {
            ("tickets' `effort` and `missed`, and who serves them", "工单的 `effort`、`missed` 和由谁处理")
        }
        _ => SPEED,
    }
}

/// What formulas expect of a measured figure in its own model, of which this is the demand.
fn expects(m: &Measured, model: &Model, demand: &IdVec<TypeId, TypeLoad>) -> Option<f64> {
    let subject = m.subject;
    if m.part != Part::Both {
        return None;
    }
    let of = |subject: Subject| -> Vec<TypeId> {
        match subject {
            Subject::Type(kind) => vec![kind],
            Subject::All => model.types.entries().filter(|(_, kind)| kind.is_live()).map(|(id, _)| id).collect(),
            _ => Vec::new(),
        }
    };
    let types = of(subject);
    let sum = |f: &dyn Fn(TypeId) -> f64| (!types.is_empty()).then(|| types.iter().map(|id| f(*id)).sum::<f64>());
    let days = f64::from(model.calendar.days);
    let arrived = |id: TypeId| demand[id].per_day();
    let people = |id: TypeId| demand[id].people_per_day();
    let first = |id: TypeId| demand[id].first.iter().sum::<f64>();
    let ratio = |x: Option<f64>, y: Option<f64>| Some(x? / y?).filter(|r| r.is_finite());
    let KpiId::Row(row) = m.kpi else { return None };
    match row {
        Row::ArrivedPerDay => sum(&arrived),
        Row::OfferedPerDay => sum(&people),
        Row::Arrived => sum(&|id| days * arrived(id)),
        Row::Offered => sum(&|id| days * people(id)),
        Row::Contained => sum(&|id| days * (arrived(id) - people(id))),
        Row::Attempts => ratio(sum(&arrived), sum(&first)),
        Row::FirstContactResolution => {
            let handled = |id: TypeId| first(id) * chance_of(model, id, Event::Handled, true);
            let resolved = |id: TypeId| first(id) * chance_of(model, id, Event::Resolved, true);
            ratio(sum(&resolved), sum(&handled))
        }
        Row::Occupancy => {
            let loads = teams(model, demand);
            let of_team = |id| subject == Subject::All || subject == Subject::Team(id);
            let all: Vec<_> = loads.ids().filter(|id| of_team(*id)).map(|id| &loads[id]).collect();
            // Of chats by the clock no formula says when hands are busy.
            if all.iter().any(|load| load.clock.is_some()) {
                return None;
            }
            let work: f64 = all.iter().map(|load| load.work_per_day()).sum();
            let desk: f64 = all.iter().map(|load| load.people_per_day()).sum();
            (desk > 0.0).then(|| work / desk)
        }
        _ => None,
    }
}
