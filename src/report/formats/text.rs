//! A report as text of at most 100 columns, Chinese aligned (a Chinese character is two columns wide).
//!
//! Tables too wide are cut between columns, their first columns repeated. Nothing here asks the terminal for anything:
//! the same report is the same bytes everywhere.

use crate::harmless::{visible, visible_lines};
use crate::report::page::{Block, Report, Table};
use comfy_table::{CellAlignment, ContentArrangement, ContentLineStyle, LineStyle, TableStyle};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Columns of a terminal that reports fit into.
pub const COLUMNS: usize = 100;
/// The widest column of names; longer ones push their text aside.
const NAMES: usize = 40;
/// Spaces between columns.
const PADDING: usize = 2;

/// Renders a report that has to be short: a heading is a line, without a rule below it.
pub fn brief(report: &Report) -> String {
    let mut out = format!("{}\n", visible(&report.title));
    for section in &report.sections {
        out.push('\n');
        if !section.heading.is_empty() {
            push_line(&mut out, &visible(&section.heading));
        }
        blocks(&mut out, &section.blocks);
    }
    push_line(&mut out, &visible(&report.next));
    out
}

/// Renders a report.
pub fn render(report: &Report) -> String {
    let mut out = String::new();
    if !report.title.is_empty() {
        let title = visible(&report.title);
        out.push_str(&wrap(&title, COLUMNS, 0));
        out.push('\n');
        out.push_str(&"=".repeat(title.width().min(COLUMNS)));
        out.push('\n');
    }
    for section in &report.sections {
        if !section.heading.is_empty() {
            let heading = visible(&section.heading);
            out.push('\n');
            out.push_str(&wrap(&heading, COLUMNS, 0));
            out.push('\n');
            out.push_str(&"-".repeat(heading.width().min(COLUMNS)));
            out.push('\n');
        }
        blocks(&mut out, &section.blocks);
    }
    if !report.next.is_empty() {
        out.push('\n');
        push_line(&mut out, &visible(&report.next));
    }
    out
}

fn blocks(out: &mut String, blocks: &[Block]) {
    for block in blocks {
        match block {
            Block::Text(text) => push_line(out, &wrap(&visible(text), COLUMNS, 0)),
            Block::Item(text) => push_line(out, &wrap(&format!("- {}", visible(text)), COLUMNS, 2)),
            Block::Named(pairs) => named(out, pairs),
            Block::Lines(lines) => lines.lines().for_each(|line| push_line(out, &format!("    {}", visible(line)))),
            Block::Table(table) => out.push_str(&table_text(table)),
        }
    }
}

fn push_line(out: &mut String, line: &str) {
    out.push_str(line);
    out.push('\n');
}

/// Names in a column of their own, what is said of them beside it.
fn named(out: &mut String, pairs: &[(String, String)]) {
    let shown = || pairs.iter().map(|(name, text)| (visible(name), visible(text)));
    let left = shown().map(|(name, _)| name.width()).max().unwrap_or(0).min(NAMES);
    for (name, text) in shown() {
        let pad = " ".repeat(left.saturating_sub(name.width()));
        push_line(out, wrap(&format!("{name}{pad}  {text}"), COLUMNS, left + 2).trim_end());
    }
}

/// A table, in as few parts as it takes; the parts have about the same number of columns.
pub fn table_text(table: &Table) -> String {
    let mut out = String::new();
    if !table.caption.is_empty() {
        push_line(&mut out, &wrap(&visible(&table.caption), COLUMNS, 0));
    }
    let cut = |limits: &Limits| (limits.parts(table), *limits);
    let (parts, limits) = LIMITS.iter().map(cut).min_by_key(|(parts, _)| parts.len()).expect("there are limits");
    for columns in parts {
        out.push_str(&limits.part(table, &columns));
    }
    out
}

/// The widest columns of words and the widest headings of figures; what is longer is wrapped.
#[derive(Clone, Copy)]
struct Limits {
    words: usize,
    heading: usize,
}

/// The roomy one first; a narrower one where it saves a cut.
const LIMITS: [Limits; 3] =
    [Limits { words: 46, heading: 16 }, Limits { words: 36, heading: 13 }, Limits { words: 27, heading: 12 }];

impl Limits {
    fn heading(self, table: &Table, column: usize) -> String {
        let limit = if table.columns[column].right { self.heading } else { self.words };
        // A heading may have several lines.
        let title = visible_lines(&table.columns[column].title);
        title.lines().map(|line| wrap(line, limit, 0)).collect::<Vec<_>>().join("\n")
    }

    fn cell(self, table: &Table, row: usize, column: usize) -> String {
        let text = visible(table.rows[row].get(column).map_or("", String::as_str));
        if table.columns[column].right { text.into_owned() } else { wrap(&text, self.words, 0) }
    }

    fn width(self, table: &Table, column: usize) -> usize {
        let widest = |text: &str| text.lines().map(UnicodeWidthStr::width).max().unwrap_or(0);
        let cells = (0..table.rows.len()).map(|row| widest(&self.cell(table, row, column)));
        cells.chain([widest(&self.heading(table, column))]).max().unwrap_or(0)
    }

    /// The columns of each part.
    fn parts(self, table: &Table) -> Vec<Vec<usize>> {
        let widths: Vec<usize> = (0..table.columns.len()).map(|c| self.width(table, c) + PADDING).collect();
        let fixed: usize = widths[..table.fixed].iter().sum();
        let cut = |most: usize| {
            let mut parts: Vec<Vec<usize>> = Vec::new();
            let mut used = COLUMNS + 1;
            for (column, width) in widths.iter().enumerate().skip(table.fixed) {
                if used + width > COLUMNS || parts.last().is_some_and(|part| part.len() >= table.fixed + most) {
                    parts.push((0..table.fixed).collect());
                    used = fixed;
                }
                parts.last_mut().expect("just begun").push(column);
                used += width;
            }
            parts
        };
        let greedy = cut(usize::MAX - table.fixed);
        let most = (table.columns.len() - table.fixed).div_ceil(greedy.len().max(1));
        let even = cut(most);
        if even.len() == greedy.len() { even } else { greedy }
    }

    fn part(self, table: &Table, columns: &[usize]) -> String {
        // A rule under the heading and nothing else: figures are read down, not boxed in.
        const STYLE: TableStyle = TableStyle::new()
            .header_lines(ContentLineStyle::none())
            .header_separator(LineStyle::none().fill('─').junction('─'))
            .content_lines(ContentLineStyle::none());
        let mut text = comfy_table::Table::new();
        text.load_style(STYLE).set_content_arrangement(ContentArrangement::Disabled);
        text.set_header(columns.iter().map(|c| self.heading(table, *c)));
        for row in 0..table.rows.len() {
            text.add_row(columns.iter().map(|c| self.cell(table, row, *c)));
        }
        for (at, column) in columns.iter().enumerate() {
            if let Some(c) = text.column_mut(at) {
                let right = table.columns[*column].right;
                // One of the spaces is the column rule's own.
                c.set_padding((0, PADDING as u16 - 1));
                c.set_cell_alignment(if right { CellAlignment::Right } else { CellAlignment::Left });
            }
        }
        let mut out = String::new();
        for line in text.lines() {
            push_line(&mut out, line.trim_end());
        }
        out
    }
}

/// One line of at most so many columns; what is left out is shown by an ellipsis.
pub fn cut(text: &str, columns: usize) -> String {
    let text = visible(&text.replace(['\n', '\r', '\t'], " ")).into_owned();
    if text.width() <= columns {
        return text;
    }
    let mut out = String::new();
    for c in text.chars() {
        if out.width() + c.width().unwrap_or(0) + 1 > columns {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}

/// Breaks text at spaces and between Chinese characters so that no line is wider than `columns`; lines after the first
/// are indented. A full stop or a closing bracket never begins a line.
pub fn wrap(text: &str, columns: usize, indent: usize) -> String {
    let mut out = String::new();
    let mut width = 0;
    let mut pending = "";
    for piece in pieces(text) {
        let word = piece.trim_end_matches(' ');
        if width > indent && width + pending.width() + word.width() > columns {
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            width = indent;
        } else {
            out.push_str(pending);
            width += pending.width();
        }
        out.push_str(word);
        width += word.width();
        pending = &piece[word.len()..];
    }
    out
}

/// Unbreakable pieces, each with the spaces after it.
fn pieces(text: &str) -> Vec<&str> {
    let wide = |c: char| c.width() == Some(2);
    let closing = |c: char| "，。；：、）》”’！？％".contains(c);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut before = None;
    for (at, c) in text.char_indices() {
        // A number, its ± and half-width, and its unit stay together.
        let (left, right) = (&text[..at], &text[at..]);
        let joined = left.ends_with("± ")
            || left.ends_with("/ ")
            || ["±", "%", "pp", "/ "].into_iter().any(|sign| right.starts_with(sign));
        let breaks = match before {
            Some(' ') => c != ' ' && !joined,
            Some(b) => (wide(b) || wide(c)) && c != ' ' && !closing(c) && b != '（' && b != '“',
            None => false,
        };
        if breaks {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = Some(c);
    }
    pieces.push(&text[start..]);
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::page::{Column, Section};

    fn wide_table() -> Table {
        let mut columns = vec![Column::words("指标"), Column::words("unit")];
        columns.extend((0..9).map(|i| Column::figures(&format!("客服中心方案 {i}\nvs baseline, grown demand"))));
        let row = |name: &str| {
            let mut cells = vec![name.to_owned(), "百分点".to_owned()];
            cells.extend((0..9).map(|i| format!("+{i}.3 ± 0.5 ▲")));
            cells
        };
        let rows =
            vec![row("service level: Pre-sale chat"), row("服务水平：售前咨询（含夜间与大促期间的全部会话在内）")];
        Table { caption: "一二三四五六七八九十".repeat(12), columns, rows, fixed: 2 }
    }

    #[test]
    fn nothing_is_wider_than_a_hundred_columns_and_chinese_is_aligned() {
        let report = Report {
            title: "和天下：24人两组，还是23人四组？".repeat(5),
            sections: vec![Section {
                heading: "比较".repeat(70),
                blocks: vec![
                    Block::Table(wide_table()),
                    Block::Text("word ".repeat(60)),
                    Block::Item("中文，".repeat(60)),
                    Block::Named(vec![("名".into(), "述".repeat(99)), ("name".into(), "text ".repeat(50))]),
                ],
            }],
            next: String::new(),
        };
        let text = render(&report);
        for line in text.lines() {
            assert!(line.width() <= COLUMNS, "{} columns: {line}", line.width());
        }
        let ends: Vec<usize> = text.lines().filter(|l| l.contains("▲")).map(|l| l.trim_end().width()).collect();
        assert!(ends.len() >= 4, "cut into parts");
        assert_eq!(ends[0], ends[1]);
    }

    #[test]
    fn wrapping_keeps_estimates_and_stops_together() {
        assert_eq!(wrap("about 87.1 ± 0.4 % of all", 16, 2), "about\n  87.1 ± 0.4 %\n  of all");
        assert_eq!(wrap("一二三。四", 6, 0), "一二\n三。四");
        assert_eq!(wrap("ab cd", 80, 0), "ab cd");
    }
}
