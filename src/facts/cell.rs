//! One cell read as an answer to its question.

use super::moments::{DayText, MomentText, clock_text, days, moments};
use super::page::Typed;
use super::questions::{Choice, Form, Question};
use super::readings::{self, Reading, Unsettled, is_none, plain, settle};
use super::shares;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::say;

/// What an answer says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Seconds, a fraction, a number, as its question has it.
    Number(f64),
    /// Words.
    Words(String),
    /// Keys of choices.
    Keys(Vec<&'static str>),
    /// A date with its year, in days since 1970.
    Day(i32),
    /// A moment; its year may be wanting.
    Moment(MomentText),
}

/// Reads a cell; none, and a message, where it does not say one thing.
pub fn read(question: &'static Question, typed: &Typed, out: &mut Diagnostics) -> Option<Value> {
    let (text, kind) = (&*typed.text, typed.kind);
    if let (Some(none), true) = (question.none, is_none(text)) {
        return Some(Value::Number(none));
    }
    let readings = match question.form {
        Form::Words => return Some(Value::Words(text.to_owned())),
        Form::Choice | Form::Choices => return chosen(question, typed, out).map(Value::Keys),
        Form::Day => return day(typed, out).map(Value::Day),
        Form::Moment => return moment(question, typed, out).map(Value::Moment),
        Form::Number | Form::Money => counted(readings::number(text, kind), question.high),
        Form::Share => shares::share(text, kind),
        Form::Less => shares::less(text, kind),
        Form::Part => shares::part(text, kind),
        Form::Time => readings::time(text, kind),
        Form::Times => shares::times(text, kind),
        Form::Days => shares::days(text, kind),
    };
    let mut bounds = Bounds::of(question);
    if question.form == Form::Part && readings::number(text, kind).is_empty() {
        // With its mark it can be nothing but a share.
        bounds = Bounds { high: 1.0, form: Form::Share, ..bounds };
    }
    number(typed, readings, bounds, out).map(Value::Number)
}

/// Of what may be many, `1,500` is a whole number, not one and a half.
fn counted(mut readings: Vec<Reading>, high: f64) -> Vec<Reading> {
    const MANY: f64 = 1000.0;
    if high >= MANY && readings.iter().any(|one| one.value.fract() == 0.0) {
        readings.retain(|one| one.value.fract() == 0.0);
    }
    readings
}

/// What an answer may be, and how one is written.
#[derive(Clone, Copy)]
pub struct Bounds<'a> {
    /// The least.
    pub low: f64,
    /// The most.
    pub high: f64,
    /// What it looks like.
    pub form: Form,
    /// Whether nothing but whole numbers will do.
    pub whole: bool,
    /// Whether nobody need know it.
    pub unknown: bool,
    /// How one is written, English and Chinese.
    pub example: &'a [String; 2],
}

impl<'a> Bounds<'a> {
    /// Those of a question.
    pub fn of(question: &'a Question) -> Self {
        let low = if question.form == Form::Part { 0.0 } else { question.low };
        let (high, form, whole, example) = (question.high, question.form, question.whole, &question.example);
        Self { low, high, form, whole, unknown: true, example }
    }

    /// A bound in words.
    fn shown(self, value: f64) -> Text {
        match self.form {
            Form::Time => readings::time_text(value),
            Form::Share | Form::Less => {
                let text = readings::shown(value * 100.0);
                say!("{text} %", "{text}%")
            }
            _ => {
                let text = readings::shown(value);
                say!("{text}", "{text}")
            }
        }
    }
}

/// The one number that a cell can mean.
pub fn number(typed: &Typed, readings: Vec<Reading>, bounds: Bounds<'_>, out: &mut Diagnostics) -> Option<f64> {
    let unsettled = match settle(readings, bounds.low, bounds.high) {
        Ok(value) if bounds.whole && value.fract() != 0.0 => {
            let text = &typed.text;
            let what = say!("\"{text}\" is no whole number", "“{text}”不是整数");
            return out.reject(typed.fault(Code::DataWhole, &what).help(instead(typed, bounds)));
        }
        Ok(value) => return Some(value),
        Err(unsettled) => unsettled,
    };
    let text = &typed.text;
    let help = instead(typed, bounds);
    let list = |all: &[Reading], before: [&str; 2], behind: [&str; 2]| {
        let shown = |text: &str, at: usize| format!("{}{text}{}", before[at], behind[at]);
        let en: Vec<String> = all.iter().map(|one| shown(&one.shown.en, 0)).collect();
        let zh: Vec<String> = all.iter().map(|one| shown(&one.shown.zh, 1)).collect();
        (en.join(" or "), zh)
    };
    out.reject(match unsettled {
        Unsettled::Nothing => {
            let what = say!("\"{text}\" is no answer that can be read", "“{text}”读不懂");
            typed.fault(Code::DataNumber, &what).help(help)
        }
        Unsettled::Several(all) => {
            let (en, zh) = list(&all, ["", ""], ["", ""]);
            let zh = zh.join(" 还是 ");
            let what = say!("\"{text}\" can be {en}: which is meant?", "“{text}”可以是 {zh}：是哪一个？");
            let (en, zh) = list(&all, ["\"", "“"], ["\"", "”"]);
            let zh = zh.join("或");
            typed.fault(Code::DataDoubt, &what).help(say!("write {en}", "请写成{zh}"))
        }
        Unsettled::Beyond(all) => {
            let (en, zh) = list(&all, ["", ""], ["", ""]);
            let zh = zh.join(" 还是 ");
            let (low, high) = (bounds.shown(bounds.low), bounds.shown(bounds.high));
            let (low_en, low_zh, high_en, high_zh) = (low.en, low.zh, high.en, high.zh);
            let what = say!(
                "\"{text}\" ({en}) is not within {low_en} and {high_en}",
                "“{text}”（{zh}）不在 {low_zh} 到 {high_zh} 之内"
            );
            typed.fault(Code::OutOfRange, &what).help(help)
        }
    })
}

/// What to write instead.
fn instead(typed: &Typed, bounds: Bounds<'_>) -> Text {
    let (en, zh) = (&bounds.example[0], &bounds.example[1]);
    let (or_en, or_zh) =
        if bounds.unknown { (", or \"don't know\"", "，不清楚就写“不知道”") } else { ("", "") };
    if is_range(&typed.text) {
        return say!(
            "write one number, the usual one, for instance \"{en}\"{or_en}",
            "请只写一个数（通常的数），例如“{zh}”{or_zh}"
        );
    }
    say!("write for instance \"{en}\"{or_en}", "请写成例如“{zh}”{or_zh}")
}

/// Whether it is two numbers, from one to the other.
fn is_range(text: &str) -> bool {
    let text = plain(text);
    let number = |part: &str| part.trim().starts_with(|c: char| c.is_ascii_digit());
    ["-", "~", "到", "至", " to "].iter().any(|mark| {
        let halves = text.split_once(mark);
        halves.is_some_and(|(from, until)| number(from) && number(until))
    })
}

/// Parts of a list that somebody typed.
pub fn parts(text: &str) -> Vec<&str> {
    text.split(['、', '，', ',', '/', '+', '；', ';', '和', '\n', '&'])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect()
}

fn chosen(question: &'static Question, typed: &Typed, out: &mut Diagnostics) -> Option<Vec<&'static str>> {
    let whole = find(&question.choices, &typed.text).map(|one| vec![one]);
    let each = || {
        let several = question.form == Form::Choices;
        several.then(|| parts(&typed.text).into_iter().map(|part| find(&question.choices, part)).collect()).flatten()
    };
    if let Some(found) = whole.or_else(each).filter(|all: &Vec<&Choice>| !all.is_empty()) {
        return Some(found.into_iter().map(|one| &*one.key).collect());
    }
    let words =
        |at: usize, between: &str| question.choices.iter().map(|one| &*one.words[at]).collect::<Vec<_>>().join(between);
    let (text, en, zh) = (&typed.text, words(0, ", "), words(1, "、"));
    let what = say!("\"{text}\" is none of the answers", "“{text}”不是可选的答案");
    out.reject(
        typed
            .fault(Code::UnknownWord, &what)
            .help(say!("choose one of: {en}; or \"don't know\"", "请选：{zh}；不清楚就写“不知道”")),
    )
}

/// The choice that a text names.
pub fn find<'a>(choices: &'a [Choice], text: &str) -> Option<&'a Choice> {
    let text = plain(text);
    choices.iter().find(|one| one.words.iter().chain(&one.also).any(|word| plain(word) == text))
}

fn day(typed: &Typed, out: &mut Diagnostics) -> Option<i32> {
    let all = days(&typed.text);
    let one = one_of(typed, &all, |day| day.shown(), out)?;
    if let Some(number) = one.number(None) {
        return Some(number);
    }
    out.reject(without_year(typed, one, None))
}

/// A date without a year, and no start to count from. `start`: the cell in which a first day would settle it.
pub fn without_year(typed: &Typed, day: DayText, start: Option<&str>) -> Diagnostic {
    let text = &typed.text;
    let (this, next) = (DayText { year: Some(2026), ..day }.shown(), DayText { year: Some(2027), ..day }.shown());
    let (this_en, this_zh, next_en, next_zh) = (this.en, this.zh, next.en, next.zh);
    let what =
        say!("\"{text}\" has no year: {this_en} or {next_en}?", "“{text}”没有年份：是 {this_zh} 还是 {next_zh}？");
    let (or_en, or_zh) = start.map_or_else(Default::default, |cell| {
        (format!(", or the first day to be simulated in {cell}"), format!("，或在 {cell} 填起始日"))
    });
    typed
        .fault(Code::DataDate, &what)
        .help(say!("write it with its year, such as {this_en}{or_en}", "请写上年份，例如 {this_zh}{or_zh}"))
}

fn moment(question: &Question, typed: &Typed, out: &mut Diagnostics) -> Option<MomentText> {
    let all = moments(&typed.text);
    if let ([], [day, ..]) = (&all[..], &days(&typed.text)[..]) {
        let (text, day) = (&typed.text, day.shown());
        let (en, zh) = (day.en, day.zh);
        let usual = moments(&question.example[0]).first().map_or(1200, |usual| usual.minutes);
        let clock = clock_text(usual);
        let what = say!("\"{text}\" has no hour", "“{text}”没有写几点");
        let help = say!("write for instance \"{en} {clock}\"", "请写成例如“{zh}{clock}”");
        return out.reject(typed.fault(Code::DataDate, &what).help(help));
    }
    let shown = |moment: &MomentText| {
        let (day, clock) = (moment.day.shown(), clock_text(moment.minutes));
        let (en, zh) = (day.en, day.zh);
        say!("{en} {clock}", "{zh}{clock}")
    };
    one_of(typed, &all, shown, out)
}

/// The only one of several dates that a cell can mean.
fn one_of<T: Copy>(typed: &Typed, all: &[T], shown: impl Fn(&T) -> Text, out: &mut Diagnostics) -> Option<T> {
    let text = &typed.text;
    match all {
        [one] => Some(*one),
        [] => {
            let what = say!("\"{text}\" is no date that can be read", "“{text}”不是能读懂的日期");
            let help = say!(
                "write for instance 2026-11-10, with an hour where one is asked: 2026-11-10 20:00",
                "请写成例如 2026年11月10日，问到钟点的写 2026年11月10日20:00"
            );
            out.reject(typed.fault(Code::DataDate, &what).help(help))
        }
        [first, second, ..] => {
            let (first, second) = (shown(first), shown(second));
            let (en, zh, other_en, other_zh) = (first.en, first.zh, second.en, second.zh);
            let what = say!(
                "\"{text}\" can be {en} or {other_en}: which is meant?",
                "“{text}”可以是 {zh} 或 {other_zh}：是哪一天？"
            );
            out.reject(
                typed.fault(Code::DataDoubt, &what).help(say!("write for instance \"{en}\"", "请写明，例如“{zh}”")),
            )
        }
    }
}
