//! Why customers waited: the answer first, on one screen, or all of it; [`files`] has the rows.

mod files;

pub use files::{why_csv, why_json};

use crate::catalogue::civil;
use crate::experiment::Stretch;
use crate::measure::blame::Cause;
use crate::model::Lang;
use crate::report::blocks::why::{by_row, by_type, causes, missing_most, people, sentence, words};
use crate::report::formats::fold::{Part, Rows, fit};
use crate::report::labels::staff;
use crate::report::numbers;
use crate::report::page::{Block, Report, Section, Table};
use crate::report::results::Explained;
use crate::report::words::{Words, say, sentences};

/// Lines of the page; with the line that says where files were written, forty.
const LINES: usize = 39;

/// The first screen. `next` is the natural next command.
pub fn why_answer(found: &Explained, lang: Lang, next: &str) -> Report {
    let rest = say(
        lang,
        "the rest (each stretch by type and half hour; how it is charged): --full".into(),
        "其余内容（各时段按类型、按半小时；归因规则）：--full".into(),
    );
    let next = format!("{} {next}", Words::of(lang).next);
    fit(found.title.in_lang(lang), &parts(found, lang), &[rest], &next, LINES, lang)
}

/// All of it.
pub fn why_report(found: &Explained, lang: Lang, next: &str) -> Report {
    let mut sections: Vec<Section> = parts(found, lang).iter().map(Part::whole).collect();
    for stretch in &found.why.stretches {
        let blocks = [by_row(found, stretch, lang), people(found, stretch, lang), by_type(found, stretch, lang)];
        let heading = found.when(stretch, lang);
        let own = |mut table: Table| {
            table.caption.clear();
            Block::Table(table)
        };
        sections.push(Section { heading, blocks: blocks.into_iter().map(own).collect() });
    }
    sections.push(how_it_is_charged(lang));
    Report { title: found.title.in_lang(lang).to_owned(), sections, next: format!("{} {next}", Words::of(lang).next) }
}

/// The stretch that is told first: the worst, or the only one.
fn first(found: &Explained) -> &Stretch {
    let stretches = &found.why.stretches;
    stretches.iter().find(|stretch| !stretch.whole).unwrap_or(&stretches[0])
}

fn parts(found: &Explained, lang: Lang) -> Vec<Part> {
    let worst = first(found);
    let table = |heading: String, table: Table, least: usize, most: usize| Part {
        noun: None,
        heading,
        notes: Vec::new(),
        rows: Rows::Table(table),
        lines: 1,
        least,
        most,
    };
    let when = found.when(worst, lang);
    let mut course = by_row(found, worst, lang);
    course.caption.clear();
    vec![
        question(found, lang),
        answer(found, lang),
        table(say(lang, "What customers waited for".into(), "客户在等什么".into()), causes(found, lang), 11, 12),
        table(
            say(lang, format!("{when}: people, on average"), format!("{when}：平均在岗情况")),
            people(found, worst, lang),
            5,
            3,
        ),
        table(say(lang, format!("{when}: half hour by half hour"), format!("{when}：逐半小时")), course, 7, 8),
    ]
}

fn question(found: &Explained, lang: Lang) -> Part {
    let why = &found.why;
    let (model, n, seed) = (&why.model, numbers::count(why.replications), why.seed);
    let calendar = &model.calendar;
    let first = calendar.epoch_day(calendar.warm_up_days);
    let dates = numbers::from_to(civil(first), civil(first + calendar.days - 1), lang);
    let (design, people) = (model.design.in_lang(lang), staff(model, lang));
    let case = match &model.case {
        case if case.key == "base" => String::new(),
        case => say(lang, format!(", {}", case.in_lang(lang)), format!("，{}", case.in_lang(lang))),
    };
    let line = say(
        lang,
        format!("Why did customers of {design}{case} wait? {people}; {dates}, {n} replications, seed {seed}"),
        format!("{design}{case}：客户为什么在等？{people}；{dates}，模拟 {n} 次，种子 {seed}"),
    );
    let mut notes = vec![line];
    if !found.changes.is_empty() {
        let changes = sentences(lang, &found.changes);
        notes.push(say(lang, format!("changed: {changes}"), format!("改动：{changes}")));
    }
    if why.stopped.is_some() {
        let (en, zh) = ("stopped early: these are the whole replications until then", "提前停止：只含已完成的各次模拟");
        notes.push(say(lang, en.into(), zh.into()));
    }
    Part { noun: None, heading: String::new(), notes, rows: Rows::Items(Vec::new()), lines: 1, least: 0, most: 0 }
}

/// A sentence a stretch, the worst first, and what was missing most.
fn answer(found: &Explained, lang: Lang) -> Part {
    let stretches = &found.why.stretches;
    let mut ordered: Vec<&Stretch> = stretches.iter().filter(|stretch| !stretch.whole).collect();
    ordered.extend(stretches.iter().filter(|stretch| stretch.whole));
    let mut items: Vec<String> = ordered.iter().map(|stretch| sentence(found, stretch, lang)).collect();
    let missing = missing_most(found, first(found), lang);
    items.insert(1, {
        let missing = missing.unwrap_or_else(|| say(lang, "nothing".into(), "没有".into()));
        say(lang, format!("Missing most, {missing}"), format!("最缺的是：{missing}"))
    });
    let mut notes = Vec::new();
    if stretches.iter().all(|stretch| stretch.whole) {
        notes.push(say(lang, "No half hour is short of its target.".into(), "没有任何半小时低于目标。".into()));
    }
    let heading = Words::of(lang).answer.to_owned();
    Part { noun: None, heading, notes, rows: Rows::Items(items), lines: 4, least: 9, most: 3 }
}

/// The rule, short enough to be checked by hand.
fn how_it_is_charged(lang: Lang) -> Section {
    let order: Vec<String> = Cause::ALL.iter().map(|cause| words::cause(*cause, lang)).collect();
    let texts = [
        say(
            lang,
            format!("At each instant every waiting customer is charged to one cause, in this order: {}.", order.join("; ")),
            format!("每一时刻，每位等待的客户只记到一个原因，次序为：{}。", order.join("；")),
        ),
        say(
            lang,
            "Each place that is not there for customers (of somebody absent, in a break, on a pause; held by a ticket; one that the \
             hands could do with) excuses one customer. Who is left stands behind an older backlog while any of it waits or is \
             served: whoever asked before the stretch began, or before anybody was on shift. The rest, more than there are \
             places, waits for all of them, and is divided in proportion to what the places of its teams are for."
                .into(),
            "每个没有用来接待客户的位置（缺勤、休息、暂离的人的位置；被工单占住的位置；手上忙得过来却没有的位置）抵一位客户。\
             剩下的人，只要更早的积压（在时段开始之前、或有人当班之前就来的客户）还在等或还在被接待，就记为排在积压后面。\
             再多出来的人等的是全部位置，按这些位置当时的用途分摊。"
                .into(),
        ),
        say(
            lang,
            "Waiting: from asking for people until somebody takes the customer; where the first answer is promised, or chats go by \
             the message, until it is sent. The parts add up to the whole exactly; ± is the 95 % interval over replications. \
             What was expected: by formula, as `check` has it; who asks again because nobody answered is beyond it. It is what \
             was not there, not a promise of what more of it would bring: try that with `compare`."
                .into(),
            "等待：从转人工到有人接入；承诺首响、或按消息接待的，到第一句回复发出为止。各部分之和与总数完全相等；± 为各次模拟之间的 \
             95 % 区间。预期：按公式算出，与 `check` 相同；因无人回复而再次进来的，属于超出预期。这里说的是当时缺什么，不是补上之后的效果：\
             效果请用 `compare` 试算。"
                .into(),
        ),
    ];
    Section { heading: Words::of(lang).how_to_read.to_owned(), blocks: texts.into_iter().map(Block::Text).collect() }
}
