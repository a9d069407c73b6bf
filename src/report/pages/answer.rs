//! The answer first, on one screen: a sentence a design, the figures that decide, what would turn it, where the rest is.

use crate::model::Lang;
use crate::report::blocks::advice::{Advice, advice};
use crate::report::blocks::answer::{FEW_ANSWERS, Worth, alone, beside, best, decisive, grid, worth};
use crate::report::blocks::deciding::told_targets;
use crate::report::blocks::figures::{Figure, headline};
use crate::report::blocks::files_read;
use crate::report::blocks::tables;
use crate::report::blocks::turning_points;
use crate::report::formats::fold::{Part, Rows, fit};
use crate::report::formats::text::cut;
use crate::report::labels::{Comparison, View};
use crate::report::numbers;
use crate::report::page::Report;
use crate::report::results::Results;
use crate::report::words::{self, colon, say};
use unicode_width::UnicodeWidthStr;

/// Columns of a design's name in the heading, and above its figures.
const LEAD: usize = 40;
const TITLE: usize = 26;
/// Columns of the question: two lines, whose words are not broken.
const QUESTION: usize = 180;
/// Lines of the page; with the line that says where files were written, forty.
const LINES: usize = 39;

/// The first screen of a run or comparison. `next` is the natural next command.
pub fn answer(results: &Results, lang: Lang, next: &str) -> Report {
    let view = View::new(results, lang);
    let parts = parts(&view, cut);
    let rest = say(
        lang,
        "the rest (by type, team, cost, period; definitions): --full, or --section NAME of it".into(),
        "其余内容（各类型、各组、各项成本、各时期、口径）：--full；只看一部分：--section 名称".into(),
    );
    let title = results.title.in_lang(lang);
    fit(title, &parts, &[rest], &format!("{} {next}", view.words.next), LINES, lang)
}

/// The parts of the answer: the question, then what is said of it. `cut` shortens names to so many columns.
pub(super) fn parts(view: &View<'_>, cut: fn(&str, usize) -> String) -> Vec<Part> {
    let (within, across) = view.pairs();
    let pairs: Vec<Comparison> = within.iter().chain(&across).copied().collect();
    let (best, figures) = (best(view, &within), headline(view));
    let grave = advice(view, &figures, &pairs).into_iter().filter(Advice::is_grave);
    let (of_the_run, others): (Vec<Advice>, Vec<Advice>) = grave.partition(Advice::is_of_the_run);
    let all = [
        Some(question(view, &of_the_run)),
        Some(sentences(view, &within, best)),
        many(view, &within, cut),
        Some(deciding(view, &figures, best, cut)),
        doubts(view, best, &others),
        files(view),
    ];
    all.into_iter().flatten().collect()
}

/// What was asked: which designs, over which days, how often; and what makes every number below doubtful, where no list can drop it.
fn question(view: &View<'_>, doubtful: &[Advice]) -> Part {
    let lang = view.lang;
    let mut designs: Vec<&str> = Vec::new();
    let mut cases: Vec<&str> = Vec::new();
    for arm in 0..view.arms().len() {
        if !designs.contains(&view.design(arm)) {
            designs.push(view.design(arm));
        }
        if !cases.contains(&view.case(arm)) {
            cases.push(view.case(arm));
        }
    }
    let named = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        words::names(lang, &names)
    };
    let (study, n) = (&view.results.study, designs.len());
    let which = match &designs[..] {
        [one] => (*one).to_owned(),
        [one, other] => say(lang, format!("{one} or {other}"), format!("{one}，还是{other}")),
        few if n <= 4 => {
            let named = named(few);
            say(lang, format!("Which: {named}"), format!("选哪个：{named}"))
        }
        _ => say(lang, format!("Which of {n} designs"), format!("{n} 个方案选哪个")),
    };
    // One design is no question.
    let (mark_en, mark_zh) = if n == 1 { (":", "：") } else { ("?", "？") };
    let (span, runs) = (super::first::horizon(view, false), numbers::count(study.replications));
    let line = |of_cases: &str| {
        say(
            lang,
            format!("{which}{mark_en} {span}{of_cases}; {runs} replications, seed {}", study.seed),
            format!("{which}{mark_zh}{span}{of_cases}；模拟 {runs} 次，种子 {}", study.seed),
        )
    };
    let counted = say(lang, format!("; {} cases", cases.len()), format!("；{} 种假设", cases.len()));
    let told = match cases.len() {
        1 if !view.has_cases() => line(""),
        1..=3 => line(&say(lang, format!("; {}", named(&cases)), format!("；{}", named(&cases)))),
        _ => line(&counted),
    };
    let mut notes = vec![if told.width() > QUESTION && cases.len() > 1 { line(&counted) } else { told }];
    notes.extend(view.unwritten_baseline());
    if !view.results.changes.is_empty() {
        let changes = crate::report::words::sentences(lang, &view.results.changes);
        notes.push(say(lang, format!("changed: {changes}"), format!("改动：{changes}")));
    }
    notes.extend(doubtful.iter().map(|advice| advice.text(view)));
    Part { noun: None, heading: String::new(), notes, rows: Rows::Items(Vec::new()), lines: 1, least: 0, most: 0 }
}

/// A sentence a design; with many answers of the best and the baseline only.
fn sentences(view: &View<'_>, within: &[Comparison], best: Option<Comparison>) -> Part {
    let base = view.results.baseline;
    let few = view.arms().len() <= FEW_ANSWERS;
    let mut items = Vec::new();
    let told: Vec<Comparison> = match best {
        Some(best) if few => [best].into_iter().chain(within.iter().copied().filter(|pair| *pair != best)).collect(),
        Some(best) => vec![best],
        None => Vec::new(),
    };
    items.extend(told.iter().map(|pair| beside(view, *pair)));
    items.push(alone(view, base));
    if few {
        let others = (0..view.arms().len()).filter(|arm| *arm != base && told.iter().all(|pair| pair.arm != *arm));
        items.extend(others.map(|arm| alone(view, arm)));
    }
    let heading = match best.filter(|_| view.results.study.replications > 1).and_then(|best| lead(view, best)) {
        Some(lead) => colon(view.lang, view.words.answer, &lead),
        None => view.words.answer.to_owned(),
    };
    Part { noun: None, heading, notes: Vec::new(), rows: Rows::Items(items), lines: 5, least: 8, most: 3 }
}

/// What to do, in a few words.
fn lead(view: &View<'_>, best: Comparison) -> Option<String> {
    let [design, base] = [best.arm, best.base].map(|arm| cut(view.design(arm), LEAD));
    let (en, zh) = match worth(view, best) {
        Worth::Better => (format!("do “{design}”"), format!("先做“{design}”")),
        Worth::Mixed => (format!("weigh “{design}” first"), format!("“{design}”先取舍再定")),
        Worth::Undecided => (format!("do not decide for “{design}” yet"), format!("暂不决定采用“{design}”")),
        Worth::Worse => (format!("keep “{base}”"), format!("维持“{base}”")),
        Worth::NotJudged => return None,
    };
    Some(say(view.lang, en, zh))
}

/// More than a few answers, a row each.
fn many(view: &View<'_>, pairs: &[Comparison], cut: fn(&str, usize) -> String) -> Option<Part> {
    if view.arms().len() <= FEW_ANSWERS {
        return None;
    }
    let rows = Rows::Table(grid::table(view, pairs, cut));
    Some(Part { noun: None, heading: grid::caption(view), notes: Vec::new(), rows, lines: 1, least: 9, most: 20 })
}

/// The figures that decide, of the best design and the baseline.
fn deciding(view: &View<'_>, figures: &[Figure], best: Option<Comparison>, cut: fn(&str, usize) -> String) -> Part {
    let base = view.results.baseline;
    // Nothing is compared within a case: a case of the same demand beside the baseline's.
    let (within, across) = view.pairs();
    let other_case = across.into_iter().find(|pair| within.is_empty() && view.is_judged(*pair));
    let best = best.or(other_case);
    let arms: Vec<usize> = match best {
        Some(pair) => vec![pair.base, pair.arm],
        // Nothing is compared: what was run, as far as it fits.
        None => std::iter::once(base).chain((0..view.arms().len()).filter(|arm| *arm != base)).take(2).collect(),
    };
    let chosen = decisive::figures(view, figures, &arms, best);
    let mut table = decisive::table(view, &chosen, &arms, best);
    for column in &mut table.columns {
        column.title = cut(&column.title, TITLE);
    }
    let case = if view.has_cases() && other_case.is_none() { colon_case(view) } else { String::new() };
    let (en, zh) = ("The figures that decide", "起决定作用的指标");
    let caption = std::mem::take(&mut table.caption);
    let heading = say(view.lang, format!("{en}{case} ({caption})"), format!("{zh}{case}（{caption}）"));
    let notes = best.and_then(|pair| tables::wider(view, &chosen, pair)).into_iter().collect();
    Part { noun: None, heading, notes, rows: Rows::Table(table), lines: 1, least: 10, most: 8 }
}

/// What was assumed that would change the answer, and what else a reader should know before they believe it. How many assumptions turn a
/// verdict stands in the heading, so that none of them is left out unseen.
fn doubts(view: &View<'_>, best: Option<Comparison>, grave: &[Advice]) -> Option<Part> {
    let mut items = turning_points::in_short(view, best.map(|pair| pair.arm));
    items.extend(grave.iter().map(|advice| advice.text(view)));
    let model = view.model(view.results.baseline);
    items.extend(told_targets(&view.results.template_targets, model, view.lang));
    let design = cut(best.map_or("", |pair| view.design(pair.arm)), LEAD);
    let turning = turning_points::Turning::of(view, best.map(|pair| pair.arm)).said(&design, view.lang);
    let (en, zh) = turning.map_or_else(Default::default, |said| (format!(" ({said})"), format!("（{said}）")));
    let heading = say(view.lang, format!("Assumed or doubtful{en}"), format!("假定与疑点{zh}"));
    (!items.is_empty()).then_some(Part {
        noun: None,
        heading,
        notes: Vec::new(),
        rows: Rows::Items(items),
        lines: 3,
        least: 4,
        most: 5,
    })
}

/// What was taken of the files that the scenario names, a line each: whoever gave them sees whether they were read right.
fn files(view: &View<'_>) -> Option<Part> {
    let items: Vec<String> = view.results.files.iter().map(|taken| files_read::short_line(taken, view.lang)).collect();
    let heading = view.words.files_read.to_owned();
    (!items.is_empty()).then_some(Part {
        noun: None,
        heading,
        notes: Vec::new(),
        rows: Rows::Items(items),
        lines: 1,
        least: 3,
        most: 2,
    })
}

/// `, as given`: the case that the figures are of.
fn colon_case(view: &View<'_>) -> String {
    let case = view.case(view.results.baseline);
    say(view.lang, format!(", {case}"), format!("，{case}"))
}
