//! Files for reading, in both languages, with nothing outside them.
//!
//! Whatever the scenario says is shown as text (`harmless`, then maud's escapes); the policy of a page allows no
//! request, and no script but ours, by its hash.

mod blocks;
mod one_page;
mod organisation;
mod policy;
mod report;

pub use report::fitted;

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

/// A page with its head and a button for each language; the first is shown.
fn frame(dossier: &Dossier, style: &str, body: &Markup) -> Markup {
    let first = &dossier.sides[0];
    html! {
        (DOCTYPE)
        html lang=(codes(first.lang).0) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy::content(SCRIPT));
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                title { (shown(&first.title)) }
                style { (PreEscaped(style)) }
            }
            body {
                div.bar {
                    @for side in &dossier.sides {
                        @let (code, class) = codes(side.lang);
                        button.(class) type="button" lang=(code) data-lang=(code) {
                            (match side.lang { Lang::En => "English", Lang::Zh => "中文" })
                        }
                    }
                }
                (body)
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}
