//! What a design saves in a year against the baseline: over replications and over what nobody knows exactly.

use super::Results;
use crate::catalogue::Line;
use crate::experiment::{
    Costs, Difference, Flow, LEVEL, PaidBack, RangeLaw, calendar_months, flows, paid_back, present_value,
};
use crate::model::{Label, Model, PriceGroup, Taken};
use crate::stats::{Direction, Drawn, Judgement, Rule, Sample, judge};

/// How it was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct SavedAsked {
    /// Effective rate a year, as a share.
    pub rate: f64,
    /// Years that flows are looked at.
    pub years: u32,
    /// An amount of which the chance is asked; none: of nothing but zero.
    pub above: Option<f64>,
    /// Draws of what is uncertain.
    pub draws: u64,
    /// The law between the ends of a range.
    pub law: RangeLaw,
}

/// A value that the file gives with a range.
#[derive(Clone, Debug, PartialEq)]
pub struct Uncertain {
    /// Where `--set` changes it.
    pub path: String,
    /// As it is written.
    pub value: String,
    /// The lower and the higher.
    pub ends: [String; 2],
    /// The part of the way from the lower to the higher at which the value lies.
    pub likely: f64,
    /// Where it comes from, if anybody says so.
    pub source: Option<String>,
    /// It changes prices only: nothing has to be simulated for it.
    pub price: bool,
}

/// Why a value with a range was not drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Held {
    /// Nothing lies between its ends: they are of different kinds, or upside down.
    Kinds,
    /// The file does not compile at one of them.
    Senseless,
}

/// One draw: a replication, with all uncertain values drawn together.
#[derive(Clone, Debug, PartialEq)]
pub struct Draw {
    /// Which replication.
    pub replication: u64,
    /// By uncertain value: the part of the way from its lower to its higher end.
    pub parts: Vec<f64>,
    /// The same, as it was written.
    pub values: Vec<String>,
    /// Cash saved in a year.
    pub year: f64,
    /// Cash saved by month.
    pub months: Vec<f64>,
    /// Paid once by month, beyond the baseline's.
    pub once: Vec<f64>,
}

impl Draw {
    /// Of one replication of what the baseline and the design cost.
    pub fn of(replication: u64, drawn: (Vec<f64>, Vec<String>), [base, design]: [&Costs; 2], at: usize) -> Self {
        let (parts, values) = drawn;
        let months = base.months.iter().zip(&design.months).map(|(base, design)| base[at] - design[at]).collect();
        let once = base.once.iter().zip(&design.once).map(|(base, design)| design - base).collect();
        Self { replication, parts, values, year: base.year[at] - design.year[at], months, once }
    }
}

/// What a line of the ledger saves in a year.
#[derive(Clone, Debug)]
pub struct LineSaved {
    /// Which line.
    pub line: Line,
    /// The baseline's less the design's.
    pub saved: Sample,
    /// Prices of it that nobody measured, in either design.
    pub assumed: Vec<AssumedPrice>,
}

/// A price that nobody measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssumedPrice {
    /// Where it is written.
    pub path: String,
    /// As it is written.
    pub value: String,
    /// How low and how high it may be; none: nobody says.
    pub ends: Option<[String; 2]>,
    /// Where it comes from; none: nobody says.
    pub source: Option<String>,
}

/// Where a saving ends.
#[derive(Clone, Debug, PartialEq)]
pub enum Turning {
    /// At about this value.
    At {
        /// The value.
        value: String,
        /// The values between which it lies, where the error of the saving is known.
        between: Option<[String; 2]>,
        /// It is higher than the value as it is.
        rises: bool,
    },
    /// Nowhere within its range.
    Nowhere,
    /// It was not tried: others matter more, and each has to be simulated.
    NotTried,
}

/// An uncertain value, the others as they are.
#[derive(Clone, Debug, PartialEq)]
pub struct BreakEven {
    /// Which.
    pub uncertain: usize,
    /// A year's saving at either end; none where it was not tried.
    pub at_ends: Option<[f64; 2]>,
    /// Where the saving is nothing.
    pub turning: Turning,
}

/// Prices that are moved together: at which multiple the saving is nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct PriceBreakEven {
    /// Which.
    pub group: PriceGroup,
    /// The multiple, and half the width of its interval; none: at no multiple above nothing.
    pub times: Option<(f64, Option<f64>)>,
}

/// People of a team of the design who leave by themselves and are not replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leavers {
    /// The team.
    pub team: Label,
    /// How many.
    pub people: u32,
    /// By replication, in order of time: the first day without the last of them (since 1970-01-01); none: not within the days counted.
    pub last: Vec<Option<i32>>,
}

impl Leavers {
    /// The day by which the last one is gone in this share of replications; none: not within the days counted.
    pub fn by(&self, share: f64) -> Option<i32> {
        let at = (self.last.len() as f64 * share).ceil().max(1.0) as usize - 1;
        self.last.get(at).copied().flatten()
    }
}

/// Replications that were simulated, of both designs together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Simulated {
    /// As the file stands.
    pub as_is: u64,
    /// For draws.
    pub draws: u64,
    /// For break-evens.
    pub break_evens: u64,
}

/// What came of it.
#[derive(Debug)]
pub struct Saved {
    /// The scenario's title.
    pub title: Label,
    /// How it was asked.
    pub asked: SavedAsked,
    /// As the file stands: the baseline, then the design.
    pub results: Results,
    /// Savings over all days counted, as `compare` has them.
    pub differences: Vec<Difference>,
    /// By line of the ledger, those that save or cost anything.
    pub lines: Vec<LineSaved>,
    /// Margin lost in a year by the design beyond the baseline's; none: not given.
    pub lost_margin: Option<Sample>,
    /// What was drawn.
    pub uncertain: Vec<Uncertain>,
    /// What has a range and was not drawn: its path, and why.
    pub held: Vec<(String, Held)>,
    /// All draws; where nothing is uncertain, the replications themselves.
    pub draws: Vec<Draw>,
    /// Of each uncertain value.
    pub break_evens: Vec<BreakEven>,
    /// Of prices, whether anybody gives a range or not.
    pub prices: Vec<PriceBreakEven>,
    /// Teams of the design that shrink as people leave.
    pub leavers: Vec<Leavers>,
    /// What was simulated.
    pub simulated: Simulated,
    /// What the user changed of the file: `PATH=VALUE`.
    pub changes: Vec<String>,
    /// What was taken of the files that the scenario names.
    pub files: Vec<Taken>,
}

impl Saved {
    /// The baseline.
    pub fn base(&self) -> &Model {
        &self.results.study.arms[0].model
    }

    /// The design.
    pub fn design(&self) -> &Model {
        &self.results.study.arms[1].model
    }

    /// The scenario's currency.
    pub fn currency(&self) -> &str {
        &self.base().money.currency
    }

    /// Something of every draw.
    pub fn drawn(&self, of: impl Fn(&Draw) -> f64) -> Drawn {
        Drawn::new(self.draws.iter().map(|draw| (draw.replication, of(draw))))
    }

    /// Cash saved in a year, judged against nothing.
    pub fn judged(&self) -> Judgement {
        let saved = self.drawn(|draw| draw.year).mean();
        let nothing = Sample::mean(&vec![0.0; saved.n()]);
        judge(&nothing, &saved, &[], Rule { better: Direction::Higher, level: LEVEL, comparisons: 1 })
    }

    /// Months of pay of each calendar month.
    fn lengths(&self) -> Vec<f64> {
        let spans = &self.results.study.arms[0].spans;
        calendar_months(spans).into_iter().map(|span| spans[span].months).collect()
    }

    /// Names of the calendar months.
    pub fn months(&self) -> Vec<String> {
        let spans = &self.results.study.arms[0].spans;
        calendar_months(spans).into_iter().map(|span| spans[span].label.key.clone()).collect()
    }

    /// The flows of a draw.
    pub fn flows(&self, draw: &Draw) -> Vec<Flow> {
        flows(&self.lengths(), &draw.months, &draw.once, self.asked.years)
    }

    /// What all flows of a draw are worth on the first day.
    pub fn present_value(&self, draw: &Draw) -> f64 {
        present_value(&self.flows(draw), self.asked.rate)
    }

    /// Paid once beyond the baseline's, in all.
    pub fn once(draw: &Draw) -> f64 {
        draw.once.iter().sum()
    }

    /// When the mean flows are paid back; and, of twenty draws, the second and the last but one.
    pub fn paid_back(&self) -> (PaidBack, Option<[PaidBack; 2]>) {
        let n = self.draws.len() as f64;
        let mean = |of: fn(&Draw) -> &Vec<f64>| -> Vec<f64> {
            let months = of(&self.draws[0]).len();
            (0..months).map(|month| self.draws.iter().map(|draw| of(draw)[month]).sum::<f64>() / n).collect()
        };
        let all = flows(&self.lengths(), &mean(|draw| &draw.months), &mean(|draw| &draw.once), self.asked.years);
        let mut each: Vec<PaidBack> = self.draws.iter().map(|draw| paid_back(&self.flows(draw))).collect();
        each.sort_unstable();
        let at = |p: f64| each[((each.len() - 1) as f64 * p).round() as usize];
        (paid_back(&all), (each.len() >= 20).then(|| [at(0.05), at(0.95)]))
    }
}
