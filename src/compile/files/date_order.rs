//! Which number of the dates of a column is the day, the month and the year: one date tells how the others are meant.

use super::moment_doubt::{Asked, MomentDoubt};
use super::moments::{Moment, Written};
use crate::scenario::text::document::day_number;
use crate::scenario::values::dates::{weekday_of, year_of as of_day};

/// The year that the first date has that is written with one.
pub fn year_of(moments: &[Moment]) -> Option<i16> {
    dates(moments).find_map(|(_, date)| match date {
        Written::Day(day) => Some(of_day(day)),
        Written::Order(_, _, year) => Some(year),
        _ => None,
    })
}

/// Every date of a moment: its own, and its end's.
fn dates(moments: &[Moment]) -> impl Iterator<Item = (usize, Written)> {
    moments.iter().enumerate().flat_map(|(at, moment)| {
        [Some(moment.date), moment.until.map(|until| until.0)].into_iter().flatten().map(move |date| (at, date))
    })
}

/// Whether the year stands first in all dates such as 26-06-01, as the weekdays beside them say.
pub fn year_first(moments: &[Moment]) -> bool {
    let shorts = || {
        moments.iter().filter_map(|moment| match moment.date {
            Written::Short(a, b, c) => Some((a, b, c, moment.weekday)),
            _ => None,
        })
    };
    let fits = |of: fn(i16, i16, i16) -> (i16, i16, i16)| {
        shorts().all(|(a, b, c, weekday)| {
            let (year, month, day) = of(a, b, c);
            let found = day_number(2000 + year, month as i8, day as i8);
            found.is_some_and(|found| weekday.is_none_or(|weekday| weekday == weekday_of(found)))
        })
    };
    let told = shorts().any(|(.., weekday)| weekday.is_some());
    told && fits(|year, month, day| (year, month, day))
        && !fits(|day, month, year| (year, month, day))
        && !fits(|month, day, year| (year, month, day))
}

/// Whether the day comes first.
pub fn order(
    moments: &[Moment],
    (day_first, year): (Option<bool>, Option<i16>),
    year_first: bool,
) -> Result<bool, MomentDoubt> {
    let (mut first, mut second, mut open, mut lacking) = (None, None, None, None);
    for (at, date) in dates(moments) {
        // A weekday beside the date tells as well.
        let weekday = moments[at].weekday.filter(|_| moments[at].date == date);
        let is = |day: &i32| weekday.is_none_or(|weekday| weekday == weekday_of(*day));
        let date = match (date, year) {
            (Written::Pair(a, b), Some(year)) => Written::Order(a, b, year),
            _ => date,
        };
        match date {
            Written::Pair(a, b) => {
                _ = lacking.get_or_insert(at);
                match (a > 12, b > 12) {
                    (true, _) => _ = first.get_or_insert(at),
                    (_, true) => _ = second.get_or_insert(at),
                    _ if a != b => _ = open.get_or_insert((at, 0, 0)),
                    _ => (),
                }
            }
            Written::Order(a, b, year) => {
                let day_of = |day: i16, month: i16| day_number(year, month as i8, day as i8).filter(is);
                match (day_of(a, b), day_of(b, a)) {
                    (Some(_), None) => _ = first.get_or_insert(at),
                    (None, Some(_)) => _ = second.get_or_insert(at),
                    (Some(day), Some(month)) if day != month => _ = open.get_or_insert((at, day, month)),
                    _ => (),
                }
            }
            Written::Short(..) if day_first.is_none() && !year_first => {
                return Err(MomentDoubt { at, asked: Asked::Short });
            }
            Written::NoYear(..) if year.is_none() => _ = lacking.get_or_insert(at),
            _ => (),
        }
    }
    if let Some(at) = lacking {
        let ordered = day_first.is_some() || open.is_none() || first.is_some() || second.is_some();
        return Err(MomentDoubt { at, asked: if ordered { Asked::Year } else { Asked::YearAndOrder } });
    }
    match (day_first, first, second, open) {
        (Some(said), ..) => Ok(said),
        (None, Some(at), Some(against), _) => Err(MomentDoubt { at, asked: Asked::Orders { against } }),
        (None, Some(_), None, _) => Ok(true),
        (None, None, None, Some((at, day, month))) => Err(MomentDoubt { at, asked: Asked::Order(day, month) }),
        (None, None, ..) => Ok(false),
    }
}
