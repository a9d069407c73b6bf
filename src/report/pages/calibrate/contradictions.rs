//! Figures that are not met: which input would meet each, and what speaks against it.

use super::named;
use crate::experiment::fit::Against;
use crate::model::Lang;
use crate::report::results::{Calibrated, Contradiction, Moved};
use crate::report::words::{Words, list, say};

/// A sentence each, with numbers.
pub(super) fn whole(found: &Calibrated, lang: Lang) -> Vec<String> {
    found
        .contradictions
        .iter()
        .map(|one| sentence(found, one, &with_numbers(found, one.fact, lang), true, lang))
        .collect()
}

/// A sentence for all that the same speaks against; their numbers are in the table.
pub(super) fn short(found: &Calibrated, lang: Lang) -> Vec<String> {
    let mut groups: Vec<(&Contradiction, Vec<String>)> = Vec::new();
    for one in &found.contradictions {
        let name = found.name(&found.facts[one.fact].wanted, lang);
        match groups.iter_mut().find(|(first, _)| (first.against, first.by) == (one.against, one.by)) {
            Some((_, names)) => names.push(name),
            None => groups.push((one, vec![name])),
        }
    }
    groups.into_iter().map(|(one, names)| sentence(found, one, &list(lang, &names), false, lang)).collect()
}

/// `average response: Pre-sale (measured 38 s, model 33)`.
fn with_numbers(found: &Calibrated, at: usize, lang: Lang) -> String {
    let fact = &found.facts[at];
    let scale = found.scale(fact, lang);
    let ours = fact.after.as_ref().map_or_else(|| Words::of(lang).none.to_owned(), |after| scale.plain(after.value));
    let (name, said) = (found.name(&fact.wanted, lang), scale.with_unit(&scale.plain(fact.value)));
    say(lang, format!("{name} (measured {said}, model {ours})"), format!("{name}（实测 {said}，模型 {ours}）"))
}

/// `fact`: what is not met, as it is called; `numbers`: what speaks against it has its numbers too.
fn sentence(found: &Calibrated, one: &Contradiction, fact: &str, numbers: bool, lang: Lang) -> String {
    let input = one.by.map(|(input, up)| (&found.inputs[input], up));
    match (one.against, input) {
        (Against::Fact(other), by) => {
            let other =
                if numbers { with_numbers(found, other, lang) } else { found.name(&found.facts[other].wanted, lang) };
            against_fact(fact, &other, by, lang)
        }
        (Against::Range(_), Some((input, up))) => against_range(fact, input, up, lang),
        (Against::Range(_) | Against::Nothing, _) => say(
            lang,
            format!("{fact}: no input that may move changes it enough; check what the file says of people and volumes"),
            format!("{fact}：能动的输入都改变不了它，请核对文件里的人数与来量"),
        ),
        (Against::Chance, _) => say(
            lang,
            format!("{fact}: met by the customers it was fitted on, off by chance on others; --replications 100 tells"),
            format!("{fact}：在拟合用的客户上相符，换一批客户时偶然偏出；加 --replications 100 可以判明"),
        ),
    }
}

fn against_fact(fact: &str, other: &str, by: Option<(&Moved, bool)>, lang: Lang) -> String {
    let Some((input, up)) = by else {
        return say(
            lang,
            format!(
                "{fact} and {other} pull the inputs apart: both cannot be so in this model; check how each is counted"
            ),
            format!("{fact} 与 {other} 把输入往相反方向拉：在这个模型里不能同时成立，请核对两者的统计口径"),
        );
    };
    let name = named(input, lang);
    let (en, zh) = if up { (["up", "down"], ["升", "降"]) } else { (["down", "up"], ["降", "升"]) };
    say(
        lang,
        format!(
            "{fact} would have {name} {}, {other} {}: both cannot be so in this model; check how each is counted",
            en[0], en[1]
        ),
        format!(
            "要满足 {fact}，{name} 得{}；要满足 {other}，它得{}：在这个模型里不能同时成立，请核对两者的统计口径",
            zh[0], zh[1]
        ),
    )
}

fn against_range(fact: &str, input: &Moved, up: bool, lang: Lang) -> String {
    let ([low, high], value, name) = (&input.range, &input.value, named(input, lang));
    if input.at_end {
        return say(
            lang,
            format!("{fact} would take {name} beyond its range, {low} to {high}: check the figure or the range"),
            format!("要满足 {fact}，{name} 得超出范围 {low} 至 {high}：请核对这个实测或这个范围"),
        );
    }
    let (en, zh) = if up { ("up", "升") } else { ("down", "降") };
    say(
        lang,
        format!(
            "{fact} would take {name} further {en} than {value}, which its range, {low} to {high}, speaks against: check the figure or the range"
        ),
        format!("要满足 {fact}，{name} 得从 {value} 再{zh}，与它的范围 {low} 至 {high} 不合：请核对这个实测或这个范围"),
    )
}
