//! Inputs moved until the simulation meets what was measured: what is met, what was found and by which facts, what stays open and
//! what to measure next, and what contradicts what. [`files`] has it as rows and JSON.

mod contradictions;
mod files;
mod tables;

pub use files::{calibrate_csv, calibrate_json};

use super::sweep::about;
use crate::experiment::LEVEL;
use crate::model::Lang;
use crate::report::formats::fold::{Part, Rows, fit};
use crate::report::numbers;
use crate::report::page::{Block, Report, Section};
use crate::report::paths::name_of_path;
use crate::report::results::{Calibrated, Knowledge, Met, Moved, Undetermined};
use crate::report::words::{Words, colon, list, say, sentences};

/// Lines of the page; with the lines that say where files were written, forty.
const LINES: usize = 38;

/// The first screen. `next` is the natural next command.
pub fn calibrate_answer(found: &Calibrated, lang: Lang, next: &str) -> Report {
    let rest = say(
        lang,
        "met: within the error of 95 %, the model's own included; the rest (all inputs, the rule of errors): --full"
            .into(),
        "“是”指在 95 % 误差之内（含模型自身的误差）；其余内容（误差规则）：--full".into(),
    );
    let next = format!("{} {next}", Words::of(lang).next);
    fit(found.title.in_lang(lang), &parts(found, lang, false), &[rest], &next, LINES, lang)
}

/// All of it.
pub fn calibrate_report(found: &Calibrated, lang: Lang, next: &str) -> Report {
    let mut sections: Vec<Section> = parts(found, lang, true).iter().map(Part::whole).collect();
    sections.push(Section {
        heading: say(lang, "How it was found".into(), "如何得出".into()),
        blocks: vec![Block::Named(how(found, lang))],
    });
    Report { title: found.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", Words::of(lang).next) }
}

/// `whole`: with paths and ranges of inputs, for which the first screen has no room.
fn parts(found: &Calibrated, lang: Lang, whole: bool) -> Vec<Part> {
    let heading = |en: &str, zh: &str| say(lang, en.to_owned(), zh.to_owned());
    let items =
        |heading: String, items: Vec<String>, (lines, least): (usize, usize)| Part::items(heading, items, lines, least);
    let against = if whole { contradictions::whole(found, lang) } else { contradictions::short(found, lang) };
    let all_of_them = 2 * against.len() + 1;
    let inputs = if whole { tables::inputs_whole(found, lang) } else { tables::inputs(found, lang) };
    let all = [
        Part { heading: Words::of(lang).answer.to_owned(), ..items(String::new(), answer(found, lang), (3, 6)) },
        items(heading("Not met, and what speaks against it", "对不上的实测，以及与谁矛盾"), against, (2, all_of_them)),
        Part::table(heading("Measured beside the model", "实测与模型"), tables::facts(found, lang), 13),
        Part::table(heading("Inputs", "输入"), inputs, 5),
        items(heading("Which facts fix which inputs", "哪些实测定下了哪些输入"), fixed(found, lang), (2, 3)),
        items(heading("Not told by these facts", "这些实测定不下来的"), open(found, lang), (2, 3)),
    ];
    let is_there = |part: &Part| match &part.rows {
        Rows::Items(items) => !items.is_empty(),
        Rows::Table(table) => !table.rows.is_empty(),
        Rows::Lines(_) => true,
    };
    all.into_iter().filter(is_there).collect()
}

/// What came out, a sentence each.
fn answer(found: &Calibrated, lang: Lang) -> Vec<String> {
    let all = found.fitted_facts().count();
    let met = found.fitted_facts().filter(|fact| fact.is_met_by(fact.after.as_ref())).count();
    let before = found.fitted_facts().filter(|fact| fact.is_met_by(fact.before.as_ref())).count();
    let n = numbers::count(found.judged.replications);
    let mut items = vec![say(
        lang,
        format!(
            "{met} of {all} measured figures are met within their error, {before} by the file as it is; judged by {n} \
             replications on other customers than it was fitted on"
        ),
        format!("{all} 个实测指标中 {met} 个在误差之内（按原文件为 {before} 个）；用与拟合不同的客户模拟 {n} 次来判断"),
    )];
    let moved = found.inputs.iter().filter(|input| input.value != input.was).count();
    let known = found.inputs_that_are(Knowledge::Found).count();
    items.push(match (moved, found.inputs.len()) {
        (0, all) => say(
            lang,
            format!(
                "No input had to move, of {all} that may: what was measured fits the file, or says nothing of them"
            ),
            format!("可变动的 {all} 个输入都不必改动：实测与文件相符，或与它们无关"),
        ),
        (moved, all) => say(
            lang,
            format!(
                "{moved} of {all} inputs that may move were moved; {known} are found, each within half of its range"
            ),
            format!("可变动的 {all} 个输入中改动了 {moved} 个；其中 {known} 个定了下来（区间不超过原范围的一半）"),
        ),
    });
    items.extend(found.facts.iter().filter(|fact| fact.held_out).map(|fact| held(found, fact, lang)));
    let lost: Vec<String> = found.inputs.iter().filter(|one| one.value != one.was && !one.written).map(line).collect();
    if !lost.is_empty() {
        let lines = sentences(lang, &lost);
        items.push(say(
            lang,
            format!("The new file has no room for these lines, so write them by hand: {lines}"),
            format!("这几行无法自动写进新文件，请手工写入：{lines}"),
        ));
    }
    items
}

/// `contact.a.messages = 5.2`.
fn line(input: &Moved) -> String {
    let value = if input.value.parse::<f64>().is_ok() { input.value.clone() } else { format!("\"{}\"", input.value) };
    format!("{} = {value}", input.path)
}

/// A figure that was not fitted.
fn held(found: &Calibrated, fact: &Met, lang: Lang) -> String {
    let (name, scale) = (found.name(&fact.wanted, lang), found.scale(fact, lang));
    let said = scale.with_unit(&scale.estimate(fact.value, Some(fact.half_width())));
    let Some(after) = &fact.after else {
        return say(
            lang,
            format!("Held out: {name}, measured {said}: the model does not give it"),
            format!("留作检验：{name}，实测 {said}：模型没有这个数"),
        );
    };
    let ours = scale.with_unit(&scale.estimate(after.value, after.half_width(LEVEL)));
    let (en, zh) = if fact.is_met_by(Some(after)) { ("met", "相符") } else { ("not met", "不相符") };
    say(
        lang,
        format!("Held out, not fitted: {name} is {ours}, measured {said}: {en}"),
        format!("留作检验、未参与拟合：{name} 为 {ours}，实测 {said}：{zh}"),
    )
}

/// Which facts fix an input that is found, a sentence each.
fn fixed(found: &Calibrated, lang: Lang) -> Vec<String> {
    let one = |input: &Moved| {
        let facts: Vec<String> = input
            .fixed_by
            .iter()
            .map(|(fact, share)| {
                let (name, percent) = (found.name(&found.facts[*fact].wanted, lang), numbers::number(100.0 * share, 0));
                say(lang, format!("{name} {percent} %"), format!("{name} {percent} %"))
            })
            .collect();
        colon(lang, &named(input, lang), &list(lang, &facts))
    };
    found.inputs_that_are(Knowledge::Found).map(one).collect()
}

/// What is not told, and what would tell it; what nothing would tell comes last, in one line.
fn open(found: &Calibrated, lang: Lang) -> Vec<String> {
    let is_quiet = |one: &&Undetermined| one.inputs.len() == 1 && one.measure.is_none();
    let (quiet, told): (Vec<&Undetermined>, Vec<&Undetermined>) = found.open.iter().partition(is_quiet);
    let mut items: Vec<String> = told.iter().map(|one| undetermined(found, one, lang)).collect();
    if !quiet.is_empty() {
        let names: Vec<String> = quiet.iter().map(|one| found.inputs[one.inputs[0].0].path.clone()).collect();
        let (n, names) = (names.len(), list(lang, &names));
        items.push(say(
            lang,
            format!("{n} that no figure of an export sees; ask people, or leave them: {names}"),
            format!("另有 {n} 个从报表里看不出来，请问人或保持原样：{names}"),
        ));
    }
    if !found.left_out.is_empty() {
        let (n, names) = (found.left_out.len(), list(lang, &found.left_out));
        items.push(say(
            lang,
            format!("{n} with a range that were not moved; check them yourself: {names}"),
            format!("{n} 个有范围但没有改动，请自行核对：{names}"),
        ));
    }
    items
}

fn undetermined(found: &Calibrated, one: &Undetermined, lang: Lang) -> String {
    let (_, first) = one.inputs[0];
    let names: Vec<String> = one
        .inputs
        .iter()
        .map(|(input, part)| {
            let sign = if part * first > 0.0 {
                say(lang, "up".into(), "升".into())
            } else {
                say(lang, "down".into(), "降".into())
            };
            let name = named(&found.inputs[*input], lang);
            if one.inputs.len() == 1 { name } else { format!("{name} {sign}") }
        })
        .collect();
    let what = if names.len() == 1 {
        let name = &names[0];
        say(lang, format!("{name}: these facts say too little of it"), format!("{name}：这些实测说明不了它"))
    } else {
        let names = list(lang, &names);
        say(
            lang,
            format!("{names}: together they change nothing measured"),
            format!("{names}：这样一起变，实测的数都不变"),
        )
    };
    let measure = match &one.measure {
        Some((wanted, left)) => {
            let (name, percent) = (found.name(wanted, lang), numbers::number(100.0 * left, 0));
            say(
                lang,
                format!("; measure {name}: {percent} % of the interval would be left"),
                format!("；请再测{name}：区间会缩到 {percent} %"),
            )
        }
        None => say(lang, "; measure one of them itself".into(), "；请直接测其中一个".into()),
    };
    what + &measure
}

/// `answers in a chat (contact.presale.messages)`.
fn named(input: &Moved, lang: Lang) -> String {
    let path = &input.path;
    match name_of_path(path, lang) {
        Some(name) => say(lang, format!("{name} ({path})"), format!("{name}（{path}）")),
        None => path.clone(),
    }
}

fn how(found: &Calibrated, lang: Lang) -> Vec<(String, String)> {
    let mut named = about(&found.model, &found.fitted, (&found.changes, &found.template_targets), lang);
    let (n, seed, points, rounds) = (found.fitted.replications, found.fitted.seed, found.points, found.rounds);
    named.push((
        say(lang, "fitted".into(), "拟合".into()),
        say(
            lang,
            format!(
                "weighted least squares, {rounds} rounds over {points} points of {n} replications each on the same customers, seed {seed}; \
                 a range counts as one measurement of its input, half of it one standard error"
            ),
            format!(
                "加权最小二乘，{rounds} 轮、{points} 个点，每点在相同客户上模拟 {n} 次，种子 {seed}；输入的范围当作对它的一次测量，半个范围为一个标准误"
            ),
        ),
    ));
    let (n, seed) = (found.judged.replications, found.judged.seed);
    named.push((
        say(lang, "judged".into(), "判断".into()),
        say(
            lang,
            format!("{n} replications on other customers, seed {seed}, all days"),
            format!("换一批客户模拟 {n} 次，种子 {seed}，全部日子"),
        ),
    ));
    named.push((
        say(lang, "errors".into(), "误差".into()),
        say(
            lang,
            "what stands behind ± in the file, as half of an interval of 95 %; else half a unit of the last digit that was written, and \
             the chance of one history of as many days as are counted, thirty at most; the simulation's own error on top"
                .into(),
            "文件里 ± 后面的数，当作 95 % 区间的一半；没写则取最后一位数字的舍入误差，加上一段同样长（至多三十天）的历史自身的偶然起伏；再加模拟自身的误差".into(),
        ),
    ));
    named
}
