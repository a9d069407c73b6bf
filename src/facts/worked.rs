//! What is worked out of what was said: how many reach people, how much of a session is by hand, how many hours there are.
//!
//! A session by the closed loop (`analytic::closed_loop`): n answers, each after a time R, a pause g of the customer behind each:
//! n · (R + g). Known are mostly the length, R and how many are open: with a usual pause that gives n, then the time of one
//! answer by hand. Who knows n too gives the pause instead.

use super::answers::{Answers, Number};
use super::people::Staff;
use super::shop::Shop;
use crate::analytic::closed_loop::{answer_of_session, answer_time, response_time};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// A value that nobody measured, or that was worked out of one: the likely one between two ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// The least that is likely.
    pub low: f64,
    /// The likely one.
    pub likely: f64,
    /// The most.
    pub high: f64,
}

impl Spread {
    const fn new(low: f64, likely: f64, high: f64) -> Self {
        Self { low, likely, high }
    }

    /// Of one value, that is known.
    pub const fn exactly(value: f64) -> Self {
        Self::new(value, value, value)
    }

    /// Whether it is known.
    pub fn is_exact(self) -> bool {
        self.low == self.high
    }
}

/// Seconds until a customer writes again, as the template has it.
pub const PAUSE: Spread = Spread::new(30.0, 45.0, 60.0);
/// Seconds by hand of one answer, with one chat open.
pub const ANSWER: Spread = Spread::new(13.0, 16.0, 20.0);
/// Chats open, where nobody says how many.
pub const OPEN: Spread = Spread::new(2.0, 3.0, 5.0);
/// Each further chat lengthens an answer by this share, as the template has it.
const SWITCHING: f64 = 0.06;
/// Of heads, and of the time at the desk, as the template has them.
const ABSENCE: f64 = 0.04;
/// Pauses, meetings.
const OFF_DESK: f64 = 0.12;
/// Seconds: a customer who writes again sooner does not read the answer.
const SHORTEST_PAUSE: f64 = 5.0;

/// What a session's length was worked back from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Way {
    /// The average response, with a usual pause: gives how many answers there are.
    Response,
    /// How many answers there are, with a usual pause.
    Messages,
    /// Both: gives the pause.
    Both,
    /// Neither: answers as long as usual.
    Usual,
}

/// A session by the clock, and what of it is by hand.
#[derive(Clone, Debug)]
pub struct Session {
    /// As answered.
    pub told: Number,
    /// Seconds until the pause after the last answer is over.
    pub lasts: f64,
    /// Chats open meanwhile, a whole number.
    pub open: Spread,
    /// Where that stands; none where nobody knows.
    pub open_cell: Option<String>,
    /// The customer's pause.
    pub pause: Spread,
    /// Answers of the agent.
    pub messages: Spread,
    /// Where their number stands, if it was answered.
    pub messages_cell: Option<String>,
    /// Seconds by hand of one answer with one chat open.
    pub answer: f64,
    /// Seconds by hand of the whole session.
    pub effort: f64,
    /// What it was worked back from.
    pub way: Way,
    /// The response and the number of answers that cannot both be, where they were answered so.
    pub clash: Option<(Number, Option<Number>)>,
}

/// One kind of contact.
#[derive(Clone, Debug)]
pub struct Chat {
    /// Those a day that reach people.
    pub people: f64,
    /// Share that ends with the bot.
    pub contains: Spread,
    /// Where that stands; none where nobody knows.
    pub contains_cell: Option<String>,
    /// Its session; none where nobody knows how long one lasts.
    pub session: Option<Session>,
}

impl Chat {
    /// Seconds by hand.
    pub fn effort(&self, key: &str) -> f64 {
        self.session.as_ref().map_or_else(|| usual_effort(key).likely, |session| session.effort)
    }
}

/// A team on a mean day.
#[derive(Clone, Debug)]
pub struct Load {
    /// Its name.
    pub name: String,
    /// Customers that come to it.
    pub customers: f64,
    /// Hours by hand, tickets among them.
    pub hands: f64,
    /// Hours at the desk.
    pub desk: f64,
    /// Hours of open sessions: by the hours at the desk, so many are open on average.
    pub sessions: f64,
    /// People at work.
    pub at_work: f64,
    /// The cell of its heads.
    pub cell: String,
    /// Kinds of contact that it serves.
    pub kinds: Vec<usize>,
}

/// All that is worked out.
#[derive(Debug)]
pub struct Worked {
    /// By kind, as in [`super::answers::Answers::kinds`].
    pub chats: Vec<Chat>,
    /// All contacts a day.
    pub per_day: f64,
    /// By kind; they sum to 1.
    pub mix: Vec<f64>,
    /// Share of the day's contacts that was counted.
    pub counted_share: f64,
    /// The same with those who ask again, where they are not among them: so many come in all.
    pub with_repeats: f64,
    /// By team as it is.
    pub loads: Vec<Load>,
}

static PROFILES: LazyLock<BTreeMap<String, Vec<f64>>> =
    LazyLock::new(|| toml::from_str(include_str!("../scenario/assets/profiles.toml")).expect("profiles.toml is read"));

/// The shipped profile of a kind.
pub fn profile(key: &str) -> &'static str {
    if key.starts_with("presale") { "cn_evening" } else { "cn_office" }
}

/// The share of a day's contacts within hours.
fn share_within(hours: &[f64], from: usize, until: usize) -> f64 {
    hours[from..until].iter().sum::<f64>() / hours.iter().sum::<f64>()
}

/// The share of a kind's contacts that is within the hours that were counted. `own`: shares of its hours, where they are known.
pub fn seen(answers: &Answers, key: &str, own: Option<&[f64]>) -> f64 {
    let hours = own.unwrap_or_else(|| &PROFILES[profile(key)]);
    if answers.word("counted_hours", 0) == Some("scored") { share_within(hours, 8, 23) } else { 1.0 }
}

/// Hands of a chat of which nobody knows how long it lasts, in seconds.
pub fn usual_effort(key: &str) -> Spread {
    if key.starts_with("presale") { Spread::new(57.0, 90.0, 150.0) } else { Spread::new(70.0, 110.0, 200.0) }
}

/// What a bot usually ends alone: in its first month, later, at its best.
pub fn usual_bot(key: &str) -> Spread {
    if key.starts_with("logistics") { Spread::new(0.40, 0.55, 0.75) } else { Spread::new(0.20, 0.35, 0.50) }
}

/// Works out what follows from what was said.
pub fn worked(shop: &Shop) -> Worked {
    let answers = &shop.answers;
    let human = answers.word("counted_bot", 0) == Some("human");
    let on_top = repeats_on_top(answers);
    let mut chats = Vec::new();
    let mut with_repeats = 0.0;
    for (kind, share) in answers.kinds.iter().zip(&shop.demand.shares) {
        let own = shop.volumes.as_ref().and_then(|volumes| volumes.kinds[chats.len()].as_ref()?.hours.clone());
        let seen = seen(answers, &kind.key, own.as_deref());
        let (contains, contains_cell) = contained(shop, kind.slot, &kind.key);
        let counted = shop.demand.per_day * share / seen;
        let more = if on_top { 1.0 / (1.0 - asks_again(answers, kind.slot, contains.likely)) } else { 1.0 };
        with_repeats += counted * more;
        let people = more * if human { counted } else { counted * (1.0 - contains.likely) };
        let session = session(shop, kind.slot);
        chats.push((counted, Chat { people, contains, contains_cell, session }));
    }
    let per_day: f64 = chats.iter().map(|(counted, _)| counted).sum();
    let mix = chats.iter().map(|(counted, _)| counted / per_day).collect();
    let chats: Vec<Chat> = chats.into_iter().map(|(_, chat)| chat).collect();
    let loads = loads(shop, &chats);
    let counted_share = shop.demand.per_day / per_day;
    Worked { chats, per_day, mix, counted_share, with_repeats, loads }
}

/// What the number of contacts counts, as `counts` of `[volume]` says it.
pub fn counts(answers: &Answers) -> &'static str {
    // A customer who is counted once a day, and again on another, is what contacts are.
    let once = answers.word("counted", 0) != Some("sessions") && answers.word("counted_repeats", 0) != Some("included");
    match (answers.word("counted_bot", 0), once) {
        (Some("human"), _) => "human",
        (_, true) => "customers",
        (_, false) => "contacts",
    }
}

/// Whether those who ask again about the same matter come on top of those counted.
pub fn repeats_on_top(answers: &Answers) -> bool {
    counts(answers) == "customers" || answers.word("counted_repeats", 0) == Some("excluded")
}

/// As the template has them: who is resolved, by people and by the bot; and who of the others asks again.
pub const RESOLVED: f64 = 0.7;
/// By the bot, of those who end with it.
const BOT_RESOLVES: f64 = 0.85;
/// Of the unresolved.
pub const RETURNS: f64 = 0.6;

/// The share of a kind's contacts that is followed by another one, as the scenario that is written has it.
fn asks_again(answers: &Answers, slot: usize, contained: f64) -> f64 {
    let number = |key: &str| answers.number(key, slot).map(|one| one.value);
    let of_people = number("asked_again").unwrap_or((1.0 - RESOLVED) * RETURNS);
    let of_bot = (1.0 - number("bot_resolves").unwrap_or(BOT_RESOLVES)) * RETURNS;
    (1.0 - contained) * of_people + contained * of_bot
}

/// What the bot ends alone: as answered, else what it does not hand over, else as usual.
fn contained(shop: &Shop, slot: usize, key: &str) -> (Spread, Option<String>) {
    let told = shop.answers.number("bot_contains", slot);
    let kept = shop.answers.number("bot_handover", slot).map(|one| Number { value: 1.0 - one.value, ..one });
    match told.or(kept) {
        Some(one) => (Spread::exactly(one.value), Some(one.cell)),
        None => (usual_bot(key), None),
    }
}

/// The session of a kind, worked back; none where nobody knows its length.
fn session(shop: &Shop, slot: usize) -> Option<Session> {
    let number = |key: &str| shop.answers.number(key, slot);
    let told = number("lasts")?;
    let open_told = number("open");
    let open = open_told.as_ref().map_or(OPEN, |one| Spread::exactly(one.value.round().max(1.0)));
    let facts = Facts {
        lasts: told.value,
        closed: shop.answers.word("lasts_until", slot) == Some("closed"),
        open: open.likely as u32,
        response: number("average_response"),
        messages: number("messages"),
    };
    let found = facts.worked_back();
    let lasts = facts.whole(found.pause.likely);
    let answer = answer_of_session(lasts, facts.open, found.pause.likely, found.messages.likely, SWITCHING);
    // Pauses are shorter than the session by then.
    let answer = answer.unwrap_or(ANSWER.likely);
    let messages_cell = facts.messages.as_ref().filter(|_| found.way != Way::Response).map(|one| one.cell.clone());
    Some(Session {
        lasts,
        open,
        open_cell: open_told.map(|one| one.cell),
        pause: found.pause,
        messages: found.messages,
        messages_cell,
        answer,
        effort: answer * found.messages.likely,
        way: found.way,
        clash: found.clash,
        told,
    })
}

/// What is known of a session.
struct Facts {
    /// Seconds, as answered.
    lasts: f64,
    /// Whether that is until it is closed, not until the last message.
    closed: bool,
    open: u32,
    response: Option<Number>,
    messages: Option<Number>,
}

/// How a session goes.
struct Found {
    pause: Spread,
    messages: Spread,
    way: Way,
    clash: Option<(Number, Option<Number>)>,
}

impl Facts {
    /// Until the pause after the last answer is over.
    fn whole(&self, pause: f64) -> f64 {
        if self.closed { self.lasts } else { self.lasts + pause }
    }

    fn worked_back(&self) -> Found {
        match (&self.response, &self.messages) {
            (Some(response), Some(messages)) => {
                let (n, r) = (messages.value, response.value);
                let pause = if self.closed { self.lasts / n - r } else { (self.lasts - n * r) / (n - 1.0) };
                if pause >= SHORTEST_PAUSE && pause.is_finite() {
                    return Found {
                        pause: Spread::exactly(pause),
                        messages: Spread::exactly(n),
                        way: Way::Both,
                        clash: None,
                    };
                }
                Found { clash: Some((response.clone(), Some(messages.clone()))), ..self.by_response(r) }
            }
            (Some(response), None) => {
                let too_long = self.whole(PAUSE.likely) < response.value + PAUSE.likely;
                Found { clash: too_long.then(|| (response.clone(), None)), ..self.by_response(response.value) }
            }
            (None, Some(messages)) => {
                // Pauses take three fifths at most, or nothing would be left for hands.
                let n = messages.value;
                let most = 0.6 * self.lasts / n;
                let likely = PAUSE.likely.min(most);
                let pause = Spread::new(PAUSE.low.min(likely), likely, PAUSE.high.min(most).max(likely));
                Found { pause, messages: Spread::exactly(n), way: Way::Messages, clash: None }
            }
            (None, None) => {
                let answers = |by_hand: f64| {
                    let response = response_time(self.open, PAUSE.likely, answer_time(self.open, by_hand, SWITCHING));
                    (self.whole(PAUSE.likely) / (response + PAUSE.likely)).max(1.0)
                };
                let messages = Spread::new(answers(ANSWER.high), answers(ANSWER.likely), answers(ANSWER.low));
                Found { pause: PAUSE, messages, way: Way::Usual, clash: None }
            }
        }
    }

    fn by_response(&self, response: f64) -> Found {
        let answers = |pause: f64| (self.whole(pause) / (response + pause)).max(1.0);
        let messages = Spread::new(answers(PAUSE.high), answers(PAUSE.likely), answers(PAUSE.low));
        Found { pause: PAUSE, messages, way: Way::Response, clash: None }
    }
}

/// The share of heads at work on a day.
fn at_work(shop: &Shop) -> f64 {
    let days = match shop.answers.word("rest", 0) {
        Some("2 days a week") => 5.0 / 7.0,
        Some("alternating weeks") => 5.5 / 7.0,
        Some("4 a month") => 26.0 / 30.0,
        Some("none") => 1.0,
        _ => 6.0 / 7.0,
    };
    days * (1.0 - ABSENCE)
}

/// Teams as they are; who serves the same kind shares it by heads.
fn loads(shop: &Shop, chats: &[Chat]) -> Vec<Load> {
    let now: Vec<(&str, &Staff)> = shop.now().map(|(team, staff)| (&*team.name, staff)).collect();
    let part = |staff: &Staff, serves: &dyn Fn(&Staff) -> bool| {
        let all: f64 = now.iter().filter(|(_, other)| serves(other)).map(|(_, other)| other.people).sum();
        staff.people / all
    };
    let shift_hours: f64 = shop.people.shifts.iter().map(|shift| shift.hours() * shift.split).sum();
    let load = |(name, staff): &(&str, &Staff)| {
        let at_work = staff.people * at_work(shop);
        let (mut customers, mut hands, mut sessions) = (0.0, 0.0, 0.0);
        for kind in &staff.kinds {
            let mine = chats[*kind].people * part(staff, &|other| other.kinds.contains(kind));
            customers += mine;
            hands += mine * chats[*kind].effort(&shop.answers.kinds[*kind].key) / 3600.0;
            sessions += mine * chats[*kind].session.as_ref().map_or(0.0, |session| session.lasts) / 3600.0;
        }
        for ticket in &staff.tickets {
            let slot = shop.answers.tickets[*ticket].slot;
            let number = shop.answers.number("tickets", slot).map_or(0.0, |one| one.value);
            let seconds = shop.answers.number("ticket_minutes", slot).map_or(TICKET.likely, |one| one.value);
            hands += number * part(staff, &|other| other.tickets.contains(ticket)) * seconds / 3600.0;
        }
        let desk = at_work * shift_hours * (1.0 - OFF_DESK);
        let (cell, kinds) = (staff.cell.clone(), staff.kinds.clone());
        Load { name: (*name).to_owned(), customers, hands, desk, sessions, at_work, cell, kinds }
    };
    now.iter().map(load).collect()
}

/// Seconds by hand of a ticket of which nobody knows.
pub const TICKET: Spread = Spread::new(180.0, 420.0, 720.0);

#[cfg(test)]
mod tests {
    use super::*;

    fn number(value: f64) -> Number {
        Number { value, cell: String::new() }
    }

    /// What is written holds in the loop itself: with the answer found, the response and the session are those that were measured.
    #[test]
    fn what_is_worked_back_is_the_loop_itself() {
        for (open, response, messages, closed) in [
            (4, Some(number(38.0)), None, false),
            (1, Some(number(20.0)), None, true),
            (4, Some(number(38.0)), Some(number(5.0)), false),
            (3, None, Some(number(4.0)), true),
            (5, None, None, false),
        ] {
            let facts = Facts { lasts: 360.0, closed, open, response: response.clone(), messages };
            let found = facts.worked_back();
            let (pause, answers) = (found.pause.likely, found.messages.likely);
            let lasts = facts.whole(pause);
            let answer = answer_of_session(lasts, open, pause, answers, SWITCHING).unwrap();
            let there = response_time(open, pause, answer_time(open, answer, SWITCHING));
            assert!((answers * (there + pause) - lasts).abs() < 1e-6, "{open}");
            if let Some(response) = response {
                assert!((there - response.value).abs() < 1e-6, "{open}: {there}");
            }
            if found.way == Way::Usual {
                assert!((answer - ANSWER.likely).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn answers_that_fill_more_than_the_session_clash() {
        let facts = |messages| Facts { lasts: 360.0, closed: false, open: 4, response: Some(number(80.0)), messages };
        assert!(facts(Some(number(6.0))).worked_back().clash.is_some());
        assert!(facts(None).worked_back().clash.is_none());
        let short = Facts { lasts: 60.0, closed: true, open: 4, response: Some(number(80.0)), messages: None };
        assert!(short.worked_back().clash.is_some());
    }
}
