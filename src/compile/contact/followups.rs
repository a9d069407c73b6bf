//! What contacts cause: `then`, its two short forms, rates per 1,000, and the questions that late tickets bring.

use crate::compile::calendar::profiles::profile;
use crate::compile::context::Context;
use crate::compile::laws::law;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::id::IdVec;
use crate::model::{Arrivals, Calendar, ContactType, Event, Link, Rule, TypeId, mean_days};
use crate::random::{Profile, Purpose};
use crate::say;
use crate::scenario::schema::{AwayText, ContactText, EventWord, PerThousand, RuleText};
use crate::scenario::values::read::At;

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
        EventWord::Missed => Event::Missed,
        EventWord::Open => Event::Open,
        EventWord::Transferred => Event::Transferred,
        EventWord::Converted => Event::Converted,
    }
}

/// Who asks the same again, by the short forms.
fn returns(text: &ContactText) -> [(Option<&At<AwayText>>, Event); 3] {
    [
        (text.unresolved.as_ref(), Event::Unresolved),
        (text.abandoned.as_ref(), Event::Abandoned),
        (text.falsely_contained.as_ref(), Event::FalselyContained),
    ]
}

/// Whether every contact of it stands in a file.
fn is_log(text: &ContactText) -> bool {
    text.arrivals.as_ref().is_some_and(|arrivals| crate::compile::files::wanted_type::is_by_contact(arrivals))
}

fn come_on_top(away: &At<AwayText>, what: Event) -> Diagnostic {
    let word = what.word();
    let why = say!(
        "a log of every contact has those in it who asked again: these returns (`{word}`) come on top",
        "逐条记录里已经包含再次进线的客户：这里的再次进线（`{word}`）会额外增加"
    );
    Diagnostic::warning(Code::OnTop, &away.place, why)
        .help(say!("leave it out, or write returns = 0", "请删去，或写 returns = 0"))
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

/// Fills in the rules of all types.
pub fn rules(
    context: &Context<'_>,
    types: &mut IdVec<TypeId, ContactType>,
    calendar: &Calendar,
    out: &mut Diagnostics,
) -> Followed {
    for id in types.ids() {
        if !types[id].is_done() {
            types[id].arrivals = None;
        }
    }
    let means = mean_days(types, calendar);
    let mut followed = Followed::default();
    let mut rules: Vec<(TypeId, Event, Rule)> = Vec::new();
    for (name, _, contact) in context.world.contact.iter() {
        let id = context.types[name];
        let own = own_hours(context, name, contact, types[id].arrivals.as_ref(), &mut followed, out);
        let logged = is_log(contact);
        for (short, what) in returns(contact) {
            // Nobody is sent away by a bot that there is not.
            let Some(away) = short.filter(|_| what != Event::FalselyContained || types[id].bot.is_some()) else {
                continue;
            };
            if logged && away.returns.value.0 > 0.0 {
                out.push(come_on_top(away, what));
            }
            rules.push((id, what, went_away(context, id, away, own, &mut followed, out)));
        }
        for text in &contact.then {
            let Some(on) = &text.on else {
                if text.writes("on") {
                    continue;
                }
                let why = say!("a rule of a contact type says `on`", "咨询类型的规则要写 `on`");
                out.push(
                    Diagnostic::error(Code::Missing, &text.place, why)
                        .help(say!("for example on = \"resolved\"", "例如 on = \"resolved\"")),
                );
                continue;
            };
            ticket_rule(context, text, types, id, out);
            super::sale::check_rule(on, text, &types[id], out);
            super::outreach::check_rule(text, &types[id], created(context, text, types), out);
            rules.extend(rule(context, text, &mut followed, out).map(|r| (id, event(on.value), r)));
        }
    }
    for (name, _, stream) in context.world.stream.iter() {
        for text in &stream.then {
            let on = text.on.as_ref().map_or(Event::Arrived, |on| event(on.value));
            if let Some(on) = &text.on {
                super::sale::check_rule(on, text, &types[context.types[name]], out);
            }
            ticket_rule(context, text, types, context.types[name], out);
            super::outreach::check_rule(text, &types[context.types[name]], created(context, text, types), out);
            rules.extend(rule(context, text, &mut followed, out).map(|r| (context.types[name], on, r)));
        }
    }
    for (name, entry, contact) in context.world.contact.iter() {
        if let Some(rate) = &contact.per_1000 {
            rules.extend(per_thousand(context, context.types[name], rate, (types, &means), out));
        }
        late(context, name, &entry.key, contact, &mut rules, out);
    }
    // What nobody sends in this design does not come.
    rules.retain(|(_, _, rule)| types[rule.creates].is_done());
    for (of, on, mut rule) in rules {
        if types[rule.creates].outreach {
            rule.link = Link::Outreach;
        }
        let list = &types[of].rules[on as usize];
        let n = 1 + list.iter().filter(|r| r.creates == rule.creates).count();
        let creates = &types[rule.creates].label.key;
        rule.purpose = Purpose::new(&format!("{}>{creates}#{n}", on.word()));
        types[of].rules[on as usize].push(rule);
    }
    followed
}

fn created<'t>(
    context: &Context<'_>,
    text: &RuleText,
    types: &'t IdVec<TypeId, ContactType>,
) -> Option<&'t ContactType> {
    context.types.get(&text.creates.value).map(|id| &types[*id])
}

fn follow(context: &Context<'_>, name: &At<String>, followed: &mut Followed, out: &mut Diagnostics) -> Option<usize> {
    profile(context, name, out).map(|p| followed.index(&name.value, p))
}

/// The hours in which a type's customers ask again where nothing else is said: its profile, or those of its file.
fn own_hours(
    context: &Context<'_>,
    name: &str,
    contact: &ContactText,
    arrivals: Option<&Arrivals>,
    followed: &mut Followed,
    out: &mut Diagnostics,
) -> Option<usize> {
    let text = contact.arrivals.as_ref()?;
    if returns(contact).iter().all(|(short, _)| short.is_none()) {
        return None;
    }
    match (&text.profile, &text.file, arrivals) {
        (Some(profile), ..) => follow(context, profile, followed, out),
        (None, Some(_), Some(arrivals)) => Some(followed.index(&format!("file of {name}"), arrivals.profile.clone())),
        _ => None,
    }
}

fn went_away(
    context: &Context<'_>,
    id: TypeId,
    text: &AwayText,
    own: Option<usize>,
    followed: &mut Followed,
    out: &mut Diagnostics,
) -> Rule {
    let follow = text.follow.as_ref().map_or(own, |name| follow(context, name, followed, out));
    let delay = text.in_.as_ref().and_then(|l| law(l));
    // Without a delay there is no other day to move to.
    let follow = follow.filter(|_| delay.is_some());
    Rule { delay, follow, ..plain(id, text.returns.value.0) }
}

fn rule(context: &Context<'_>, text: &RuleText, followed: &mut Followed, out: &mut Diagnostics) -> Option<Rule> {
    let creates = context.type_id(&text.creates, out);
    if let Some(id) = creates
        && context.streams.contains(&id)
        && let Some(link) = [&text.transfer, &text.same_contact].into_iter().flatten().find(|link| link.value)
    {
        out.push(Diagnostic::error(
            Code::Misplaced,
            &link.place,
            say!("nobody waits on in a stream", "订单流里没有人接待，不能转入"),
        ));
    }
    let link = match (&text.transfer, &text.same_contact) {
        (Some(a), Some(b)) if a.value && b.value => {
            out.push(
                Diagnostic::error(
                    Code::TwoLinks,
                    &b.place,
                    say!("`transfer` and `same_contact` exclude each other", "`transfer` 和 `same_contact` 只能写一个"),
                )
                .also(&a.place, say!("here the other", "另一个在这里")),
            );
            Link::New
        }
        (Some(a), _) if a.value => Link::Transfer,
        (_, Some(b)) if b.value => Link::Same,
        _ => Link::New,
    };
    let follow = text.follow.as_ref().and_then(|name| follow(context, name, followed, out));
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

/// What only tickets can cause, and hand on.
fn ticket_rule(
    context: &Context<'_>,
    text: &RuleText,
    types: &IdVec<TypeId, ContactType>,
    of: TypeId,
    out: &mut Diagnostics,
) {
    let is_ticket = |id: TypeId| types[id].ticket.is_some();
    let mut refuse = |place: &Place, why: Text| out.push(Diagnostic::error(Code::Misplaced, place, why));
    if let Some(inherit) = &text.inherit {
        let creates = context.types.get(&text.creates.value).copied();
        if let Some(other) = [Some(of), creates].into_iter().flatten().find(|id| !is_ticket(*id)) {
            let name = &types[other].label.key;
            refuse(
                &inherit.place,
                say!(
                    "only a ticket hands its deadline on to a ticket; `{name}` is none",
                    "只有工单能把截止时间传给工单，`{name}` 不是工单"
                ),
            );
        }
    }
    let link = [&text.transfer, &text.same_contact].into_iter().flatten().find(|link| link.value);
    if text.on.as_ref().is_some_and(|on| on.value == EventWord::Transferred)
        && let Some(link) = link
    {
        refuse(
            &link.place,
            say!("a customer who is \"transferred\" is on the way already", "\"transferred\" 的客户已经在转接途中"),
        );
    }
    let Some(on) = text.on.as_ref().filter(|on| [EventWord::Missed, EventWord::Open].contains(&on.value)) else {
        return;
    };
    let word = event(on.value).word();
    if !is_ticket(of) {
        refuse(&on.place, say!("only tickets are \"{word}\"", "只有工单才有 \"{word}\" 事件"));
    }
    if let Some(link) = link {
        refuse(
            &link.place,
            say!("a ticket that is \"{word}\" goes on by itself", "\"{word}\" 的工单自己还要继续，不能转走"),
        );
    }
    if on.value == EventWord::Open && text.in_.is_none() && !text.writes("in") {
        let why = say!("after how long: `in` is missing", "缺少 `in`：建单多久后仍未完结");
        out.push(Diagnostic::error(Code::Missing, &on.place, why).help(say!(
            "for example {{ on = \"open\", in = \"12 h\", chance = 0.3, creates = \"aftersale\" }}",
            "例如 {{ on = \"open\", in = \"12 h\", chance = 0.3, creates = \"aftersale\" }}"
        )));
    }
}

/// So many per 1,000 first contacts, out of another type's: a chance at each of its arrivals.
fn per_thousand(
    context: &Context<'_>,
    id: TypeId,
    text: &PerThousand,
    (types, means): (&IdVec<TypeId, ContactType>, &IdVec<TypeId, f64>),
    out: &mut Diagnostics,
) -> Option<(TypeId, Event, Rule)> {
    let expected = |id: TypeId| means[id];
    let base = if text.of.value == "contacts" {
        let of_customers = |t: &TypeId| !context.streams.contains(t) && !types[*t].outreach;
        means.ids().filter(of_customers).map(expected).sum()
    } else {
        context.type_id_or(&text.of, &["contacts"], out).map_or(0.0, expected)
    };
    let from = context.type_id(&text.from, out)?;
    let own = expected(from);
    let called = &text.from.value;
    if own <= 0.0 {
        // A type whose arrivals could not be read is reported there.
        if context.world.contact.get(called).is_some_and(|c| c.arrivals.is_none()) {
            out.push(Diagnostic::error(
                Code::Per1000,
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
                Code::Per1000,
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
    context: &Context<'_>,
    name: &str,
    key: &Place,
    contact: &ContactText,
    rules: &mut Vec<(TypeId, Event, Rule)>,
    out: &mut Diagnostics,
) {
    let Some(late) = &contact.late else { return };
    let Some(asks_again) = &late.asks_again else { return };
    let asks = late.asks.as_ref().or(contact.per_1000.as_ref().map(|p| &p.value.from));
    let Some(asks) = asks else {
        out.push(
            Diagnostic::error(
                Code::Missing,
                &asks_again.place,
                say!("`asks_again` needs the type they ask in", "写了 `asks_again` 就要写客户用哪种咨询来问"),
            )
            .also(key, say!("`{name}` does not come out of another type", "`{name}` 不是从别的咨询类型产生的"))
            .help(say!(
                "for example late = {{ asks_again = 0.5, asks = \"aftersale\" }}",
                "例如 late = {{ asks_again = 0.5, asks = \"aftersale\" }}"
            )),
        );
        return;
    };
    if let Some(id) = context.type_id(asks, out) {
        rules.push((context.types[name], Event::Late, plain(id, asks_again.value.0)));
    }
}
