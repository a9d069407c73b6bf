//! Files for reading, in both languages, with nothing outside them.
//!
//! Whatever the scenario says is shown as text (`harmless`, then maud's escapes); the policy of a page allows no
//! request, and no script but ours, by its hash.

mod blocks;
mod one_page;
mod organisation;
mod policy;
mod report;
mod wall;

pub use report::fitted;
pub use wall::{WallDay, WallTeams, wall_asset};

use super::dossier::asked;
use super::{Asset, Bundle};
use crate::model::Lang;
use crate::report::dossier::Dossier;
use blocks::shown;
use maud::{DOCTYPE, Markup, PreEscaped, html};

const SCRIPT: &str = include_str!("../../assets/report.js");

/// `report.html`.
pub fn report_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    Ok(vec![report_asset(asked(bundle)?)])
}

/// `one_page.html`.
pub fn one_page_file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    Ok(vec![one_page_asset(asked(bundle)?)])
}

/// The report as a file.
pub fn report_asset(dossier: &Dossier) -> Asset {
    ("report.html".into(), report::render(dossier).into_bytes())
}

/// The one page as a file.
pub fn one_page_asset(dossier: &Dossier) -> Asset {
    ("one_page.html".into(), one_page::render(dossier).into_bytes())
}

/// The language as HTML calls it, and as ids and classes begin.
const fn codes(lang: Lang) -> (&'static str, &'static str) {
    match lang {
        Lang::En => ("en", "en"),
        Lang::Zh => ("zh-CN", "zh"),
    }
}

/// What a dossier's pages are called, in both languages.
fn titles(dossier: &Dossier) -> Vec<(Lang, &str)> {
    dossier.sides.iter().map(|side| (side.lang, &side.title[..])).collect()
}

/// A page with its head and a button for each language; the first is shown. `sides`: what it is called in each.
fn frame(sides: &[(Lang, &str)], style: &str, body: &Markup) -> Markup {
    let (lang, title) = sides[0];
    html! {
        (DOCTYPE)
        html lang=(codes(lang).0) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy::content(SCRIPT));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (shown(title)) }
                style { (PreEscaped(style)) }
            }
            body {
                div.bar {
                    @for (lang, _) in sides {
                        @let (code, class) = codes(*lang);
                        button.(class) type="button" lang=(code) data-lang=(code) {
                            (match lang { Lang::En => "English", Lang::Zh => "中文" })
                        }
                    }
                }
                (body)
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}
