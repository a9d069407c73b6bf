//! Of whom a KPI is given, and which rows reports about a scenario have.

use super::counter::{ContactCounter, StepCounter};
use super::id::KpiId;
use super::kpi::{Counter, Estimator};
use super::levels;
use super::lists::Topic;
use super::subject::{Part, Subject};
use crate::model::{Channel, ContactType, Model, Staffing, Task, Team};

/// Whether the KPI is given for this part of the subject.
pub fn is_given(model: &Model, kpi: KpiId, part: Part, subject: Subject) -> bool {
    if let KpiId::Within { limit, .. } = kpi {
        return part == Part::Both && levels::is_counted(model, limit, subject);
    }
    let row = kpi.row();
    if (part != Part::Both && row.first.is_none()) || !is_shown(kpi, model) || !is_promised(model, kpi, subject) {
        return false;
    }
    match subject {
        Subject::All | Subject::Team(_) if row.about == Topic::Persons && !are_persons(model, subject) => false,
        Subject::All => row.of.all && (!row.of.tickets || row.of.live || has_tickets(model)),
        Subject::Type(kind) => is_given_for_type(&model.types[kind], kpi),
        Subject::Team(_) => row.of.teams,
        Subject::TypeAtTeam(..) => row.of.types_at_teams,
        Subject::Policy(_) => row.of.policies,
        Subject::Step(kind, step) => {
            let step = &model.types[kind].steps()[usize::from(step)];
            let by_hand = matches!(step.task, Task::Work { .. });
            row.of.steps && (by_hand || !counts(kpi, Counter::Step(StepCounter::Hands)))
        }
    }
}

fn is_given_for_type(kind: &ContactType, kpi: KpiId) -> bool {
    let row = kpi.row();
    match row.about {
        Topic::Sales => kind.sale.is_some() && if kind.outreach { row.of.outreach } else { row.of.live },
        Topic::Silent => kind.silent.is_some(),
        Topic::Messages | Topic::Reminders => kind.turns.is_some(),
        Topic::Ratings => kind.rating.is_some(),
        _ => match kind.channel {
            Channel::Chat | Channel::Call => row.of.live,
            Channel::Ticket => row.of.tickets || row.of.outreach && kind.outreach,
            Channel::Stream => row.of.streams,
        },
    }
}

/// Whether a KPI is counted of chats by the message only.
pub fn is_by_message(kpi: KpiId) -> bool {
    kpi.row().about == Topic::Messages
}

/// Whether all of a team's people are persons with shifts, or of all teams.
fn are_persons(model: &Model, subject: Subject) -> bool {
    let of_people = |team: &Team| matches!(team.staffing, Staffing::People(_));
    match subject {
        Subject::Team(team) => of_people(&model.teams[team]),
        _ => model.teams.iter().all(of_people),
    }
}

/// The stable names of those whom a KPI is given for.
pub fn given_for(kpi: KpiId, model: &Model) -> Vec<String> {
    let given = |subject: &Subject| is_given(model, kpi, Part::Both, *subject);
    Subject::all_of(model).into_iter().filter(given).map(|subject| subject.key(model)).collect()
}

/// Whether reports about a model have this row: where no design of a scenario has what it counts, they leave it out.
pub fn is_shown(kpi: KpiId, model: &Model) -> bool {
    let shown = model.shown;
    match kpi.row().about {
        Topic::Any | Topic::Persons => true,
        Topic::Payroll => shown.payroll,
        Topic::DayPaid => shown.day_paid,
        Topic::Outsourced => shown.outsourced,
        Topic::Night => shown.night,
        Topic::Commission => shown.commission,
        Topic::Severance => shown.severance,
        Topic::Sales => shown.sale,
        Topic::Ratings => shown.rating,
        Topic::Outreach => shown.outreach,
        Topic::Messages => shown.turns,
        Topic::Silent => shown.silent,
        Topic::Reminders => shown.reminders,
    }
}

/// Whether what the KPI counts was promised at all, or may be forgotten at all: without a target nothing is in time,
/// and nothing is late.
fn is_promised(model: &Model, kpi: KpiId, subject: Subject) -> bool {
    let is_ratio = matches!(kpi.estimator(), Estimator::Ratio(..));
    let ratio = |c: ContactCounter| is_ratio && counts(kpi, Counter::Contact(c));
    let misses =
        counts(kpi, Counter::Step(StepCounter::Missed)) || counts(kpi, Counter::Step(StepCounter::MissedFirst));
    let promise: fn(&ContactType) -> bool = if ratio(ContactCounter::InTime) {
        |kind| kind.speed.is_some()
    } else if ratio(ContactCounter::StartedInTime) {
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

fn has_tickets(model: &Model) -> bool {
    model.types.iter().any(|kind| kind.channel == Channel::Ticket)
}

/// Whether the KPI is made of this counter, counted once.
fn counts(kpi: KpiId, counter: Counter) -> bool {
    let (Estimator::Sum(linear) | Estimator::Ratio(linear, _)) = kpi.estimator() else { return false };
    linear.contains(&(counter, 1.0))
}
