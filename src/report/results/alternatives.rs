//! What else a shop could do for a period, beside the staffing that was sized.

use crate::diagnostic::Text;
use crate::experiment::LEVEL;
use crate::experiment::optimise::Answer;
use crate::model::{Label, Lang};
use crate::report::words::say;
use crate::stats::{Bounded, Sample};
use std::cmp::Ordering;

/// What is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Way {
    /// The staffing that was sized.
    Sized,
    /// Nothing.
    AsIs,
    /// One lever of the file.
    Lever(Label),
    /// All levers of the file that stand alone.
    Together,
}

impl Way {
    /// A stable name for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Sized => "sized",
            Self::AsIs => "as_is",
            Self::Lever(_) => "lever",
            Self::Together => "together",
        }
    }

    /// The lever's key; empty where it is none.
    pub fn key(&self) -> &str {
        if let Self::Lever(label) = self { &label.key } else { "" }
    }

    /// What it is called.
    pub fn name(&self, lang: Lang) -> String {
        match self {
            Self::Sized => say(lang, "people, as sized above".into(), "加人（上面求出的）".into()),
            Self::AsIs => say(lang, "as it is".into(), "现状".into()),
            Self::Lever(label) => label.in_lang(lang).to_owned(),
            Self::Together => say(lang, "all levers together".into(), "全部措施一起".into()),
        }
    }
}

/// What came of one way, on the same customers as all others.
#[derive(Clone, Debug)]
pub struct Alternative {
    /// Which.
    pub way: Way,
    /// Running cost of the period; none where a price is missing.
    pub cost: Option<Sample>,
    /// The same less that of the design as it is.
    pub cost_more: Option<Sample>,
    /// What is paid once, whenever it falls due, less that of the design as it is; none where a price is missing.
    pub once_more: Option<f64>,
    /// Hours of people on duty in the period.
    pub hours: Option<Sample>,
    /// The same less those of the design as it is.
    pub hours_more: Option<Sample>,
    /// How probable it is that some date of the period misses some target.
    pub misses: Bounded,
    /// Dates of the period that miss some target.
    pub missed_dates: Sample,
    /// By how many fewer dates it misses than the design as it is.
    pub dates_fewer: Sample,
    /// The date and target that are least sure; none where nothing happens.
    pub worst: Option<WorstDate>,
    /// Each target's figure over the period.
    pub figures: Vec<Option<Sample>>,
    /// Whether the targets are met, by the rule by which the staffing was sized.
    pub answer: Answer,
    /// Whether its customers are those of the design as it is.
    pub same_demand: bool,
}

/// A date, and how probable it is that it misses a target.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorstDate {
    /// Since 1970-01-01.
    pub date: i32,
    /// Which target.
    pub target: usize,
    /// The probability.
    pub misses: Bounded,
}

impl Alternative {
    /// All that it costs more for the period, what is paid once with it; none where a price is missing.
    pub fn money(&self) -> Option<Sample> {
        let more = self.cost_more.as_ref()?;
        Some(Sample { value: more.value + self.once_more?, influence: more.influence.clone() })
    }

    /// What it is put in order and drawn by: money, or hours where `by_money` is false.
    pub fn more(&self, by_money: bool) -> Option<Sample> {
        if by_money { self.money() } else { self.hours_more.clone() }
    }

    /// Whether it surely misses fewer dates than the design as it is.
    pub fn helps(&self) -> bool {
        self.dates_fewer.half_width(LEVEL).is_some_and(|half| self.dates_fewer.value > half)
    }

    /// Whether it surely costs more than the design as it is, or less; equal where neither is shown, none where a price is missing.
    pub fn price(&self, by_money: bool) -> Option<Ordering> {
        let more = self.more(by_money)?;
        let half = more.half_width(LEVEL).unwrap_or(f64::INFINITY);
        Some(if more.value.abs() > half { more.value.total_cmp(&0.0) } else { Ordering::Equal })
    }

    /// Missed dates that are taken off for each thousand of money; none where it is not shown to cost more or to help.
    pub fn off_per_thousand(&self) -> Option<f64> {
        let money = self.money().filter(|_| self.price(true) == Some(Ordering::Greater))?;
        self.helps().then(|| self.dates_fewer.value / (money.value / 1000.0))
    }
}

/// All ways, side by side.
#[derive(Clone, Debug)]
pub struct Alternatives {
    /// What meets the targets, by what it costs; then the rest, by how probable a miss is.
    pub all: Vec<Alternative>,
    /// What could not be compared, and why.
    pub refused: Vec<(Way, Text)>,
    /// Levers that the design takes in already.
    pub has: Vec<Label>,
    /// Whether there is money to compare by; else hours on duty are.
    pub by_money: bool,
    /// Dates of the period.
    pub dates: usize,
    /// Replications.
    pub n: usize,
}

impl Alternatives {
    /// Puts them in order. Money is compared where the design as it is and something else have all their prices.
    pub fn new(
        mut all: Vec<Alternative>,
        refused: Vec<(Way, Text)>,
        has: Vec<Label>,
        (dates, n): (usize, usize),
    ) -> Self {
        let by_money = all.iter().filter(|one| one.money().is_some()).count() > 1;
        let more = |one: &Alternative| one.more(by_money).map_or(f64::INFINITY, |more| more.value);
        all.sort_by(|a, b| {
            let met = |one: &Alternative| one.answer == Answer::Met;
            let of_rest = a.misses.value.total_cmp(&b.misses.value);
            let by_dates = a.missed_dates.value.total_cmp(&b.missed_dates.value);
            let rest = if met(a) { Ordering::Equal } else { of_rest.then(by_dates) };
            met(b).cmp(&met(a)).then(rest).then(more(a).total_cmp(&more(b)))
        });
        Self { all, refused, has, by_money, dates, n }
    }

    /// The design as it is.
    pub fn as_is(&self) -> Option<&Alternative> {
        self.all.iter().find(|one| one.way == Way::AsIs)
    }

    /// The least that anything costs more or less, which says in what unit all are written; 0 where nothing differs.
    pub fn least_more(&self) -> f64 {
        let more = self.all.iter().filter_map(|one| one.more(self.by_money)).map(|more| more.value.abs());
        more.filter(|more| *more > 0.5).min_by(f64::total_cmp).unwrap_or(0.0)
    }

    /// Whether nothing but the answer and the design as it is could be compared.
    pub fn is_bare(&self) -> bool {
        self.all.iter().all(|one| matches!(one.way, Way::Sized | Way::AsIs))
    }
}
