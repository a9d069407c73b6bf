//! How many contacts come, out of what was answered and what was counted by date.

use super::answers::{Answers, Number};
use super::readings::shown;
use super::volumes::Volumes;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::say;

/// How far shares may be off 1 by rounding.
pub const ROUNDING: f64 = 0.006;

/// How many come.
#[derive(Clone, Debug, Default)]
pub struct Demand {
    /// Contacts a day, all kinds together, as counted.
    pub per_day: f64,
    /// Where that stands.
    pub cell: String,
    /// By kind, as in [`Answers::kinds`]; they sum to 1.
    pub shares: Vec<f64>,
    /// Where they stand.
    pub cells: Vec<String>,
    /// The sum of what kinds say as numbers a day, beside the number for all.
    pub by_kind: Option<f64>,
}

/// How many come. `taken`: what is taken because nobody knows.
pub fn demand(
    answers: &Answers,
    volumes: Option<&Volumes>,
    taken: &mut Vec<Text>,
    out: &mut Diagnostics,
) -> Option<Demand> {
    if answers.kinds.is_empty() {
        return None;
    }
    if let (Some("messages"), Some(reply)) = (answers.word("counted", 0), answers.reply("counted", 0)) {
        let what = say!("a number of messages does not say how many customers come", "消息条数看不出来了多少客户");
        let help =
            say!("give the number of people or sessions, or \"don't know\"", "请填人数或会话数，没有就写“不知道”");
        out.push(reply.typed.fault(Code::Unit, &what).help(help));
    }
    let mut parts: Vec<Option<Number>> = answers.kinds.iter().map(|kind| answers.number("share", kind.slot)).collect();
    let counted: Vec<Option<f64>> = (0..answers.kinds.len())
        .map(|kind| volumes.and_then(|volumes| Some(volumes.kinds[kind].as_ref()?.per_day)))
        .collect();
    let of_sheet = volumes.map(|volumes| volumes.cells.clone()).unwrap_or_default();
    let told = answers.number("contacts", 0);
    if let Some(told) = &told {
        the_rest(answers, told, &counted, &mut parts, taken);
    }
    // Numbers a day by kind: as answered, else as counted by date.
    let numbers: Vec<Option<f64>> = parts
        .iter()
        .zip(&counted)
        .map(|(part, counted)| match part {
            Some(part) if part.value > 1.0 => Some(part.value),
            Some(part) => told.as_ref().map(|told| told.value * part.value),
            None => *counted,
        })
        .collect();
    let cells =
        parts.iter().map(|part| part.as_ref().map_or_else(|| of_sheet.clone(), |part| part.cell.clone())).collect();
    let known: Vec<f64> = numbers.iter().copied().flatten().collect();
    let sum: f64 = known.iter().sum();
    if parts.iter().all(|part| part.as_ref().is_some_and(|part| part.value <= 1.0)) {
        let told = told.or_else(|| all_counted(&counted, &of_sheet));
        return of_shares(&parts, told, out).or_else(|| unanswered(out));
    }
    if known.len() < answers.kinds.len() || sum <= 0.0 {
        return unanswered(out);
    }
    let (per_day, cell) = told.map_or((sum, String::new()), |told| (told.value, told.cell));
    Some(Demand { per_day, cell, shares: known.iter().map(|one| one / sum).collect(), cells, by_kind: Some(sum) })
}

fn unanswered<T>(out: &mut Diagnostics) -> Option<T> {
    let what = say!(
        "how many contacts come is neither answered nor counted on the sheet of volumes",
        "“问题”页没有填每天多少咨询，“咨询量”页也没有数据"
    );
    let help = say!("fill in the number a day of all or of each kind", "请填每天的总量，或每种类型的数量");
    out.reject(Diagnostic::error_at_large(Code::Volume, what).help(help))
}

/// Kinds whose share nobody knows and nobody counted share what the others leave of all, each as much.
fn the_rest(
    answers: &Answers,
    told: &Number,
    counted: &[Option<f64>],
    parts: &mut [Option<Number>],
    taken: &mut Vec<Text>,
) {
    let of = |part: &Number| if part.value > 1.0 { part.value / told.value } else { part.value };
    let known: f64 = parts.iter().flatten().map(of).sum();
    let unknown: Vec<usize> = (0..parts.len()).filter(|at| parts[*at].is_none() && counted[*at].is_none()).collect();
    let rest = 1.0 - known;
    if unknown.is_empty() || rest <= ROUNDING || parts.iter().zip(counted).any(|(a, b)| a.is_none() && b.is_some()) {
        return;
    }
    let each = rest / unknown.len() as f64;
    for at in unknown {
        let kind = &answers.kinds[at];
        let (en, zh, percent) = (&kind.name.en, &kind.name.zh, shown((each * 1000.0).round() / 10.0));
        taken.push(say!(
            "{en}: {percent} % of all contacts, as much of the rest as any other of which nobody knows",
            "{zh}：占全部咨询的 {percent}%（其余的平分给不知道占比的类型）"
        ));
        let cell = answers.reply("share", kind.slot).map(|reply| reply.typed.name.clone()).unwrap_or_default();
        parts[at] = Some(Number { value: each, cell });
    }
}

/// The number of all kinds on the sheet of volumes.
fn all_counted(counted: &[Option<f64>], cells: &str) -> Option<Number> {
    let all: Option<Vec<f64>> = counted.iter().copied().collect();
    Some(Number { value: all?.iter().sum(), cell: cells.to_owned() })
}

/// Shares by kind of a number for all.
fn of_shares(parts: &[Option<Number>], told: Option<Number>, out: &mut Diagnostics) -> Option<Demand> {
    let told = told?;
    let parts: Vec<&Number> = parts.iter().flatten().collect();
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    let cells: Vec<String> = parts.iter().map(|part| part.cell.clone()).collect();
    if (sum - 1.0).abs() > ROUNDING {
        let (all, cells) = (shown(sum * 100.0), cells.join(" "));
        let what = say!(
            "{cells}: the shares of the kinds are {all} % together, not 100 %",
            "{cells}：各类型占比合计 {all}%，不是 100%"
        );
        let help =
            say!("make them 100 % together, or write a number a day in each", "请改成合计 100%，或每列都写每天的数量");
        out.push(Diagnostic::error_at_large(Code::Share, what).help(help));
    }
    let shares = parts.iter().map(|part| part.value / sum).collect();
    Some(Demand { per_day: told.value, cell: told.cell, shares, cells, by_kind: None })
}
