//! The shifts on the sheet of people: their hours, their breaks, and who works which.

use super::cell::{Bounds, number};
use super::moments::{clock_text, span};
use super::page::Typed;
use super::questions::Form;
use super::readings::{self, plain, shown};
use super::shares;
use super::tables::{Row, twice};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Text};
use crate::say;

/// Minutes of a break of which nobody knows.
const BREAK: i32 = 60;
/// Minutes of a shift from which on it has one.
const WITH_BREAK: i32 = 360;
/// Minutes that nobody works in one go.
const LONGEST: i32 = 16 * 60;
/// How far shares may be off 1 by rounding.
const ROUNDING: f64 = 0.011;
/// Sums of numbers without a mark that are rather wrong shares than people.
const HARDLY_PEOPLE: std::ops::RangeInclusive<f64> = 85.0..=115.0;

/// A shift.
#[derive(Debug)]
pub struct Shift {
    /// Its key in the scenario.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Minutes from midnight; one that ends after it goes beyond 1440.
    pub from: i32,
    /// Minutes from midnight.
    pub until: i32,
    /// Minutes of its break; 0: none.
    pub rest: i32,
    /// Within which minutes the break is.
    pub window: (i32, i32),
    /// Whether the window was written.
    pub window_given: bool,
    /// The share of people who work it.
    pub split: f64,
    /// Its cell.
    pub cell: String,
}

impl Shift {
    /// Hours at work without the break.
    pub fn hours(&self) -> f64 {
        f64::from(self.until - self.from - self.rest) / 60.0
    }
}

/// Reads the table. `heads`: how many people there are now, where that is known; `taken`: what is taken because nobody knows.
pub fn shifts(rows: &[Row], heads: Option<f64>, taken: &mut Vec<Text>, out: &mut Diagnostics) -> Vec<Shift> {
    twice(rows, out);
    let splits = splits(rows, heads, taken, out);
    let mut found: Vec<Shift> = Vec::new();
    for (row, split) in rows.iter().zip(splits) {
        let Some(shift) = shift(row, split, found.len(), taken, out) else { continue };
        found.push(shift);
    }
    for number in 1..found.len() {
        if found[..number].iter().any(|before| before.key == found[number].key) {
            found[number].key = format!("shift_{}", number + 1);
        }
    }
    found
}

fn shift(row: &Row, split: f64, number: usize, taken: &mut Vec<Text>, out: &mut Diagnostics) -> Option<Shift> {
    let name = &row.name.text;
    let Some(typed) = row.cells.get("hours") else {
        let what = say!("the hours of \"{name}\" are not written", "没有写“{name}”几点到几点");
        let help = say!("write for instance 8:30-17:30", "请写成例如 8:30-17:30");
        return out.reject(row.cell("hours").fault(Code::Missing, &what).help(help));
    };
    let hours = working_hours(typed, out);
    let rest = match row.cells.get("break") {
        None => Some(0),
        Some(typed) if readings::is_none(&typed.text) => Some(0),
        Some(typed) if typed.is_unknown() => Some(usual_break(name, hours, taken)),
        Some(typed) => minutes(typed, out),
    };
    let window = row.cells.get("window").filter(|typed| !typed.is_unknown()).map(|typed| hours_of(typed, out));
    let ((from, until), rest) = (hours?, rest?);
    let given = match window {
        Some(given) => Some(given?),
        None => None,
    };
    let middle = (from + 150, (until - 150).max(from + 150 + rest));
    Some(Shift {
        key: key_of(name, number),
        name: name.clone(),
        from,
        until,
        rest,
        window: given.unwrap_or(middle),
        window_given: given.is_some(),
        split,
        cell: typed.name.clone(),
    })
}

/// The break of a shift of which nobody knows it, in minutes.
fn usual_break(name: &str, hours: Option<(i32, i32)>, taken: &mut Vec<Text>) -> i32 {
    let long = hours.is_none_or(|(from, until)| until - from >= WITH_BREAK);
    let minutes = if long { BREAK } else { 0 };
    taken.push(say!("{name}: a break of {minutes} min", "{name}：中间休息 {minutes} 分钟"));
    minutes
}

/// What says how many people work a shift.
enum Split {
    /// Nothing.
    Nothing,
    /// A share, by its mark.
    Share(f64),
    /// People, by their word.
    People(f64),
    /// A number without a mark.
    Bare(f64),
}

/// Reads one cell of the column; none, and a message, where it says nothing that can be read.
fn split(typed: &Typed, out: &mut Diagnostics) -> Option<Split> {
    if typed.is_unknown() {
        return Some(Split::Nothing);
    }
    let (shares, people) = (shares::share(&typed.text, typed.kind), readings::number(&typed.text, typed.kind));
    let example = ["50%".to_owned(), "50%".to_owned()];
    let bounds = Bounds { low: 0.0, high: 1.0, form: Form::Share, whole: false, unknown: true, example: &example };
    match (&shares[..], &people[..]) {
        ([_, ..], [.., bare]) if bare.value >= 0.0 => Some(Split::Bare(bare.value)),
        ([], [.., people]) => Some(Split::People(people.value)),
        _ => number(typed, shares, bounds, out).map(Split::Share),
    }
}

/// Whether a cell of the column can be read, whatever the others say; else a message.
pub fn check(column: &str, typed: &Typed, out: &mut Diagnostics) {
    match column {
        "hours" => drop(working_hours(typed, out)),
        "window" if !typed.is_unknown() => drop(hours_of(typed, out)),
        "break" if !readings::is_none(&typed.text) && !typed.is_unknown() => drop(minutes(typed, out)),
        "split" => drop(split(typed, out)),
        _ => (),
    }
}

/// The share of people of every shift: as written, as so many people, or as many as of the others. They sum to 1.
fn splits(rows: &[Row], heads: Option<f64>, taken: &mut Vec<Text>, out: &mut Diagnostics) -> Vec<f64> {
    let even = vec![1.0 / rows.len().max(1) as f64; rows.len()];
    let read = |row: &Row, out: &mut Diagnostics| match row.cells.get("split") {
        Some(typed) => split(typed, out),
        None => Some(Split::Nothing),
    };
    let all: Vec<Option<Split>> = rows.iter().map(|row| read(row, out)).collect();
    let all: Option<Vec<Split>> = all.into_iter().collect();
    // What could not be read was told of; nothing follows of it.
    let Some(all) = all else { return even };
    let column = Column { rows, all: &all, heads };
    match column.meant(out) {
        Some(Meant::Shares(shares)) => column.whole(&shares, taken, out).unwrap_or(even),
        Some(Meant::People(people)) => column.of_people(&people, taken, out).unwrap_or(even),
        Some(Meant::Nothing) => {
            if rows.len() > 1 {
                taken.push(say!("as many people in each shift", "各班次的人一样多"));
            }
            even
        }
        None => even,
    }
}

/// What the numbers of the column are.
enum Meant {
    /// Nothing is written.
    Nothing,
    /// Shares; none where nothing is written.
    Shares(Vec<Option<f64>>),
    /// People; none where nothing is written.
    People(Vec<Option<f64>>),
}

/// The column of who works which shift.
struct Column<'a> {
    rows: &'a [Row],
    all: &'a [Split],
    heads: Option<f64>,
}

impl Column<'_> {
    /// The cells in which something stands.
    fn cells(&self) -> String {
        let written = self.rows.iter().filter_map(|row| row.cells.get("split"));
        written.map(|typed| typed.name.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// A mistake of the whole column.
    fn fault(&self, what: Text, help: Text) -> Diagnostic {
        let cells = self.cells();
        let Text { en, zh } = what;
        let what = say!("{cells}: {en}", "{cells}：{zh}");
        let first = self.rows.iter().find_map(|row| row.cells.get("split"));
        let diagnostic = match first {
            Some(typed) => Diagnostic::error(Code::Share, &typed.place, what),
            None => Diagnostic::error_at_large(Code::Share, what),
        };
        diagnostic.help(help)
    }

    fn meant(&self, out: &mut Diagnostics) -> Option<Meant> {
        let marked = |people: bool| {
            self.all.iter().any(|one| matches!((one, people), (Split::Share(_), false) | (Split::People(_), true)))
        };
        let bare: Vec<f64> =
            self.all.iter().filter_map(|one| if let Split::Bare(x) = one { Some(*x) } else { None }).collect();
        let sum: f64 = bare.iter().sum();
        let gaps = self.all.iter().any(|one| matches!(one, Split::Nothing));
        let help = say!(
            "write shares of 100 % together, or people such as \"9 people\"",
            "请都写占比（合计 100%），或都写人数，例如“9人”"
        );
        let people = match (marked(false), marked(true)) {
            (true, true) => {
                let what = say!("shares and numbers of people stand side by side", "占比和人数混着写");
                return out.reject(self.fault(what, help));
            }
            (true, false) => false,
            (false, true) => true,
            (false, false) if bare.is_empty() => return Some(Meant::Nothing),
            (false, false) => {
                let whole = bare.iter().all(|x| x.fract() == 0.0);
                let of_heads = self.heads.is_some_and(|heads| (heads - sum).abs() < 0.5);
                let shares = (sum - 1.0).abs() <= ROUNDING || (sum - 100.0).abs() <= 100.0 * ROUNDING;
                let small = bare.iter().all(|x| *x < 1.0);
                let people = whole && !shares && (of_heads || !HARDLY_PEOPLE.contains(&sum));
                if gaps && !small {
                    let what = say!("these can be shares or people", "看不出是占比还是人数");
                    return out.reject(self.fault(what, help));
                }
                people
            }
        };
        let share = |x: f64| if x > 1.0 || (x == 1.0 && sum > 1.5) { x / 100.0 } else { x };
        let value = |one: &Split| match one {
            Split::Nothing => None,
            Split::Share(x) | Split::People(x) => Some(*x),
            Split::Bare(x) => Some(if people { *x } else { share(*x) }),
        };
        let values = self.all.iter().map(value).collect();
        Some(if people { Meant::People(values) } else { Meant::Shares(values) })
    }

    /// Shares as written; who is not written of has the rest.
    fn whole(&self, shares: &[Option<f64>], taken: &mut Vec<Text>, out: &mut Diagnostics) -> Option<Vec<f64>> {
        let sum: f64 = shares.iter().flatten().sum();
        let gaps = shares.iter().filter(|one| one.is_none()).count();
        let rest = 1.0 - sum;
        if (gaps == 0 && rest.abs() > ROUNDING) || (gaps > 0 && rest <= ROUNDING) {
            let all = shown(sum * 100.0);
            let what = if gaps == 0 {
                say!(
                    "the shares of people by shift are {all} % together, not 100 %",
                    "各班次占比合计 {all}%，不是 100%"
                )
            } else {
                say!(
                    "these shifts are {all} % together: nothing is left for those without a share",
                    "这些班次已合计 {all}%，没写占比的班次就没有人了"
                )
            };
            let help = say!(
                "make them 100 % together, or write people such as \"9 people\"",
                "请改成合计 100%，或每班写人数，例如“9人”"
            );
            return out.reject(self.fault(what, help));
        }
        let each = rest / gaps.max(1) as f64;
        for (row, _) in self.rows.iter().zip(shares).filter(|(_, share)| share.is_none()) {
            let (name, percent) = (&row.name.text, shown((each * 1000.0).round() / 10.0));
            taken.push(say!("{name}: the other {percent} % of people", "{name}：其余 {percent}% 的人上这个班"));
        }
        let whole: f64 = if gaps == 0 { sum } else { 1.0 };
        Some(shares.iter().map(|share| share.unwrap_or(each) / whole).collect())
    }

    /// Shares of so many people.
    fn of_people(&self, people: &[Option<f64>], taken: &mut Vec<Text>, out: &mut Diagnostics) -> Option<Vec<f64>> {
        let sum: f64 = people.iter().flatten().sum();
        let gaps = people.iter().filter(|one| one.is_none()).count();
        let rest = self.heads.map_or(0.0, |heads| heads - sum);
        if sum <= 0.0 || (gaps > 0 && rest <= 0.0) {
            let what = say!("how many people work each shift is not written", "没有写全每个班次多少人");
            let help =
                say!("write it for every shift, \"don't know\" in all or in none", "请每个班次都写，或都写“不知道”");
            return out.reject(self.fault(what, help));
        }
        let each = rest / gaps.max(1) as f64;
        let whole = if gaps == 0 { sum } else { sum + rest };
        let shares: Vec<f64> = people.iter().map(|one| one.unwrap_or(each) / whole).collect();
        let of = |row: &Row, share: &f64| format!("{} {}%", row.name.text, shown((share * 1000.0).round() / 10.0));
        let list: Vec<String> = self.rows.iter().zip(&shares).map(|(row, share)| of(row, share)).collect();
        let (cells, en, zh) = (self.cells(), list.join(", "), list.join("、"));
        taken.push(say!(
            "people by shift as shares of the people of every team: {en} ({cells})",
            "各班次的人数折成每组的占比：{zh}（{cells}）"
        ));
        Some(shares)
    }
}

fn key_of(name: &str, number: usize) -> String {
    const WORDS: [(&str, &[&str]); 4] = [
        ("early", &["早", "early", "白"]),
        ("late", &["晚", "late"]),
        ("middle", &["中", "mid"]),
        ("night", &["夜", "night"]),
    ];
    let text = plain(name);
    let known = WORDS.iter().find(|(_, words)| words.iter().any(|word| text.contains(word)));
    known.map_or_else(|| format!("shift_{}", number + 1), |(key, _)| (*key).to_owned())
}

fn hours_of(typed: &Typed, out: &mut Diagnostics) -> Option<(i32, i32)> {
    if let Some(span) = span(&typed.text) {
        return Some(span);
    }
    let text = &typed.text;
    let what = say!("\"{text}\" is no span of hours that can be read", "“{text}”不是能读懂的时间段");
    out.reject(typed.fault(Code::DataTime, &what).help(say!("write for instance 8:30-17:30", "请写成例如 8:30-17:30")))
}

/// Hours that somebody works: `8-5` would be 21 of them.
fn working_hours(typed: &Typed, out: &mut Diagnostics) -> Option<(i32, i32)> {
    let (from, until) = hours_of(typed, out)?;
    if until - from <= LONGEST {
        return Some((from, until));
    }
    let (text, hours) = (&typed.text, shown(f64::from(until - from) / 60.0));
    let what = say!("\"{text}\" would be a shift of {hours} hours", "“{text}”成了 {hours} 小时的班");
    let end = if until > 1440 && until - 1440 < 720 { until - 720 } else { from + 540 };
    let (from, end) = (clock_text(from), clock_text(end));
    let help = say!("write it by 24 hours, such as {from}-{end}", "请按 24 小时写，例如 {from}-{end}");
    out.reject(typed.fault(Code::DataTime, &what).help(help))
}

fn minutes(typed: &Typed, out: &mut Diagnostics) -> Option<i32> {
    let example = ["60 min".to_owned(), "60分钟".to_owned()];
    let (low, high, form) = (300.0, 4.0 * 3600.0, Form::Time);
    let bounds = Bounds { low, high, form, whole: false, unknown: true, example: &example };
    number(typed, readings::time(&typed.text, typed.kind), bounds, out).map(|seconds| (seconds / 60.0).round() as i32)
}
