//! `report.html`: the answer, the organisations, the pictures, every table, in both languages.

use super::blocks::{self, Glossary, named, section, shown};
use super::{codes, frame, organisation, titles};
use crate::model::Lang;
use crate::report::dossier::{Dossier, Side};
use crate::report::page::Section;
use crate::report::words::say;
use maud::{Markup, PreEscaped, html};

/// Bytes that the file stays below, so that it can be sent to anybody.
const LIMIT: usize = 1_500_000;

const STYLE: &str = include_str!("../../assets/report.css");

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

/// Without what makes the file too large: pictures first, the least important before the others, then parts that are in files too.
pub fn fitted(mut dossier: Dossier) -> Dossier {
    loop {
        let over = render(&dossier).len().saturating_sub(LIMIT);
        if over == 0 || !leave_out(&mut dossier, over) {
            return dossier;
        }
    }
}

/// The file.
pub fn render(dossier: &Dossier) -> String {
    frame(&titles(dossier), STYLE, &html! { @for side in &dossier.sides { (article(side)) } }).into_string()
}

/// Leaves out the last pictures, as many as make up for `over` bytes; without pictures other periods, then a part. False: nothing is spare.
fn leave_out(dossier: &mut Dossier, over: usize) -> bool {
    let mut saved = 0;
    while saved < over && dossier.sides.iter().any(|side| !side.pictures.is_empty()) {
        for side in &mut dossier.sides {
            if let Some(picture) = side.pictures.pop() {
                saved += picture.svg.len();
                side.left_out.push(picture.title);
            }
        }
    }
    if saved > 0 {
        return true;
    }
    if dossier.sides.iter().any(|side| !side.periods.is_empty()) {
        for side in &mut dossier.sides {
            side.periods.clear();
            side.left_out.push(periods_heading(side.lang));
        }
        return true;
    }
    let has = |name: &&&str| dossier.sides.iter().any(|side| side.whole.iter().any(|(part, _)| part == **name));
    let Some(name) = SPARE.iter().find(has) else { return false };
    for side in &mut dossier.sides {
        let (out, kept) = std::mem::take(&mut side.whole).into_iter().partition(|(part, _)| part == name);
        side.whole = kept;
        let out: Vec<(String, Section)> = out;
        side.left_out.extend(out.into_iter().map(|(_, section)| section.heading));
    }
    true
}

/// Parts that answer what is asked first, who comes and why customers waited: they stand open before the pictures.
const EARLY: [&str; 2] = ["shifts", "why"];

/// A heading of the page, and where it stands.
struct Heading {
    id: String,
    text: String,
}

fn article(side: &Side) -> Markup {
    let (code, class) = codes(side.lang);
    let glossary = Glossary::new(side);
    let heading = |name: &str, en: &str, zh: &str| Heading {
        id: format!("{class}-{name}"),
        text: say(side.lang, en.into(), zh.into()),
    };
    let drawn = heading("organisations", "The organisations", "组织");
    let pictures = heading("pictures", "Pictures", "图");
    let foot = heading("run", "About this report", "关于本报告");
    let parts = numbered(side, class);
    let is_early = |n: usize| EARLY.contains(&&*side.whole[n].0);
    let (early, late): (Vec<usize>, Vec<usize>) = (0..parts.len()).partition(|n| is_early(*n));
    let mut contents = vec![&drawn];
    contents.extend(early.iter().map(|n| &parts[*n]));
    contents.extend(Some(&pictures).filter(|_| !side.pictures.is_empty()));
    contents.extend(late.iter().map(|n| &parts[*n]));
    let periods = Heading { id: format!("{class}-periods"), text: periods_heading(side.lang) };
    contents.extend(Some(&periods).filter(|_| !side.periods.is_empty()));
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
            (picks(side))
            section id=(drawn.id) {
                h2 { (drawn.text) }
                (organisation::all(&side.organisations, side.lang, &glossary))
            }
            @for n in &early {
                details id=(parts[*n].id) open[true] {
                    summary { h2 { (shown(&parts[*n].text)) } }
                    (blocks::all(&side.whole[*n].1.blocks, &glossary))
                }
            }
            @if !side.pictures.is_empty() {
                section id=(pictures.id) {
                    h2 { (pictures.text) }
                    @for picture in &side.pictures {
                        figure role="img" aria-label=(shown(&picture.title)) data-c=[several(&side.cases).and(picture.case)] data-d=[several(&side.designs).and(picture.design)] {
                            figcaption { (shown(&picture.title)) " · " (say(side.lang, "tap to enlarge".into(), "点按放大".into())) }
                            (PreEscaped(&picture.svg))
                        }
                    }
                }
            }
            @for n in &late {
                details id=(parts[*n].id) {
                    summary { h2 { (shown(&parts[*n].text)) } }
                    (blocks::all(&side.whole[*n].1.blocks, &glossary))
                }
            }
            @if !side.periods.is_empty() {
                details id=(periods.id) {
                    summary { h2 { (periods.text) } }
                    @for (n, (_, table)) in side.periods.iter().enumerate() {
                        div data-p=(n) { (blocks::figures(table, &glossary)) }
                    }
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

fn periods_heading(lang: Lang) -> String {
    say(lang, "The figures of other periods".into(), "其他时期的指标".into())
}

/// Names among which there is something to choose.
fn several(names: &[String]) -> Option<&[String]> {
    (names.len() > 1).then_some(names)
}

/// What hides the columns, drawings and pictures of other designs, cases and periods. Without the script everything is shown, and
/// this is not.
fn picks(side: &Side) -> Markup {
    let say = |en: &str, zh: &str| say(side.lang, en.into(), zh.into());
    let periods: Vec<String> = side.periods.iter().map(|(name, _)| name.clone()).collect();
    let all = [
        ("d", say("design", "方案"), several(&side.designs)),
        ("c", say("case", "假设"), several(&side.cases)),
        ("p", say("other period", "其他时期"), several(&periods)),
    ];
    html! {
        div.picks hidden {
            @for (pick, what, names) in &all {
                @if let Some(names) = names {
                    label {
                        (what) " "
                        select data-pick=(pick) autocomplete="off" {
                            option value="" selected { (say("all", "全部")) }
                            @for (n, name) in names.iter().enumerate() {
                                option value=(n) data-colour=[side.colours.get(n).filter(|_| *pick == "d")] { (shown(name)) }
                            }
                        }
                    }
                }
            }
            @if several(&side.designs).is_some() && !side.colours.is_empty() {
                span.pale hidden { (say("in pictures of several designs the others are pale", "多个方案同在的图中，其他方案变淡")) }
            }
        }
    }
}

/// The headings of all parts; several of a name are told apart by number.
fn numbered(side: &Side, class: &str) -> Vec<Heading> {
    let parts = side.whole.iter().enumerate();
    let heading = |(n, (name, part)): (usize, &(String, Section))| {
        let before = side.whole[..n].iter().filter(|(other, _)| other == name).count();
        let number = if before == 0 { String::new() } else { format!("-{}", before + 1) };
        Heading { id: format!("{class}-{name}{number}"), text: part.heading.clone() }
    };
    parts.map(heading).collect()
}

/// What the file has no room for: how much of it, and on request all by name.
fn left_out(side: &Side) -> Markup {
    let n = side.left_out.len();
    let text = say(
        side.lang,
        format!(
            "left out, as the file would be too large (charts/ and the CSV files beside it have it): {n} {}",
            if n == 1 { "picture or part" } else { "pictures or parts" }
        ),
        format!("文件过大而略去（见同一目录下的 charts/ 与各 CSV 文件）：{n} 张图或部分"),
    );
    html! {
        @if n > 0 {
            details.left {
                summary { (shown(&text)) }
                ul { @for name in &side.left_out { li { (shown(name)) } } }
            }
        }
    }
}
