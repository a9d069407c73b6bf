//! Which designs and cases are run together.

use super::{Refused, Request, case, design};
use crate::compile::{Compiled, Levered};
use crate::experiment::Parts;
use crate::model::Model;
use crate::say;

/// What is run together.
pub(super) struct Compared {
    pub models: Vec<Model>,
    pub baseline: usize,
    pub parts: Vec<Parts>,
}

/// Designs × cases to compare, by case, the baseline's design first; and which of them is the baseline. The baseline
/// is always among them.
pub(super) fn compared(compiled: &Compiled, request: &Request) -> Result<Compared, Refused> {
    let mut cases: Vec<usize> = request.cases.iter().map(|key| case(compiled, key)).collect::<Result<_, _>>()?;
    if compiled.levered.is_some() || compiled.what_ifs > 0 {
        if cases.is_empty() {
            cases.push(compiled.baseline.map_or(0, |(_, case)| case));
        }
        cases.extend(compiled.cases.len() - compiled.what_ifs..compiled.cases.len());
        cases.dedup();
    } else if cases.is_empty() {
        // Whoever wrote a case into the file wants to see it: `compare FILE` answers the whole file's question.
        cases = (0..compiled.cases.len()).collect();
    }
    if let Some(levered) = &compiled.levered {
        return Ok(taken_apart(compiled, levered, &cases));
    }
    let mut designs: Vec<usize> = request.designs.iter().map(|key| design(compiled, key)).collect::<Result<_, _>>()?;
    if designs.is_empty() {
        designs = (0..compiled.designs.len()).collect();
    }
    let first_of_all = if request.designs.is_empty() { compiled.first } else { designs[0] };
    let baseline = compiled.baseline.unwrap_or((first_of_all, cases[0]));
    let first = |of: usize, all: &mut Vec<usize>| {
        all.retain(|x| *x != of);
        all.insert(0, of);
        all.dedup();
    };
    first(baseline.0, &mut designs);
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for case in cases {
        pairs.extend(designs.iter().map(|design| (*design, case)));
    }
    if !pairs.contains(&baseline) {
        pairs.insert(0, baseline);
    }
    let mut unique: Vec<(usize, usize)> = Vec::new();
    for pair in pairs {
        if !unique.contains(&pair) {
            unique.push(pair);
        }
    }
    if unique.len() < 2 {
        return Err(Refused::said(
            say!("there is nothing to compare: one design in one case", "没有可比较的内容：只有一个方案、一种假设"),
            Some(say!(
                "write a second [design.NAME], choose cases with --case, or use `run`",
                "再写一个 [design.NAME]，用 --case 选择假设，或使用 `run`"
            )),
        ));
    }
    let baseline = unique.iter().position(|pair| *pair == baseline).expect("the baseline was put in");
    let models = unique.into_iter().map(|(design, case)| compiled.model(design, case).clone()).collect();
    Ok(Compared { models, baseline, parts: Vec::new() })
}

/// A design without levers, with each alone and with all, in every case.
fn taken_apart(compiled: &Compiled, levered: &Levered, cases: &[usize]) -> Compared {
    let designs: Vec<usize> =
        [levered.as_is].iter().chain(&levered.alone).chain([&levered.together]).copied().collect();
    let mut compared = Compared { models: Vec::new(), baseline: 0, parts: Vec::new() };
    for case in cases {
        let as_is = compared.models.len();
        compared.models.extend(designs.iter().map(|design| compiled.model(*design, *case).clone()));
        let together = compared.models.len() - 1;
        compared.parts.push(Parts { as_is, alone: (as_is + 1..together).collect(), together });
    }
    compared
}
