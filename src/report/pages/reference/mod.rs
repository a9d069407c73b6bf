//! The reference as Markdown, a chapter of the books a subject: made of the same tables that the program reads by, so nothing is missing from it.

mod fields;
mod figures;
mod messages;
mod policies;
mod shipped;

use crate::model::Lang;
use crate::report::words::say;

/// A page of the reference.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Subject {
    /// Keys of a scenario.
    Fields,
    /// What is counted and reported.
    Figures,
    /// Codes of messages.
    Messages,
    /// Laws of durations.
    Laws,
    /// Keys that a policy may switch.
    Policies,
    /// Shipped calendars, public holidays, shapes of a day.
    Calendars,
    /// Shipped platforms.
    Platforms,
    /// Words of the trade that are no keys and no figures.
    Terms,
}

/// One page of the reference in one language.
pub fn reference(subject: Subject, lang: Lang) -> String {
    match subject {
        Subject::Fields => fields::page(lang),
        Subject::Figures => figures::page(lang),
        Subject::Messages => messages::page(lang),
        Subject::Laws => shipped::laws(lang),
        Subject::Policies => policies::page(lang),
        Subject::Calendars => shipped::calendars(lang),
        Subject::Platforms => shipped::platforms(lang),
        Subject::Terms => shipped::terms(lang),
    }
}

/// The title of a page, and what it is made by.
pub fn head(title: [&str; 2], name: &str, about: [&str; 2], lang: Lang) -> String {
    let command = if name == "fields" { String::new() } else { format!(" --page {name}") };
    let made = say(
        lang,
        format!("Made by `peakstaff schema --format md{command}`. {}", about[0]),
        format!("由 `peakstaff schema --format md{command}` 生成。{}", about[1]),
    );
    format!("# {}\n\n{made}\n", say(lang, title[0].into(), title[1].into()))
}

/// A table; a bar inside a cell is no border, and a cell has one line.
pub fn table(columns: &[String], rows: &[Vec<String>]) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "\\|").replace('\n', " ")).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut text = format!("\n{}|{}\n", line(columns), "---|".repeat(columns.len()));
    text.extend(rows.iter().map(|row| line(row)));
    text
}
