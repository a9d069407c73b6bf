//! Reports show the same lines for all designs: those that any of them has.

use crate::model::{ContactType, Model, Shown, Staffing, Team};

/// Works out what is shown, and tells every model.
pub(crate) fn show(models: &mut [Model]) {
    let of_model = |model: &Model| {
        let (types, teams) = (model.types.iter().map(of_type), model.teams.iter().map(of_team));
        types.chain(teams).fold(Shown::default(), Shown::or)
    };
    let shown = models.iter().map(of_model).fold(Shown::default(), Shown::or);
    for model in models {
        model.shown = shown;
    }
}

fn of_type(kind: &ContactType) -> Shown {
    Shown {
        sale: kind.sale.is_some(),
        rating: kind.rating.is_some(),
        outreach: kind.outreach,
        silent: kind.silent.is_some(),
        turns: kind.turns.is_some(),
        reminders: !kind.reminders().is_empty(),
        ..Shown::default()
    }
}

fn of_team(team: &Team) -> Shown {
    let people = match &team.staffing {
        Staffing::People(roster) => {
            Shown { payroll: roster.payroll.moves(), day_paid: !roster.day_paid.is_empty(), ..Shown::default() }
        }
        Staffing::Number(_) => Shown::default(),
    };
    let pay = team.pay.as_ref();
    let outsourced = pay.is_some_and(|pay| pay.outsourced.is_some());
    let commission = pay.is_some_and(|pay| pay.commission.is_some());
    let night = pay.is_some_and(|pay| pay.night.is_some());
    Shown { outsourced, night, commission, severance: !team.severance.is_empty(), ..people }
}
