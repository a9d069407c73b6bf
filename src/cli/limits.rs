//! How large the numbers of options may be, in one table: the parser refuses what is beyond, help and messages say it, and the
//! books have the same numbers. (Limits on what a scenario says are in `compile`.)

use crate::diagnostic::Text;
use crate::report::numbers::grouped;
use crate::say;
use clap::builder::RangedU64ValueParser;

/// The least and the most of an option.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Bounds {
    /// Of a whole number.
    Whole(u64, u64),
    /// Of any number.
    Number(f64, f64),
}
use Bounds::{Number, Whole};

/// Agents that formulas are worked out for, and erlangs of work for them.
pub const AGENTS: u32 = 100_000;
/// Chats that the agents of a formula may have open, all together.
pub const OPEN_CHATS: u32 = 1_000_000;
/// Seconds of a time that formulas are asked with, unless it may be none at all.
pub const TIME: (f64, f64) = (0.001, 3660.0 * 86_400.0);

/// Options by long name.
pub const OPTIONS: &[(&str, Bounds)] = &[
    ("seed", Whole(0, u64::MAX)),
    ("seeds", Whole(0, u64::MAX)),
    ("replications", Whole(1, 100_000)),
    ("up-to", Whole(2, 100_000)),
    ("contacts-replications", Whole(1, 100_000)),
    ("threads", Whole(1, 4096)),
    ("sample-weeks", Whole(1, 522)),
    ("morris", Whole(2, 1000)),
    ("draws", Whole(20, 10_000)),
    ("years", Whole(1, 30)),
    ("top", Whole(1, 1000)),
    ("agents", Whole(1, AGENTS as u64)),
    ("chats", Whole(1, 100)),
    ("messages", Number(0.01, 10_000.0)),
    ("cv", Number(0.01, 100.0)),
    ("shape", Number(0.1, 100.0)),
];

/// The bounds of an option; none of one that is no number.
pub fn of(option: &str) -> Option<Bounds> {
    OPTIONS.iter().find(|(name, _)| *name == option).map(|(_, bounds)| *bounds)
}

/// Reads a whole number within the bounds of an option.
pub fn whole<T>(option: &str) -> RangedU64ValueParser<T>
where
    T: TryFrom<u64> + Clone + Send + Sync + 'static,
    <T as TryFrom<u64>>::Error: Send + Sync + 'static + std::error::Error + ToString,
{
    let Some(Whole(least, most)) = of(option) else { panic!("--{option} has no bounds in whole numbers") };
    RangedU64ValueParser::new().range(least..=most)
}

/// Reads a number within the bounds of an option.
pub fn number(option: &'static str) -> impl Fn(&str) -> Result<f64, String> + Clone + Send + Sync + 'static {
    let Some(Number(least, most)) = of(option) else { panic!("--{option} has no bounds in numbers") };
    move |text| match text.trim().parse::<f64>() {
        Ok(x) if (least..=most).contains(&x) => Ok(x),
        _ => Err(format!("{least} to {most}")),
    }
}

impl Bounds {
    /// `1 to 100,000`.
    pub fn range(self) -> Text {
        let (least, most) = match self {
            Whole(least, most) => (grouped(&least.to_string()), grouped(&most.to_string())),
            Number(least, most) => (least.to_string(), grouped(&most.to_string())),
        };
        say!("{least} to {most}", "{least} 到 {most}")
    }

    /// What would do.
    pub fn wanted(self, option: &str) -> Text {
        let Text { en, zh } = self.range();
        match (option, self) {
            ("seed" | "seeds", _) => say!(
                "a seed is a whole number from {en}; the same seed gives the same results",
                "随机种子是 {zh} 的整数；同一种子得到同样的结果"
            ),
            ("replications", _) => say!(
                "a whole number from {en}; 20 or more give intervals worth reading",
                "需要 {zh} 的整数；20 次以上的区间才有参考价值"
            ),
            (_, Whole(..)) => say!("a whole number from {en}", "需要 {zh} 的整数"),
            (_, Number(..)) => say!("a number from {en}, such as 1.5", "需要 {zh} 的数，例如 1.5"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Arg, Command};

    fn arguments(command: &Command, all: &mut Vec<Arg>) {
        all.extend(command.get_arguments().cloned());
        command.get_subcommands().for_each(|sub| arguments(sub, all));
    }

    /// Bounds are the parser's own, and no number of an option is without.
    #[test]
    fn every_number_of_an_option_has_its_bounds() {
        let root = super::super::command();
        let mut all = Vec::new();
        arguments(&root, &mut all);
        let takes = |arg: &Arg, name: &str| arg.get_value_names().is_some_and(|names| names.iter().any(|n| n == name));
        for arg in &all {
            let option = arg.get_long().unwrap_or_default();
            assert_eq!(takes(arg, "N") || takes(arg, "N,N"), of(option).is_some(), "--{option}");
        }
        let try_it = |line: &[&str]| super::super::command().try_get_matches_from(line).is_ok();
        for (option, least, most, below, beyond) in [
            ("--seed", "0", "18446744073709551615", "-1", "18446744073709551616"),
            ("--replications", "1", "100000", "0", "100001"),
            ("--threads", "1", "4096", "0", "4097"),
            ("--sample-weeks", "1", "522", "0", "523"),
            ("--morris", "2", "1000", "1", "1001"),
            ("--top", "1", "1000", "0", "1001"),
        ] {
            for (value, right) in [(least, true), (most, true), (below, false), (beyond, false), ("1e3", false)] {
                assert_eq!(try_it(&["peakstaff", "sensitivity", "s.toml", option, value]), right, "{option} {value}");
            }
        }
        let mgc = ["peakstaff", "erlang", "mgc", "--rate", "1 / min", "--effort", "1 s", "--patience", "1 s"];
        for (agents, cv, right) in [
            ("1", "0.01", true),
            ("100000", "100", true),
            ("100001", "1", false),
            ("0", "1", false),
            ("1", "nan", false),
        ] {
            assert_eq!(try_it(&[&mgc[..], &["--agents", agents, "--cv", cv]].concat()), right, "{agents} {cv}");
        }
    }
}
