//! What decides without anybody having measured it: values of the template and those that the file gives with a range, by what
//! either end does to what is expected.

use crate::diagnostic::Text;
use crate::id::IdVec;
use crate::load::TypeLoad;
use crate::model::{Lang, Model, TypeId};
use crate::report::numbers::number;
use crate::report::page::{Block, Section};
use crate::report::paths::{name_of_path, who_of_path};
use crate::report::results::TemplateTarget;
use crate::report::words::{list, say, sentences};
use serde_json::{Value, json};

/// A value that nobody measured.
#[derive(Clone, Debug, PartialEq)]
pub struct Deciding {
    /// Where `--set` changes it.
    pub path: String,
    /// As it is written; empty: not at all.
    pub value: String,
    /// What there is to say of it, whatever its ends do; none: only these.
    pub said: Option<Text>,
    /// Where it comes from, if anybody says so.
    pub source: Option<String>,
    /// The file gives it, with a range; else nobody did.
    pub given: bool,
    /// What might be instead, low first.
    pub ends: Vec<DecidingEnd>,
}

/// A value that might be instead, in the design in which it does most.
#[derive(Clone, Debug, PartialEq)]
pub struct DecidingEnd {
    /// As it is written.
    pub value: String,
    /// Points of desk hours more work, and orders a day more; none where only a run tells.
    pub does: Option<(f64, f64)>,
}

impl Deciding {
    /// In one line.
    pub fn line(&self, lang: Lang) -> String {
        let (path, value) = (&self.path, &self.value);
        if let Some(Text { en, zh }) = &self.said {
            let start = if value.is_empty() { path.clone() } else { format!("{path} = {value}") };
            return say(lang, format!("{start}: {en}"), format!("{start}：{zh}"));
        }
        let given = if self.given { say(lang, " (given)".into(), "（文件给出）".into()) } else { String::new() };
        let start = format!("{path} = {value}{given}");
        let told: Vec<String> = self.ends.iter().filter_map(|end| Some(said(end, end.does?, lang))).collect();
        if !told.is_empty() {
            let told = sentences(lang, &told);
            return say(lang, format!("{start}: {told}"), format!("{start}：{told}"));
        }
        let ends: Vec<String> = self.ends.iter().map(|end| end.value.clone()).collect();
        if ends.is_empty() {
            return start;
        }
        let ends = list(lang, &ends);
        say(lang, format!("{start}: or {ends}; a run tells"), format!("{start}：或 {ends}，模拟后才知道"))
    }

    /// The same as data.
    pub fn json(&self) -> Value {
        let end = |end: &DecidingEnd| json!({ "value": end.value, "work_points": end.does.map(|d| d.0), "orders_per_day": end.does.map(|d| d.1) });
        json!({
            "path": self.path,
            "value": self.value,
            "said": self.said.as_ref().map(|text| json!({ "en": text.en, "zh": text.zh })),
            "source": self.source,
            "given": self.given,
            "ends": self.ends.iter().map(end).collect::<Vec<_>>(),
        })
    }
}

/// Targets on which verdicts rest though nobody set them, each with the types of a model that are held to it.
pub fn told_targets(targets: &[TemplateTarget], model: &Model, lang: Lang) -> Vec<String> {
    let told = |target: &TemplateTarget| {
        let held = model.types.iter().filter(|kind| target.types.contains(&kind.label.key));
        let names: Vec<String> = held.map(|kind| kind.label.in_lang(lang).to_owned()).collect();
        let (names, said) = (list(lang, &names), target.whose()?);
        Some(say(lang, format!("{names}: {}", said.en), format!("{names}：{}", said.zh)))
    };
    targets.iter().filter_map(told).collect()
}

/// `closed`, of every type for which it decides and of which nobody says it.
pub fn closed(model: &Model, demand: &IdVec<TypeId, TypeLoad>) -> Vec<Deciding> {
    let of = |(id, _): (TypeId, f64)| Deciding {
        path: format!("contact.{}.closed", model.types[id].label.in_path()),
        value: String::new(),
        said: Some(crate::say!(
            "not given: who comes when nobody is on shift waits; or {{ leaves_message = 0.5 }}; a run tells",
            "未填：没人在岗时来的客户只是等着；或 {{ leaves_message = 0.5 }}，模拟后才知道"
        )),
        source: None,
        given: false,
        ends: Vec::new(),
    };
    super::cautions::alone(model, demand).map(of).collect()
}

/// `12 → work +3.1 pp, orders -4.0`.
fn said(end: &DecidingEnd, (work, orders): (f64, f64), lang: Lang) -> String {
    let signed = |x: f64| format!("{}{}", if x > 0.0 { "+" } else { "" }, number(x, -1));
    let work = (work.abs() >= 0.05 || orders.abs() < 0.05).then(|| {
        let work = signed(work);
        say(lang, format!("work {work} pp"), format!("工时占比 {work} 百分点"))
    });
    let sold = (orders.abs() >= 0.05).then(|| {
        let orders = signed(orders);
        say(lang, format!("orders {orders} a day"), format!("日订单 {orders}"))
    });
    let does: Vec<String> = work.into_iter().chain(sold).collect();
    format!("{} → {}", end.value, list(lang, &does))
}

/// All of them; none where everything was given.
pub fn section(deciding: &[Deciding], lang: Lang) -> Option<Section> {
    let mut blocks: Vec<Block> = deciding.iter().map(|one| Block::Item(one.line(lang))).collect();
    if blocks.is_empty() {
        return None;
    }
    blocks.insert(0, Block::Text(note(lang)));
    blocks.extend(to_measure(deciding, lang).map(Block::Text));
    Some(Section { heading: heading(lang), blocks })
}

/// The heading.
pub fn heading(lang: Lang) -> String {
    say(lang, "Not measured, the most influential first".into(), "没有实测的数，影响最大的在前".into())
}

/// What the effects are.
pub fn note(lang: Lang) -> String {
    say(
        lang,
        "at its other values: work in points of desk hours, orders, on an average day, by formula".into(),
        "换成别的值时：平均一天工时占在席时间的百分点、订单，按公式".into(),
    )
}

/// So many facts are named.
const FACTS: usize = 3;

/// The facts that would narrow the answer most, and who can tell them: of what does something at its other values, the most decisive
/// first, each name once; none where nothing does.
pub fn to_measure(deciding: &[Deciding], lang: Lang) -> Option<String> {
    let mut facts: Vec<String> = Vec::new();
    for one in deciding.iter().filter(|one| one.ends.iter().any(|end| end.does.is_some())) {
        let name = name_of_path(&one.path, lang).unwrap_or_else(|| one.path.clone());
        let fact = match who_of_path(&one.path, lang) {
            Some(who) => say(lang, format!("{name} ({who})"), format!("{name}（{who}）")),
            None => name,
        };
        if facts.len() < FACTS && !facts.contains(&fact) {
            facts.push(fact);
        }
    }
    let told = sentences(lang, &facts);
    let n = facts.len();
    (n > 0).then(|| {
        say(
            lang,
            if n == 1 {
                format!("the fact that would narrow the answer most: {told}")
            } else {
                format!("the {n} facts that would narrow the answer most: {told}")
            },
            format!("再量准这 {n} 样，最能缩小误差：{told}"),
        )
    })
}

impl TemplateTarget {
    /// The same, as something that decides.
    pub fn deciding(&self) -> Option<Deciding> {
        let (path, value, said) = (self.path.clone(), self.value.clone(), Some(self.said()?));
        Some(Deciding { path, value, said, source: None, given: false, ends: Vec::new() })
    }
}
