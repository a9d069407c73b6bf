//! How cells look.

use crate::report::book::Kind;
use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder};

/// Blue: what may be typed over.
const INPUT: u32 = 0x00_1F_4E_C8;
const INPUT_GROUND: u32 = 0x00_FF_F8_D6;
const HEADING_GROUND: u32 = 0x00_E4_EA_F1;
const RED: u32 = 0x00_C0_00_00;
const GREY: u32 = 0x00_6B_72_80;
const LINE: u32 = 0x00_C5_CC_D5;
/// Grounds of letters, one after another.
const LETTERS: [u32; 8] = [
    0x00_D6_E8_FA,
    0x00_DD_F2_DC,
    0x00_FC_E6_CF,
    0x00_EB_DD_F5,
    0x00_FB_DC_E2,
    0x00_D8_F1_F0,
    0x00_F2_EC_C8,
    0x00_E3_E3_E3,
];

/// A number's format.
pub fn numbers(kind: Kind) -> &'static str {
    match kind {
        Kind::Count => "#,##0",
        Kind::One => "#,##0.0",
        Kind::Two | Kind::Money => "#,##0.00",
        Kind::Share => "0.0%",
        Kind::Words | Kind::Sentences | Kind::Letter => "General",
    }
}

/// A cell of numbers; what stands there instead of one stands to the right as well.
pub fn number(kind: Kind) -> Format {
    Format::new().set_num_format(numbers(kind)).set_align(FormatAlign::Right)
}

/// The same, as a sum.
pub fn sum(kind: Kind) -> Format {
    let ruled = number(kind).set_bold().set_border_top(FormatBorder::Thin);
    ruled.set_border_top_color(Color::RGB(GREY))
}

/// A cell that may be typed over.
pub fn input(format: &str) -> Format {
    let ground = Color::RGB(INPUT_GROUND);
    let cell = Format::new().set_num_format(format).set_font_color(Color::RGB(INPUT)).set_background_color(ground);
    cell.set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE))
}

/// A cell that follows another input until it is typed over.
pub fn linked(format: &str) -> Format {
    let cell = Format::new().set_num_format(format).set_background_color(Color::RGB(INPUT_GROUND));
    cell.set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE))
}

/// What was, in grey.
pub fn grey(format: &str) -> Format {
    Format::new().set_num_format(format).set_font_color(Color::RGB(GREY))
}

/// A sheet's title.
pub fn title() -> Format {
    Format::new().set_bold().set_font_size(14)
}

/// A table's title.
pub fn heading() -> Format {
    Format::new().set_bold().set_font_size(12)
}

/// What is said in small.
pub fn note() -> Format {
    Format::new().set_font_color(Color::RGB(GREY))
}

/// What must not be overlooked.
pub fn red() -> Format {
    Format::new().set_bold().set_font_color(Color::RGB(RED))
}

/// A column's heading.
pub fn header() -> Format {
    let cell = Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center);
    let cell = cell.set_align(FormatAlign::VerticalCenter).set_background_color(Color::RGB(HEADING_GROUND));
    cell.set_border(FormatBorder::Thin).set_border_color(Color::RGB(LINE))
}

/// Words.
pub fn words() -> Format {
    Format::new().set_align(FormatAlign::Top)
}

/// Words in bold.
pub fn bold() -> Format {
    Format::new().set_bold()
}

/// A verdict beside a number.
pub fn verdict(format: &Format) -> Format {
    format.clone().set_indent(1)
}

/// Words of a sum.
pub fn sum_words() -> Format {
    Format::new().set_bold().set_border_top(FormatBorder::Thin).set_border_top_color(Color::RGB(GREY))
}

/// Words on several lines.
pub fn sentences() -> Format {
    Format::new().set_text_wrap().set_align(FormatAlign::Top)
}

/// A letter; what is no letter of the alphabet is a day off.
pub fn letter(text: &str) -> Format {
    let cell = Format::new().set_align(FormatAlign::Center);
    let number = text.bytes().filter(u8::is_ascii_uppercase).fold(0, |sum, b| sum * 26 + usize::from(b - b'A') + 1);
    match number {
        0 => cell.set_font_color(Color::RGB(GREY)),
        n => cell.set_background_color(Color::RGB(LETTERS[(n - 1) % LETTERS.len()])),
    }
}

/// Numbers in the middle.
pub fn centred(kind: Kind) -> Format {
    number(kind).set_align(FormatAlign::Center)
}
