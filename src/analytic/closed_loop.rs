//! An agent with several chats open: one server who answers, c customers who think between answers.
//!
//! The machine-repair queue (Palm 1947; Gross & Harris, Fundamentals of Queueing Theory, 2.7). Customers answer after a
//! think time of mean g, the agent takes a for an answer. The agent is idle when all c are thinking, which is Erlang's B
//! with c lines and load g/a; turned into a recursion of the busy share it loses no digits. It holds for any law of
//! thinking; answers are exponential.
//!
//! The simulator calls this for every change of a chat, so there is no allocation and nothing but c divisions.

/// The time of one answer when `open` chats are: each chat more than one costs the share `switching` of an answer.
#[inline]
pub fn answer_time(open: u32, answer: f64, switching: f64) -> f64 {
    answer * (1.0 + switching * f64::from(open.saturating_sub(1)))
}

/// Share of time the agent is answering, with `open` chats, mean think time `think` and mean answer time `answer` > 0.
#[inline]
pub fn busy_share(open: u32, think: f64, answer: f64) -> f64 {
    let z = think / answer;
    let mut busy = 0.0;
    for c in 1..=open {
        let c = f64::from(c);
        busy = c / (c + z * (1.0 - busy));
    }
    busy
}

/// Mean time from a customer's message to its answer, with `open` ≥ 1 chats.
#[inline]
pub fn response_time(open: u32, think: f64, answer: f64) -> f64 {
    debug_assert!(open >= 1, "without a chat nobody answers");
    // c/X − g with X = U/a, the recursion of U put in: what is left has nothing to cancel.
    f64::from(open) * answer - think * busy_share(open - 1, think, answer)
}

/// Chats finished per unit of time, if each takes `answers` answers.
#[inline]
pub fn throughput(open: u32, think: f64, answer: f64, answers: f64) -> f64 {
    busy_share(open, think, answer) / (answer * answers)
}

/// Mean time from a chat's beginning until the pause after its last answer is over, with `open` ≥ 1 chats all the time.
pub fn session_time(open: u32, think: f64, answer: f64, answers: f64) -> f64 {
    answers * (response_time(open, think, answer) + think)
}

/// The time of one answer, with one chat open, with which sessions last so long with `open` ≥ 1; none where the pauses alone last as
/// long. It grows with the answer, so bisection finds it.
pub fn answer_of_session(lasts: f64, open: u32, think: f64, answers: f64, switching: f64) -> Option<f64> {
    if lasts <= answers * think {
        return None;
    }
    let (mut low, mut high) = (0.0, lasts / answers);
    for _ in 0..200 {
        let middle = f64::midpoint(low, high);
        let there = session_time(open, think, answer_time(open, middle, switching), answers);
        if there < lasts { low = middle } else { high = middle }
    }
    Some(f64::midpoint(low, high))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sum itself: 1 − 1/Σ c!/(c−k)! (a/g)^k.
    fn by_sum(open: u32, think: f64, answer: f64) -> f64 {
        let (mut term, mut sum) = (1.0, 1.0);
        for k in 0..open {
            term *= f64::from(open - k) * answer / think;
            sum += term;
        }
        1.0 - 1.0 / sum
    }

    #[test]
    fn the_recursion_is_the_sum() {
        for open in 0..=100 {
            for (think, answer) in [(45.0, 13.0), (1.0, 1.0), (600.0, 20.0), (0.1, 30.0)] {
                let (got, sum) = (busy_share(open, think, answer), by_sum(open, think, answer));
                assert!((got - sum).abs() < 1e-14, "{open} {think} {answer}: {got} {sum}");
            }
        }
    }

    #[test]
    fn domain_table_of_response_and_sessions() {
        // Mean value analysis of the loop with κ = 0.06: response in whole seconds / sessions an hour for 1 2 3 4 5 6 8 10 chats.
        let open = [1, 2, 3, 4, 5, 6, 8, 10];
        for (answer, think, answers, table) in [
            (13.0, 45.0, 4.0, [(13, 16), (17, 29), (23, 40), (32, 47), (44, 51), (60, 51), (103, 49), (155, 45)]),
            (20.0, 50.0, 4.5, [(20, 11), (28, 21), (39, 27), (56, 30), (79, 31), (108, 30), (177, 28), (258, 26)]),
            (16.0, 45.0, 9.0, [(16, 7), (22, 12), (30, 16), (42, 18), (60, 19), (82, 19), (137, 18), (201, 16)]),
        ] {
            for (open, (seconds, sessions)) in open.into_iter().zip(table) {
                let a = answer_time(open, answer, 0.06);
                let got = (response_time(open, think, a), 3600.0 * throughput(open, think, a, answers));
                assert_eq!(
                    (got.0.round() as i32, got.1.round() as i32),
                    (seconds, sessions),
                    "{answer} {open}: {got:?}"
                );
            }
        }
    }

    #[test]
    fn published_concurrency() {
        // published.md §6: think/answer 0.75; how much faster c chats are done than one by one.
        let gain = |c: u32| busy_share(c, 0.75, 1.0) / busy_share(1, 0.75, 1.0);
        for (c, expected) in (1..).zip([1.0, 1.5077, 1.6914, 1.7391, 1.7484, 1.7498, 1.7500]) {
            assert!((gain(c) - expected).abs() < 5e-5, "{c}: {}", gain(c));
        }
        assert!((500.0 * 3.0 / gain(3) - 886.8).abs() < 0.05);
    }

    #[test]
    fn a_session_is_worked_back_to_its_answers() {
        // One chat: the session is its answers and pauses. Without pauses each waits for all the others.
        assert!((answer_of_session(360.0, 1, 45.0, 4.0, 0.06).unwrap() - 45.0).abs() < 1e-9);
        assert!((answer_of_session(360.0, 4, 0.0, 4.0, 0.0).unwrap() - 22.5).abs() < 1e-9);
        for (open, think, answer, answers) in
            [(4, 45.0, 13.0, 4.0), (5, 50.0, 20.0, 4.5), (5, 45.0, 16.0, 9.0), (1, 1.0, 9.0, 2.0)]
        {
            let lasts = session_time(open, think, answer_time(open, answer, 0.06), answers);
            let found = answer_of_session(lasts, open, think, answers, 0.06).unwrap();
            assert!((found - answer).abs() < 1e-9 * answer, "{found} not {answer}");
        }
        assert_eq!(answer_of_session(405.0, 4, 45.0, 9.0, 0.06), None);
    }

    #[test]
    fn little_s_law_and_the_ends() {
        for open in [1, 2, 7, 100] {
            for (think, answer) in [(45.0, 13.0), (1e9, 1.0), (0.0, 5.0), (1e-9, 5.0)] {
                let busy = busy_share(open, think, answer);
                let cycle = f64::from(open) * answer / busy;
                let response = response_time(open, think, answer);
                assert!((response + think - cycle).abs() < 1e-12 * cycle, "{open} {think}");
                assert!(response >= answer * (1.0 - 1e-12) && response <= f64::from(open) * answer);
            }
            assert_eq!((busy_share(open, 0.0, 5.0), response_time(open, 0.0, 5.0)), (1.0, f64::from(open) * 5.0));
        }
        assert_eq!(
            (busy_share(0, 10.0, 5.0), throughput(0, 10.0, 5.0, 4.0), answer_time(0, 9.0, 0.06)),
            (0.0, 0.0, 9.0)
        );
    }
}
