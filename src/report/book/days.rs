//! Whose days are shown, and what weekdays are called.

use crate::model::Lang;
use crate::report::labels::View;

/// Which arms have a day of their own: those in the baseline's case.
pub fn arms(view: &View<'_>) -> Vec<usize> {
    let case = &view.model(view.results.baseline).case.key;
    (0..view.arms().len()).filter(|arm| view.model(*arm).case.key == *case).collect()
}

/// A weekday, Monday first.
pub fn weekday(number: usize, lang: Lang) -> &'static str {
    const EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const ZH: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
    match lang {
        Lang::En => EN[number],
        Lang::Zh => ZH[number],
    }
}
