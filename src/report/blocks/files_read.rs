//! What was taken of the files that a scenario names, one line a file.

use crate::catalogue::civil;
use crate::model::{ColumnRead, Lang, Said, Taken, TakenAs};
use crate::report::numbers::{by_interval, count, duration, from_to, number};
use crate::report::page::{Block, Section};
use crate::report::words::{list, say};
use serde_json::{Value, json};

/// More types than these of one file are not named one by one.
const NAMED: usize = 4;

/// A line a file; none where the scenario names none.
pub fn section(files: &[Taken], lang: Lang) -> Option<Section> {
    let heading = crate::report::words::Words::of(lang).files_read.to_owned();
    let blocks: Vec<Block> = files.iter().map(|taken| Block::Item(line(taken, lang))).collect();
    (!blocks.is_empty()).then_some(Section { heading, blocks })
}

/// `volumes.csv: columns date, presale; 96 rows; 2025-03-01 to 2025-03-02 by 30 min; 1,234 in all (presale 1,000 …)`.
pub fn line(taken: &Taken, lang: Lang) -> String {
    let mut parts = vec![columns(taken, lang)];
    parts.extend(amount(taken, lang));
    parts.extend(taken.notes.iter().map(|note| note.get(lang).to_owned()));
    parts.extend(passed_over(taken, lang));
    crate::report::words::colon(lang, &name(taken), &crate::report::words::sentences(lang, &parts))
}

/// The same for one line of a screen: what was not found or not read first, then how much; the columns are cut off.
pub fn short_line(taken: &Taken, lang: Lang) -> String {
    let untimed = [false, true].map(Said::no_times);
    let mut parts: Vec<String> =
        taken.notes.iter().filter(|note| untimed.contains(note)).map(|note| note.get(lang).to_owned()).collect();
    parts.extend(passed_over(taken, lang));
    parts.extend(amount(taken, lang));
    parts.push(columns(taken, lang));
    crate::report::words::colon(lang, &name(taken), &crate::report::words::sentences(lang, &parts))
}

fn name(taken: &Taken) -> String {
    taken.sheet.as_ref().map_or(taken.file.clone(), |sheet| format!("{} · {sheet}", taken.file))
}

/// The columns that were read, and what they were taken for.
fn columns(taken: &Taken, lang: Lang) -> String {
    let column = |read: &ColumnRead| {
        let (word, role) = (&read.word, read.role.get(lang));
        if plain(word) == plain(role) {
            word.clone()
        } else {
            say(lang, format!("{word} ({role})"), format!("{word}（{role}）"))
        }
    };
    let columns = list(lang, &taken.columns.iter().map(column).collect::<Vec<_>>());
    say(lang, format!("columns {columns}"), format!("列：{columns}"))
}

/// Rows, dates, sums.
fn amount(taken: &Taken, lang: Lang) -> Vec<String> {
    let rows = count(taken.rows as u64);
    let s = if taken.rows == 1 { "" } else { "s" };
    let mut parts = vec![say(lang, format!("{rows} row{s}"), format!("{rows} 行"))];
    if let Some((from, until)) = taken.dates {
        let (from, until) = (civil(from), civil(until));
        parts.push(if from == until { from.to_string() } else { from_to(from, until, lang) });
    }
    parts.extend(read_as(&taken.kind, lang));
    parts
}

fn passed_over(taken: &Taken, lang: Lang) -> Option<String> {
    let passed = list(lang, &taken.passed_over);
    (!passed.is_empty()).then(|| say(lang, format!("not read: {passed}"), format!("未读：{passed}")))
}

/// A word without what does not tell it apart: a column called "Date" need not be said to be the date.
fn plain(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

fn read_as(kind: &TakenAs, lang: Lang) -> Vec<String> {
    match kind {
        TakenAs::Volumes { interval, sums, length } => {
            let total = whole_or_not(sums.iter().map(|(_, sum)| sum).sum());
            let each: Vec<String> = sums.iter().map(|(key, sum)| format!("{key} {}", whole_or_not(*sum))).collect();
            let mut parts: Vec<String> = Vec::new();
            parts.extend(interval.map(|interval| by_interval(interval.seconds() / 60.0, lang)));
            parts.push(if (2..=NAMED).contains(&each.len()) {
                let each = list(lang, &each);
                say(lang, format!("{total} in all ({each})"), format!("合计 {total}（{each}）"))
            } else {
                say(lang, format!("{total} in all"), format!("合计 {total}"))
            });
            parts.extend(length.map(|mean| mean_length(mean, lang)));
            parts
        }
        TakenAs::Roster { heads, shifts } => {
            let (heads, shifts) = (count(*heads as u64), count(*shifts as u64));
            vec![say(lang, format!("{heads} people, {shifts} shifts"), format!("{heads} 人，{shifts} 个班"))]
        }
        TakenAs::Staffed { interval, hours, weekdays } => {
            let mut parts: Vec<String> = Vec::new();
            if *weekdays {
                parts.push(say(lang, "by weekday".to_owned(), "按星期几".to_owned()));
            }
            parts.extend(interval.map(|interval| by_interval(interval.seconds() / 60.0, lang)));
            let hours = whole_or_not(*hours);
            parts.push(say(lang, format!("{hours} hours of agents"), format!("共 {hours} 人时")));
            parts
        }
        TakenAs::Durations { mean } => vec![mean_length(*mean, lang)],
    }
}

/// A sum, with a decimal where it is no whole number: 25.5 is not 26.
fn whole_or_not(sum: f64) -> String {
    number(sum, if (sum - sum.round()).abs() < 1e-6 { 0 } else { -1 })
}

fn mean_length(mean: f64, lang: Lang) -> String {
    let mean = duration(mean, lang);
    say(lang, format!("mean length {mean}"), format!("平均时长 {mean}"))
}

/// The same as data.
pub fn json(files: &[Taken]) -> Vec<Value> {
    let one = |taken: &Taken| {
        let (mut sums, mut length, mut interval, mut people, mut shifts) = (Value::Null, None, None, None, None);
        let mut agent_hours = None;
        match &taken.kind {
            TakenAs::Volumes { interval: each, sums: by_type, length: mean } => {
                sums = by_type
                    .iter()
                    .map(|(key, sum)| (key.clone(), json!(sum)))
                    .collect::<serde_json::Map<_, _>>()
                    .into();
                (length, interval) = (*mean, each.map(|each| each.seconds() / 60.0));
            }
            TakenAs::Roster { heads, shifts: worked } => (people, shifts) = (Some(*heads), Some(*worked)),
            TakenAs::Staffed { interval: each, hours, .. } => {
                (interval, agent_hours) = (each.map(|each| each.seconds() / 60.0), Some(*hours));
            }
            TakenAs::Durations { mean } => length = Some(*mean),
        }
        json!({
            "file": taken.file,
            "sheet": taken.sheet,
            "columns": taken.columns.iter().map(|read| &read.word).collect::<Vec<_>>(),
            "roles": taken.columns.iter().map(|read| &read.role.en).collect::<Vec<_>>(),
            "notes": taken.notes.iter().map(|note| json!({ "en": note.en, "zh": note.zh })).collect::<Vec<_>>(),
            "passed_over": taken.passed_over,
            "rows": taken.rows,
            "from": taken.dates.map(|(from, _)| civil(from).to_string()),
            "until": taken.dates.map(|(_, until)| civil(until).to_string()),
            "interval_minutes": interval,
            "sums": sums,
            "mean_length_s": length,
            "people": people,
            "agent_hours": agent_hours,
            "shifts": shifts,
        })
    };
    files.iter().map(one).collect()
}
