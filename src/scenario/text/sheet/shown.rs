//! What nothing but the format of a cell says: that it is shown per cent (0.3 is 30 %), and that a date has a time of day (midnight).

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _};
use zip::ZipArchive;

/// Formats per cent that every workbook has.
const BUILT_IN: [&str; 2] = ["9", "10"];
/// The one with a date and a time of day.
const WITH_CLOCK: [&str; 1] = ["22"];

/// Rows and columns, from 0, of the cells of a sheet that are shown per cent.
pub fn spots(bytes: &[u8], sheet: &str) -> BTreeSet<(usize, usize)> {
    found(bytes, sheet, |styles| shown_as(styles, &BUILT_IN, |code| code.contains('%'))).unwrap_or_default()
}

/// Rows and columns, from 0, of the cells of a sheet that are shown with a date and a time of day.
pub fn with_clock(bytes: &[u8], sheet: &str) -> BTreeSet<(usize, usize)> {
    let of_both = |code: &str| {
        let code = code.to_lowercase();
        code.contains('d') && code.contains('h')
    };
    found(bytes, sheet, |styles| shown_as(styles, &WITH_CLOCK, of_both)).unwrap_or_default()
}

/// The cells of the styles that are meant; none where the workbook is not written as such programs write it, and where it has no such style.
fn found(bytes: &[u8], sheet: &str, meant: impl Fn(&str) -> Vec<bool>) -> Option<BTreeSet<(usize, usize)>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).ok()?.read_to_string(&mut text).ok()?;
        Some(text)
    };
    let meant = meant(&part("xl/styles.xml")?);
    if !meant.contains(&true) {
        return None;
    }
    let workbook = part("xl/workbook.xml")?;
    let is_named = |tag: &&str| attribute(tag, "name").is_some_and(|name| plain(name) == sheet);
    let id = attribute(tags(&workbook, "sheet").find(is_named)?, "r:id")?;
    let links = part("xl/_rels/workbook.xml.rels")?;
    let is_it = |tag: &&str| attribute(tag, "Id") == Some(id);
    let target = attribute(tags(&links, "Relationship").find(is_it)?, "Target")?;
    let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
    let cells = part(&path)?;
    let is_meant = |tag: &str| attribute(tag, "s")?.parse().ok().and_then(|style: usize| meant.get(style).copied());
    Some(
        tags(&cells, "c")
            .filter(|tag| is_meant(tag) == Some(true))
            .filter_map(|tag| spot(attribute(tag, "r")?))
            .collect(),
    )
}

/// By style of cells, whether it is one of these formats that every workbook has, or one of its own whose code is meant.
fn shown_as(styles: &str, built_in: &[&str], meant: impl Fn(&str) -> bool) -> Vec<bool> {
    let own: Vec<&str> = tags(styles, "numFmt")
        .filter(|tag| attribute(tag, "formatCode").is_some_and(&meant))
        .filter_map(|tag| attribute(tag, "numFmtId"))
        .collect();
    let cells = styles.split("<cellXfs").nth(1).and_then(|rest| rest.split("</cellXfs>").next()).unwrap_or_default();
    let format = |tag: &str| attribute(tag, "numFmtId").is_some_and(|id| built_in.contains(&id) || own.contains(&id));
    tags(cells, "xf").map(format).collect()
}

/// What stands in every tag of a name.
fn tags<'t>(text: &'t str, name: &str) -> impl Iterator<Item = &'t str> {
    let open = format!("<{name}");
    let all: Vec<&str> = text.split(&open).skip(1).collect();
    all.into_iter().filter(|rest| rest.starts_with([' ', '>', '/'])).filter_map(|rest| rest.split('>').next())
}

fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    let at = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[at..].split('"').next()
}

/// A text without the marks of a tag.
fn plain(text: &str) -> String {
    [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
        .iter()
        .fold(text.to_owned(), |text, (mark, plain)| text.replace(mark, plain))
}

/// `B12` as row and column.
fn spot(name: &str) -> Option<(usize, usize)> {
    let letters = name.find(|c: char| c.is_ascii_digit())?;
    let column = name[..letters].bytes().try_fold(0_usize, |sum, letter| {
        let n = letter.is_ascii_uppercase().then(|| usize::from(letter - b'A') + 1)?;
        sum.checked_mul(26)?.checked_add(n)
    })?;
    Some((name[letters..].parse::<usize>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_and_names_of_cells() {
        let styles = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"0.0%\"/></numFmts><cellStyleXfs><xf numFmtId=\"9\"/></cellStyleXfs>\
            <cellXfs count=\"4\"><xf numFmtId=\"0\"/><xf numFmtId=\"9\" x=\"1\"/><xf numFmtId=\"164\"/><xf numFmtId=\"3\"/></cellXfs>";
        let per_cent = |code: &str| code.contains('%');
        assert_eq!(shown_as(styles, &BUILT_IN, per_cent), [false, true, true, false]);
        assert_eq!((spot("A1"), spot("AB12"), spot("12"), spot("a1")), (Some((0, 0)), Some((11, 27)), None, None));
        assert!(spots(b"no archive", "S").is_empty());
    }
}
