//! What files of volumes say of the days that count, so that whoever gave them sees that they were read right.

use crate::catalogue::civil;
use crate::model::{ContactType, Given, Lang, Model};
use crate::report::numbers::number;
use crate::report::page::{Block, Column, Section, Table};
use crate::report::words::{Words, say};

/// A line a type that has its volume from a file; none where no type has.
pub fn held_section(model: &Model, lang: Lang) -> Option<Section> {
    let rows: Vec<Vec<String>> = model.types.iter().filter_map(|kind| row(kind, model, lang)).collect();
    if rows.is_empty() {
        return None;
    }
    let columns = vec![
        Column::words(&say(lang, "contact type".into(), "咨询类型".into())),
        Column::words(&say(lang, "numbers".into(), "数字".into())),
        Column::words(&say(lang, "dates".into(), "日期".into())),
        Column::figures(&say(lang, "days".into(), "天数".into())),
        Column::figures(&say(lang, "first contacts".into(), "首次咨询".into())),
        Column::figures(&say(lang, "a day".into(), "日均".into())),
        Column::words(&say(lang, "busiest day".into(), "最忙的一天".into())),
    ];
    let table = Table { caption: String::new(), columns, rows, fixed: 1 };
    Some(Section { heading: Words::of(lang).held_volumes.to_owned(), blocks: vec![Block::Table(table)] })
}

fn row(kind: &ContactType, model: &Model, lang: Lang) -> Option<Vec<String>> {
    let (arrivals, calendar) = (kind.arrivals.as_ref()?, &model.calendar);
    let first = calendar.epoch_day(calendar.warm_up_days);
    let days: Vec<(i32, f64)> =
        arrivals.known.range(first..first + calendar.days).map(|(date, number)| (*date, *number)).collect();
    let (from, until) = (days.first()?.0, days.last()?.0);
    let (busiest, most) = days.iter().copied().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    let total: f64 = days.iter().map(|(_, number)| number).sum();
    let given = arrivals.given.range(first..first + calendar.days).next();
    let numbers = match given.map(|(_, given)| &**given) {
        None => say(lang, "expected".into(), "期望值".into()),
        Some(Given::Counted(_)) => say(lang, "exact".into(), "照实".into()),
        Some(Given::Recorded(_) | Given::Dated(_)) => say(lang, "every row a contact".into(), "每行一次咨询".into()),
    };
    Some(vec![
        kind.label.in_lang(lang).to_owned(),
        numbers,
        say(lang, format!("{} to {}", civil(from), civil(until)), format!("{} 至 {}", civil(from), civil(until))),
        days.len().to_string(),
        number(total, 0),
        number(total / days.len() as f64, -1),
        say(
            lang,
            format!("{}: {}", civil(busiest), number(most, 0)),
            format!("{}：{}", civil(busiest), number(most, 0)),
        ),
    ])
}
