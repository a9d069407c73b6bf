//! Rules that would never end, and types that never begin.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::Id;
use crate::model::{ContactType, Event, Link, Model, Rule, TypeId};
use crate::random::Law;
use crate::say;

/// Seconds of a round, from asking until asking again, below which customers who all come back are a slip of the pen.
const ROUND: f64 = 1.0;
/// What is so close to 1 is 1.
const CLOSE: f64 = 1e-9;

/// Finds rules that would never end: the expected number of children and children's children must be finite.
///
/// The offspring matrix has one row a type. If its spectral radius is 1 or more with the *least* that can happen to
/// every contact, the scenario runs away for certain; with the *most*, it may.
pub fn runaway(model: &Model, places: &[Place], out: &mut Diagnostics) {
    let n = model.types.len();
    let [least, most, quick] = offspring(model);
    let [low, high, round] = [&least, &most, &quick].map(|m| spectral_radius(m));
    let worst = |m: &[Vec<f64>]| {
        // The type with the most children among those that are their own descendants is where to look.
        (0..n).filter(|i| reaches_itself(m, *i)).max_by(|a, b| m[*a].iter().sum::<f64>().total_cmp(&m[*b].iter().sum()))
    };
    if low >= 1.0 - CLOSE {
        let at = worst(&least).unwrap_or(0);
        let name = &model.types[TypeId::from_index(at)].label.key;
        out.push(
            Diagnostic::error(
                Code::Runaway,
                &places[at],
                say!(
                    "the rules run away: `{name}` causes at least {low:.2} of its own kind each round",
                    "规则会无限增长：`{name}` 每一轮至少再产生 {low:.2} 个同类咨询"
                ),
            )
            .help(say!(
                "lower the chances so that fewer than one comes back of each",
                "请降低概率，使每一个平均产生不到一个"
            )),
        );
    } else if round >= 1.0 - CLOSE {
        let at = worst(&quick).unwrap_or(0);
        let name = &model.types[TypeId::from_index(at)].label.key;
        let why = say!(
            "customers of `{name}` may go and be back within a second, again and again: nothing else would be simulated",
            "`{name}` 的客户可能一秒之内离开又回来，反复不停：模拟会一直耗在这里"
        );
        out.push(Diagnostic::error(Code::Runaway, &places[at], why).help(say!(
            "give them patience, or their return a delay, such as in = \"10 min\", or let fewer than all come back",
            "请给客户耐心，或给再次咨询加上间隔，例如 in = \"10 min\"，或让再来的少于全部"
        )));
    } else if high >= 1.0 - CLOSE {
        let at = worst(&most).unwrap_or(0);
        let name = &model.types[TypeId::from_index(at)].label.key;
        out.push(
            Diagnostic::warning(
                Code::Runaway,
                &places[at],
                say!(
                    "if everything goes wrong, the rules of `{name}` run away ({high:.2} of its own kind each round)",
                    "如果事事不顺，`{name}` 的规则会无限增长（每一轮 {high:.2} 个同类咨询）"
                ),
            )
            .help(say!(
                "look at the shares that return after being abandoned, unresolved or late",
                "请检查放弃、未解决或超时后再次咨询的比例"
            )),
        );
    }
}

/// Children of each type by each type, a round: the least there can be, the most, and the most within [`ROUND`] seconds.
fn offspring(model: &Model) -> [Vec<Vec<f64>>; 3] {
    let n = model.types.len();
    let [mut least, mut most, mut quick] = [(); 3].map(|()| vec![vec![0.0; n]; n]);
    for (id, t) in model.types.entries() {
        // Children of these events, of which each comes within so many seconds of them.
        let within = |events: &[Event], seconds: f64| {
            let mut row = vec![0.0; n];
            let soon = |rule: &&Rule| rule.delay.as_ref().map_or(0.0, Law::mean_seconds) <= seconds;
            for r in events.iter().flat_map(|event| &t.rules[*event as usize]).filter(soon) {
                row[r.creates.index()] += r.chance;
                // What follows when it passes a customer on.
                let passed_on = if r.link == Link::Transfer { &t.rules[Event::Transferred as usize][..] } else { &[] };
                for follows in passed_on.iter().filter(soon) {
                    row[follows.creates.index()] += r.chance * follows.chance;
                }
            }
            row
        };
        let of = |events: &[Event]| within(events, f64::INFINITY);
        // How often steps are forgotten is written, whatever becomes of the ticket.
        let misses: f64 = t.steps().iter().filter_map(|step| step.missed.as_ref()).map(|miss| miss.chance).sum();
        let always: Vec<f64> =
            of(&[Event::Arrived]).iter().zip(of(&[Event::Missed])).map(|(a, m)| a + misses * m).collect();
        let ends = outcomes(model, t);
        let rows: Vec<Vec<f64>> = ends.iter().map(|end| of(&end.events)).collect();
        let at_once = within(&[Event::Arrived], ROUND);
        let soon: Vec<Vec<f64>> = ends
            .iter()
            .map(|end| within(&end.events, ROUND - end.seconds).iter().map(|x| x * end.most).collect())
            .collect();
        let late = of(&[Event::Late, Event::Open]);
        let buys = t.sale.as_ref().map_or(0.0, |sale| sale.conversion * t.uplift(true).max(1.0));
        let bought = of(&[Event::Converted]);
        for j in 0..n {
            let each = rows.iter().map(|r| r[j]);
            least[id.index()][j] = always[j] + each.clone().reduce(f64::min).unwrap_or(0.0);
            most[id.index()][j] = always[j] + each.reduce(f64::max).unwrap_or(0.0) + late[j] + buys * bought[j];
            quick[id.index()][j] = at_once[j] + soon.iter().map(|r| r[j]).fold(0.0, f64::max);
        }
    }
    [least, most, quick]
}

/// Types that have no arrivals and that nothing creates.
pub fn never(model: &Model, places: &[Place], out: &mut Diagnostics) {
    for (id, t) in model.types.entries() {
        let created = |by: &ContactType| by.rules.iter().flatten().any(|r| r.creates == id);
        if t.arrivals.is_none() && t.is_done() && !model.types.iter().any(created) {
            let name = &t.label.key;
            out.push(
                Diagnostic::warning(
                    Code::NeverArrives,
                    &places[id.index()],
                    say!("`{name}` never arrives: nothing creates it", "`{name}` 永远不会出现：没有来源"),
                )
                .help(say!(
                    "give it `arrivals` or `per_1000`, or name it in the `then` of another type",
                    "请写 `arrivals` 或 `per_1000`，或在别的类型的 `then` 里产生它"
                )),
            );
        }
    }
}

/// A way in which a contact can end.
struct Ending {
    /// The events that it brings.
    events: Vec<Event>,
    /// Seconds from asking for people until then, on average; 0 where it may be at once.
    seconds: f64,
    /// The largest share that ends so, however busy it is.
    most: f64,
}

/// The ways in which a contact of this type can end.
fn outcomes(model: &Model, t: &ContactType) -> Vec<Ending> {
    let way = |events: &[Event], seconds: f64, most: f64| Ending { events: events.to_vec(), seconds, most };
    if t.channel == crate::model::Channel::Stream {
        return vec![way(&[Event::Handled], 0.0, 1.0)];
    }
    let mut ways = Vec::new();
    let id = model.types.ids().find(|i| model.types[*i].label.key == t.label.key);
    let skills = t.routes.iter().filter_map(|r| id.and_then(|i| model.teams[r.team].skills[i.index()]));
    let chances: Vec<f64> = skills.map(|s| t.resolved * s.resolved).collect();
    let (worst, best) = chances.iter().fold((1.0_f64, 0.0_f64), |(low, high), p| (low.min(*p), high.max(*p)));
    let served = t.effort.mean_seconds();
    if chances.iter().any(|p| *p > 0.0) {
        ways.push(way(&[Event::Handled, Event::Resolved], served, best));
    }
    if chances.iter().any(|p| *p < 1.0) {
        ways.push(way(&[Event::Handled, Event::Unresolved], served, 1.0 - worst));
    }
    if t.is_live() {
        if let Some(patience) = &t.patience {
            ways.push(way(&[Event::Abandoned], patience.mean_seconds(), 1.0));
        }
        if t.balk > 0.0 {
            ways.push(way(&[Event::Abandoned], 0.0, t.balk));
        }
        if let Some(closed) = t.closed {
            ways.push(way(&[Event::Closed], 0.0, 1.0 - closed.leaves_message));
        }
        if t.queue_limit.is_some() {
            ways.push(way(&[Event::TurnedAway], 0.0, 1.0));
        }
    }
    if let Some(bot) = &t.bot
        && bot.contained() > 0.0
    {
        let (lasts, contained) = (bot.lasts.mean_seconds(), bot.contained().min(1.0));
        ways.push(way(&[Event::Contained], lasts, contained));
        if bot.resolves < 1.0 {
            let falsely = contained * (1.0 - bot.resolves);
            ways.push(way(&[Event::Contained, Event::FalselyContained], lasts, falsely));
        }
    }
    ways
}

fn reaches_itself(m: &[Vec<f64>], from: usize) -> bool {
    let mut seen = vec![false; m.len()];
    let mut stack = vec![from];
    while let Some(i) = stack.pop() {
        for j in 0..m.len() {
            if m[i][j] > 0.0 {
                if j == from {
                    return true;
                }
                if !std::mem::replace(&mut seen[j], true) {
                    stack.push(j);
                }
            }
        }
    }
    false
}

/// The largest eigenvalue of a matrix without negative entries, by power iteration on I + M, whose dominant eigenvalue
/// is alone on its circle (Perron–Frobenius; Seneta 1981, ch. 1); where it is below 1, a bound of it that is below 1 too.
fn spectral_radius(m: &[Vec<f64>]) -> f64 {
    // Most types cause few others: of two hundred by two hundred entries a few hundred are there.
    let there = |row: &Vec<f64>| row.iter().copied().enumerate().filter(|(_, x)| *x > 0.0).collect();
    let rows: Vec<Vec<(usize, f64)>> = m.iter().map(there).collect();
    let mut v = vec![1.0; m.len()];
    let mut growth = 1.0;
    for _ in 0..2000 {
        let caused = |row: &Vec<(usize, f64)>| row.iter().map(|(j, x)| x * v[*j]).sum::<f64>();
        let next: Vec<f64> = rows.iter().zip(&v).map(|(row, own)| own + caused(row)).collect();
        // No eigenvalue is above the largest ratio, whatever the vector (Collatz 1942).
        let most = next.iter().zip(&v).map(|(next, own)| next / own).fold(0.0, f64::max);
        if most < 2.0 - CLOSE {
            return most - 1.0;
        }
        growth = next.iter().copied().fold(0.0, f64::max);
        let next: Vec<f64> = next.iter().map(|x| x / growth).collect();
        if next == v {
            break;
        }
        v = next;
    }
    growth - 1.0
}

#[cfg(test)]
mod tests {
    use super::spectral_radius;

    #[test]
    fn radius_of_known_matrices() {
        assert!((spectral_radius(&[vec![0.6]]) - 0.6).abs() < 1e-9);
        assert!((spectral_radius(&[vec![0.0, 2.0], vec![0.5, 0.0]]) - 1.0).abs() < 1e-9);
        assert!(spectral_radius(&[vec![0.0, 5.0], vec![0.0, 0.0]]) < 1.0, "a bound is enough");
        assert!((spectral_radius(&[vec![0.5, 5.0], vec![0.3, 0.2]]) - (0.35 + 1.5225_f64.sqrt())).abs() < 1e-6);
    }
}
