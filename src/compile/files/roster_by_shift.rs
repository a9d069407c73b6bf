//! A roster with one row a shift, and in its cells the names of who works it.

use super::roster_header::Header;
use super::roster_table::{RosterCell, RosterPerson, RosterTable, read_as};
use super::roster_words::{self};
use super::taken;
use super::words::{self, DATE, SHIFT};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::model::Said;
use crate::say;
use crate::scenario::text::sheet::Sheet;
use std::collections::BTreeMap;

/// What stands between names.
const BETWEEN: [char; 9] = ['、', ',', '，', '/', ';', '；', '|', '+', '&'];

/// Words that shifts are called by, alone.
const SHIFTS: [&str; 15] = [
    "早",
    "中",
    "晚",
    "夜",
    "白",
    "上午",
    "下午",
    "晚上",
    "early",
    "late",
    "night",
    "day",
    "morning",
    "evening",
    "afternoon",
];

/// Whether before every row stands a shift, or off, and in the cells only words that are none. `known`: whether somebody could
/// work by a text. The error: words for shifts that nobody knows.
pub fn is_by_shift<'s>(sheet: &'s Sheet, header: &Header, known: &dyn Fn(&str) -> bool) -> Result<bool, Vec<&'s str>> {
    let rows = rows(sheet, header);
    let is_name = |text: &str| !known(text) && !roster_words::is_off(text) && text.chars().any(char::is_alphabetic);
    let cells = |row: &usize| header.days.iter().map(|(at, _)| sheet.text(*row, *at)).collect::<Vec<_>>();
    let heads: Vec<&str> = rows.iter().map(|row| sheet.text(*row, header.names)).collect();
    let like_shift = |head: &str| head.contains('班') || SHIFTS.contains(&head.to_lowercase().as_str());
    let works = |head: &&str| known(head) || like_shift(head);
    if !heads.iter().any(works)
        || !heads.iter().all(|head| works(head) || roster_words::is_off(head))
        || !rows.iter().flat_map(cells).all(|text| text.is_empty() || is_name(text))
    {
        return Ok(false);
    }
    let unknown: Vec<&str> = heads.into_iter().filter(|head| !known(head) && !roster_words::is_off(head)).collect();
    if unknown.is_empty() { Ok(true) } else { Err(unknown) }
}

/// Tells that shifts beside the names are not known. `keys`: those that are.
pub fn ask(sheet: &Sheet, header: &Header, (unknown, keys): (&[&str], &[&str]), out: &mut Diagnostics) {
    let row = (header.people..sheet.rows.len()).find(|row| sheet.text(*row, header.names) == unknown[0]);
    let spot = (row.unwrap_or(header.people), header.names);
    let (name, list) = (sheet.cell_name(spot), unknown.join(", "));
    let line = unknown.iter().map(|said| format!("\"{said}\" = \"…\"")).collect::<Vec<_>>().join(", ");
    let why = say!(
        "{name}: names stand in the cells, and beside them shifts that are not known: {list}",
        "{name}：格子里是人名，对应的班次不认识：{list}"
    );
    let (en, zh) = (keys.join(", "), keys.join("、"));
    out.push(Diagnostic::error(Code::UnknownLetter, &sheet.rows[spot.0][spot.1].place, why).help(say!(
        "say what each means, one of {en}, off: letters = {{ {line} }}",
        "请写明各是什么（{zh} 或 off）：letters = {{ {line} }}"
    )));
}

/// The rows of shifts.
fn rows(sheet: &Sheet, header: &Header) -> Vec<usize> {
    let some = |row: &usize| header.days.iter().any(|(at, _)| !sheet.text(*row, *at).is_empty());
    let is_sum = |row: &usize| {
        let head = sheet.text(*row, header.names);
        words::is_sum(head) || head.contains("人数")
    };
    (header.people..sheet.rows.len()).filter(|row| some(row) && !is_sum(row)).collect()
}

/// Reads the people out of the cells; who stands in no cell of a day is off.
pub fn by_shift(sheet: &Sheet, header: &Header, out: &mut Diagnostics) -> Option<RosterTable> {
    let before = out.reported();
    let rows = rows(sheet, header);
    let file_spot = |(row, at): (usize, usize)| if sheet.turned { (at, row) } else { (row, at) };
    let texts = || rows.iter().flat_map(|row| header.days.iter().map(|(at, _)| sheet.text(*row, *at)));
    let marked = texts().any(|text| text.contains(BETWEEN));
    let mut people: Vec<RosterPerson> = Vec::new();
    let mut of: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        for (at, day) in &header.days {
            let (name, text) = (sheet.cell_name((*row, *at)), sheet.text(*row, *at));
            if text.is_ascii() && text.contains(' ') && !marked {
                let why = say!("{name}: is \"{text}\" one person or several?", "{name}：“{text}”是一个人还是几个人？");
                return out.reject(Diagnostic::error(Code::DataDoubt, &sheet.rows[*row][*at].place, why).help(say!(
                    "write a comma between names: \"Ann, Bob\"; or one row a person, one column a day",
                    "名字之间请写逗号或顿号；或者改成一行一人、一列一天"
                )));
            }
            for person in names(text) {
                let index = *of.entry(person).or_insert(people.len());
                if index == people.len() {
                    people.push(RosterPerson { row: *row, name: person.to_owned(), days: BTreeMap::new() });
                }
                let said = sheet.text(*row, header.names).to_owned();
                let cell = RosterCell { spot: file_spot((*row, *at)), said, hours: None };
                if people[index].days.insert(*day, cell).is_some() {
                    let why = say!(
                        "{name}: `{person}` has another shift on that day too",
                        "{name}：`{person}` 当天还排了另一个班"
                    );
                    out.push(Diagnostic::error(Code::Twice, &sheet.rows[*row][*at].place, why));
                }
            }
        }
    }
    for person in &mut people {
        for (at, day) in &header.days {
            let off = || RosterCell { spot: file_spot((person.row, *at)), said: "off".to_owned(), hours: None };
            person.days.entry(*day).or_insert_with(off);
        }
    }
    let place = |at: usize| sheet.rows[header.row][at].place.clone();
    let ends = [header.days.first(), header.days.last()].into_iter().flatten();
    let shift = read_as(sheet, (header.row, header.names), &SHIFT);
    let read = |at: usize| at == header.names || header.days.iter().any(|(day, _)| *day == at);
    (out.reported() == before).then(|| RosterTable {
        people,
        days: header.days.iter().map(|(at, day)| (*day, place(*at))).collect(),
        listed: false,
        columns: shift.into_iter().chain(ends.filter_map(|(at, _)| read_as(sheet, (header.row, *at), &DATE))).collect(),
        passed_over: taken::passed(&sheet.rows[header.row], read),
        sums: 0,
        notes: vec![Said {
            en: "one row a shift, with the names of who works it; who is not named is off".to_owned(),
            zh: "一行一个班次，格子里是上班人的名字；没有写到的人当天休息".to_owned(),
        }],
        beside: None,
    })
}

/// The names in a cell. Chinese names have no spaces.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(BETWEEN).map(str::trim).filter(|part| !part.is_empty());
    parts.flat_map(|part| if part.is_ascii() { vec![part] } else { part.split_whitespace().collect() })
}
