//! A stretch in a sentence: what was missed, who of those on shift did what, what the waiting is charged to.

use super::asked;
use super::words::{charged_to, not_there, were};
use crate::experiment::Stretch;
use crate::measure::blame::{Cause, State};
use crate::model::{Lang, TeamId, TypeId};
use crate::report::labels::View;
use crate::report::numbers::{number, share};
use crate::report::results::{Explained, ON_SHIFT};
use crate::report::words::{list, say};
use unicode_width::UnicodeWidthStr;

/// A state or a cause is told in a sentence from this part of all on.
const TOLD: f64 = 0.1;

/// A part of the whole as it is said: `54 %`.
fn percent(part: f64) -> String {
    format!("{} %", number(part * 100.0, 0))
}

/// The sentence of a stretch.
pub fn sentence(found: &Explained, stretch: &Stretch, lang: Lang) -> String {
    told(found, stretch, lang, &|_| None)
}

/// The same in a report, whose own replications are more than the few that were observed: levels are theirs, as everywhere else in it.
pub fn in_report(view: &View<'_>, found: &Explained, stretch: &Stretch) -> String {
    let arm = arm_of(found, view);
    told(found, stretch, view.lang, &|of| asked::level_in(view, arm?, of, &stretch.intervals))
}

/// The arm that was observed.
pub(super) fn arm_of(found: &Explained, view: &View<'_>) -> Option<usize> {
    let of = &found.why.model;
    let same = |arm: &usize| {
        let model = view.model(*arm);
        (&of.design.key, &of.case.key) == (&model.design.key, &model.case.key)
    };
    (0..view.arms().len()).find(same)
}

/// What was observed of an arm; none where nothing was.
fn observed<'a>(view: &View<'a>, arm: usize) -> Option<&'a Explained> {
    view.results.why.as_ref()?.found.iter().find(|found| arm_of(found, view) == Some(arm))
}

/// `level`: how the promise of a type is kept, where more is known than what was observed.
fn told(found: &Explained, stretch: &Stretch, lang: Lang, level: &dyn Fn(TypeId) -> Option<f64>) -> String {
    let when = found.when(stretch, lang);
    let mut parts: Vec<String> = kept(found, stretch, lang, level).into_iter().collect();
    parts.extend([
        of_those_on_shift(found, stretch, &found.teams(), lang),
        charged(found, stretch, &found.types(), lang),
    ]);
    say(lang, format!("{when}: {}", parts.join(". ")), format!("{when}：{}", parts.join("。")))
}

/// Why the promise of an arm that breaks first does so, in the hours in which most of its customers are short of it: how it is kept then, who
/// of those on shift who may take them did what, what their waiting is charged to. Of tickets the worst hours of all. `room`: columns; what
/// people did is left out where both do not fit. `None`: it was not looked at, or nobody is short of it.
pub fn first_break(view: &View<'_>, arm: usize, room: usize) -> Option<String> {
    let (lang, model) = (view.lang, view.model(arm));
    let found = observed(view, arm)?;
    let Some((of, hours)) = asked::first_break(view, arm) else {
        return Some(sentence(found, found.why.stretches.first()?, lang));
    };
    let stretch = found.why.stretches.iter().find(|stretch| stretch.intervals == hours)?;
    let mut teams: Vec<TeamId> = Vec::new();
    for route in &model.types[of].routes {
        if !teams.contains(&route.team) {
            teams.push(route.team);
        }
    }
    let when = found.when(stretch, lang);
    // As all replications of the run have it; the few that were observed tell the shares alone.
    let name = model.types[of].label.in_lang(lang);
    let when = match asked::level_in(view, arm, of, &hours) {
        Some(level) => {
            let level = percent(level);
            say(lang, format!("{when}, {name} {level} within target"), format!("{when}，{name}及时 {level}"))
        }
        None => say(lang, format!("{when}, {name}"), format!("{when}，{name}")),
    };
    let n = found.why.replications;
    let when = say(lang, format!("{when} (shares about, by {n} runs)"), format!("{when}（占比按 {n} 次模拟，约数）"));
    // The cause first: who was on shift explains it.
    let parts = [charged(found, stretch, &[of], lang), of_those_on_shift(found, stretch, &teams, lang)];
    let told =
        |parts: &[String]| say(lang, format!("{when}: {}", parts.join(". ")), format!("{when}：{}", parts.join("；")));
    let all = told(&parts);
    Some(if all.width() <= room { all } else { told(&parts[..1]) })
}

/// What most of that waiting is charged to; `None`: it was not looked at, or nobody waited.
pub fn first_cause(view: &View<'_>, arm: usize) -> Option<Cause> {
    let (of, hours) = asked::first_break(view, arm)?;
    let found = observed(view, arm)?;
    let stretch = found.why.stretches.iter().find(|stretch| stretch.intervals == hours)?;
    Some(found.causes_of(stretch, &stretch.rows, &[of]).first()?.0)
}

/// What was promised and is missed most, or that all is kept.
fn kept(found: &Explained, stretch: &Stretch, lang: Lang, level: &dyn Fn(TypeId) -> Option<f64>) -> Option<String> {
    let mut judged = found.judged(stretch, &stretch.rows);
    for one in &mut judged {
        if let Some(level) = level(one.of) {
            one.in_time = level;
            one.short = (one.promised - level) * stretch.asked(&stretch.rows, &[one.of]).value;
        }
    }
    Explained::most_short_first(&mut judged);
    let worst = judged.first()?;
    let name = found.why.model.types[worst.of].label.in_lang(lang);
    let (is, promised) = (percent(worst.in_time), share(worst.promised));
    let missed = judged.iter().filter(|one| one.in_time < one.promised).count();
    Some(match (missed, judged.len()) {
        (0, 1) => say(
            lang,
            format!("kept, {name} {is} within target ({promised} promised)"),
            format!("达标，{name}及时 {is}，承诺 {promised}"),
        ),
        (0, _) => say(
            lang,
            format!("all targets kept; the nearest, {name}, has {is} within target ({promised} promised)"),
            format!("全部达标；余量最小的{name}及时 {is}，承诺 {promised}"),
        ),
        (1, _) => say(
            lang,
            format!("missed, {name} {is} within target ({promised} promised)"),
            format!("未达标，{name}及时 {is}，承诺 {promised}"),
        ),
        (n, all) => say(
            lang,
            format!(
                "missed by {n} of {all} types, most customers short in {name}: {is} within target ({promised} promised)"
            ),
            format!("{all} 类中 {n} 类未达标，没赶上的客户最多的是{name}：及时 {is}，承诺 {promised}"),
        ),
    })
}

/// Who of those on shift did what.
fn of_those_on_shift(found: &Explained, stretch: &Stretch, teams: &[TeamId], lang: Lang) -> String {
    let mean = |states: &[State]| stretch.people(&stretch.rows, teams, states).value;
    let all = mean(&ON_SHIFT);
    let absent = mean(&[State::Absent]);
    if all + absent < 0.05 {
        return say(lang, "Nobody is on shift".into(), "无人当班".into());
    }
    let did = |state: &State| {
        let n = mean(&[*state]);
        (n >= TOLD * all && n >= 0.05).then(|| {
            let more = if *state == State::Ticket { tickets(found, stretch, teams, lang) } else { String::new() };
            were(*state, &number(n, -1), lang) + &more
        })
    };
    let mut did: Vec<String> = ON_SHIFT.iter().filter_map(did).collect();
    // What is told adds up to all of them.
    let is_told = |state: &&State| mean(&[**state]) >= (TOLD * all).max(0.05);
    let told: f64 = ON_SHIFT.iter().filter(is_told).map(|state| mean(&[*state])).sum();
    if all - told >= 0.05 && !did.is_empty() {
        let n = number(all - told, -1);
        did.push(say(lang, format!("{n} otherwise"), format!("其余 {n} 人")));
    }
    if absent >= TOLD * all.max(0.5) {
        let n = number(absent, -1);
        did.push(say(lang, format!("besides, {n} absent"), format!("另有 {n} 人缺勤")));
    }
    let (n, did) = (number(all, -1), did.join(if lang == Lang::Zh { "，" } else { ", " }));
    let some = teams.len() < found.teams().len();
    let (en, zh) = if some { ("on shift who may take them", "能接它的当班") } else { ("on shift", "当班") };
    say(lang, format!("Of {n} {en}, {did}"), format!("{zh} {n} 人中，{did}"))
}

/// ` (Logistics follow-up, Reship)`: the tickets in hand that are most.
fn tickets(found: &Explained, stretch: &Stretch, teams: &[TeamId], lang: Lang) -> String {
    let model = &found.why.model;
    let mut all: Vec<(f64, TypeId)> =
        model.types.ids().map(|of| (stretch.with_ticket(teams, of), of)).filter(|(n, _)| *n > 0.0).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let most: f64 = all.iter().map(|(n, _)| n).sum();
    let names = all.iter().filter(|(n, _)| *n >= 0.2 * most).take(2);
    let names: Vec<String> = names.map(|(_, of)| model.types[*of].label.in_lang(lang).to_owned()).collect();
    let names = list(lang, &names);
    if names.is_empty() { names } else { say(lang, format!(" ({names})"), format!("（{names}）")) }
}

/// What the waiting of these types is charged to.
fn charged(found: &Explained, stretch: &Stretch, types: &[TypeId], lang: Lang) -> String {
    let causes = found.causes_of(stretch, &stretch.rows, types);
    if causes.is_empty() {
        return say(lang, "nobody waited".into(), "没有人等待".into());
    }
    let told = causes.iter().take(3).filter(|(_, part)| *part >= TOLD || causes.len() == 1);
    let all: f64 = told.clone().map(|(_, part)| part).sum();
    let mut told: Vec<String> = told
        .map(|(cause, part)| {
            let (part, cause) = (percent(*part), charged_to(*cause, lang));
            say(lang, format!("{part} to {cause}"), format!("{cause} {part}"))
        })
        .collect();
    if all < 0.995 {
        let part = percent(1.0 - all);
        told.push(say(lang, format!("{part} to the rest"), format!("其余 {part}")));
    }
    let told = list(lang, &told);
    match types {
        [of] if found.types().len() > 1 => {
            let of = found.why.model.types[*of].label.in_lang(lang);
            say(lang, format!("Of the waiting of {of} alone, {told}"), format!("只看{of}，等待时间的归因：{told}"))
        }
        [_] => say(lang, format!("Of the waiting, {told}"), format!("等待时间的归因：{told}")),
        _ => say(lang, format!("Of the waiting of all types, {told}"), format!("各类型合计，等待时间的归因：{told}")),
    }
}

/// What was missing most, which is no promise of what would come of it.
pub fn missing_most(found: &Explained, stretch: &Stretch, lang: Lang) -> Option<String> {
    let (cause, part) = *found.causes(stretch, &stretch.rows).first()?;
    let (what, part, when) = (not_there(cause, lang), percent(part), found.when(stretch, lang));
    let others = if cause == Cause::OtherTypes { served(found, stretch, lang) } else { String::new() };
    Some(say(
        lang,
        format!("{when}: {what}{others} – {part} of the waiting"),
        format!("{when}：{what}{others}，占等待时间的 {part}"),
    ))
}

/// ` (Logistics chat 30 %)`: whose customers were served meanwhile.
fn served(found: &Explained, stretch: &Stretch, lang: Lang) -> String {
    let (model, types) = (&found.why.model, found.types());
    let mut all: Vec<(f64, TypeId)> = types.iter().map(|of| (stretch.served(&types, *of), *of)).collect();
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let names = all.iter().take(2).filter(|(part, _)| *part > 0.0);
    let names: Vec<String> =
        names.map(|(part, of)| format!("{} {}", model.types[*of].label.in_lang(lang), percent(*part))).collect();
    let names = list(lang, &names);
    say(lang, format!(" ({names})"), format!("（{names}）"))
}
