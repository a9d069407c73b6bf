//! Chats by the message: what one consists of.

use super::DailyHours;
use crate::random::{Key, Law, Purpose, Stream};
use crate::time::{SimDuration, SimTime};

const MESSAGES: Purpose = Purpose::new("answers in the chat");
const PAUSE: Purpose = Purpose::new("until the customer writes again");
const ANSWER: Purpose = Purpose::new("time of the answer");
const REPLY_PATIENCE: Purpose = Purpose::new("patience for the answer");
const REMINDER: Purpose = Purpose::new("time of the reminder");
const REMINDED: Purpose = Purpose::new("writes because of the reminder");
const SILENT: Purpose = Purpose::new("leaves silently");

/// The turns of a chat. The n-th of anything is a function of the chat's key and of n.
#[derive(Clone, Debug, PartialEq)]
pub struct Turns {
    /// How many answers a chat takes.
    pub messages: Messages,
    /// Until the customer writes again.
    pub pause: Law,
    /// How long an answer takes by hand; none: the chat's effort is divided among them.
    pub answer: Option<Law>,
    /// How long the place stays taken after the last answer; none: for another pause.
    pub linger: Option<Law>,
    /// A customer who is silent for so long frees their place.
    pub release_after: Option<SimDuration>,
    /// How long a customer who was answered before waits for the next answer; none: for ever.
    pub reply_patience: Option<Law>,
    /// What is sent to a customer who has gone quiet, in order of time.
    pub reminders: Vec<Reminder>,
    /// Which turns the platform scores.
    pub scored: Scored,
}

/// A message to a customer who has gone quiet.
#[derive(Clone, Debug, PartialEq)]
pub struct Reminder {
    /// Silence since the last answer.
    pub after: SimDuration,
    /// How long it takes an agent by hand; none: the bot sends it.
    pub by_hand: Option<Law>,
    /// The chance that the customer writes because of it.
    pub replies: f64,
    /// Factor on the chance that they buy.
    pub conversion: f64,
}

/// How many answers a chat takes.
#[derive(Clone, Debug, PartialEq)]
pub enum Messages {
    /// A mean, by the whole numbers next to it.
    Mean(f64),
    /// After every answer the chat is over with the same chance.
    Geometric(f64),
    /// Each equally likely.
    Values(Vec<u32>),
}

impl Messages {
    /// Answers of a mean chat.
    pub fn mean(&self) -> f64 {
        match self {
            Self::Mean(mean) | Self::Geometric(mean) => *mean,
            Self::Values(values) => values.iter().map(|n| f64::from(*n)).sum::<f64>() / values.len() as f64,
        }
    }
    fn at(&self, u: f64) -> u32 {
        match self {
            Self::Mean(mean) => mean.floor() as u32 + u32::from(u < mean.fract()),
            Self::Geometric(mean) if *mean <= 1.0 => 1,
            Self::Geometric(mean) => 1 + ((1.0 - u).ln() / (1.0 - 1.0 / mean).ln()) as u32,
            Self::Values(values) => values[(u * values.len() as f64) as usize],
        }
    }
}

/// Customers who leave without a word: an agent opens their chat in vain.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Silent {
    /// The share of those who leave unanswered.
    pub share: f64,
    /// The share of its effort that such a chat takes.
    pub effort: f64,
}

impl Silent {
    /// Whether this customer leaves so, if they leave.
    pub fn is(&self, chat: Key) -> bool {
        chat.happens(SILENT, self.share)
    }
}

/// What a platform scores.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Scored {
    /// Messages written in these hours; none: all.
    pub hours: Option<DailyHours>,
    /// An answer of the bot is one in time.
    pub bot: bool,
}

/// Which of the waiting messages an agent answers next.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum AnswerOrder {
    /// The one that has waited longest.
    #[default]
    Oldest,
    /// The last one written.
    Newest,
    /// Of customers who have no answer yet, then the oldest.
    NewChats,
}

impl Turns {
    /// How many answers this chat takes.
    pub fn answers(&self, chat: Key) -> u32 {
        self.messages.at(chat.uniform(MESSAGES)).max(1)
    }
    /// How long after the n-th answer the customer writes again.
    pub fn pause(&self, chat: Key, n: u32, now: SimTime) -> SimDuration {
        self.pause.draw(&mut stream(chat, PAUSE, n), now)
    }
    /// How long after the last answer, the n-th, the chat is over.
    pub fn linger(&self, chat: Key, n: u32, now: SimTime) -> SimDuration {
        self.linger.as_ref().unwrap_or(&self.pause).draw(&mut stream(chat, PAUSE, n), now)
    }
    /// How long that is, where it is always the same.
    pub fn always_lingers(&self) -> Option<SimDuration> {
        let Law::Fixed(linger) = self.linger.as_ref().unwrap_or(&self.pause) else { return None };
        Some(*linger)
    }
    /// How long the customer waits for the answer after the n-th.
    pub fn reply_patience(&self, chat: Key, n: u32, now: SimTime) -> Option<SimDuration> {
        Some(self.reply_patience.as_ref()?.draw(&mut stream(chat, REPLY_PATIENCE, n), now))
    }
    /// How long a silence after the last answer leaves the chat open, where the place would be kept for `linger`: until the
    /// place is freed, unless the bot is to remind the customer then or after that.
    pub fn open_for(&self, linger: SimDuration) -> SimDuration {
        let freed = self.release_after.map_or(linger, |after| after.min(linger));
        if self.reminders.iter().any(|one| one.by_hand.is_none() && one.after >= freed && one.after < linger) {
            linger
        } else {
            freed
        }
    }
    /// Hand work of the `i`-th reminder of the silence after the n-th answer, in ticks at speed 1.
    pub fn reminder_work(&self, chat: Key, n: u32, i: usize, now: SimTime) -> f64 {
        let law = self.reminders[i].by_hand.as_ref().expect("an agent sends it");
        law.draw(&mut chat.stream(REMINDER.nth(n.into()).nth(i as u64)), now).ticks() as f64
    }
    /// Whether it brings the customer to write.
    pub fn replies(&self, chat: Key, n: u32, i: usize) -> bool {
        chat.happens(REMINDED.nth(n.into()).nth(i as u64), self.reminders[i].replies)
    }
    /// Hand work of the n-th answer (from 1) of a chat that takes `of`, in ticks at speed 1, of the `effort` not yet spent.
    ///
    /// Where answers have no law of their own, effort is divided at random, every division alike (a flat Dirichlet law,
    /// drawn by breaking pieces off): exponential answers whose sum is known. The last takes what is left.
    pub fn hand_work(&self, chat: Key, n: u32, of: u32, effort: f64, now: SimTime) -> f64 {
        match &self.answer {
            Some(law) => law.draw(&mut stream(chat, ANSWER, n), now).ticks() as f64,
            None if n >= of => effort,
            None => effort * (1.0 - self.kept(chat, n, of)),
        }
    }
    /// Whether the n-th answer of a chat that takes `of` is a piece of what is divided, and not the last.
    #[inline]
    pub fn divides(&self, n: u32, of: u32) -> bool {
        self.answer.is_none() && n < of
    }
    /// The share of the effort not yet spent that such an answer leaves to those after it.
    pub fn kept(&self, chat: Key, n: u32, of: u32) -> f64 {
        let u = stream(chat, ANSWER, n).uniform();
        // Most often two answers are left, and the power is the first.
        if of - n == 1 { 1.0 - u } else { (1.0 - u).powf(1.0 / f64::from(of - n)) }
    }
}

impl Scored {
    /// Whether what was written then is scored.
    #[inline]
    pub fn judges(&self, written: SimTime) -> bool {
        self.hours.is_none_or(|hours| hours.contains(written.time_of_day()))
    }
}

fn stream(chat: Key, purpose: Purpose, n: u32) -> Stream {
    chat.stream(purpose.nth(n.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(messages: f64, answer: Option<Law>) -> Turns {
        let pause = Law::exponential(SimDuration::SECOND * 45);
        Turns {
            messages: Messages::Mean(messages),
            pause,
            answer,
            linger: None,
            release_after: None,
            reply_patience: None,
            reminders: Vec::new(),
            scored: Scored::default(),
        }
    }

    #[test]
    fn a_mean_lies_between_whole_numbers() {
        let n = 40_000;
        for mean in [1.0, 2.25, 4.5, 9.0] {
            let turns = turns(mean, None);
            let drawn: Vec<u32> = (0..n).map(|i| turns.answers(Key::seed(i))).collect();
            assert!(drawn.iter().all(|k| (f64::from(*k) - mean).abs() < 1.0));
            let sum: u32 = drawn.iter().sum();
            assert!((f64::from(sum) / n as f64 - mean).abs() < 0.01, "{mean}");
        }
    }

    #[test]
    fn laws_of_a_number_have_their_means() {
        let n = 40_000;
        for (law, half) in [(Messages::Geometric(4.0), 0.2373), (Messages::Values(vec![1, 2, 9]), 1.0 / 3.0)] {
            let mut turns = turns(1.0, None);
            turns.messages = law;
            let drawn: Vec<u32> = (0..n).map(|i| turns.answers(Key::seed(i))).collect();
            let mean = f64::from(drawn.iter().sum::<u32>()) / n as f64;
            assert!((mean - 4.0).abs() < 0.1, "{mean}");
            // Of geometric ones (3/4)^5 are longer than 5.
            let long = drawn.iter().filter(|k| **k > 5).count() as f64 / n as f64;
            assert!((long - half).abs() < 0.01, "{long}");
        }
        assert_eq!(Messages::Geometric(1.0).at(0.999), 1);
    }

    /// Of an effort that is gamma with as many stages as there are answers, the pieces are exponential, and add up to it.
    #[test]
    fn an_effort_is_divided_into_exponential_answers() {
        let (turns, stages) = (turns(4.0, None), 4);
        let law = Law::gamma(SimDuration::SECOND * 52, 0.5);
        let n = 40_000;
        let mut longer = [0; 4];
        for i in 0..n {
            let key = Key::seed(i);
            let effort = law.draw(&mut key.stream(Purpose::new("effort")), SimTime::ZERO).ticks() as f64;
            let mut left = effort;
            for k in 1..=stages {
                let piece = turns.hand_work(key, k, stages, left, SimTime::ZERO);
                left -= piece;
                assert!(piece >= 0.0 && left >= 0.0);
                longer[k as usize - 1] += u32::from(piece > 13e6 * f64::ln(5.0));
            }
            assert!(left == 0.0);
        }
        // One in five is longer than ln 5 means; two in a thousand either way is a standard error.
        for count in longer {
            assert!((f64::from(count) / n as f64 - 0.2).abs() < 0.008, "{longer:?}");
        }
    }
}
