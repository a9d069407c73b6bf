//! Needed and there by half hour, with the answer's numbers.

use crate::catalogue::civil;
use crate::model::Lang;
use crate::report::day_hours::clock;
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, optional, six};
use crate::report::numbers;
use crate::report::page::{Block, Column, Section, Table};
use crate::report::results::{Staffed, TeamHours};
use crate::report::words::say;

/// The date on which most are needed, team by team; none where nothing is known by half hour.
pub(super) fn busiest(found: &Staffed, lang: Lang) -> Option<Section> {
    let work = |date: i32| -> f64 {
        found.hours.iter().filter(|hours| hours.date == date).flat_map(|hours| &hours.need).sum()
    };
    let dates = found.hours.iter().map(|hours| hours.date);
    let date = dates.max_by(|a, b| work(*a).total_cmp(&work(*b)).then(b.cmp(a)))?;
    let teams: Vec<&TeamHours> = found.hours.iter().filter(|hours| hours.date == date).collect();
    let slots = teams[0].need.len();
    let [need, shift, desk] = [
        say(lang, "need".into(), "需要".into()),
        say(lang, "on shift".into(), "排班".into()),
        say(lang, "at desk".into(), "在席".into()),
    ];
    let mut columns = vec![Column::words(&say(lang, "from".into(), "起".into()))];
    for hours in &teams {
        let team = found.model.teams[hours.team].label.in_lang(lang);
        columns.push(Column::figures(&format!("{team}\n{need}")));
        columns.extend([&shift, &desk].map(|word| Column::figures(&format!("\n{word}"))));
    }
    let any = |slot: &usize| teams.iter().any(|hours| hours.need[*slot] > 0.0 || hours.scheduled[*slot] > 0.0);
    let row = |slot: usize| {
        let cells = teams.iter().flat_map(|hours| {
            [hours.need[slot], hours.scheduled[slot], hours.at_desk[slot]].map(|people| numbers::number(people, -1))
        });
        std::iter::once(clock(slot, slots)).chain(cells).collect()
    };
    let rows = (0..slots).filter(any).map(row).collect();
    let day = civil(date);
    let heading =
        say(lang, format!("Needed and there on {day}, by formula"), format!("{day} 需要与在席人数（按公式）"));
    let caption = say(
        lang,
        "need: what the expected work takes with every place full, nothing to spare; on shift as planned; at the desk less absence, \
         breaks and pauses. All dates: size_hours.csv"
            .into(),
        "需要：接待位占满时预期工作所需人数，没有余量；排班：按计划；在席：扣除缺勤、休息与小休。其余日期见 size_hours.csv".into(),
    );
    Some(Section { heading, blocks: vec![Block::Table(Table { caption, columns, rows, fixed: 1 })] })
}

/// `size_hours.csv`: a team on a date in an interval a row.
pub(super) fn csv(found: &Staffed, lang: Lang) -> Result<Asset, String> {
    let mut sheet = Sheet::new(&["date", "from", "until", "team", "name", "need", "scheduled", "at_desk", "gap"])?;
    for hours in &found.hours {
        let label = &found.model.teams[hours.team].label;
        let slots = hours.need.len();
        for slot in (0..slots).filter(|slot| hours.need[*slot] > 0.0 || hours.scheduled[*slot] > 0.0) {
            let [need, scheduled, desk] = [hours.need[slot], hours.scheduled[slot], hours.at_desk[slot]];
            sheet.row(&[
                civil(hours.date).to_string(),
                clock(slot, slots),
                clock(slot + 1, slots),
                label.key.clone(),
                label.in_lang(lang).to_owned(),
                six(need),
                six(scheduled),
                six(desk),
                optional(hours.short(slot)),
            ])?;
        }
    }
    Ok(("size_hours.csv".into(), sheet.bytes()?))
}
