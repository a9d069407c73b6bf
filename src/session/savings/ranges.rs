//! What the file gives with a range, as far as it moves either design.

use super::trials::Trials;
use crate::compile::{Assumption, Compiled};
use crate::report::Held;
pub use crate::report::Uncertain as Range;
use crate::scenario::values::vary::part_of;

/// Values with a range that two designs use, in order of path: those that can be drawn, and those that cannot.
pub fn ranges(compiled: &Compiled, trials: &mut Trials<'_>) -> (Vec<Range>, Vec<(String, Held)>) {
    let (mut found, mut held) = (Vec::new(), Vec::new());
    for one in compiled.assumptions.iter().filter(|one| one.given && is_used(one, trials.keys())) {
        let (Some(low), Some(high)) = (one.low.clone(), one.high.clone()) else { continue };
        let Some(likely) = part_of(&low, &high, &one.value) else {
            held.push((one.path.clone(), Held::Kinds));
            continue;
        };
        let ends = [low, high];
        let (path, value, source) = (one.path.clone(), one.value.clone(), one.source.clone());
        found.push(Range { path, value, ends, likely, source, price: false });
    }
    let changes: Vec<Vec<String>> =
        found.iter().flat_map(|one| one.ends.iter().map(|end| vec![format!("{}={end}", one.path)])).collect();
    let mut moves = trials.moves(&changes).into_iter();
    let mut drawn = Vec::new();
    for one in found {
        match (moves.next().flatten(), moves.next().flatten()) {
            (Some(low), Some(high)) if low.nothing && high.nothing => (),
            (Some(low), Some(high)) => drawn.push(Range { price: low.prices && high.prices, ..one }),
            _ => held.push((one.path, Held::Senseless)),
        }
    }
    (drawn, held)
}

/// Whether one of the designs uses it.
pub fn is_used(one: &Assumption, keys: &[(String, String)]) -> bool {
    let used = |user: &String| {
        let of = user.strip_prefix("design.");
        of.is_none_or(|of| {
            keys.iter().any(|(design, _)| of.strip_prefix(&design[..]).is_some_and(|rest| rest.starts_with('.')))
        })
    };
    one.users.iter().any(used)
}
