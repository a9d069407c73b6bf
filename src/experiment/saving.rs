//! What a design saves against another: cash, hours and hires. Three things that are never added, because hours are no cash
//! until somebody goes, and hires are no cash before somebody would have come.

use super::compare::{Difference, difference, of_kpi};
use super::estimates::{LEVEL, sample};
use super::replicate::Arm;
use crate::measure::{Better, Estimator, Evaluator, Kpi, Line, Part, SHOP, Subject, Unit, find};
use crate::stats::{Direction, Judgement, Rule, Sample, Verdict, judge};

/// Two arms over a span; so many comparisons share their error.
pub(super) struct Compared<'a> {
    pub arm: &'a Arm,
    pub base: &'a Arm,
    pub span: usize,
    pub comparisons: usize,
}

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
        "Running cost of the baseline less that of the design, over the days counted; one-off costs and margin lost apart.";
        "统计期内基准方案运营成本减该方案运营成本；一次性成本与毛利损失另列。";
    YEAR: "annual_saving", "annual saving", "年度节省", Money, Higher;
        "Cash saved in 365 days; only where a whole year was counted.";
        "365 天的节省现金；统计期满一年才给出。";
    CAPACITY: "capacity_freed", "capacity freed", "释放工时", Hours, Higher;
        "Hours by hand that the baseline's way would take for the customers this design serves, less those it takes. Customers served: contacts carried / attempts per first contact. Hours, not cash: nobody has gone.";
        "用基准方案的做法服务同样多客户所需的动手工时，减该方案实际所用。服务客户数 = 承接量 / 人均进线次数。是工时，不是现金：没有人因此离开。";
    HIRING: "hiring_avoided", "hiring avoided", "避免招聘", People, Higher;
        "Heads that the baseline's way would need for the customers this design serves, less the heads of the baseline. Arithmetic at the baseline's own hours by hand, hours available a head and occupancy; not a search for the least staffing.";
        "用基准方案的做法服务同样多客户所需的人数，减基准方案现有人数。按基准方案自己的动手工时、人均可用工时与利用率推算，不是最少人数的搜索。";
    PAYBACK: "payback", "payback", "回本期", Months, Lower;
        "One-off costs beyond the baseline's / cash saved a month; only where cash is surely saved.";
        "比基准方案多出的一次性成本 / 每月节省现金；确有节省时才给出。";
}

/// All that can be said of what is saved.
pub(super) fn savings(of: &Compared<'_>) -> Vec<Difference> {
    let mut rows = Vec::new();
    if let Some(cost) =
        find("cost.total").and_then(|total| of_kpi(of.arm, of.base, &total, Subject::All, of.span, of.comparisons))
    {
        rows.push(Difference { kpi: CASH, judgement: saved(&cost.judgement, 1.0), ..cost.clone() });
        let days = of.arm.spans[of.span].days;
        if of.span == 0 && days >= 365.0 {
            rows.push(Difference { kpi: YEAR, judgement: saved(&cost.judgement, 365.0 / days), ..cost });
        }
    }
    if let Some(served) = of.served() {
        rows.extend(of.capacity(&served));
        rows.push(of.hiring(&served));
    }
    if of.span == 0 && rows.first().is_some_and(|cash| cash.judgement.verdict == Verdict::Better) {
        rows.extend(of.payback());
    }
    rows
}

/// A difference of cost as a saving.
fn saved(cost: &Judgement, a_year: f64) -> Judgement {
    Judgement {
        mean: -cost.mean * a_year,
        half_width: cost.half_width.map(|h| h * a_year),
        p05: cost.p95.map(|x| -x * a_year),
        p95: cost.p05.map(|x| -x * a_year),
        ..cost.clone()
    }
}

impl Compared<'_> {
    fn of(&self, arm: &Arm, key: &str) -> Option<Sample> {
        let (sample, by_day) = sample(arm, &find(key)?, Part::Both, Subject::All, self.span)?;
        (!by_day).then_some(sample)
    }

    /// Customers that the design serves over those of the baseline.
    fn served(&self) -> Option<Sample> {
        let customers = |arm: &Arm| self.of(arm, "carried")?.over(&self.of(arm, "attempts")?);
        customers(self.arm)?.over(&customers(self.base)?)
    }

    fn capacity(&self, served: &Sample) -> Option<Difference> {
        let needed = self.of(self.base, "hand_hours")?.times(served);
        Some(self.row(CAPACITY, &self.of(self.arm, "hand_hours")?, &needed))
    }

    fn hiring(&self, served: &Sample) -> Difference {
        let heads = Evaluator::new(&self.base.model).heads(&self.base.series(), self.span);
        let heads = Sample::mean(&heads);
        self.row(HIRING, &heads, &heads.times(served))
    }

    fn payback(&self) -> Option<Difference> {
        let once = |arm: &Arm| self.of(arm, "cost.one_off");
        let once = once(self.arm)?.difference(&once(self.base)?);
        let saved = self.of(self.base, "cost.total")?.difference(&self.of(self.arm, "cost.total")?);
        let months = Sample::mean(&vec![self.arm.spans[self.span].months; saved.n()]);
        let nothing = Sample::mean(&vec![0.0; saved.n()]);
        (once.value > 0.0).then(|| Some(self.row(PAYBACK, &nothing, &once.times(&months).over(&saved)?))).flatten()
    }

    /// `other` less `base`, judged. How far pairing helped means nothing here.
    fn row(&self, kpi: Kpi, base: &Sample, other: &Sample) -> Difference {
        let better = if kpi.better == Better::Higher { Direction::Higher } else { Direction::Neither };
        let judgement = judge(base, other, &[], Rule { better, level: LEVEL, comparisons: self.comparisons });
        let judgement = Judgement { variance_ratio: None, ..judgement };
        difference(self.arm, self.base, kpi, Subject::All, self.span, base.n(), judgement)
    }
}
