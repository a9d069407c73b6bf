//! `one_page.html`: one sheet of A4, numbered as it is read aloud.

use super::blocks::{self, Glossary, shown};
use super::{codes, frame, titles};
use crate::model::Lang;
use crate::report::dossier::{Dossier, OnePage, Side};
use crate::report::page::{Block, Table};
use crate::report::words::say;
use maud::{Markup, PreEscaped, html};
use unicode_width::UnicodeWidthStr;

const STYLE: &str = concat!(include_str!("../../assets/report.css"), include_str!("../../assets/one_page.css"));

/// The file.
pub fn render(dossier: &Dossier) -> String {
    frame(&titles(dossier), STYLE, &html! { @for side in &dossier.sides { (sheet(side)) } }).into_string()
}

/// Columns of text beyond which letters are smaller on paper, so that the sheet holds all of it and a picture that can be read.
const CLOSE: [(usize, &str); 3] = [(4000, "closest"), (3150, "closer"), (2750, "close")];

/// How closely the sheet is printed: a class of its style.
fn closeness(title: &str, page: &OnePage) -> &'static str {
    let named = [&page.number, &page.risk, &page.approve, &page.foot].into_iter().flatten();
    let named = named.map(|(name, said)| name.width() + said.width());
    let tables = [&page.figures, &page.assumptions];
    let cells = tables.into_iter().flat_map(|table| table.rows.iter().flatten()).map(|cell| cell.width());
    let captions = tables.into_iter().map(|table| table.caption.width());
    let whole =
        [title.width(), page.question.width()].into_iter().chain(page.conclusion.iter().map(|text| text.width()));
    let columns: usize = whole.chain(named).chain(cells).chain(captions).sum();
    CLOSE.iter().find(|(beyond, _)| columns > *beyond).map_or("", |(_, class)| class)
}

/// A part's heading, with its number.
fn heading(lang: Lang, number: &str, en: &str, zh: &str) -> Markup {
    html! { h2 { b { (number) } " " (say(lang, en.into(), zh.into())) } }
}

fn sheet(side: &Side) -> Markup {
    let (code, class) = codes(side.lang);
    let (page, lang) = (&side.one_page, side.lang);
    let glossary = Glossary::new(side);
    let rows = |rows: &[(String, String)]| blocks::named(rows, &glossary);
    html! {
        article.sheet.(class).(closeness(&side.title, page)) lang=(code) {
            h1 { (shown(&side.title)) }
            p.question { (shown(&page.question)) }
            section.first {
                (heading(lang, "①", "Conclusion", "结论"))
                @for (n, text) in page.conclusion.iter().enumerate() { p.answer[n == 0] { (shown(text)) } }
            }
            div.two {
                section {
                    (heading(lang, "②", "One number", "一个数"))
                    @for (name, said) in page.number.iter().take(1) {
                        p.number { span { (shown(name)) } " " strong { (shown(said)) } }
                    }
                    (rows(page.number.get(1..).unwrap_or_default()))
                }
                section { (heading(lang, "③", "One risk", "一个风险")) (rows(&page.risk)) }
            }
            section { (heading(lang, "④", "Five figures", "五个数")) (table(&page.figures, &glossary)) }
            div.two {
                section { (heading(lang, "⑤", "Please approve", "请批准")) (rows(&page.approve)) }
                section { (heading(lang, "⑥", "Three assumptions", "三个假定")) (table(&page.assumptions, &glossary)) }
            }
            @if let Some(picture) = &page.picture {
                section.picture {
                    (heading(lang, "⑦", "One picture", "一张图"))
                    figure role="img" aria-label=(shown(&picture.title)) { (PreEscaped(&picture.svg)) }
                }
            }
            footer.foot { (rows(&page.foot)) }
        }
    }
}

/// Rows, with what is said of all of them below; without any, that alone.
fn table(table: &Table, glossary: &Glossary<'_>) -> Markup {
    let bare = Table { caption: String::new(), ..table.clone() };
    html! {
        @if !table.rows.is_empty() { (blocks::all(&[Block::Table(bare)], glossary)) }
        @if !table.caption.is_empty() { p.note { (shown(&table.caption)) } }
    }
}
