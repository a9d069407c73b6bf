//! By when those who come for the day have to be hired, where they are trained before their first: a sentence, and rows.

use crate::catalogue::civil;
use crate::model::Lang;
use crate::report::formats::Asset;
use crate::report::formats::csv::Sheet;
use crate::report::results::{Hired, Staffed};
use crate::report::words::{say, sentences};

/// So many first days are said in a sentence.
const SAID: usize = 3;

/// By when whom, the first of them; none where nobody is trained.
pub(super) fn said(found: &Staffed, lang: Lang) -> Option<String> {
    let shown: Vec<String> = found.hired.iter().take(SAID).map(|hired| one(found, hired, lang)).collect();
    let left = found.hired.len().checked_sub(shown.len())?;
    let more = match left {
        0 => String::new(),
        _ => say(lang, format!("; {left} more: size_hires.csv"), format!("；另有 {left} 批见 size_hires.csv")),
    };
    let all = sentences(lang, &shown);
    (!shown.is_empty()).then(|| {
        say(
            lang,
            format!("Hire in time for the training, which is paid by the day: {all}{more}"),
            format!("要赶在培训前招到人（培训按天照付）：{all}{more}"),
        )
    })
}

/// `8 for Pre-sale team by 2025-10-24 to sit on 2025-10-31`.
fn one(found: &Staffed, hired: &Hired, lang: Lang) -> String {
    let (people, by, first) = (hired.first.people, civil(hired.by()), civil(hired.first.day));
    let team = found.model.teams[hired.team].label.in_lang(lang);
    say(
        lang,
        format!("{people} for {team} by {by} to sit on {first}"),
        format!("{team} {people} 人最迟 {by} 到岗培训，{first} 上线"),
    )
}

/// On the sheet of a date: who comes for the first time; none where nobody does.
pub(super) fn of_date(found: &Staffed, date: i32, lang: Lang) -> Option<String> {
    let new: Vec<String> =
        found.hired.iter().filter(|hired| hired.first.day == date).map(|hired| one(found, hired, lang)).collect();
    (!new.is_empty()).then(|| {
        let all = sentences(lang, &new);
        say(lang, format!("first day: {all}"), format!("当天首次上线：{all}"))
    })
}

/// `size_hires.csv`: a team's first day of new people a row; none where nobody is trained.
pub(super) fn csv(found: &Staffed, lang: Lang) -> Result<Option<Asset>, String> {
    if found.hired.is_empty() {
        return Ok(None);
    }
    let mut sheet = Sheet::new(&["hire_by", "first_day", "team", "name", "people", "training_days"])?;
    for hired in &found.hired {
        let label = &found.model.teams[hired.team].label;
        sheet.row(&[
            civil(hired.by()).to_string(),
            civil(hired.first.day).to_string(),
            label.key.clone(),
            label.in_lang(lang).to_owned(),
            hired.first.people.to_string(),
            hired.first.training.to_string(),
        ])?;
    }
    Ok(Some(("size_hires.csv".into(), sheet.bytes()?)))
}
