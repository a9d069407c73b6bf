//! Profiles of a day: how arrivals are spread over its hours.

use crate::compile::context::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::random::Profile;
use crate::say;
use crate::scenario::values::read::{At, Names};

/// All profiles of the calendar, checked.
pub fn check_profiles(profiles: &Names<Vec<At<crate::scenario::values::plain::Amount>>>, out: &mut Diagnostics) {
    const DAY_TICKS: usize = 86_400_000_000;
    for (name, entry, weights) in profiles.iter() {
        let n = weights.len();
        if n == 0 {
            out.push(Diagnostic::error(
                Code::Profile,
                &entry.place,
                say!("profile `{name}` is empty", "时段分布 `{name}` 是空的"),
            ));
        } else if let Some(large) = weights.iter().find(|w| w.value.0 > 1e12) {
            out.push(Diagnostic::error(
                Code::Profile,
                &large.place,
                say!("a part of a profile is at most 1e12", "时段分布的一段最大是 1e12"),
            ));
        } else if weights.iter().all(|w| w.value.0 == 0.0) {
            out.push(Diagnostic::error(
                Code::Profile,
                &entry.place,
                say!("profile `{name}` is zero all day", "时段分布 `{name}` 全天都是 0"),
            ));
        } else if !DAY_TICKS.is_multiple_of(n) || n > 86_400 {
            out.push(
                Diagnostic::error(
                    Code::Profile,
                    &entry.place,
                    say!(
                        "profile `{name}` has {n} parts, which do not divide a day",
                        "时段分布 `{name}` 有 {n} 段，不能把一天分成整数长"
                    ),
                )
                .help(say!(
                    "24 (hours), 48 (half hours), 96 or 1440 (minutes) do",
                    "可以用 24（小时）、48（半小时）、96 或 1440（分钟）段"
                )),
            );
        }
    }
}

/// A profile by name.
pub fn profile(context: &Context<'_>, name: &At<String>, out: &mut Diagnostics) -> Option<Profile> {
    let profiles = context.world.calendar.as_ref().map(|c| &c.profile)?;
    if !profiles.0.contains_key(&name.value) {
        let names = profiles.names();
        let called = &name.value;
        return out.reject(
            Diagnostic::error(
                Code::UnknownName,
                &name.place,
                say!("unknown profile `{called}`", "没有叫 `{called}` 的时段分布"),
            )
            .near_or_list(called, &names),
        );
    }
    let weights: Vec<f64> = profiles.get(&name.value)?.iter().map(|w| w.value.0).collect();
    let sum: f64 = weights.iter().sum();
    (sum > 0.0).then(|| Profile::new(&weights))
}
