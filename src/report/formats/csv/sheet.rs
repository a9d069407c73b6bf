//! A table in the making, and how numbers are written in it.

use super::columns::Column;
use crate::harmless::cell;

/// The byte-order mark.
pub const MARK: &[u8] = b"\xEF\xBB\xBF";
pub const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Digits that mean something: no figure of a simulation is known better.
const SIGNIFICANT: i32 = 6;
/// Places behind the point at most.
const PLACES: i32 = 15;

/// A table in the making.
pub struct Sheet(csv::Writer<Vec<u8>>);

impl Sheet {
    pub fn new(header: &[&str]) -> Result<Self, String> {
        let mut sheet = Self(csv::Writer::from_writer(MARK.to_vec()));
        sheet.row(header)?;
        Ok(sheet)
    }
    /// With these columns.
    pub fn of(columns: &[Column]) -> Result<Self, String> {
        Self::new(&columns.iter().map(|column| column.key).collect::<Vec<_>>())
    }
    pub fn row<T: AsRef<str>>(&mut self, cells: &[T]) -> Result<(), String> {
        self.0.write_record(cells.iter().map(|text| cell(text.as_ref()).into_owned())).map_err(|e| e.to_string())
    }
    pub fn bytes(self) -> Result<Vec<u8>, String> {
        self.0.into_inner().map_err(|e| e.to_string())
    }
}

/// A number to six digits, of large ones to the whole: 0.923077, 12.3457, 1234568.
pub fn six(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return if x == 0.0 { "0".to_owned() } else { x.to_string() };
    }
    let places = (SIGNIFICANT - 1 - x.abs().log10().floor() as i32).clamp(0, PLACES) as usize;
    trimmed(format!("{x:.places$}"))
}

/// An amount of money to the cent.
pub fn money(x: f64) -> String {
    trimmed(format!("{x:.2}"))
}

/// Without noughts that end a fraction, and without a sign of nothing.
fn trimmed(text: String) -> String {
    if !text.contains('.') {
        return text;
    }
    match text.trim_end_matches('0').trim_end_matches('.') {
        "-0" => "0".to_owned(),
        short => short.to_owned(),
    }
}

pub fn optional(x: Option<f64>) -> String {
    x.map_or(String::new(), six)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_mean_something() {
        for (x, text) in [
            (0.0, "0"),
            (-0.0, "0"),
            (12.0 / 13.0, "0.923077"),
            (-12.0 / 13.0, "-0.923077"),
            (12.345_678, "12.3457"),
            (1_234_567.891, "1234568"),
            (1e-7 / 3.0, "0.0000000333333"),
            (1e-30, "0"),
            (250.0, "250"),
            (0.5, "0.5"),
            (999_999.6, "1000000"),
        ] {
            assert_eq!(six(x), text);
        }
        assert_eq!([12_345_678.905_1, -0.001, 3.5].map(money), ["12345678.91", "0", "3.5"]);
    }
}
