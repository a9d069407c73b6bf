//! Smaller SVG: what plotters writes, without what goes without saying, and neighbours alike as one path.

use std::fmt::Write as _;

/// The same picture in fewer bytes.
pub(super) fn squeezed(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len() / 2);
    let mut run = Run::default();
    let mut lines = svg.lines().peekable();
    while let Some(line) = lines.next() {
        let line = line.replace(" opacity=\"1\"", "").replace(" stroke=\"none\"", "");
        if let Some((style, path)) = shape(&line) {
            run.add(&mut out, &style, &path);
            continue;
        }
        run.end(&mut out);
        if line.starts_with("<svg ") {
            out.push_str(&line.replacen("<svg ", &format!("<svg font-family=\"sans-serif\"{INK_OF_TEXT} "), 1));
        } else if line.starts_with("<text ") {
            out.push_str(&text(&line));
            // What is said stands on a line of its own, as does the end.
            while lines.peek().is_some_and(|next| !next.starts_with("<text ") && !next.contains("</text>")) {
                out.push_str(lines.next().expect("just seen"));
            }
        } else {
            out.push_str(&line);
        }
        if !line.starts_with("<text ") {
            out.push('\n');
        }
    }
    run.end(&mut out);
    out
}

/// What most texts are written in; shapes say theirs.
const INK_OF_TEXT: &str = " fill=\"#282828\"";

/// How a text is written, without what the whole picture says, and its size to a tenth.
fn text(line: &str) -> String {
    let mut line = line.to_owned();
    for known in [" font-family=\"sans-serif\"", " text-anchor=\"start\"", INK_OF_TEXT] {
        line = line.replacen(known, "", 1);
    }
    let size = " font-size=\"";
    let Some((before, rest)) = line.split_once(size) else { return line };
    let Some((number, after)) = rest.split_once('"') else { return line };
    match number.parse::<f64>() {
        Ok(number) => format!("{before}{size}{}\"{after}", (number * 10.0).round() / 10.0),
        Err(_) => line,
    }
}

/// A line, an area or a rectangle of the page: how it is drawn, and its path.
fn shape(line: &str) -> Option<(String, String)> {
    let tag = line.strip_suffix("/>")?;
    for (name, closed) in [("<polyline ", false), ("<polygon ", true)] {
        if let Some(rest) = tag.strip_prefix(name) {
            let (style, points) = rest.split_once(" points=\"")?;
            return Some((style.trim().to_owned(), path(points.trim_end_matches(['"', ' ']), closed)?));
        }
    }
    let rest = tag.strip_prefix("<rect ")?;
    let mut numbers = [0_i32; 4];
    let mut style = Vec::new();
    for part in rest.split_whitespace() {
        let (name, value) = part.split_once('=')?;
        let value = value.trim_matches('"');
        match ["x", "y", "width", "height"].iter().position(|known| *known == name) {
            Some(at) => numbers[at] = value.parse().ok()?,
            None => style.push(part),
        }
    }
    let [x, y, width, height] = numbers;
    Some((style.join(" "), format!("M{x} {y}h{width}v{height}h{}z", -width)))
}

/// A path through points `x,y`, by what each is away from the one before.
fn path(points: &str, closed: bool) -> Option<String> {
    let mut text = String::new();
    let mut before: Option<(i32, i32)> = None;
    for point in points.split_whitespace() {
        let (x, y) = point.split_once(',')?;
        let (x, y): (i32, i32) = (x.parse().ok()?, y.parse().ok()?);
        match before.map(|(bx, by)| (x - bx, y - by)) {
            None => write!(text, "M{x} {y}"),
            Some((0, 0)) => Ok(()),
            Some((dx, 0)) => write!(text, "h{dx}"),
            Some((0, dy)) => write!(text, "v{dy}"),
            Some((dx, dy)) if dy < 0 => write!(text, "l{dx}{dy}"),
            Some((dx, dy)) => write!(text, "l{dx} {dy}"),
        }
        .expect("a string takes all");
        before = Some((x, y));
    }
    if closed {
        text.push('z');
    }
    Some(text)
}

/// Shapes one behind the other that are drawn alike.
#[derive(Default)]
struct Run {
    style: String,
    path: String,
}

impl Run {
    fn add(&mut self, out: &mut String, style: &str, path: &str) {
        if self.style != style {
            self.end(out);
            style.clone_into(&mut self.style);
        }
        self.path.push_str(path);
    }

    fn end(&mut self, out: &mut String) {
        if !self.path.is_empty() {
            writeln!(out, "<path {} d=\"{}\"/>", self.style, self.path).expect("a string takes all");
        }
        self.path.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_drawn_alike_is_one_path() {
        let svg = "<svg width=\"9\" height=\"9\">\n\
            <rect x=\"1\" y=\"2\" width=\"3\" height=\"4\" opacity=\"1\" fill=\"#FFFFFF\" stroke=\"none\"/>\n\
            <rect x=\"5\" y=\"2\" width=\"3\" height=\"4\" opacity=\"1\" fill=\"#FFFFFF\" stroke=\"none\"/>\n\
            <polyline fill=\"none\" opacity=\"1\" stroke=\"#000000\" stroke-width=\"1\" points=\"1,2 3,4 \"/>\n\
            <polygon opacity=\"0.22\" fill=\"#000000\" points=\"1,2 5,2 5,1 4,-3 \"/>\n\
            <text x=\"1\" y=\"2\" text-anchor=\"start\" font-family=\"sans-serif\" font-size=\"12.903225806451614\" opacity=\"1\" fill=\"#282828\">\na &lt; b\n</text>\n</svg>\n";
        let wanted = "<svg font-family=\"sans-serif\" fill=\"#282828\" width=\"9\" height=\"9\">\n\
            <path fill=\"#FFFFFF\" d=\"M1 2h3v4h-3zM5 2h3v4h-3z\"/>\n\
            <path fill=\"none\" stroke=\"#000000\" stroke-width=\"1\" d=\"M1 2l2 2\"/>\n\
            <path opacity=\"0.22\" fill=\"#000000\" d=\"M1 2h4v-1l-1-4z\"/>\n\
            <text x=\"1\" y=\"2\" font-size=\"12.9\">a &lt; b</text>\n</svg>\n";
        assert_eq!(squeezed(svg), wanted);
    }
}
