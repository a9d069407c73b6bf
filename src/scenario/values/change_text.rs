//! A change of a number as it is written: `"*1.1"`, `"+15 pp"`, `"+2"`, `"-30 min"`.

use super::quantity;
use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::document::Node;

/// A change of a number, as opposed to a value that replaces it.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Change {
    /// `"*1.1"`.
    Times(f64),
    /// `"+15 pp"`, as a fraction.
    Points(f64),
    /// `"+2"`.
    Add(f64),
    /// `"-30 min"`, in seconds.
    AddTime(f64),
}

/// The change a text means; none if it is a plain value.
pub fn change_of(text: &str) -> Option<Result<Change, Text>> {
    let text = text.trim();
    if let Some(factor) = text.strip_prefix(['*', '×', '＊']) {
        return Some(
            factor
                .trim()
                .parse()
                .map(Change::Times)
                .map_err(|_| say!("\"{text}\" is not a factor: write \"*1.1\"", "\"{text}\" 不是倍数：请写 \"*1.1\"")),
        );
    }
    let sign = if text.starts_with('+') {
        1.0
    } else if text.starts_with(['-', '−']) {
        -1.0
    } else {
        return None;
    };
    let rest = text[text.chars().next().map_or(0, char::len_utf8)..].trim();
    for unit in ["pp", "个百分点", "百分点"] {
        if let Some(number) = rest.strip_suffix(unit).and_then(|n| n.trim().parse::<f64>().ok()) {
            return Some(Ok(Change::Points(sign * number / 100.0)));
        }
    }
    if rest.ends_with(['%', '％']) {
        let number = rest.trim_end_matches(['%', '％']).trim();
        let s = if sign > 0.0 { '+' } else { '-' };
        let factor = number.parse::<f64>().map_or(1.1, |n| ((100.0 + sign * n) * 1e6).round() / 1e8);
        return Some(Err(say!(
            "\"{text}\" may mean points or per cent: write \"{s}{number} pp\" or \"*{factor}\"",
            "\"{text}\" 有歧义（百分点还是百分比）：请写 \"{s}{number} pp\" 或 \"*{factor}\""
        )));
    }
    if let Ok(number) = rest.parse::<f64>() {
        return Some(Ok(Change::Add(sign * number)));
    }
    Some(quantity::duration(rest).map(|seconds| Change::AddTime(sign * seconds)))
}

/// Whether a value is a change of another.
pub fn is_change(node: &Node) -> bool {
    node.text().is_some_and(|t| change_of(t).is_some())
}
