//! Laws by what is left of them: quantiles (`quantiles = { "0.1" = "20 s", … }`) and hazards
//! (`hazard = [ { until = "5 s", per = "190 s" }, { per = "60 s" } ]`), both as a curve in pieces.

use super::plain::Share;
use super::read::{Read as _, unknown_keys};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::say;
use crate::scenario::text::document::{Node, Value};
use crate::time::SimDuration;

/// One piece of the share that lasts longer than a time. The first begins at 0 s with all, each at the end of the one before.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Piece {
    /// Where it ends, in seconds; infinity: never.
    pub until: f64,
    /// The share that lasts longer than `until`.
    pub left: f64,
    /// Of those who are left, how many a second end in it; 0: what ends in it ends evenly spread.
    pub hazard: f64,
}

/// The mean in seconds: the area below the curve.
pub fn mean(pieces: &[Piece]) -> f64 {
    let (mut from, mut before, mut sum) = (0.0, 1.0, 0.0);
    for piece in pieces {
        sum += if piece.hazard > 0.0 {
            (before - piece.left) / piece.hazard
        } else {
            (piece.until - from) * f64::midpoint(before, piece.left)
        };
        (from, before) = (piece.until, piece.left);
    }
    sum
}

/// Values by the share that is not longer: evenly spread between two of them and below the first (from 0 s on). Where the
/// last is not the longest, the hazard between the last two goes on, and that is said.
pub fn quantiles(node: &Node, out: &mut Diagnostics) -> Option<Vec<Piece>> {
    let Some(table) = node.table().filter(|table| !table.is_empty()) else {
        return out.reject(wrong_quantiles(node));
    };
    let mut points = Vec::new();
    for (key, value) in table {
        let name = value.named_place();
        if value.table().is_some() {
            return out.reject(wrong_quantiles(value));
        }
        let share = Node::new(name.clone(), Value::Text(key.clone()));
        let (share, at) = (Share::read(&share, out), SimDuration::read(value, out));
        points.push((share?.0, at?.seconds(), name));
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    for pair in points.windows(2) {
        let (low, high) = (&pair[0], &pair[1]);
        if low.0 == high.0 {
            let share = low.0;
            let text = say!("the share {share} stands here twice", "比例 {share} 写了两次");
            return out.reject(Diagnostic::error(Code::SaidTwice, high.2, text));
        }
        if low.1 > high.1 {
            let ((few, long, _), (more, short, _)) = (low, high);
            let text = say!(
                "a share of {few} lasts no longer than {long} s, and a share of {more} no longer than {short} s: the larger share cannot be the shorter",
                "比例 {few} 不超过 {long} 秒，比例 {more} 却不超过 {short} 秒：比例大的不能更短"
            );
            return out.reject(Diagnostic::error(Code::OutOfRange, high.2, text));
        }
    }
    let mut pieces = vec![Piece { until: 0.0, left: 1.0, hazard: 0.0 }];
    if let Some(first) = points.first().filter(|first| first.0 == 0.0) {
        pieces.push(Piece { until: first.1, left: 1.0, hazard: 0.0 });
    }
    pieces.extend(points.iter().filter(|point| point.0 > 0.0).map(|(share, until, _)| Piece {
        until: *until,
        left: 1.0 - share,
        hazard: 0.0,
    }));
    let (share, until, place) = points.last().expect("there is one");
    if *share < 1.0 {
        pieces.push(tail(&pieces, out, place)?);
        let beyond = ((1.0 - share) * 1e4).round() / 100.0;
        let text = say!(
            "{beyond} % are longer than {until} s, and nobody says how long: they are taken to end as fast as those between the last two values",
            "{beyond} % 超过 {until} 秒，但没有写最长多久：按最后两个值之间的结束速度推算"
        );
        out.push(
            Diagnostic::warning(Code::Missing, place, text)
                .help(say!("write the longest under \"1\" to say it", "请在 \"1\" 下写明最长的时长")),
        );
    }
    Some(pieces)
}

/// What comes after the last value: those who are left end at the rate of the last piece.
fn tail(pieces: &[Piece], out: &mut Diagnostics, place: &Place) -> Option<Piece> {
    let (before, last) = (pieces[pieces.len() - 2], pieces[pieces.len() - 1]);
    let hazard = (before.left / last.left).ln() / (last.until - before.until);
    if hazard.is_finite() && hazard > 0.0 {
        return Some(Piece { until: f64::INFINITY, left: 0.0, hazard });
    }
    let text = say!("how long the longest is cannot be told from these values", "由这些值推不出最长的时长");
    out.reject(
        Diagnostic::error(Code::Missing, place, text)
            .help(say!("write the longest under \"1\"", "请在 \"1\" 下写明最长的时长")),
    )
}

fn wrong_quantiles(node: &Node) -> Diagnostic {
    Diagnostic::error(
        Code::WrongType,
        node.named_place(),
        say!(
            "quantiles are shares in quotes with the time that so many do not exceed",
            "quantiles 要写带引号的比例，以及这部分不超过的时长"
        ),
    )
    .help(say!(
        "for example `{{ \"0.5\" = \"60 s\", \"0.9\" = \"3 min\", \"1\" = \"10 min\" }}`",
        "例如 `{{ \"0.5\" = \"60秒\", \"0.9\" = \"3分钟\", \"1\" = \"10分钟\" }}`"
    ))
}

/// Pieces in each of which one of those who are left ends `per` so long, on average; `per = "none"`: nobody in this piece.
/// The last has no end.
pub fn hazard(node: &Node, out: &mut Diagnostics) -> Option<Vec<Piece>> {
    let items: &[Node] = match &node.value {
        Value::List(items) => items,
        _ => &[],
    };
    let Some((last, _)) = items.split_last() else { return out.reject(wrong_hazard(node)) };
    let (mut from, mut left, mut pieces) = (0.0, 1.0, Vec::new());
    for item in items {
        if item.table().is_none() {
            return out.reject(wrong_hazard(item));
        }
        unknown_keys(item, &["until", "per"], out);
        let Some(per) = item.get("per") else { return out.reject(wrong_hazard(item)) };
        let hazard = if per.is_none() { 0.0 } else { 1.0 / positive(per, out)? };
        let until = match item.get("until") {
            Some(until) if !std::ptr::eq(item, last) => {
                let seconds = SimDuration::read(until, out)?.seconds();
                if seconds <= from {
                    let text = say!(
                        "this piece ends at {seconds} s, and begins at {from} s",
                        "这一段从 {from} 秒开始，却在 {seconds} 秒结束"
                    );
                    return out.reject(Diagnostic::error(Code::OutOfRange, &until.place, text));
                }
                seconds
            }
            None if std::ptr::eq(item, last) && hazard > 0.0 => f64::INFINITY,
            _ => return out.reject(wrong_hazard(item)),
        };
        left = if until.is_finite() { left * (-hazard * (until - from)).exp() } else { 0.0 };
        pieces.push(Piece { until, left, hazard });
        from = until;
    }
    Some(pieces)
}

fn positive(node: &Node, out: &mut Diagnostics) -> Option<f64> {
    let seconds = SimDuration::read(node, out)?.seconds();
    if seconds > 0.0 {
        return Some(seconds);
    }
    out.reject(Diagnostic::error(
        Code::OutOfRange,
        &node.place,
        say!(
            "`per` is longer than 0 s; `per = \"none\"`: nobody ends there",
            "`per` 要大于 0 秒；`per = \"none\"` 表示这一段无人结束"
        ),
    ))
}

fn wrong_hazard(node: &Node) -> Diagnostic {
    Diagnostic::error(
        Code::WrongType,
        node.named_place(),
        say!(
            "a hazard is a list of pieces: each but the last has `until`, each has `per`, and the last `per` is a time",
            "hazard 是分段的列表：除最后一段外都要写 `until`，每段都要写 `per`，最后一段的 `per` 是时长"
        ),
    )
    .help(say!(
        "for example `[ {{ until = \"5 s\", per = \"190 s\" }}, {{ per = \"60 s\" }} ]`: up to 5 s one of 190 a second leaves, then one of 60",
        "例如 `[ {{ until = \"5秒\", per = \"190秒\" }}, {{ per = \"60秒\" }} ]`：5 秒以内每秒有 1/190 离开，之后每秒 1/60"
    ))
}
