//! Chats by the message: what one consists of.

use super::DailyHours;
use crate::random::{Key, Law, Purpose, Stream};
use crate::time::{SimDuration, SimTime};

const MESSAGES: Purpose = Purpose::new("answers in the chat");
const PAUSE: Purpose = Purpose::new("until the customer writes again");
const ANSWER: Purpose = Purpose::new("time of the answer");

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
    /// Which turns the platform scores.
    pub scored: Scored,
}

/// How many answers a chat takes: a mean, between the whole numbers next to it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Messages(pub f64);

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
}

impl Turns {
    /// How many answers this chat takes.
    pub fn answers(&self, chat: Key) -> u32 {
        let Messages(mean) = self.messages;
        let whole = mean.floor();
        (whole as u32 + u32::from(chat.happens(MESSAGES, mean - whole))).max(1)
    }
    /// How long after the n-th answer the customer writes again.
    pub fn pause(&self, chat: Key, n: u32, now: SimTime) -> SimDuration {
        self.pause.draw(&mut stream(chat, PAUSE, n), now)
    }
    /// How long after the last answer, the n-th, the chat is over.
    pub fn linger(&self, chat: Key, n: u32, now: SimTime) -> SimDuration {
        self.linger.as_ref().unwrap_or(&self.pause).draw(&mut stream(chat, PAUSE, n), now)
    }
    /// Hand work of the n-th answer (from 1) of a chat that takes `of`, in ticks at speed 1, of the `effort` not yet spent.
    ///
    /// Where answers have no law of their own, effort is divided at random, every division alike (a flat Dirichlet law,
    /// drawn by breaking pieces off): exponential answers whose sum is known. The last takes what is left.
    pub fn hand_work(&self, chat: Key, n: u32, of: u32, effort: f64, now: SimTime) -> f64 {
        match &self.answer {
            Some(law) => law.draw(&mut stream(chat, ANSWER, n), now).ticks() as f64,
            None if n >= of => effort,
            None => {
                let u = stream(chat, ANSWER, n).uniform();
                effort * (1.0 - (1.0 - u).powf(1.0 / f64::from(of - n)))
            }
        }
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
        Turns { messages: Messages(messages), pause, answer, linger: None, scored: Scored::default() }
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
