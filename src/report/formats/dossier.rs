//! `report.json`: what the files to read are made of, written and read again.

use super::{Asset, Bundle};
use crate::diagnostic::Text;
use crate::report::book::is_whole;
use crate::report::dossier::{Dossier, Picture, Side};
use crate::say;

/// Bytes that are written and read at most: the workbook is left out where it would be more. All else is about as large as `report.html`.
pub const LIMIT: u64 = 32_000_000;
/// What a drawing is made of.
const SHAPES: [&str; 11] =
    ["svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan", "title"];

/// `report.json`.
pub fn file(bundle: &Bundle<'_>) -> Result<Vec<Asset>, String> {
    let dossier = asked(bundle)?;
    let mut bytes = written(dossier)?;
    if bytes.len() as u64 > LIMIT {
        let without = |side: &Side| Side { book: None, ..side.clone() };
        bytes = written(&Dossier { sides: dossier.sides.iter().map(without).collect(), ..dossier.clone() })?;
    }
    Ok(vec![("report.json".into(), bytes)])
}

fn written(dossier: &Dossier) -> Result<Vec<u8>, String> {
    let text = serde_json::to_string(dossier).map_err(|why| why.to_string())?;
    Ok((crate::harmless::json(&text).into_owned() + "\n").into_bytes())
}

/// The dossier of a bundle, or why there is none.
pub(super) fn asked<'a>(bundle: &'a Bundle<'_>) -> Result<&'a Dossier, String> {
    bundle.dossier.as_ref().map_err(Clone::clone)
}

/// Reads `report.json`. What is not as this program writes it is refused: nothing in it acts when it is shown.
pub fn read(bytes: &[u8]) -> Result<Dossier, Text> {
    let dossier: Dossier = serde_json::from_slice(bytes)
        .map_err(|why| say!("it is not as peakstaff writes it: {why}", "内容不是 peakstaff 写出的样子：{why}"))?;
    let pictures = |side: &Side| {
        side.pictures.iter().chain(&side.one_page.picture).all(|picture: &Picture| is_drawing(&picture.svg))
    };
    if dossier.sides.is_empty() || !dossier.sides.iter().all(pictures) {
        return Err(say!("it holds what is no drawing of peakstaff", "其中有不是 peakstaff 画的图"));
    }
    if !dossier.sides.iter().filter_map(|side| side.book.as_ref()).all(is_whole) {
        return Err(say!("its workbook is not as peakstaff makes it", "其中的工作簿不是 peakstaff 写出的样子"));
    }
    Ok(dossier)
}

/// Whether a text is shapes and words alone: nothing that acts, and nothing that is fetched.
fn is_drawing(svg: &str) -> bool {
    let mut rest = svg;
    let mut first = true;
    while let Some(at) = rest.find('<') {
        if first && (at > 0 || !rest.starts_with("<svg ")) {
            return false;
        }
        first = false;
        let Some(after) = tag(&rest[at + 1..]) else { return false };
        rest = after;
    }
    !first
}

/// What follows a tag; none where it is not one that drawings have.
fn tag(text: &str) -> Option<&str> {
    let word = |text: &str| text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    let (closing, text) = text.strip_prefix('/').map_or((false, text), |text| (true, text));
    let (name, mut rest) = text.split_at(word(text));
    if !SHAPES.contains(&name) {
        return None;
    }
    loop {
        rest = rest.trim_start();
        if let Some(after) = rest.strip_prefix('>').or_else(|| rest.strip_prefix("/>")) {
            return Some(after);
        }
        let (name, value) = rest.split_at(word(rest));
        let acts = name.is_empty() || name.to_ascii_lowercase().starts_with("on") || ["href", "style"].contains(&name);
        if closing || acts {
            return None;
        }
        rest = value.strip_prefix("=\"")?.split_once('"')?.1;
    }
}

#[cfg(test)]
mod tests {
    use super::is_drawing;

    #[test]
    fn a_drawing_is_shapes_and_words() {
        assert!(is_drawing(
            "<svg width=\"9\" viewBox=\"0 0 9 9\">\n<text x=\"1\">\na &lt; b > c\n</text>\n<rect/></svg>\n"
        ));
        for other in [
            "",
            "words",
            "<b>x</b>",
            "<svg ><script>alert(1)</script></svg>",
            "<svg ><rect onload=\"alert(1)\"/></svg>",
            "<svg ><rect a=\">\" onload=\"alert(1)\"/></svg>",
            "<svg ><rect a=x/></svg>",
            "<svg ><a href=\"https://x\"/></svg>",
            "<svg ><rect xlink:href=\"x\"/></svg>",
            "<svg ><rect style=\"fill: url(//x)\"/></svg>",
            "<svg ><!-- --></svg>",
        ] {
            assert!(!is_drawing(other), "{other}");
        }
    }
}
