//! Pages that have to fit: parts give way line by line, those with most to spare first, until the page is short enough.

use super::text::{COLUMNS, brief, cut, wrap};
use crate::model::Lang;
use crate::report::page::{Block, Report, Section, Table};
use crate::report::words::say;

/// A part of such a page, the most important line first.
#[derive(Debug)]
pub struct Part {
    /// Its heading, one line.
    pub heading: String,
    /// What is said before the rows, at most two lines each.
    pub notes: Vec<String>,
    /// What gives way, from the end.
    pub rows: Rows,
    /// A sentence is cut to so many lines.
    pub lines: usize,
    /// So many lines it keeps, as long as others have more than theirs.
    pub least: usize,
    /// More than these are never shown.
    pub most: usize,
    /// What its rows are, where what is left out is counted: one, several, in Chinese; none: nothing is said but how many.
    pub noun: Option<[&'static str; 3]>,
}

/// The rows of a part.
#[derive(Debug)]
pub enum Rows {
    /// Sentences.
    Items(Vec<String>),
    /// Figures.
    Table(Table),
    /// Lines of a file, all of them or none: the first to give way, without a word.
    Lines(String),
}

impl Part {
    /// Sentences, each cut to so many lines.
    pub fn items(heading: String, items: Vec<String>, lines: usize, least: usize) -> Self {
        let (notes, rows) = (Vec::new(), Rows::Items(items));
        Self { heading, notes, rows, lines, least, most: usize::MAX, noun: None }
    }

    /// Figures.
    pub fn table(heading: String, table: Table, least: usize) -> Self {
        let (notes, rows) = (Vec::new(), Rows::Table(table));
        Self { heading, notes, rows, lines: 1, least, most: usize::MAX, noun: None }
    }

    fn is_lines(&self) -> bool {
        matches!(self.rows, Rows::Lines(_))
    }

    fn len(&self) -> usize {
        match &self.rows {
            Rows::Items(items) => items.len(),
            Rows::Table(table) => table.rows.len(),
            Rows::Lines(_) => 1,
        }
    }

    /// All of it, where there is room.
    pub fn whole(&self) -> Section {
        let notes = self.notes.iter().cloned().map(Block::Text);
        let blocks = match &self.rows {
            Rows::Items(items) => notes.chain(items.iter().cloned().map(Block::Item)).collect(),
            Rows::Table(table) => notes.chain([Block::Table(table.clone())]).collect(),
            Rows::Lines(lines) => notes.chain([Block::Lines(lines.clone())]).collect(),
        };
        Section { heading: self.heading.clone(), blocks }
    }

    fn section(&self, shown: usize, lang: Lang) -> Section {
        let note = |note: &String| Block::Text(shortened(note, 2));
        let mut blocks: Vec<Block> = self.notes.iter().map(note).collect();
        match &self.rows {
            Rows::Items(items) => {
                blocks.extend(items[..shown].iter().map(|item| Block::Item(shortened(item, self.lines))));
            }
            Rows::Table(table) => {
                blocks.push(Block::Table(Table { rows: table.rows[..shown].to_vec(), ..table.clone() }));
            }
            Rows::Lines(lines) => blocks.extend((shown > 0).then(|| Block::Lines(lines.clone()))),
        }
        let left = self.len() - shown;
        if left > 0 {
            let [one, several, zh] = self.noun.unwrap_or(["", "", "项"]);
            let en = match if left == 1 { one } else { several } {
                "" => String::new(),
                noun => format!(" {noun}"),
            };
            blocks.push(Block::Text(say(
                lang,
                format!("… {left} more{en}: --full"),
                format!("……另有 {left} {zh}：--full"),
            )));
        }
        Section { heading: cut(&self.heading, COLUMNS), blocks }
    }
}

/// As much of a sentence as so many lines of a list hold.
fn shortened(text: &str, most: usize) -> String {
    // A line of the list begins with a dash and a space.
    let fits = |text: &str| wrap(text, COLUMNS - 2, 0).lines().count() <= most;
    let mut room = most * (COLUMNS - 2);
    let mut short = cut(text, room);
    // Words are not broken, so lines are not full.
    while !fits(&short) && room > COLUMNS {
        room -= 4;
        short = cut(text, room);
    }
    short
}

/// The page of these parts in so many lines, with these lines and the next command at its end.
pub fn fit(title: &str, parts: &[Part], last: &[String], next: &str, lines: usize, lang: Lang) -> Report {
    let mut shown: Vec<usize> = parts.iter().map(|part| part.len().min(part.most)).collect();
    let page = |shown: &[usize]| {
        let there = parts.iter().zip(shown).filter(|(part, shown)| **shown > 0 || !part.is_lines());
        let mut sections: Vec<Section> = there.map(|(part, shown)| part.section(*shown, lang)).collect();
        let blocks = last.iter().map(|line| Block::Text(cut(line, COLUMNS))).collect();
        sections.push(Section { heading: String::new(), blocks });
        Report { title: cut(title, COLUMNS), sections, next: next.to_owned() }
    };
    // Lines of a part: a report of it alone has a title and a next command besides.
    let length = |n: usize, shown: usize| {
        let sections = vec![parts[n].section(shown, lang)];
        brief(&Report { title: String::new(), sections, next: String::new() }).lines().count() - 2
    };
    let mut lengths: Vec<usize> = (0..parts.len()).map(|n| length(n, shown[n])).collect();
    while brief(&page(&shown)).lines().count() > lines {
        if let Some(of_file) = (0..parts.len()).find(|n| shown[*n] > 0 && parts[*n].is_lines()) {
            shown[of_file] = 0;
            continue;
        }
        // Of equals the later part gives way: it matters less. One row of each stays.
        let spare = |n: usize| lengths[n] as isize - parts[n].least as isize;
        let Some(gives) = (0..parts.len()).filter(|n| shown[*n] > 1).max_by_key(|n| (spare(*n), *n)) else { break };
        shown[gives] -= 1;
        lengths[gives] = length(gives, shown[gives]);
    }
    // The line that says how many more there are may be as long as the last of them.
    for n in 0..parts.len() {
        let whole = parts[n].len();
        if shown[n] + 1 == whole && !parts[n].is_lines() && whole <= parts[n].most && length(n, whole) <= lengths[n] {
            shown[n] = whole;
        }
    }
    page(&shown)
}
