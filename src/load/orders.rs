//! Orders expected if everybody who reaches people is answered at once.

use super::demand::TypeLoad;
use crate::id::IdVec;
use crate::model::{Bot, Event, Link, Model, TypeId, chance_of};

/// Orders of customers on a mean day. A customer has one chance, at their first answer: whom the bot sent away has theirs when they
/// comes back; who was answered and asks again has none.
pub fn orders_per_day(model: &Model, demand: &IdVec<TypeId, TypeLoad>) -> f64 {
    model.types.ids().map(|id| of_type(model, id, demand[id].per_day())).sum()
}

fn of_type(model: &Model, id: TypeId, arrivals: f64) -> f64 {
    let kind = &model.types[id];
    let Some(sale) = kind.sale.as_ref().filter(|_| kind.is_live()) else { return 0.0 };
    let back = |event: Event| -> f64 {
        let rules = &kind.rules[event as usize];
        let own = rules.iter().filter(|rule| rule.creates == id && rule.link == Link::New);
        own.map(|rule| rule.chance).sum::<f64>() * chance_of(model, id, event, true)
    };
    let answered_before = [Event::Unresolved, Event::Resolved, Event::Handled].into_iter().map(back).sum::<f64>();
    let customers = arrivals * (1.0 - answered_before);
    let bot = kind.bot.as_ref();
    let contained = bot.map_or(0.0, Bot::contained);
    let solved = contained * bot.map_or(0.0, |bot| bot.resolves);
    let handed_over = bot.map_or(0.0, |bot| bot.meets - contained);
    let uplift = bot.map_or(1.0, |bot| bot.failure_conversion);
    let by_people = (1.0 - contained - handed_over) + handed_over * uplift;
    customers * sale.at_once() * (by_people + solved * sale.bot)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::expected;
    use crate::model::Sale;
    use crate::model::textbook::{calls, minutes, model, team};
    use crate::random::{Law, Purpose};
    use crate::time::SimDuration;

    #[test]
    fn whom_the_bot_sends_away_buys_when_he_comes_back() {
        let mut kind = calls("a", 1.0, Law::exponential(minutes(3.0)), None, minutes(1.0));
        kind.sale = Some(Sale { conversion: 0.2, margin: None, order_value: None, slow_answer: Vec::new(), bot: 0.5 });
        kind.bot = Some(Bot {
            meets: 1.0,
            contains: 0.4,
            varies: None,
            resolves: 0.75,
            lasts: Law::Fixed(SimDuration::ZERO),
            failure_patience: 1.0,
            failure_effort: 1.0,
            failure_conversion: 1.0,
        });
        let back = crate::model::Rule {
            chance: 1.0,
            delay: None,
            follow: None,
            creates: TypeId(0),
            first_only: false,
            meets_bot: true,
            inherit_deadline: false,
            link: Link::New,
            purpose: Purpose::new(""),
        };
        kind.rules[Event::FalselyContained as usize].push(back);
        let m = model(vec![kind], vec![team("t", 7, 1, &[0])], 1);
        // 1,440 customers; of those who come 30 % are solved by the bot, 10 % sent away and back, 60 % reach people.
        let come = 1440.0 / 0.9;
        let wanted = come * 0.2 * (0.6 + 0.3 * 0.5);
        let found = orders_per_day(&m, &expected(&m));
        assert!((found - wanted).abs() < 1e-6, "{found} not {wanted}");
    }
}
