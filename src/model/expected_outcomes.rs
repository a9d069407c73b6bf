//! How likely a contact comes to each event, before anything is simulated: if nobody gives up, everything is done in time
//! and the first team of the route takes it, or those tried first together share alike.

use super::{Bot, Channel, Event, Link, Model, Sale, TeamId, TypeId};

/// How likely an arrival of this type comes to this event. `meets_bot`: as far as its design has one.
pub fn chance_of(model: &Model, id: TypeId, event: Event, meets_bot: bool) -> f64 {
    let kind = &model.types[id];
    let bot = kind.bot.as_ref().filter(|_| meets_bot);
    let contained = bot.map_or(0.0, Bot::contained);
    let handled = if kind.channel == Channel::Stream { 0.0 } else { 1.0 - contained };
    let first = kind.first_teams();
    let resolves = |team: TeamId| (kind.resolved * model.teams[team].skill(id).map_or(1.0, |s| s.resolved)).min(1.0);
    let resolved = first.iter().map(|route| resolves(route.team)).sum::<f64>() / first.len().max(1) as f64;
    match event {
        Event::Arrived => 1.0,
        Event::Handled => handled,
        Event::Resolved => handled * resolved,
        Event::Unresolved => handled * (1.0 - resolved),
        Event::Converted => handled * kind.sale.as_ref().map_or(0.0, Sale::at_once),
        Event::Contained => contained,
        Event::FalselyContained => contained * (1.0 - bot.map_or(1.0, |bot| bot.resolves)),
        Event::Missed => {
            kind.steps().iter().filter_map(|step| step.missed.as_ref()).map(|miss| miss.chance).sum::<f64>() * handled
        }
        Event::Transferred => {
            let passes_on = |of: usize| -> f64 {
                kind.rules[of].iter().filter(|rule| rule.link == Link::Transfer).map(|rule| rule.chance).sum()
            };
            let others = Event::ALL.iter().filter(|(of, _)| *of != Event::Transferred);
            others.map(|(of, _)| passes_on(*of as usize) * chance_of(model, id, *of, meets_bot)).sum()
        }
        Event::Abandoned | Event::Closed | Event::Late | Event::TurnedAway | Event::Open => 0.0,
    }
}
