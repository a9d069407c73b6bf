//! One file for reading, in both languages, with nothing outside it: the answer, the organisations, the pictures, every table.
//!
//! Whatever the scenario says is shown as text (`harmless`, then maud's escapes); the policy of the page allows no
//! request, and no script but ours, by its hash.

mod blocks;
mod organisation;
mod policy;

use crate::model::Lang;
use crate::report::blocks::organisations::Organisation;
use crate::report::page::Section;
use crate::report::words::{list, say};
use blocks::{Glossary, named, section, shown};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("../../assets/report.css");
const SCRIPT: &str = include_str!("../../assets/report.js");

/// What is left out first where the file would be too large, once the pictures are: what is in files too, then what others
/// say in fewer words. The answer and the definitions stay.
const SPARE: [&str; 12] = [
    "teams",
    "types",
    "measured",
    "policies",
    "scores",
    "risk",
    "differences",
    "prices",
    "savings",
    "costs",
    "figures",
    "verdict",
];

/// What such a file is made of.
#[derive(Debug)]
pub struct Document {
    /// The same in each language; the first is shown.
    pub sides: Vec<Side>,
}

/// All there is to say, in one language.
#[derive(Debug)]
pub struct Side {
    /// Its language.
    pub lang: Lang,
    /// What the study is called.
    pub title: String,
    /// The answer, the most important first; the first section is the question.
    pub answer: Vec<Section>,
    /// The designs.
    pub organisations: Vec<Organisation>,
    /// Pictures, the most important first.
    pub pictures: Vec<Picture>,
    /// Everything, by the name of its part.
    pub whole: Vec<(&'static str, Section)>,
    /// What figures mean, by their names.
    pub glossary: Vec<(String, String)>,
    /// What was run: a name, and what is said of it.
    pub foot: Vec<(String, String)>,
    /// What is not in the file.
    pub left_out: Vec<String>,
}

/// A drawing.
#[derive(Debug)]
pub struct Picture {
    /// What it shows.
    pub title: String,
    /// An `<svg>` element.
    pub svg: String,
}

/// The file, in at most so many bytes, as far as leaving out what is spare can do it.
pub fn render(mut document: Document, limit: usize) -> String {
    loop {
        let page = page(&document).into_string();
        let over = page.len().saturating_sub(limit);
        if over == 0 || !document.leave_out(over) {
            return page;
        }
    }
}

impl Document {
    /// Leaves out the last pictures, as many as make up for `over` bytes; without pictures, a part. False: nothing is spare.
    fn leave_out(&mut self, over: usize) -> bool {
        let mut saved = 0;
        while saved < over && self.sides.iter().any(|side| !side.pictures.is_empty()) {
            for side in &mut self.sides {
                if let Some(picture) = side.pictures.pop() {
                    saved += picture.svg.len();
                    side.left_out.push(picture.title);
                }
            }
        }
        if saved > 0 {
            return true;
        }
        let has = |name: &&&str| self.sides.iter().any(|side| side.whole.iter().any(|(part, _)| *part == **name));
        let Some(name) = SPARE.iter().find(has) else { return false };
        for side in &mut self.sides {
            let (out, kept) = std::mem::take(&mut side.whole).into_iter().partition(|(part, _)| part == name);
            side.whole = kept;
            let out: Vec<(&str, Section)> = out;
            side.left_out.extend(out.into_iter().map(|(_, section)| section.heading));
        }
        true
    }
}

/// The language as HTML calls it, and as ids and classes begin.
const fn codes(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::En => ("en", "en"),
        Lang::Zh => ("zh-CN", "zh"),
    }
}

fn page(document: &Document) -> Markup {
    let first = &document.sides[0];
    html! {
        (DOCTYPE)
        html lang=(codes(first.lang).0) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy::content(SCRIPT));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (shown(&first.title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                div.bar {
                    @for side in &document.sides {
                        @let (code, class) = codes(side.lang);
                        button.(class) type="button" lang=(code) data-lang=(code) {
                            (match side.lang { Lang::En => "English", Lang::Zh => "中文" })
                        }
                    }
                }
                @for side in &document.sides { (article(side)) }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// A heading of the page, and where it stands.
struct Heading {
    id: String,
    text: String,
}

fn article(side: &Side) -> Markup {
    let (code, class) = codes(side.lang);
    let glossary = Glossary::new(&side.glossary);
    let heading = |name: &str, en: &str, zh: &str| Heading {
        id: format!("{class}-{name}"),
        text: say(side.lang, en.into(), zh.into()),
    };
    let drawn = heading("organisations", "The organisations", "组织");
    let pictures = heading("pictures", "Pictures", "图");
    let foot = heading("run", "About this report", "关于本报告");
    let parts = numbered(side, class);
    let mut contents = vec![&drawn];
    contents.extend(Some(&pictures).filter(|_| !side.pictures.is_empty()));
    contents.extend(&parts);
    contents.push(&foot);
    html! {
        article.(class) lang=(code) {
            h1 { (shown(&side.title)) }
            @for (n, part) in side.answer.iter().enumerate() {
                section.question[n == 0].answer[n == 1] { (section(part, &glossary)) }
            }
            nav.contents {
                @for heading in contents { a href={ "#" (heading.id) } { (shown(&heading.text)) } " " }
            }
            section id=(drawn.id) {
                h2 { (drawn.text) }
                (organisation::all(&side.organisations, side.lang, &glossary))
            }
            @if !side.pictures.is_empty() {
                section id=(pictures.id) {
                    h2 { (pictures.text) }
                    @for picture in &side.pictures {
                        figure role="img" aria-label=(shown(&picture.title)) { (PreEscaped(&picture.svg)) }
                    }
                }
            }
            @for (heading, (_, part)) in parts.iter().zip(&side.whole) {
                details id=(heading.id) {
                    summary { h2 { (shown(&heading.text)) } }
                    (blocks::all(&part.blocks, &glossary))
                }
            }
            footer.foot id=(foot.id) {
                h2 { (foot.text) }
                (named(&side.foot, &glossary))
                (left_out(side))
            }
        }
    }
}

/// The headings of all parts; several of a name are told apart by number.
fn numbered(side: &Side, class: &str) -> Vec<Heading> {
    let parts = side.whole.iter().enumerate();
    let heading = |(n, (name, part)): (usize, &(&'static str, Section))| {
        let before = side.whole[..n].iter().filter(|(other, _)| other == name).count();
        let number = if before == 0 { String::new() } else { format!("-{}", before + 1) };
        Heading { id: format!("{class}-{name}{number}"), text: part.heading.clone() }
    };
    parts.map(heading).collect()
}

fn left_out(side: &Side) -> Markup {
    let names = list(side.lang, &side.left_out);
    let text = say(
        side.lang,
        format!("left out, as the file would be too large (charts/ and the CSV files beside it have it): {names}"),
        format!("文件过大而略去（见同一目录下的 charts/ 与各 CSV 文件）：{names}"),
    );
    html! { @if !side.left_out.is_empty() { p { (shown(&text)) } } }
}
