//! Who is on when: a grid of letters by person and date, as shops write it; numbers where a team has no persons.

use super::cells::{Cell, Column, Grid, Kind, Page, Row};
use super::days::{arms, weekday};
use crate::catalogue::civil;
use crate::model::{Calendar, Lang, ShiftDay, StaffedByNumber, StaffedByPeople, Staffing, Team};
use crate::report::blocks::on_shifts::{at, hours_of, letter, name_of, on_shifts, rosters};
use crate::report::labels::View;
use crate::report::words::{list, say, sentences};
use crate::time::SimDuration;
use std::collections::BTreeMap;

/// So many cells a sheet of letters has at most.
const MOST: usize = 300_000;
/// So many days remain where there are more.
const DAYS: usize = 92;

/// The sheet of rosters.
pub fn page(view: &View<'_>, left: &mut Vec<String>) -> Page {
    let lang = view.lang;
    let mut seen: Vec<(Vec<String>, &Team)> = Vec::new();
    for arm in arms(view) {
        for team in &view.model(arm).teams {
            let name = view.design(arm).to_owned();
            match seen.iter_mut().find(|(_, other)| same(other, team)) {
                Some((designs, _)) => designs.push(name),
                None => seen.push((vec![name], team)),
            }
        }
    }
    let calendar = &view.model(view.results.baseline).calendar;
    let all = calendar.days as usize;
    let people: usize = seen.iter().map(|(_, team)| lines(team)).sum();
    let days = if people * all > MOST { all.min(DAYS).min((MOST / people.max(1)).max(1)) } else { all };
    if days < all {
        left.push(say(lang, format!("roster: the days after the first {days}"), format!("排班：第 {days} 天以后")));
    }
    let shown = Shown::new(view, calendar, days);
    let mut grids: Vec<Grid> = plans(view).into_iter().filter_map(|arms| counts(view, &arms, &shown)).collect();
    grids.extend(seen.iter().map(|(designs, team)| grid(view, designs, team, &shown)));
    let mut notes = vec![say(
        lang,
        "As the plan says, before absence; a place is held by one person after another where people leave. Nothing here follows \
         the inputs of the assumptions sheet."
            .into(),
        "按排班计划，未扣缺勤；有人离职时，一个编制由前后几个人担任。本页不随“假设”页的单价或人数变动。".into(),
    )];
    notes.push(say(lang, "★: a peak day.".into(), "★：高峰日。".into()));
    if view.has_cases() {
        let case = view.case(view.results.baseline);
        notes.push(say(lang, format!("Case: {case}."), format!("假设：{case}。")));
    }
    Page { notes, grids, fixed: 1, sheets: Vec::new() }
}

/// The days that are shown: since 1970-01-01, and their columns.
struct Shown {
    days: Vec<i32>,
    titles: Vec<String>,
}

impl Shown {
    fn new(view: &View<'_>, calendar: &Calendar, days: usize) -> Self {
        let profile = view.arms()[view.results.baseline].profile.as_ref();
        let peaks = profile.map_or(&[][..], |profile| &profile.groups.focus().dates[..]);
        let title = |at: usize| {
            let day = calendar.warm_up_days + at as i32;
            let (date, on) = (civil(calendar.epoch_day(day)), weekday(calendar.weekday(day), view.lang));
            let star = if peaks.contains(&at) { "★" } else { "" };
            format!("{}/{}\n{}{star}", date.month(), date.day(), on.trim_start_matches('周'))
        };
        let epoch = |at: usize| calendar.epoch_day(calendar.warm_up_days + at as i32);
        Self { days: (0..days).map(epoch).collect(), titles: (0..days).map(title).collect() }
    }

    fn columns(&self, first: String, kind: Kind) -> Vec<Column> {
        let dates = self.titles.iter().map(|title| Column::new(title.clone(), kind, 5.0));
        std::iter::once(Column::new(first, Kind::Words, NAMES)).chain(dates).collect()
    }
}

/// Columns of the names of rows.
const NAMES: f64 = 30.0;

/// Arms whose people are on at the same times, together.
fn plans(view: &View<'_>) -> Vec<Vec<usize>> {
    let mut all: Vec<Vec<usize>> = Vec::new();
    let alike = |a: usize, b: usize| {
        let (a, b) = (&view.model(a).teams, &view.model(b).teams);
        a.len() == b.len() && a.iter().zip(b.iter()).all(|(a, b)| same(a, b))
    };
    for arm in arms(view) {
        match all.iter_mut().find(|plan| alike(plan[0], arm)) {
            Some(plan) => plan.push(arm),
            None => all.push(vec![arm]),
        }
    }
    all
}

/// How many people a plan needs on each day, by team and shift; none where no team has persons.
fn counts(view: &View<'_>, plan: &[usize], shown: &Shown) -> Option<Grid> {
    let lang = view.lang;
    let designs: Vec<String> = plan.iter().map(|arm| view.design(*arm).to_owned()).collect();
    let mut rows: BTreeMap<Duty, Vec<f64>> = BTreeMap::new();
    let mut sums = vec![0.0; shown.days.len()];
    for (number, (team, roster)) in rosters(view.model(plan[0])).enumerate() {
        for (at, day) in shown.days.iter().enumerate() {
            for on in on_shifts(roster, *day, lang) {
                let (name, people) = (team.label.in_lang(lang), on.own + on.guests);
                let duty = Duty {
                    team: number,
                    shift: on.lettered(),
                    guests: false,
                    name: format!("{name} {}", on.lettered()),
                };
                let guests =
                    say(lang, format!("{}: of them for the day", duty.name), format!("{}：其中临时", duty.name));
                let guests = Duty { name: guests, guests: true, ..duty.clone() };
                for (duty, people) in [(duty, people), (guests, on.guests)].into_iter().filter(|(_, n)| *n > 0) {
                    rows.entry(duty).or_insert_with(|| vec![0.0; shown.days.len()])[at] += people as f64;
                }
                sums[at] += people as f64;
            }
        }
    }
    if rows.is_empty() {
        return None;
    }
    let mut rows: Vec<(String, Vec<f64>)> = rows.into_iter().map(|(duty, numbers)| (duty.name, numbers)).collect();
    rows.push((say(lang, "all on duty".into(), "上班合计".into()), sums));
    let row = |(name, numbers): (String, Vec<f64>)| {
        Row::plain(std::iter::once(Cell::text(name)).chain(numbers.into_iter().map(Cell::Number)).collect())
    };
    let designs = sentences(lang, &designs);
    Some(Grid {
        heading: say(lang, format!("People by shift: {designs}"), format!("每天各班人数：{designs}")),
        notes: Vec::new(),
        columns: shown.columns(say(lang, "team and shift".into(), "小组与班次".into()), Kind::Count),
        rows: rows.into_iter().map(row).collect(),
    })
}

/// A row of counts: a team's shift, or those of it who come for the day; in the order of the rows.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Duty {
    team: usize,
    shift: String,
    guests: bool,
    name: String,
}

/// Whether two designs' teams are on at the same times.
fn same(a: &Team, b: &Team) -> bool {
    a.label == b.label && a.staffing == b.staffing
}

fn lines(team: &Team) -> usize {
    match &team.staffing {
        Staffing::People(roster) => roster.agents() as usize,
        Staffing::Number(_) => 24,
    }
}

fn grid(view: &View<'_>, designs: &[String], team: &Team, shown: &Shown) -> Grid {
    let lang = view.lang;
    // Names may have commas of their own.
    let heading = format!("{} · {}", team.label.in_lang(lang), sentences(lang, designs));
    let (kind, first) = match &team.staffing {
        Staffing::People(_) => (Kind::Letter, say(lang, "person".into(), "人员".into())),
        Staffing::Number(_) => (Kind::Count, say(lang, "from".into(), "起".into())),
    };
    let (rows, notes) = match &team.staffing {
        Staffing::People(roster) => (of_people(roster, &shown.days, lang), legend(roster, &shown.days, lang)),
        Staffing::Number(number) => {
            let says = say(lang, "agents at the desk by number".into(), "按人数给出，没有具体人员".into());
            (of_number(number, &shown.days), vec![says])
        }
    };
    Grid { heading, notes, columns: shown.columns(first, kind), rows }
}

fn of_people(roster: &StaffedByPeople, days: &[i32], lang: Lang) -> Vec<Row> {
    let most = roster.most() as usize;
    let off = say(lang, "–".into(), "休".into());
    let mut people = vec![vec![Cell::Empty; days.len()]; most];
    let mut on = vec![0.0; days.len()];
    let mut guests = vec![0.0; days.len()];
    let mut by_shift = vec![vec![0.0; days.len()]; roster.shifts.len()];
    for (at, day) in days.iter().enumerate() {
        let heads = roster.heads_on(*day);
        people.iter_mut().take(heads as usize).for_each(|row| row[at] = Cell::text(off.clone()));
        for (agent, shift) in roster.rostered(heads, *day, &roster.plan.offsets(heads), &|_| true) {
            people[agent as usize][at] = Cell::text(letter(shift));
            on[at] += 1.0;
            by_shift[shift][at] += 1.0;
        }
        for (shift, more) in roster.day_paid_on(*day).into_iter().enumerate() {
            guests[at] += more as f64;
            by_shift[shift][at] += more as f64;
        }
    }
    let name = |n: usize| say(lang, format!("no. {n}"), format!("{n} 号"));
    let row = |name: String, cells: Vec<Cell>| Row::plain(std::iter::once(Cell::text(name)).chain(cells).collect());
    let mut rows: Vec<Row> = people.into_iter().enumerate().map(|(n, cells)| row(name(n + 1), cells)).collect();
    let count = |numbers: &[f64]| numbers.iter().copied().map(Cell::Number).collect::<Vec<_>>();
    if guests.iter().any(|n| *n > 0.0) {
        rows.push(row(say(lang, "come for the day".into(), "当天临时".into()), count(&guests)));
    }
    let several = roster.shifts.len() > 1;
    for (shift, numbers) in
        by_shift.iter().enumerate().filter(|(_, numbers)| several && numbers.iter().any(|n| *n > 0.0))
    {
        let letter = letter(shift);
        rows.push(row(say(lang, format!("on {letter} in all"), format!("{letter} 班合计")), count(numbers)));
    }
    let all: Vec<f64> = on.iter().zip(&guests).map(|(own, more)| own + more).collect();
    rows.push(row(say(lang, "on duty".into(), "上班人数".into()), count(&all)));
    rows
}

/// Which letter is which shift, with its hours where they are the same on all of these days.
fn legend(roster: &StaffedByPeople, days: &[i32], lang: Lang) -> Vec<String> {
    let of = |shift: usize| {
        let mut hours: Vec<&ShiftDay> = Vec::new();
        for day in days {
            let on = roster.shift_on(shift, *day);
            if !on.is_off() && !hours.contains(&on) {
                hours.push(on);
            }
        }
        let told: Vec<String> = hours.iter().take(3).map(|day| hours_of(day)).collect();
        let more = if hours.len() > told.len() { " …" } else { "" };
        let key = &roster.shifts[shift].key;
        // A key has no name in the other language: its hours say what it is.
        let key = (key.is_ascii() == (lang == Lang::En)).then(|| key.clone());
        let name = name_of(&roster.shifts[shift], lang).or(key).map_or_else(String::new, |name| format!("{name} "));
        format!("{} = {name}{}{more}", letter(shift), list(lang, &told))
    };
    let shifts: Vec<String> = (0..roster.shifts.len()).map(of).collect();
    vec![list(lang, &shifts)]
}

fn of_number(number: &StaffedByNumber, days: &[i32]) -> Vec<Row> {
    let mut times: Vec<SimDuration> = days.iter().flat_map(|day| number.on(*day).iter().map(|step| step.0)).collect();
    times.sort_unstable();
    times.dedup();
    let on = |day: i32, time: SimDuration| {
        let passed = number.on(day).iter().take_while(|step| step.0 <= time).last();
        Cell::Number(passed.map_or(0.0, |step| f64::from(step.1)))
    };
    let row = |time: &SimDuration| {
        let cells = days.iter().map(|day| on(*day, *time));
        Row::plain(std::iter::once(Cell::text(at(*time))).chain(cells).collect())
    };
    times.iter().map(row).collect()
}

/// Heads on shift by interval of a date, breaks among them, before absence.
pub fn present(staffing: &Staffing, day: i32, slots: usize) -> Vec<f64> {
    let length = SimDuration::DAY.ticks() / slots as i64;
    let inside = |from: i64, until: i64, slot: usize| {
        let (begins, ends) = (slot as i64 * length, (slot as i64 + 1) * length);
        (until.min(ends) - from.max(begins)).max(0) as f64 / length as f64
    };
    let mut people = vec![0.0; slots];
    match staffing {
        Staffing::Number(number) => {
            let steps = number.on(day);
            for (n, (from, count)) in steps.iter().enumerate() {
                let until = steps.get(n + 1).map_or(SimDuration::DAY, |next| next.0);
                for (slot, sum) in people.iter_mut().enumerate() {
                    *sum += f64::from(*count) * inside(from.ticks(), until.ticks(), slot);
                }
            }
        }
        Staffing::People(roster) => {
            for (of, before) in [(day, 0), (day - 1, SimDuration::DAY.ticks())] {
                let heads = roster.heads_on(of);
                let mut counts = roster.day_paid_on(of);
                for (_, shift) in roster.rostered(heads, of, &roster.plan.offsets(heads), &|_| true) {
                    counts[shift] += 1;
                }
                for (shift, count) in counts.into_iter().enumerate().filter(|(_, count)| *count > 0) {
                    for part in &roster.shift_on(shift, of).parts {
                        let (from, until) = (part.from.ticks() - before, part.until.ticks() - before);
                        for (slot, sum) in people.iter_mut().enumerate() {
                            *sum += count as f64 * inside(from, until, slot);
                        }
                    }
                }
            }
        }
    }
    people
}
