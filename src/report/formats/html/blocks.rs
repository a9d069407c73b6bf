//! Pieces of a page as HTML: paragraphs, lists, tables that scroll in a box of their own.

use crate::harmless::{visible, visible_lines};
use crate::report::dossier::{ArmOf, Side};
use crate::report::page::{Block, Column, Section, Table};
use maud::{Markup, html};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What stands behind the words of a page: what figures mean, by their names, and of which design and case each arm is.
pub(super) struct Glossary<'a> {
    meanings: BTreeMap<&'a str, &'a str>,
    arms: &'a [ArmOf],
}

impl<'a> Glossary<'a> {
    pub(super) fn new(side: &'a Side) -> Self {
        let meanings = side.glossary.iter().map(|(name, text)| (&name[..], &text[..])).collect();
        Self { meanings, arms: if side.arms.len() > 1 { &side.arms } else { &[] } }
    }

    /// Design and case of a column, where there are several to choose from.
    fn arm(&self, column: &Column) -> Option<ArmOf> {
        self.arms.get(column.arm?).copied()
    }

    /// The definition of the figure that a text names: `wait`, `wait: Pre-sale chat`, or either with its unit, `wait, s`.
    fn of(&self, text: &str) -> Option<&'a str> {
        let subject = |colon| text.split_once(colon).map_or(text, |(name, _)| name);
        let unit = |comma| text.rsplit_once(comma).map_or(text, |(name, _)| name);
        [text, subject(": "), subject("："), unit(", "), unit("，")]
            .iter()
            .find_map(|name| self.meanings.get(name))
            .copied()
    }

    /// A text, with the definition of the figure that it names.
    pub(super) fn explained(&self, text: &str) -> Markup {
        html! {
            @match self.of(text) {
                Some(definition) => abbr title=(shown(definition)) { (shown(text)) },
                None => (shown(text)),
            }
        }
    }
}

/// One line in which nothing acts; maud escapes what HTML would take for its own.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    visible(text)
}

/// A section with its heading, if it has one.
pub(super) fn section(part: &Section, glossary: &Glossary<'_>) -> Markup {
    html! {
        @if !part.heading.is_empty() { h2 { (shown(&part.heading)) } }
        (all(&part.blocks, glossary))
    }
}

/// Pieces in their order; points that follow each other are one list.
pub(super) fn all(blocks: &[Block], glossary: &Glossary<'_>) -> Markup {
    let is_item = |block: &Block| matches!(block, Block::Item(_));
    html! {
        @for run in blocks.chunk_by(|a, b| is_item(a) && is_item(b)) {
            @if is_item(&run[0]) {
                ul { @for block in run { (one(block, glossary)) } }
            } @else {
                (one(&run[0], glossary))
            }
        }
    }
}

fn one(block: &Block, glossary: &Glossary<'_>) -> Markup {
    html! {
        @match block {
            Block::Text(text) => @if !text.is_empty() { p { (shown(text)) } },
            Block::Item(text) => li { (shown(text)) },
            Block::Named(pairs) => (named(pairs, glossary)),
            Block::Lines(lines) => pre { (visible_lines(lines)) },
            Block::Table(table) => (figures(table, glossary)),
        }
    }
}

/// Names, and what is said of each.
pub(super) fn named(pairs: &[(String, String)], glossary: &Glossary<'_>) -> Markup {
    html! {
        dl { @for (name, text) in pairs { dt { (glossary.explained(name.trim())) } dd { (shown(text)) } } }
    }
}

/// Figures in rows.
pub(super) fn figures(table: &Table, glossary: &Glossary<'_>) -> Markup {
    html! {
        div.figures {
        @if !table.caption.is_empty() { p.note { (shown(&table.caption)) } }
        div.scroll {
            table {
                thead {
                    tr {
                        @for column in &table.columns {
                            @let arm = glossary.arm(column);
                            th.figure[column.right] scope="col" data-d=[arm.map(|arm| arm.design)] data-c=[arm.map(|arm| arm.case)] {
                                (heading(&column.title))
                            }
                        }
                    }
                }
                tbody {
                    @for row in &table.rows {
                        tr {
                            @for (column, cell) in table.columns.iter().zip(row).take(1) {
                                th.figure[column.right] scope="row" { (glossary.explained(cell)) }
                            }
                            @for (column, cell) in table.columns.iter().zip(row).skip(1) {
                                td.figure[column.right].better[cell.ends_with('▲')].worse[cell.ends_with('▼')] {
                                    (shown(cell))
                                }
                            }
                        }
                    }
                }
            }
        }
        }
    }
}

/// A heading of several lines.
fn heading(title: &str) -> Markup {
    html! {
        @for (n, line) in title.lines().enumerate() {
            @if n > 0 { br; }
            (shown(line))
        }
    }
}
