//! How a KPI of somebody is read from a row of counters: worked out once, applied to every row.

use super::layout::Layout;
use super::limit_terms::AtLimit;
use crate::catalogue::counter::{
    ContactCounter, MessageCounter, PolicyCounter, RatingCounter, StepCounter, TeamCounter, TypeAtTeamCounter,
};
use crate::catalogue::{Counter, Estimator, KpiId, Linear, Part, Span, Subject, Topic};
use crate::model::{Channel, ContactType, Model};

/// A weighted sum of columns.
pub type Terms = Vec<(usize, f64)>;

/// What a numerator is divided by.
pub enum Denominator {
    /// A sum of columns.
    Terms(Terms),
    /// The span's dates.
    Days,
    /// The span's seconds.
    Seconds,
    /// The span's intervals.
    Intervals,
    /// Nothing.
    One,
}

impl Denominator {
    /// What every row of a span is divided by, or the columns that say it of each.
    fn of_span(&self, span: &Span) -> Result<f64, &Terms> {
        match self {
            Self::Terms(terms) => Err(terms),
            Self::Days => Ok(span.on),
            Self::Seconds => Ok(span.seconds),
            Self::Intervals => Ok(span.intervals),
            Self::One => Ok(1.0),
        }
    }
}

/// What each of some rows has above and below.
pub struct Sums {
    /// Numerators.
    pub above: Vec<f64>,
    /// Denominators.
    pub below: Vec<f64>,
}

impl Sums {
    /// Row by row.
    pub fn pairs(&self) -> impl Iterator<Item = (f64, f64)> {
        self.above.iter().copied().zip(self.below.iter().copied())
    }
}

/// The sum of each row.
pub fn sums(terms: &[(usize, f64)], rows: &[&[f64]]) -> Vec<f64> {
    // From what no terms add up to.
    let mut sums = vec![-0.0; rows.len()];
    for (column, factor) in terms {
        for (sum, row) in sums.iter_mut().zip(rows) {
            *sum += factor * row[*column];
        }
    }
    sums
}

fn sum(terms: &[(usize, f64)], cell: impl Fn(usize) -> f64) -> f64 {
    terms.iter().map(|(column, factor)| factor * cell(*column)).sum()
}

/// A ratio of sums.
pub struct Form {
    /// Above.
    pub numerator: Terms,
    /// Below.
    pub denominator: Denominator,
}

impl Form {
    /// Numerator and denominator for a row's cells.
    pub fn pair(&self, cell: impl Fn(usize) -> f64, span: &Span) -> (f64, f64) {
        let under = self.denominator.of_span(span).unwrap_or_else(|terms| sum(terms, &cell));
        (sum(&self.numerator, &cell), under)
    }

    /// The same of whole rows.
    pub fn sums(&self, rows: &[&[f64]], span: &Span) -> Sums {
        let below = self.denominator.of_span(span).map(|below| vec![below; rows.len()]);
        Sums { above: sums(&self.numerator, rows), below: below.unwrap_or_else(|terms| sums(terms, rows)) }
    }

    /// The columns it reads.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        let under: &[(usize, f64)] = if let Denominator::Terms(terms) = &self.denominator { terms } else { &[] };
        self.numerator.iter().chain(under).map(|(column, _)| *column)
    }
}

/// Where the counters of one model stand in its rows.
#[derive(Clone, Copy)]
pub struct Columns<'a> {
    /// Whose counters.
    pub model: &'a Model,
    /// Its rows.
    pub layout: &'a Layout,
}

impl Columns<'_> {
    /// How a KPI is read from rows; none where it is no ratio of sums of counters.
    pub fn form(self, kpi: KpiId, part: Part, subject: Subject) -> Option<Form> {
        let terms = |linear: Linear| self.terms(kpi, linear, subject);
        let of_part = |linear: Linear| match (part, kpi.row().first) {
            (Part::Both, _) => Some(terms(linear)),
            (Part::First, Some(first)) => Some(terms(first)),
            (Part::Repeat, Some(first)) => {
                let others = terms(first).into_iter().map(|(column, factor)| (column, -factor));
                Some(terms(linear).into_iter().chain(others).collect())
            }
            _ => None,
        };
        if part != Part::Both && kpi.row().first.is_none() {
            return None;
        }
        let (numerator, denominator) = match kpi.estimator() {
            Estimator::Sum(linear) => (of_part(linear)?, Denominator::One),
            Estimator::PerDay(linear) => (terms(linear), Denominator::Days),
            Estimator::Ratio(num, den) => (terms(num), Denominator::Terms(terms(den))),
            Estimator::TimeMean(linear) => (terms(linear), Denominator::Seconds),
            Estimator::AtEnds(linear) => (terms(linear), Denominator::Intervals),
            _ => return None,
        };
        Some(Form { numerator, denominator })
    }

    /// The columns that a linear combination of counters reads for a subject, with their factors.
    pub fn terms(self, kpi: KpiId, linear: Linear, subject: Subject) -> Terms {
        if let KpiId::Within { limit, .. } = kpi {
            let at = AtLimit { model: self.model, layout: self.layout, limit };
            return limit_terms(&at, linear, subject);
        }
        let columns = |counter| match counter {
            Counter::Contact(c) => self.contact_columns(kpi, c, subject),
            Counter::Team(t) => self.team_columns(t, subject),
            Counter::TypeAtTeam(p) => self.pair_columns(p, subject),
            Counter::Step(s) => self.step_columns(s, subject),
            Counter::Message(w) => self.turn_columns(w, subject),
            Counter::Rating(r) => self.rating_columns(r, subject),
            Counter::Policy(g) => self.policy_columns(g, subject),
            Counter::Limit(_) => unreachable!("only service levels at a limit are made of these"),
        };
        linear.iter().flat_map(|(counter, factor)| columns(*counter).into_iter().map(|c| (c, *factor))).collect()
    }

    fn contact_columns(self, kpi: KpiId, c: ContactCounter, subject: Subject) -> Vec<usize> {
        let of = |id| self.layout.of_type(id) + c as usize;
        let counts = |kind: &ContactType| among_all(kpi, c, kind);
        match subject {
            Subject::Type(kind) => vec![of(kind)],
            Subject::All => self.model.types.entries().filter(|(_, kind)| counts(kind)).map(|(id, _)| of(id)).collect(),
            Subject::Team(_) | Subject::TypeAtTeam(..) | Subject::Step(..) | Subject::Policy(_) => Vec::new(),
        }
    }

    fn team_columns(self, t: TeamCounter, subject: Subject) -> Vec<usize> {
        let of = |id| self.layout.of_team(id) + t as usize;
        match subject {
            Subject::Team(team) => vec![of(team)],
            Subject::All => self.model.teams.ids().map(of).collect(),
            Subject::Type(_) | Subject::TypeAtTeam(..) | Subject::Step(..) | Subject::Policy(_) => Vec::new(),
        }
    }

    fn pair_columns(self, p: TypeAtTeamCounter, subject: Subject) -> Vec<usize> {
        self.layout
            .pairs()
            .iter()
            .filter(|(kind, team)| match subject {
                Subject::All => !self.model.types[*kind].outreach,
                Subject::Type(k) => k == *kind,
                Subject::Team(t) => t == *team && !self.model.types[*kind].outreach,
                Subject::TypeAtTeam(k, t) => (k, t) == (*kind, *team),
                Subject::Step(..) | Subject::Policy(_) => false,
            })
            .map(|(kind, team)| self.layout.of_pair(*kind, *team) + p as usize)
            .collect()
    }

    fn step_columns(self, s: StepCounter, subject: Subject) -> Vec<usize> {
        let steps_of = |kind| (0..self.layout.steps(kind)).map(move |step| (kind, step));
        let steps: Vec<_> = match subject {
            Subject::Step(kind, step) => vec![(kind, step)],
            Subject::Type(kind) => steps_of(kind).collect(),
            Subject::All => self.model.types.ids().flat_map(steps_of).collect(),
            Subject::Team(_) | Subject::TypeAtTeam(..) | Subject::Policy(_) => Vec::new(),
        };
        steps.into_iter().map(|(kind, step)| self.layout.of_step(kind, step) + s as usize).collect()
    }

    fn turn_columns(self, w: MessageCounter, subject: Subject) -> Vec<usize> {
        let of = |id| Some(self.layout.of_turns(id)? + w as usize);
        match subject {
            Subject::Type(kind) => of(kind).into_iter().collect(),
            Subject::All => self.model.types.ids().filter_map(of).collect(),
            _ => Vec::new(),
        }
    }

    /// For `all`: every type whose customers rate, tickets among them.
    fn rating_columns(self, r: RatingCounter, subject: Subject) -> Vec<usize> {
        let of = |id| Some(self.layout.of_ratings(id)? + r as usize);
        match subject {
            Subject::Type(kind) => of(kind).into_iter().collect(),
            Subject::All => self.model.types.ids().filter_map(of).collect(),
            _ => Vec::new(),
        }
    }

    fn policy_columns(self, g: PolicyCounter, subject: Subject) -> Vec<usize> {
        let Subject::Policy(policy) = subject else { return Vec::new() };
        vec![self.layout.of_policy(policy) + g as usize]
    }
}

/// The same of a service level at a limit, which is made of the counters of limits only.
fn limit_terms(at: &AtLimit<'_>, linear: Linear, subject: Subject) -> Terms {
    let terms = |&(counter, factor): &(Counter, f64)| {
        let Counter::Limit(counter) = counter else { unreachable!("of a limit there are only these") };
        at.terms(counter, subject).into_iter().map(move |(column, x)| (column, x * factor))
    };
    linear.iter().flat_map(terms).collect()
}

/// Whether `all` counts this of a type: tickets where the KPI is about tickets only, else live types; a shop's cost is shared by
/// live contacts. What the shop begins is no customer's.
fn among_all(kpi: KpiId, c: ContactCounter, kind: &ContactType) -> bool {
    let of = kpi.of();
    let of_tickets = of.tickets && !of.live;
    if kind.outreach {
        let open_work = of_tickets
            && matches!(c, ContactCounter::InSystem | ContactCounter::NetOpen | ContactCounter::Interruptions);
        return open_work || of.outreach && matches!(kpi.estimator(), Estimator::Sum(_));
    }
    match kind.channel {
        Channel::Chat | Channel::Call => !of_tickets && kpi.row().about != Topic::Outreach,
        Channel::Ticket => of_tickets,
        Channel::Stream => false,
    }
}
