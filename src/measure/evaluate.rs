//! From counters to estimates: each KPI as its catalogue row says, with its influence by replication.

use super::form::{Denominator, Form, Terms};
use super::layout::Layout;
use super::ledger;
use super::outcome::Outcome;
use super::scores;
use super::span::Span;
use super::subject::{Part, Subject};
use super::topics::{
    about_outreach, about_persons, about_ratings, about_reminders, about_sales, about_silent, about_turns, shown,
};
use crate::catalogue::counter::{C, G, P, R, S, T, W};
use crate::catalogue::{Counter, Estimator, Kpi, Line, Linear, Unit};
use crate::id::Id;
use crate::model::{Channel, ContactType, Model, Staffing, Task, Team};
use crate::stats::{Histogram, Sample, quantile};
use crate::time::SimDuration;

/// KPIs that are also given by weekday and interval, and by date.
pub const PROFILE_KPIS: &[&str] = &[
    "arrived",
    "contained",
    "offered",
    "handled",
    "abandoned",
    "service_level",
    "abandonment",
    "wait",
    "waiting",
    "on_time",
    "backlog",
    "occupancy",
    "on_duty",
];

/// Reads counters for one model.
pub struct Evaluator<'m> {
    model: &'m Model,
    layout: Layout,
}

/// Replications of one model, in order, with what is needed to read them.
pub struct Series<'a> {
    /// Its results.
    pub outcomes: &'a [Outcome],
    /// The spans they were counted for.
    pub spans: &'a [Span],
}

/// Batches that percentiles are jackknifed over: enough for an interval, few enough to be cheap.
const BATCHES: usize = 50;

/// Whether all of a team's people are persons with shifts, or of all teams.
fn persons(model: &Model, subject: Subject) -> bool {
    let of_people = |team: &Team| matches!(team.staffing, Staffing::People(_));
    match subject {
        Subject::Team(team) => of_people(&model.teams[team]),
        _ => model.teams.iter().all(of_people),
    }
}

impl<'m> Evaluator<'m> {
    /// For results of this model.
    pub fn new(model: &'m Model) -> Self {
        Self { model, layout: Layout::new(model) }
    }

    /// Whether the KPI is given for this part of the subject.
    pub fn applies(model: &Model, kpi: &Kpi, part: Part, subject: Subject) -> bool {
        if (part != Part::Both && kpi.first.is_none()) || !shown(kpi, model) || !promised(model, kpi, subject) {
            return false;
        }
        match subject {
            Subject::Type(kind) if about_sales(kpi) => {
                let kind = &model.types[kind];
                kind.sale.is_some() && if kind.outreach { kpi.of.outreach } else { kpi.of.live }
            }
            Subject::Type(kind) if about_silent(kpi) => model.types[kind].silent.is_some(),
            Subject::Type(kind) if about_turns(kpi) || about_reminders(kpi) => model.types[kind].turns.is_some(),
            Subject::Type(kind) if about_ratings(kpi) => model.types[kind].rating.is_some(),
            // Nobody of those who are there by number is a person who came.
            Subject::All | Subject::Team(_) if about_persons(kpi) && !persons(model, subject) => false,
            Subject::All => kpi.of.all && (!kpi.of.tickets || kpi.of.live || has(model, Channel::Ticket)),
            Subject::Type(kind) => match model.types[kind].channel {
                Channel::Chat | Channel::Call => kpi.of.live,
                Channel::Ticket => kpi.of.tickets || kpi.of.outreach && model.types[kind].outreach,
                Channel::Stream => kpi.of.streams,
            },
            Subject::Team(_) => kpi.of.teams,
            Subject::Pair(..) => kpi.of.pairs,
            Subject::Policy(_) => kpi.of.policies,
            Subject::Step(kind, step) => {
                let step = &model.types[kind].steps()[usize::from(step)];
                let by_hand = matches!(step.task, Task::Work { .. });
                kpi.of.steps && (by_hand || !counts(kpi, Counter::Step(S::Hands)))
            }
        }
    }

    /// Numerator and denominator by row; none where the estimator is no ratio, or a price is missing.
    pub fn pairs<'a>(
        &self,
        kpi: &Kpi,
        part: Part,
        subject: Subject,
        rows: impl Iterator<Item = &'a [f64]>,
        span: &Span,
    ) -> Option<Vec<(f64, f64)>> {
        let money = |line, row| ledger::amount(line, self.model, &self.layout, subject, row, span);
        match kpi.estimator {
            Estimator::Money(_) | Estimator::MoneyPer(..) | Estimator::MoneyShare(..) if part != Part::Both => None,
            Estimator::Money(line) => rows.map(|row| Some((money(line, row)?, 1.0))).collect(),
            Estimator::MoneyPer(line, per) => {
                let per = self.terms(kpi, per, subject);
                let sum = |row: &[f64]| per.iter().map(|(column, factor)| factor * row[*column]).sum();
                rows.map(|row| Some((money(line, row)?, sum(row)))).collect()
            }
            Estimator::MoneyShare(line, of) => rows.map(|row| Some((money(line, row)?, money(of, row)?))).collect(),
            _ => {
                let form = self.form(kpi, part, subject)?;
                Some(rows.map(|row| form.pair(|column| row[column], span)).collect())
            }
        }
    }

    /// Mean heads in a span, as planned, by replication.
    pub fn heads(&self, series: &Series<'_>, span: usize) -> Vec<f64> {
        let of = |outcome: &Outcome| {
            ledger::planned_heads(self.model, &self.layout, &outcome.rows[span], &series.spans[span])
        };
        series.outcomes.iter().map(of).collect()
    }

    /// How a KPI is read from rows; none where it is no ratio of sums of counters.
    pub(super) fn form(&self, kpi: &Kpi, part: Part, subject: Subject) -> Option<Form> {
        let terms = |linear: Linear| self.terms(kpi, linear, subject);
        let of_part = |linear: Linear| match (part, kpi.first) {
            (Part::Both, _) => Some(terms(linear)),
            (Part::First, Some(first)) => Some(terms(first)),
            (Part::Repeat, Some(first)) => {
                let others = terms(first).into_iter().map(|(column, factor)| (column, -factor));
                Some(terms(linear).into_iter().chain(others).collect())
            }
            _ => None,
        };
        if part != Part::Both && kpi.first.is_none() {
            return None;
        }
        let (numerator, denominator) = match kpi.estimator {
            Estimator::Sum(linear) => (of_part(linear)?, Denominator::One),
            Estimator::PerDay(linear) => (terms(linear), Denominator::Days),
            Estimator::Ratio(num, den) => (terms(num), Denominator::Terms(terms(den))),
            Estimator::TimeMean(linear) => (terms(linear), Denominator::Seconds),
            Estimator::AtEnds(linear) => (terms(linear), Denominator::Intervals),
            _ => return None,
        };
        Some(Form { numerator, denominator })
    }

    /// Estimates a KPI over replications; none where it does not apply, was not given, or nothing happened.
    pub fn estimate(
        &self,
        kpi: &Kpi,
        part: Part,
        subject: Subject,
        series: &Series<'_>,
        span: usize,
    ) -> Option<Sample> {
        if !Self::applies(self.model, kpi, part, subject) {
            return None;
        }
        let rows = series.outcomes.iter().map(|o| &o.rows[span][..]);
        match kpi.estimator {
            Estimator::Deviation(squares, values, count) => {
                if part != Part::Both {
                    return None;
                }
                let of = |linear| {
                    let terms = self.terms(kpi, linear, subject);
                    let sum = |row: &[f64]| terms.iter().map(|(column, factor)| factor * row[*column]).sum();
                    rows.clone().map(sum).collect::<Vec<f64>>()
                };
                deviation(&of(squares), &of(values), &of(count))
            }
            Estimator::Percentile(p) => self.percentile(kpi, p, part, subject, series, span),
            Estimator::Score(n) => {
                scores::sample(self.model, n, |kpi, part, whom| self.estimate(kpi, part, whom, series, span))
            }
            _ => {
                let pairs = self.pairs(kpi, part, subject, rows, &series.spans[span])?;
                let (num, den): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
                Sample::ratio(&num, &den)
            }
        }
    }

    /// With one replication: batch means by day over the horizon, for whatever is a ratio of sums of days.
    pub fn estimate_by_day(
        &self,
        kpi: &Kpi,
        part: Part,
        subject: Subject,
        outcome: &Outcome,
        span: &Span,
    ) -> Option<Sample> {
        // What is paid once is on one date, and has no mean day.
        let once = matches!(kpi.estimator, Estimator::Money(Line::OneOff | Line::Severance));
        if !Self::applies(self.model, kpi, part, subject) || span.days < 2.0 || span.cut.is_some() || once {
            return None;
        }
        if let Estimator::Score(n) = kpi.estimator {
            let by_day = |kpi: &Kpi, part, whom| self.estimate_by_day(kpi, part, whom, outcome, span);
            return scores::sample(self.model, n, by_day);
        }
        let date = Span {
            intervals: self.model.calendar.intervals_per_day() as f64,
            seconds: 86_400.0,
            days: 1.0,
            on: 1.0,
            months: span.months / span.days,
            ..span.piece()
        };
        let dates = outcome.days.iter().zip(&span.dates).filter(|(_, inside)| **inside);
        let pairs = self.pairs(kpi, part, subject, dates.map(|(row, _)| &row[..]), &date)?;
        let (mut num, den): (Vec<f64>, Vec<f64>) = pairs.into_iter().unzip();
        if matches!(kpi.estimator, Estimator::Sum(_) | Estimator::Money(_)) {
            // A sum over the span is the mean day times the number of days.
            for x in &mut num {
                *x *= span.days;
            }
        }
        Sample::ratio(&num, &den)
    }

    /// The columns that a linear combination of counters reads for a subject, with their factors.
    fn terms(&self, kpi: &Kpi, linear: Linear, subject: Subject) -> Terms {
        let columns = |counter| match counter {
            Counter::Contact(c) => self.contact_columns(kpi, c, subject),
            Counter::Team(t) => self.team_columns(t, subject),
            Counter::Pair(p) => self.pair_columns(p, subject),
            Counter::Step(s) => self.step_columns(s, subject),
            Counter::Turn(w) => self.turn_columns(w, subject),
            Counter::Rating(r) => self.rating_columns(r, subject),
            Counter::Policy(g) => self.policy_columns(g, subject),
        };
        linear.iter().flat_map(|(counter, factor)| columns(*counter).into_iter().map(|c| (c, *factor))).collect()
    }

    fn contact_columns(&self, kpi: &Kpi, c: C, subject: Subject) -> Vec<usize> {
        let of = |id| self.layout.of_type(id) + c as usize;
        let counts = |kind: &ContactType| among_all(kpi, c, kind);
        match subject {
            Subject::Type(kind) => vec![of(kind)],
            Subject::All => self.model.types.entries().filter(|(_, kind)| counts(kind)).map(|(id, _)| of(id)).collect(),
            Subject::Team(_) | Subject::Pair(..) | Subject::Step(..) | Subject::Policy(_) => Vec::new(),
        }
    }

    fn team_columns(&self, t: T, subject: Subject) -> Vec<usize> {
        let of = |id| self.layout.of_team(id) + t as usize;
        match subject {
            Subject::Team(team) => vec![of(team)],
            Subject::All => self.model.teams.ids().map(of).collect(),
            Subject::Type(_) | Subject::Pair(..) | Subject::Step(..) | Subject::Policy(_) => Vec::new(),
        }
    }

    fn pair_columns(&self, p: P, subject: Subject) -> Vec<usize> {
        self.layout
            .pairs()
            .iter()
            .filter(|(kind, team)| match subject {
                Subject::All => !self.model.types[*kind].outreach,
                Subject::Type(k) => k == *kind,
                Subject::Team(t) => t == *team && !self.model.types[*kind].outreach,
                Subject::Pair(k, t) => (k, t) == (*kind, *team),
                Subject::Step(..) | Subject::Policy(_) => false,
            })
            .map(|(kind, team)| self.layout.of_pair(*kind, *team) + p as usize)
            .collect()
    }

    fn step_columns(&self, s: S, subject: Subject) -> Vec<usize> {
        let steps_of = |kind| (0..self.layout.steps(kind)).map(move |step| (kind, step));
        let steps: Vec<_> = match subject {
            Subject::Step(kind, step) => vec![(kind, step)],
            Subject::Type(kind) => steps_of(kind).collect(),
            Subject::All => self.model.types.ids().flat_map(steps_of).collect(),
            Subject::Team(_) | Subject::Pair(..) | Subject::Policy(_) => Vec::new(),
        };
        steps.into_iter().map(|(kind, step)| self.layout.of_step(kind, step) + s as usize).collect()
    }

    fn turn_columns(&self, w: W, subject: Subject) -> Vec<usize> {
        let of = |id| Some(self.layout.of_turns(id)? + w as usize);
        match subject {
            Subject::Type(kind) => of(kind).into_iter().collect(),
            Subject::All => self.model.types.ids().filter_map(of).collect(),
            _ => Vec::new(),
        }
    }

    /// For `all`: every type whose customers rate, tickets among them.
    fn rating_columns(&self, r: R, subject: Subject) -> Vec<usize> {
        let of = |id| Some(self.layout.of_ratings(id)? + r as usize);
        match subject {
            Subject::Type(kind) => of(kind).into_iter().collect(),
            Subject::All => self.model.types.ids().filter_map(of).collect(),
            _ => Vec::new(),
        }
    }

    fn policy_columns(&self, g: G, subject: Subject) -> Vec<usize> {
        let Subject::Policy(policy) = subject else { return Vec::new() };
        vec![self.layout.of_policy(policy) + g as usize]
    }

    fn percentile(
        &self,
        kpi: &Kpi,
        p: f64,
        part: Part,
        subject: Subject,
        series: &Series<'_>,
        span: usize,
    ) -> Option<Sample> {
        if part != Part::Both {
            return None;
        }
        let kept = match span {
            0 => 0,
            _ if series.spans[span].named => series.spans[..=span].iter().filter(|s| s.named).count(),
            _ => return None,
        };
        let n = series.outcomes.len();
        let batches = n.min(BATCHES);
        let mut parts = vec![Histogram::default(); batches];
        for (r, outcome) in series.outcomes.iter().enumerate() {
            for (id, kind) in self.model.types.entries() {
                let belongs = match subject {
                    Subject::Type(k) => k == id,
                    _ if kpi.of.live => kind.is_live(),
                    _ => kind.channel == Channel::Ticket && !kind.outreach,
                };
                if belongs {
                    parts[r % batches].merge(&outcome.waits[kept][id.index()]);
                }
            }
        }
        let ticks = quantile(&parts, p)?;
        let unit = if kpi.unit == Unit::Hours { SimDuration::HOUR } else { SimDuration::SECOND };
        let second = unit.ticks() as f64;
        Some(Sample {
            value: ticks.value / second,
            influence: ticks.influence.into_iter().map(|x| x / second).collect(),
        })
    }
}

/// Whether what the KPI counts was promised at all, or may be forgotten at all: without a target nothing is in time,
/// and nothing is late.
fn promised(model: &Model, kpi: &Kpi, subject: Subject) -> bool {
    let ratio = |c: C| matches!(kpi.estimator, Estimator::Ratio(..)) && counts(kpi, Counter::Contact(c));
    let misses = counts(kpi, Counter::Step(S::Missed)) || counts(kpi, Counter::Step(S::MissedFirst));
    let promise: fn(&ContactType) -> bool = if ratio(C::InTime) {
        |kind| kind.speed.is_some()
    } else if ratio(C::StartedInTime) {
        |kind| kind.ticket.as_ref().is_some_and(|t| t.start_within.is_some())
    } else if misses {
        |kind| kind.steps().iter().any(|step| step.missed.is_some())
    } else {
        return true;
    };
    match subject {
        Subject::Type(kind) => promise(&model.types[kind]),
        Subject::Step(kind, step) if misses => model.types[kind].steps()[usize::from(step)].missed.is_some(),
        _ => model.types.iter().any(promise),
    }
}

/// Whether `all` counts this of a type: tickets where the KPI is about tickets only, else live types; a shop's cost is shared by
/// live contacts. What the shop begins is no customer's.
fn among_all(kpi: &Kpi, c: C, kind: &ContactType) -> bool {
    let of_tickets = kpi.of.tickets && !kpi.of.live;
    if kind.outreach {
        let open_work = of_tickets && matches!(c, C::InSystem | C::NetOpen | C::Interruptions);
        return open_work || kpi.of.outreach && matches!(kpi.estimator, Estimator::Sum(_));
    }
    match kind.channel {
        Channel::Chat | Channel::Call => !of_tickets && !about_outreach(kpi),
        Channel::Ticket => of_tickets,
        Channel::Stream => false,
    }
}

fn has(model: &Model, channel: Channel) -> bool {
    model.types.iter().any(|kind| kind.channel == channel)
}

/// Whether the KPI is made of this counter, counted once.
fn counts(kpi: &Kpi, counter: Counter) -> bool {
    let (Estimator::Sum(linear) | Estimator::Ratio(linear, _)) = kpi.estimator else { return false };
    linear.contains(&(counter, 1.0))
}

/// Standard deviation from sums over replications, by the delta method.
fn deviation(squares: &[f64], values: &[f64], counts: &[f64]) -> Option<Sample> {
    let n: f64 = counts.iter().sum();
    if n <= 0.0 {
        return None;
    }
    let second = squares.iter().sum::<f64>() / n;
    let first = values.iter().sum::<f64>() / n;
    let sd = (second - first * first).max(0.0).sqrt();
    if sd == 0.0 {
        return Some(Sample { value: 0.0, influence: vec![0.0; counts.len()] });
    }
    let mean_count = n / counts.len() as f64;
    let influence = (0..counts.len())
        .map(|r| {
            let d_second = (squares[r] - second * counts[r]) / mean_count;
            let d_first = (values[r] - first * counts[r]) / mean_count;
            (d_second - 2.0 * first * d_first) / (2.0 * sd)
        })
        .collect();
    Some(Sample { value: sd, influence })
}
