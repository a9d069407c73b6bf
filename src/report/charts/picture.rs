//! A chart as a picture: title, legend, figure; as SVG and PNG.

use super::bars::Bars;
use super::canvas::{Canvas, Drawn, WIDTH, colour, font_is_registered, text_width, told};
use super::days_by_share::DaysByShare;
use super::dots::{self, Dots};
use super::heat::Heat;
use super::levels::Levels;
use super::panels::Panels;
use super::scatter::Scatter;
use super::squeeze::squeezed;
use super::stack::Stack;
use super::strips::Strips;
use super::tornado::Tornado;
use super::waterfall::Waterfall;
use plotters::coord::Shift;
use plotters::prelude::*;
use plotters::style::text_anchor::HPos;

/// Height of the title's first line and of each further one, and of a row of the legend below it.
const TITLE: u32 = 46;
const MORE: u32 = 24;
const ROW: u32 = 26;
/// A name in the legend, and how what it names is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    pub(super) name: String,
    pub(super) colour: RGBColor,
    pub(super) stroke: Stroke,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stroke {
    Thick,
    Thin,
    Dashed,
    /// What is shaded around lines.
    Band,
    /// Lines that coincide, their colours in turns.
    Turns,
}

/// What is drawn below title and legend.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Figure {
    Panels(Panels),
    Bars(Bars),
    Dots(Vec<Dots>),
    Heat(Heat),
    Strips(Strips),
    DaysByShare(DaysByShare),
    Tornado(Tornado),
    Stack(Stack),
    Waterfall(Waterfall),
    Scatter(Scatter),
    Levels(Levels),
}

/// What is drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What its file is called, as it was written; `drawn` makes a file name of it.
    pub name: String,
    /// Above it: what it is about; a line of its own for each of its lines.
    pub title: String,
    pub(super) legend: Vec<Key>,
    pub(super) figure: Figure,
}

impl Chart {
    /// Keys by row of the legend: as many in a row as fit.
    pub(super) fn legend_rows(&self) -> Vec<Vec<(f64, &Key)>> {
        let mut rows: Vec<Vec<(f64, &Key)>> = Vec::new();
        let mut x = f64::INFINITY;
        for key in &self.legend {
            // Readers of SVG have fonts of their own, some of them wider.
            let wide = 28.0 + text_width(&key.name, 16.0) * 1.08 + 22.0;
            if x + wide > f64::from(WIDTH) {
                rows.push(Vec::new());
                x = 18.0;
            }
            rows.last_mut().expect("just begun").push((x, key));
            x += wide;
        }
        rows
    }

    /// The title in lines that fit, and their size: smaller before a second line.
    fn title_lines(&self) -> (Vec<String>, f64) {
        const ROOM: f64 = WIDTH as f64 - 32.0;
        let fits = |text: &str, size: f64| text_width(text, size) <= ROOM;
        let own: Vec<&str> = self.title.lines().collect();
        if let Some(size) = [22.0, 20.0, 18.0].into_iter().find(|size| own.iter().all(|line| fits(line, *size))) {
            return (own.into_iter().map(str::to_owned).collect(), size);
        }
        let (size, mut lines) = (18.0, Vec::new());
        for own in own {
            let mut line = String::new();
            for word in own.split_inclusive(' ').flat_map(breakable) {
                if !line.is_empty() && !fits(&format!("{line}{}", word.trim_end()), size) {
                    lines.push(std::mem::take(&mut line).trim_end().to_owned());
                }
                line.push_str(word);
            }
            lines.push(line);
        }
        (lines, size)
    }

    fn title_height(&self) -> u32 {
        TITLE + MORE * (self.title_lines().0.len() as u32).saturating_sub(1)
    }

    fn head(&self) -> u32 {
        self.title_height() + ROW * self.legend_rows().len() as u32
    }

    fn size(&self) -> (u32, u32) {
        let body = match &self.figure {
            Figure::Panels(all) => all.height(),
            Figure::Bars(bars) => bars.height(),
            Figure::Dots(all) => dots::height(all),
            Figure::Heat(heat) => heat.height(),
            Figure::Strips(strips) => strips.height(),
            Figure::DaysByShare(days) => days.height(),
            Figure::Tornado(tornado) => tornado.height(),
            Figure::Stack(_) => Stack::HEIGHT,
            Figure::Waterfall(falls) => falls.height(),
            Figure::Scatter(_) => Scatter::HEIGHT,
            Figure::Levels(levels) => levels.height(),
        };
        (WIDTH, self.head() + body)
    }

    /// As SVG.
    pub fn svg(&self) -> Drawn<String> {
        font_is_registered()?;
        let mut text = String::new();
        let area = SVGBackend::with_string(&mut text, self.size()).into_drawing_area();
        self.draw(&area, 1.0)?;
        drop(area);
        Ok(squeezed(&text))
    }

    /// As PNG.
    pub fn png(&self) -> Drawn<Vec<u8>> {
        font_is_registered()?;
        let size = self.size();
        let (width, height) = (size.0 * 2, size.1 * 2);
        let mut pixels = vec![0_u8; (width * height * 3) as usize];
        let area = BitMapBackend::with_buffer(&mut pixels, (width, height)).into_drawing_area();
        self.draw(&area, 2.0)?;
        drop(area);
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, size.0, size.1);
        encoder.set_color(png::ColorType::Rgb);
        let mut writer = encoder.write_header().map_err(told)?;
        writer.write_image_data(&averaged(&pixels, width as usize)).map_err(told)?;
        writer.finish().map_err(told)?;
        Ok(bytes)
    }

    /// Draws at a factor on all sizes.
    fn draw<B: DrawingBackend>(&self, area: &DrawingArea<B, Shift>, factor: f64) -> Drawn<()> {
        area.fill(&WHITE).map_err(told)?;
        let (head, body) = area.split_vertically((f64::from(self.head()) * factor).round() as i32);
        let canvas = Canvas { area: &head, factor };
        let (lines, size) = self.title_lines();
        for (n, line) in lines.iter().enumerate() {
            canvas.text(line, (16.0, 24.0 + n as f64 * f64::from(MORE)), size, HPos::Left)?;
        }
        for (row, keys) in self.legend_rows().iter().enumerate() {
            let y = f64::from(self.title_height()) + f64::from(ROW) * (row as f64 + 0.5) - 4.0;
            for (x, key) in keys {
                match key.stroke {
                    Stroke::Thick => canvas.line((*x, y), (x + 22.0, y), key.colour, 3.0)?,
                    Stroke::Thin => canvas.line((*x, y), (x + 22.0, y), key.colour, 1.0)?,
                    Stroke::Turns => [0.0, 6.0, 12.0, 18.0].iter().enumerate().try_for_each(|(n, dash)| {
                        canvas.line((x + dash, y), (x + dash + 6.0, y), colour(n % 2), 3.0)
                    })?,
                    Stroke::Band => canvas.line((*x, y), (x + 22.0, y), key.colour, 11.0)?,
                    Stroke::Dashed => [0.0, 8.0, 16.0]
                        .iter()
                        .try_for_each(|dash| canvas.line((x + dash, y), (x + dash + 5.0, y), key.colour, 1.5))?,
                }
                canvas.text(&key.name, (x + 28.0, y), 16.0, HPos::Left)?;
            }
        }
        let canvas = Canvas { area: &body, factor };
        match &self.figure {
            Figure::Panels(all) => all.draw(&canvas)?,
            Figure::Bars(bars) => bars.draw(&canvas)?,
            Figure::Dots(all) => dots::draw(&canvas, all)?,
            Figure::Heat(heat) => heat.draw(&canvas)?,
            Figure::Strips(strips) => strips.draw(&canvas)?,
            Figure::DaysByShare(days) => days.draw(&canvas)?,
            Figure::Tornado(tornado) => tornado.draw(&canvas)?,
            Figure::Stack(stack) => stack.draw(&canvas)?,
            Figure::Waterfall(falls) => falls.draw(&canvas)?,
            Figure::Scatter(scatter) => scatter.draw(&canvas)?,
            Figure::Levels(levels) => levels.draw(&canvas)?,
        }
        area.present().map_err(told)
    }
}

/// Parts of a word between which a line may end: Chinese may break anywhere.
fn breakable(word: &str) -> Vec<&str> {
    if word.is_ascii() { vec![word] } else { word.split_inclusive(|c: char| !c.is_ascii()).collect() }
}

/// Half the width and height, each pixel the mean of four.
fn averaged(pixels: &[u8], width: usize) -> Vec<u8> {
    let mut small = Vec::with_capacity(pixels.len() / 4);
    for lines in pixels.chunks_exact(2 * 3 * width) {
        let (above, below) = lines.split_at(3 * width);
        for (above, below) in above.as_chunks::<6>().0.iter().zip(below.as_chunks::<6>().0) {
            let mean = |channel: usize| {
                let all = [above[channel], above[channel + 3], below[channel], below[channel + 3]];
                (all.map(u16::from).iter().sum::<u16>() / 4) as u8
            };
            small.extend([0, 1, 2].map(mean));
        }
    }
    small
}
