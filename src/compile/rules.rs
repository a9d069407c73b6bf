//! What contacts cause: `then`, its two short forms, rates per 1,000, and the questions that late tickets bring.

use super::Pair;
use super::laws::law;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::id::{Id, IdVec};
use crate::model::ContactType;
use crate::model::{Event, Link, Model, Rule, TypeId};
use crate::random::{Profile, Purpose};
use crate::say;
use crate::scenario::read::At;
use crate::scenario::schema::{Away, EventWord, PerThousand, RuleText};

/// The profiles that rules follow, each once.
#[derive(Debug, Default)]
pub struct Followed {
    /// Names in the order of first use.
    names: Vec<String>,
    /// The profiles.
    pub profiles: Vec<Profile>,
}

impl Followed {
    fn index(&mut self, name: &str, profile: Profile) -> usize {
        if let Some(i) = self.names.iter().position(|n| n == name) {
            return i;
        }
        self.names.push(name.to_string());
        self.profiles.push(profile);
        self.names.len() - 1
    }
}

fn event(word: EventWord) -> Event {
    match word {
        EventWord::Arrived => Event::Arrived,
        EventWord::Handled => Event::Handled,
        EventWord::Resolved => Event::Resolved,
        EventWord::Unresolved => Event::Unresolved,
        EventWord::Abandoned => Event::Abandoned,
        EventWord::Closed => Event::Closed,
        EventWord::Contained => Event::Contained,
        EventWord::FalselyContained => Event::FalselyContained,
        EventWord::Late => Event::Late,
        EventWord::TurnedAway => Event::TurnedAway,
    }
}

/// A rule that creates a new contact at once.
fn plain(creates: TypeId, chance: f64) -> Rule {
    Rule {
        chance,
        delay: None,
        follow: None,
        creates,
        first_only: false,
        meets_bot: true,
        inherit_deadline: false,
        link: Link::New,
        purpose: Purpose::new(""),
    }
}

impl Pair<'_> {
    /// Fills in the rules of all types.
    pub fn rules(&self, types: &mut IdVec<TypeId, ContactType>, out: &mut Diagnostics) -> Followed {
        let mut followed = Followed::default();
        let mut rules: Vec<(TypeId, Event, Rule)> = Vec::new();
        for (name, _, contact) in self.world.contact.iter() {
            let id = self.types[name];
            let own = contact.arrivals.as_ref().and_then(|a| a.value.profile.as_ref());
            for (short, what) in [(&contact.unresolved, Event::Unresolved), (&contact.abandoned, Event::Abandoned)] {
                if let Some(away) = short {
                    rules.push((id, what, self.away(id, away, own, &mut followed, out)));
                }
            }
            for text in &contact.then {
                let Some(on) = &text.on else {
                    if text.writes("on") {
                        continue;
                    }
                    let why = say!("a rule of a contact type says `on`", "咨询类型的规则要写 `on`");
                    out.push(
                        Diagnostic::error("missing", &text.place, why)
                            .help(say!("for example on = \"resolved\"", "例如 on = \"resolved\"")),
                    );
                    continue;
                };
                rules.extend(self.rule(text, &mut followed, out).map(|r| (id, event(on.value), r)));
            }
        }
        for (name, _, stream) in self.world.stream.iter() {
            for text in &stream.then {
                let on = text.on.as_ref().map_or(Event::Arrived, |on| event(on.value));
                rules.extend(self.rule(text, &mut followed, out).map(|r| (self.types[name], on, r)));
            }
        }
        for (name, entry, contact) in self.world.contact.iter() {
            if let Some(rate) = &contact.per_1000 {
                rules.extend(self.per_thousand(self.types[name], rate, types, out));
            }
            self.late(name, entry.key.clone(), contact, &mut rules, out);
        }
        for (of, on, mut rule) in rules {
            let list = &types[of].rules[on as usize];
            let n = 1 + list.iter().filter(|r| r.creates == rule.creates).count();
            let creates = &types[rule.creates].label.key;
            rule.purpose = Purpose::new(&format!("{}>{creates}#{n}", on.word()));
            types[of].rules[on as usize].push(rule);
        }
        followed
    }

    fn follow(&self, name: &At<String>, followed: &mut Followed, out: &mut Diagnostics) -> Option<usize> {
        self.profile(name, out).map(|p| followed.index(&name.value, p))
    }

    fn away(
        &self,
        id: TypeId,
        text: &Away,
        own: Option<&At<String>>,
        followed: &mut Followed,
        out: &mut Diagnostics,
    ) -> Rule {
        let follow = text.follow.as_ref().or(own).and_then(|name| self.follow(name, followed, out));
        let delay = text.in_.as_ref().and_then(|l| law(l));
        // Without a delay there is no other day to move to.
        let follow = follow.filter(|_| delay.is_some());
        Rule { delay, follow, ..plain(id, text.returns.value.0) }
    }

    fn rule(&self, text: &RuleText, followed: &mut Followed, out: &mut Diagnostics) -> Option<Rule> {
        let creates = self.type_id(&text.creates, out);
        if let Some(id) = creates {
            if self.streams.contains(&id) {
                out.push(Diagnostic::error(
                    "misplaced",
                    &text.creates.place,
                    say!("a rule creates contacts, not streams", "规则只能产生咨询，不能产生订单流"),
                ));
            }
        }
        let link = match (&text.transfer, &text.same_contact) {
            (Some(a), Some(b)) if a.value && b.value => {
                out.push(
                    Diagnostic::error(
                        "two-links",
                        &b.place,
                        say!(
                            "`transfer` and `same_contact` exclude each other",
                            "`transfer` 和 `same_contact` 只能写一个"
                        ),
                    )
                    .also(&a.place, say!("here the other", "另一个在这里")),
                );
                Link::New
            }
            (Some(a), _) if a.value => Link::Transfer,
            (_, Some(b)) if b.value => Link::Same,
            _ => Link::New,
        };
        let follow = text.follow.as_ref().and_then(|name| self.follow(name, followed, out));
        Some(Rule {
            delay: text.in_.as_ref().and_then(|l| law(l)),
            follow,
            first_only: text.first_only.as_ref().is_some_and(|b| b.value),
            meets_bot: text.bot.as_ref().is_none_or(|b| b.value) && link == Link::New,
            inherit_deadline: text.inherit.is_some(),
            link,
            ..plain(creates?, text.chance.as_ref().map_or(1.0, |c| c.value.0))
        })
    }

    /// So many per 1,000 first contacts, out of another type's: a chance at each of its arrivals.
    fn per_thousand(
        &self,
        id: TypeId,
        text: &PerThousand,
        types: &IdVec<TypeId, ContactType>,
        out: &mut Diagnostics,
    ) -> Option<(TypeId, Event, Rule)> {
        let expected = |id: TypeId| types[id].arrivals.as_ref().map_or(0.0, |a| a.per_day.iter().sum::<f64>() / 7.0);
        let base = if text.of.value == "contacts" {
            types.ids().filter(|t| !self.streams.contains(t)).map(expected).sum()
        } else {
            self.type_id_or(&text.of, &["contacts"], out).map_or(0.0, expected)
        };
        let from = self.type_id(&text.from, out)?;
        let own = expected(from);
        let called = &text.from.value;
        if own <= 0.0 {
            // A type whose arrivals could not be read is reported there.
            if self.world.contact.get(called).is_some_and(|c| c.arrivals.is_none()) {
                out.push(Diagnostic::error(
                    "per-1000",
                    &text.from.place,
                    say!(
                        "`{called}` has no first contacts of its own that they could come out of",
                        "`{called}` 没有自己的首次咨询，无法从中产生"
                    ),
                ));
            }
            return None;
        }
        let number = text.number.value.0;
        let chance = number / 1000.0 * base / own;
        if chance > 1.0 {
            let (base, own) = (base.round(), own.round());
            let most = (1000.0 * own / base).floor();
            out.push(
                Diagnostic::error(
                    "per-1000",
                    &text.number.place,
                    say!(
                        "{number} per 1,000 of {base} contacts a day are more than the {own} of `{called}`",
                        "每千次 {number} 次（每天共 {base} 次咨询）超过了 `{called}` 每天的 {own} 次"
                    ),
                )
                .help(say!("at most {most} can come out of `{called}`", "从 `{called}` 中最多能产生 {most}")),
            );
            return None;
        }
        Some((from, Event::Arrived, Rule { first_only: true, ..plain(id, chance) }))
    }

    fn late(
        &self,
        name: &str,
        key: Place,
        contact: &crate::scenario::schema::Contact,
        rules: &mut Vec<(TypeId, Event, Rule)>,
        out: &mut Diagnostics,
    ) {
        let Some(late) = &contact.late else { return };
        let Some(asks_again) = &late.asks_again else { return };
        let asks = late.asks.as_ref().or(contact.per_1000.as_ref().map(|p| &p.value.from));
        let Some(asks) = asks else {
            out.push(
                Diagnostic::error(
                    "missing",
                    &asks_again.place,
                    say!("`asks_again` needs the type they ask in", "写了 `asks_again` 就要写客户用哪种咨询来问"),
                )
                .also(&key, say!("`{name}` does not come out of another type", "`{name}` 不是从别的咨询类型产生的"))
                .help(say!(
                    "late = {{ asks_again = 0.5, asks = \"aftersale\" }}",
                    "late = {{ asks_again = 0.5, asks = \"aftersale\" }}"
                )),
            );
            return;
        };
        if let Some(id) = self.type_id(asks, out) {
            rules.push((self.types[name], Event::Late, plain(id, asks_again.value.0)));
        }
    }
}

/// Finds rules that would never end: the expected number of children and children's children must be finite.
///
/// The offspring matrix has one row a type. If its spectral radius is 1 or more with the *least* that can happen to
/// every contact, the scenario runs away for certain; with the *most*, it may.
pub fn runaway(model: &Model, places: &[Place], out: &mut Diagnostics) {
    let n = model.types.len();
    let mut least = vec![vec![0.0; n]; n];
    let mut most = vec![vec![0.0; n]; n];
    for (id, t) in model.types.entries() {
        let of = |events: &[Event]| {
            let mut row = vec![0.0; n];
            for e in events {
                for r in &t.rules[*e as usize] {
                    row[r.creates.index()] += r.chance;
                }
            }
            row
        };
        let always = of(&[Event::Arrived]);
        let ends = outcomes(model, t);
        let rows: Vec<Vec<f64>> = ends.iter().map(|e| of(e)).collect();
        let late = of(&[Event::Late]);
        for j in 0..n {
            let each = rows.iter().map(|r| r[j]);
            least[id.index()][j] = always[j] + each.clone().reduce(f64::min).unwrap_or(0.0);
            most[id.index()][j] = always[j] + each.reduce(f64::max).unwrap_or(0.0) + late[j];
        }
    }
    let (low, high) = (spectral_radius(&least), spectral_radius(&most));
    let worst = |m: &[Vec<f64>]| {
        // The type with the most children among those that are their own descendants is where to look.
        (0..n).filter(|i| reaches_itself(m, *i)).max_by(|a, b| m[*a].iter().sum::<f64>().total_cmp(&m[*b].iter().sum()))
    };
    if low >= 1.0 - 1e-9 {
        let at = worst(&least).unwrap_or(0);
        let name = &model.types[TypeId::from_index(at)].label.key;
        out.push(
            Diagnostic::error(
                "runaway",
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
    } else if high >= 1.0 - 1e-9 {
        let at = worst(&most).unwrap_or(0);
        let name = &model.types[TypeId::from_index(at)].label.key;
        out.push(
            Diagnostic::warning(
                "runaway",
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

/// The ways in which a contact of this type can end, as the events each brings.
fn outcomes(model: &Model, t: &ContactType) -> Vec<Vec<Event>> {
    if t.channel == crate::model::Channel::Stream {
        return vec![vec![Event::Handled]];
    }
    let mut ways = Vec::new();
    let id = model.types.ids().find(|i| model.types[*i].label.key == t.label.key);
    let skills = t.routes.iter().filter_map(|r| id.and_then(|i| model.teams[r.team].skills[i.index()]));
    let chances: Vec<f64> = skills.map(|s| t.resolved * s.resolved).collect();
    if chances.iter().any(|p| *p > 0.0) {
        ways.push(vec![Event::Handled, Event::Resolved]);
    }
    if chances.iter().any(|p| *p < 1.0) {
        ways.push(vec![Event::Handled, Event::Unresolved]);
    }
    if t.is_live() {
        if t.patience.is_some() || t.balk > 0.0 {
            ways.push(vec![Event::Abandoned]);
        }
        if t.closed.is_some() {
            ways.push(vec![Event::Closed]);
        }
        if t.queue_limit.is_some() {
            ways.push(vec![Event::TurnedAway]);
        }
    }
    if let Some(bot) = &t.bot {
        if bot.meets * bot.contains > 0.0 {
            ways.push(vec![Event::Contained]);
            if bot.resolves < 1.0 {
                ways.push(vec![Event::Contained, Event::FalselyContained]);
            }
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
/// is alone on its circle (Perron–Frobenius; Seneta 1981, ch. 1).
fn spectral_radius(m: &[Vec<f64>]) -> f64 {
    let n = m.len();
    let mut v = vec![1.0; n];
    let mut growth = 1.0;
    for _ in 0..2000 {
        let next: Vec<f64> = (0..n).map(|i| v[i] + (0..n).map(|j| m[i][j] * v[j]).sum::<f64>()).collect();
        growth = next.iter().copied().fold(0.0, f64::max);
        v = next.iter().map(|x| x / growth).collect();
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
        assert!(spectral_radius(&[vec![0.0, 5.0], vec![0.0, 0.0]]) < 0.01);
    }
}
