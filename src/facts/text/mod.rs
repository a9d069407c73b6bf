//! What a shop said as the text of a scenario: every value with its cell, what was worked out, what is a default.

mod contacts;
mod lines;
mod measured;
mod organisation;
mod promotion;
mod told;

use super::answers::Answers;
use super::doubts::{Doubt, doubts};
use super::shop::Shop;
use super::worked::{Worked, worked};
use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::document::date_text;
use lines::{Lines, plain, quoted, sourced};

/// A scenario, and what there is to say of it.
#[derive(Debug)]
pub struct Written {
    /// The scenario.
    pub text: String,
    /// Answers, and those of them that say that nobody knows.
    pub answers: (usize, usize),
    /// What was worked out of what.
    pub worked_out: Vec<Text>,
    /// What nobody said, and what is taken instead.
    pub defaults: Vec<Text>,
    /// What contradicts what.
    pub doubts: Vec<Doubt>,
    /// What is read otherwise than one might think, or not at all.
    pub notes: Vec<Text>,
    /// Whether there are two designs, or cases, to be compared.
    pub compares: bool,
}

/// What the writers of its parts have at hand.
struct Work<'a> {
    shop: &'a Shop,
    worked: &'a Worked,
    /// Chats go by the message: somebody said how fast answers are.
    by_message: bool,
    /// What is as the template has it is written too.
    whole: bool,
}

impl<'a> Work<'a> {
    fn new(shop: &'a Shop, worked: &'a Worked) -> Self {
        let fast = ["average_response", "three_minute_rate"];
        let told = |key: &str| shop.answers.kinds.iter().any(|kind| shop.answers.number(key, kind.slot).is_some());
        let by_message = fast.iter().any(|key| told(key) || shop.export.contains_key(key));
        Self { shop, worked, by_message, whole: false }
    }

    fn answers(&self) -> &Answers {
        &self.shop.answers
    }
}

/// Writes the scenario.
pub fn written(shop: &Shop, path: &str, chinese: bool) -> Written {
    let worked = worked(shop);
    let doubts = doubts(shop, &worked);
    let work = Work::new(shop, &worked);
    let mut lines = Lines::new(chinese);
    head(&work, path, &doubts, &mut lines);
    let worked_out = simulated(&work, &mut lines);
    measured::measured(&work, &mut lines);
    told::facts(&work, &mut lines);
    let compares = shop.has_idea() || shop.promotion.is_some();
    let Lines { text, defaults, .. } = lines;
    let notes = shop.notes.clone();
    Written { text, answers: shop.answers.count(), worked_out, defaults, doubts, notes, compares }
}

/// All that is simulated, and what is usual besides, without a word of where it comes from.
pub fn whole(shop: &Shop) -> String {
    let worked = worked(shop);
    let work = Work { whole: true, ..Work::new(shop, &worked) };
    let mut lines = Lines::new(false);
    head(&work, "", &[], &mut lines);
    simulated(&work, &mut lines);
    lines.text
}

/// What is simulated; what was worked out.
fn simulated(work: &Work<'_>, lines: &mut Lines) -> Vec<Text> {
    let mut worked_out = contacts::demand(work, lines);
    worked_out.extend(contacts::contacts(work, lines));
    contacts::tickets(work, lines);
    organisation::organisations(work, lines);
    promotion::cases(work, lines);
    worked_out
}

fn head(work: &Work<'_>, path: &str, doubts: &[Doubt], lines: &mut Lines) {
    let shop = work.shop;
    let (all, unknown) = shop.answers.count();
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    lines.comment(&say!(
        "Written by `peakstaff facts read` from {file}: {all} answers, {unknown} of them \"don't know\".",
        "由 `peakstaff facts read` 根据 {file} 写成：{all} 个回答，其中 {unknown} 个“不知道”。"
    ));
    lines.comment(&say!(
        "source = the cell that a value comes from; low, likely, high: nobody measured it, or it was worked out.",
        "source 是数值所在的单元格；写成 low、likely、high 的没有实测，或是推算出来的。"
    ));
    if !doubts.is_empty() {
        lines.comment(&say!("", ""));
        lines.comment(&say!("What does not go together:", "对不上的地方："));
        for doubt in doubts {
            let (cells, Text { en, zh }) = (doubt.cells.join(" "), &doubt.text);
            let (mark_en, mark_zh) = if doubt.sure { ("cannot be", "矛盾") } else { ("doubtful", "存疑") };
            lines.comment(&say!("- {mark_en}: {en} ({cells})", "- {mark_zh}：{zh}（{cells}）"));
        }
    }
    // Chinese before English, whatever the file's comments are in.
    let title = if shop.has_idea() {
        "维持现状，还是按想法改？ | As it is, or the idea?"
    } else {
        "店铺现状 | The shop as it is"
    };
    let title = quoted(title);
    lines.put("title", &title);
    lines.put("written_for", "\"0.2\"");
    let start = date_text(shop.start);
    match shop.answers.reply("start", 0).filter(|_| shop.start_given) {
        Some(reply) => {
            let cell = &reply.typed.name;
            lines.noted("start", &start, &say!("{cell}", "{cell}"));
        }
        None => lines.default("start", &start, say!("the first day: {start}", "起始日：{start}")),
    }
    lines.put("days", &shop.days.to_string());
    lines.put("warm_up", "\"7 days\"");
    let grid = promotion::grid(shop);
    if grid < 30 {
        lines.put("interval", &format!("\"{grid} min\""));
    }
    lines.put("currency", "\"CNY\"");
    lines.put("baseline", "\"now@base\"");
}

/// A number that was answered, or else `None`.
fn answered(work: &Work<'_>, key: &str, slot: usize) -> Option<String> {
    let one = work.answers().number(key, slot)?;
    Some(sourced(&plain(one.value), &one.cell))
}
