//! What a design saves against another: cash, hours and hires. Three things that are never added, because hours are no cash
//! until somebody goes, and hires are no cash before somebody would have come.

use super::compare::{Compared, Difference, difference};
use super::estimates::{LEVEL, sample};
use super::replicate::Arm;
use crate::load::work_seconds;
use crate::measure::{Better, Estimator, Evaluator, Kpi, Line, Part, SHOP, Series, Span, Subject, Unit, find};
use crate::stats::{Direction, Judgement, Rule, Sample, Verdict, judge};

macro_rules! savings {
    ($($name:ident: $key:literal, $en:literal, $zh:literal, $unit:ident, $better:ident; $definition_en:literal; $definition_zh:literal;)*) => {
        $(const $name: Kpi = Kpi {
            key: $key, en: $en, zh: $zh, unit: Unit::$unit, better: Better::$better, of: SHOP,
            estimator: Estimator::Money(Line::Total), first: None,
            definition_en: $definition_en, definition_zh: $definition_zh,
        };)*
        /// What is saved: rows of differences only, beside the catalogue.
        pub const SAVINGS: &[Kpi] = &[$($name),*];
    };
}

savings! {
    CASH: "cash_saved", "cash saved", "节省现金", Money, Higher;
        "Running cost of the baseline less that of the design, over the days counted; one-off costs and margin lost apart. Only where both meet the same demand.";
        "统计期内基准方案运营成本减该方案运营成本；一次性成本与毛利损失另列。仅在双方需求相同时给出。";
    YEAR: "annual_saving", "annual saving", "年度节省", Money, Higher;
        "Cash saved in a calendar year: the mean of those that are counted whole; where none is, cash saved / days counted × 365. Not given where fewer than 365 days are counted.";
        "一个自然年节省的现金：取统计期内各完整自然年的平均；没有完整自然年时为 节省现金 / 统计天数 × 365。统计不足 365 天不给出。";
    CAPACITY: "capacity_freed", "capacity freed", "释放工时", Hours, Higher;
        "Hours by hand that the baseline's way would take for the customers this design serves, less those it takes. Customers served: contacts carried / attempts per first contact. Hours, not cash: nobody has gone.";
        "用基准方案的做法服务同样多客户所需的动手工时，减该方案实际所用。服务客户数 = 承接量 / 人均进线次数。是工时，不是现金：没有人因此离开。";
    HIRING: "hiring_avoided", "hiring avoided", "避免招聘", People, Higher;
        "Heads that the baseline's way would need for the customers this design serves, less the heads of the baseline. Arithmetic at the baseline's own hours by hand, hours available a head and occupancy; not a search for the least staffing.";
        "用基准方案的做法服务同样多客户所需的人数，减基准方案现有人数。按基准方案自己的动手工时、人均可用工时与利用率推算，不是最少人数的搜索。";
    UNDONE: "undone_work", "work left undone", "未完成的工时", Hours, Lower;
        "Hours by hand that the tickets take by which open tickets grow over the days counted, beyond those of the baseline; only where they surely grow. Somebody has to do this work: a saving beside it is not all saved, and pays nothing back.";
        "统计期内未结工单增加的部分所需的动手工时，减基准方案的；仅在未结工单确实增加时给出。这些活总要有人做：旁边的节省并没有全部省下，也不算回本。";
    PAYBACK: "payback", "payback", "回本期", Months, Lower;
        "One-off costs beyond the baseline's / cash saved a month; only where cash is surely saved and open tickets do not surely grow.";
        "比基准方案多出的一次性成本 / 每月节省现金；确有节省且未结工单没有确实增加时才给出。";
}

/// Growth of open tickets above this share of what comes in is not noise at the ends of a span.
const GROWING: f64 = 0.02;
/// Days of which a year can be made.
const A_YEAR: f64 = 365.0;

/// Whether open tickets (of a type, or all) surely grow, by more than what the ends of a span make.
pub fn grows(arm: &Arm, span: usize, subject: Subject) -> bool {
    let of = |key: &str, subject: Subject| {
        find(key).and_then(|kpi| sample(arm, &kpi, Part::Both, subject, span)).map(|found| found.0)
    };
    let tickets = arm
        .model
        .types
        .entries()
        .filter(|(id, kind)| !kind.is_live() && (subject == Subject::All || subject == Subject::Type(*id)));
    let created: f64 =
        tickets.filter_map(|(id, _)| of("offered_per_day", Subject::Type(id))).map(|sample| sample.value).sum();
    of("backlog_growth", subject)
        .is_some_and(|growth| growth.value - growth.half_width(LEVEL).unwrap_or(0.0) > GROWING * created.max(1.0))
}

/// What all costs in a calendar year, by replication: the mean of the whole ones inside a span; where none is whole, the span a
/// day × 365. None where fewer than 365 days are counted, or a price is missing.
pub fn a_year(evaluator: &Evaluator<'_>, series: &Series<'_>, span: usize) -> Option<Sample> {
    let (spans, total) = (series.spans, find("cost.total")?);
    let whole = &spans[span];
    if whole.days < A_YEAR || whole.cut.is_some() {
        return None;
    }
    let inside = |year: &Span| year.year && !year.named && year.dates.iter().zip(&whole.dates).all(|(a, b)| *b || !*a);
    let years: Vec<usize> =
        if whole.year { vec![span] } else { (1..spans.len()).filter(|at| inside(&spans[*at])).collect() };
    let of = |span: usize| evaluator.estimate(&total, Part::Both, Subject::All, series, span);
    if years.is_empty() {
        return Some(Sample::weighted_sum(0.0, &[(A_YEAR / whole.days, &of(span)?)]));
    }
    let all: Vec<Sample> = years.iter().map(|year| of(*year)).collect::<Option<_>>()?;
    let terms: Vec<(f64, &Sample)> = all.iter().map(|year| (1.0 / all.len() as f64, year)).collect();
    Some(Sample::weighted_sum(0.0, &terms))
}

/// All that can be said of what is saved; nothing where the two do not meet the same demand.
pub(super) fn savings(of: &Compared<'_>) -> Vec<Difference> {
    if !of.same_demand {
        return Vec::new();
    }
    let mut rows: Vec<Difference> = of.cash().into_iter().collect();
    let cash = rows.first().map(|cash| cash.judgement.verdict);
    rows.extend(of.annual());
    if let Some(served) = of.served() {
        rows.extend(of.capacity(&served));
        rows.push(of.hiring(&served));
    }
    let undone = of.undone();
    if of.span == 0 && cash == Some(Verdict::Better) && undone.is_none() {
        rows.extend(of.payback());
    }
    rows.extend(undone);
    rows
}

/// A difference of cost as a saving.
fn saved(cost: &Judgement) -> Judgement {
    Judgement { mean: -cost.mean, p05: cost.p95.map(|x| -x), p95: cost.p05.map(|x| -x), ..cost.clone() }
}

impl Compared<'_> {
    fn sum(&self, arm: &Arm, key: &str) -> Option<Sample> {
        let (sample, by_day) = sample(arm, &find(key)?, Part::Both, Subject::All, self.span)?;
        (!by_day).then_some(sample)
    }

    /// Running cost that is no longer paid.
    pub(super) fn cash(&self) -> Option<Difference> {
        let total = find("cost.total").filter(|_| self.same_demand)?;
        let cost = self.of(&total, Subject::All)?;
        Some(Difference { kpi: CASH, judgement: saved(&cost.judgement), ..cost })
    }

    fn annual(&self) -> Option<Difference> {
        let cost = |arm: &Arm| a_year(&Evaluator::new(&arm.model), &arm.series(), self.span);
        let (design, base) = (cost(self.arm)?, cost(self.base)?);
        // What less costs is saved: the baseline's cost less that of the design.
        (design.n() > 1).then(|| self.row(YEAR, &design, &base))
    }

    /// Work in the tickets by which those of the design grow, beyond those of the baseline; none where they do not surely grow.
    fn undone(&self) -> Option<Difference> {
        let hours = |arm: &Arm| {
            let n = arm.outcomes.len();
            let parts: Vec<(f64, Sample)> = arm
                .model
                .types
                .entries()
                .filter_map(|(id, kind)| {
                    let growth = sample(arm, &find("backlog_growth")?, Part::Both, Subject::Type(id), self.span)?.0;
                    let work: f64 = arm.model.teams.ids().map(|team| work_seconds(&arm.model, id, team)).sum();
                    (!kind.is_live() && growth.n() == n).then_some((work / 3600.0 * arm.spans[self.span].on, growth))
                })
                .collect();
            let terms: Vec<(f64, &Sample)> = parts.iter().map(|(factor, growth)| (*factor, growth)).collect();
            if terms.is_empty() { Sample::mean(&vec![0.0; n]) } else { Sample::weighted_sum(0.0, &terms) }
        };
        let growing = self.arm.outcomes.len() > 1 && grows(self.arm, self.span, Subject::All);
        growing.then(|| self.row(UNDONE, &hours(self.base), &hours(self.arm)))
    }

    /// Customers that the design serves over those of the baseline.
    fn served(&self) -> Option<Sample> {
        let customers = |arm: &Arm| self.sum(arm, "carried")?.over(&self.sum(arm, "attempts")?);
        customers(self.arm)?.over(&customers(self.base)?)
    }

    fn capacity(&self, served: &Sample) -> Option<Difference> {
        let needed = self.sum(self.base, "hand_hours")?.times(served);
        Some(self.row(CAPACITY, &self.sum(self.arm, "hand_hours")?, &needed))
    }

    fn hiring(&self, served: &Sample) -> Difference {
        let heads = Evaluator::new(&self.base.model).heads(&self.base.series(), self.span);
        let heads = Sample::mean(&heads);
        self.row(HIRING, &heads, &heads.times(served))
    }

    fn payback(&self) -> Option<Difference> {
        let once = |arm: &Arm| self.sum(arm, "cost.one_off");
        let once = once(self.arm)?.difference(&once(self.base)?);
        let saved = self.sum(self.base, "cost.total")?.difference(&self.sum(self.arm, "cost.total")?);
        let months = Sample::mean(&vec![self.arm.spans[self.span].months; saved.n()]);
        let nothing = Sample::mean(&vec![0.0; saved.n()]);
        (once.value > 0.0).then(|| Some(self.row(PAYBACK, &nothing, &once.times(&months).over(&saved)?))).flatten()
    }

    /// `other` less `base`, judged, with the tails of single replications. How far pairing helped means nothing here.
    fn row(&self, kpi: Kpi, base: &Sample, other: &Sample) -> Difference {
        let better = match kpi.key {
            "payback" => Direction::Neither,
            _ if kpi.better == Better::Higher => Direction::Higher,
            _ => Direction::Lower,
        };
        let values = |of: &Sample| of.influence.iter().map(|u| of.value + u).collect::<Vec<f64>>();
        let each: Vec<f64> = match kpi.key {
            // Of a sum alone are value and influence what one replication had.
            "annual_saving" => values(other).iter().zip(values(base)).map(|(a, b)| a - b).collect(),
            _ => Vec::new(),
        };
        let judgement = judge(base, other, &each, Rule { better, level: LEVEL, comparisons: self.comparisons });
        let judgement = Judgement { variance_ratio: None, ..judgement };
        difference(self.arm, self.base, kpi, Subject::All, self.span, base.n(), judgement)
    }
}
