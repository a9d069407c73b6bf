//! What has to be approved: how many people, which days, how much money, decided by when.

use super::Asked;
use super::number::{once, running_cost};
use crate::catalogue::civil;
use crate::model::{DayPaid, Model, StaffedByPeople, Team};
use crate::report::blocks::answer::{Worth, worth};
use crate::report::blocks::on_shifts::{OnShift, on_shifts, rosters};
use crate::report::blocks::promises::breaks::{busiest, first, stands_out};
use crate::report::formats::text::cut;
use crate::report::labels::{Heads, team_heads};
use crate::report::words::{colon, list, sentences};
use unicode_width::UnicodeWidthStr;

/// Columns of a team's name.
const NAME: usize = 24;
/// Spells of a team that are told, those on the busiest date before others.
const SPELLS: usize = 4;
/// Columns of all of them.
const ROOM: usize = 150;
/// Columns of who is on which shift.
const LONGEST: usize = 130;

/// Names, and what is said of each.
pub fn approve(asked: &Asked<'_, '_>) -> Vec<(String, String)> {
    let mut rows = Vec::new();
    let who_comes = who_comes(asked);
    if let Some(pair) = asked.best.filter(|pair| worth(asked.view, *pair) == Worth::Worse) {
        let base = cut(asked.view.design(pair.base), NAME);
        rows.push((
            asked.say("decision", "决定"),
            asked.say(format!("nothing: keep {base}"), format!("无需批准：维持{base}")),
        ));
        rows.extend(who_comes);
        return rows;
    }
    rows.push((asked.say("people", "人"), people(asked)));
    rows.push((asked.say("days", "哪几天"), days(asked)));
    rows.extend(who_comes);
    rows.push((asked.say("money", "钱"), money(asked)));
    rows.push((asked.say("decide by", "最晚决定"), by_when(asked)));
    rows
}

/// Who comes on these dates; a date with the same people as one before says so.
fn who_comes(asked: &Asked<'_, '_>) -> Vec<(String, String)> {
    let mut rows: Vec<(String, String)> = Vec::new();
    let mut known: Vec<(String, i32)> = Vec::new();
    for day in dates(asked) {
        let Some((name, told)) = on_date(asked, day) else { continue };
        let same = known.iter().find(|(other, _)| *other == told).map(|(_, date)| civil(*date));
        let said = same.map(|date| {
            let date = format!("{:02}-{:02}", date.month(), date.day());
            asked.say(format!("the same people as on {date}"), format!("与 {date} 相同"))
        });
        known.push((told.clone(), day));
        rows.push((name, said.unwrap_or(told)));
    }
    rows
}

/// The date that misses a target which all days together meet, since 1970-01-01.
fn missed_day(asked: &Asked<'_, '_>) -> Option<i32> {
    let calendar = &asked.view.model(asked.advised()).calendar;
    let missed = first(asked.view, asked.advised())?.day?;
    Some(calendar.epoch_day(calendar.warm_up_days + missed.date as i32))
}

/// The eleventh of November among the days that count, since 1970-01-01: the date that every shop asks about.
fn eleventh(asked: &Asked<'_, '_>) -> Option<i32> {
    let model = asked.view.model(asked.advised());
    let first = first_day(model);
    let is = |day: &i32| (civil(*day).month(), civil(*day).day()) == (11, 11);
    (first..first + model.calendar.days).find(is)
}

/// The dates of which the page says who comes, since 1970-01-01: the busiest, that which misses a target, the eleventh of November.
fn dates(asked: &Asked<'_, '_>) -> Vec<i32> {
    let missed = missed_day(asked);
    let mut dates: Vec<i32> = Vec::new();
    for day in busiest_day(asked).into_iter().chain(missed).chain(eleventh(asked)) {
        if !dates.contains(&day) {
            dates.push(day);
        }
    }
    dates
}

/// Who is on which shift of a date, team by team; none where teams have no persons.
fn on_date(asked: &Asked<'_, '_>, epoch_day: i32) -> Option<(String, String)> {
    let (view, model) = (asked.view, asked.view.model(asked.advised()));
    let of = |(team, roster): (&Team, &StaffedByPeople)| {
        (cut(team.label.in_lang(view.lang), NAME), on_shifts(roster, epoch_day, view.lang))
    };
    let teams: Vec<(String, Vec<OnShift>)> = rosters(model).map(of).filter(|(_, on)| !on.is_empty()).collect();
    let said = |(name, on): &(String, Vec<OnShift>), hours: bool| {
        let shift = |on: &OnShift| {
            let name = if hours { on.name() } else { on.called.clone() };
            format!("{name} × {}", on.people(view.lang))
        };
        format!("{name} {}", list(view.lang, &on.iter().map(shift).collect::<Vec<_>>()))
    };
    let mut told = sentences(view.lang, &teams.iter().map(|team| said(team, true)).collect::<Vec<_>>());
    // Where hours have no room beside each, letters stand for them: their hours once, before the teams that have the same.
    if told.width() > LONGEST {
        let hours = |team: &(String, Vec<OnShift>)| team.1.iter().map(OnShift::name).collect::<Vec<_>>();
        let mut groups: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        for team in &teams {
            let (hours, said) = (hours(team), said(team, false));
            match groups.iter_mut().find(|(known, _)| *known == hours) {
                Some((_, all)) => all.push(said),
                None => groups.push((hours, vec![said])),
            }
        }
        let group = |(hours, teams): &(Vec<String>, Vec<String>)| {
            colon(view.lang, &list(view.lang, hours), &sentences(view.lang, teams))
        };
        told = groups.iter().map(group).collect::<Vec<_>>().join(&asked.say(". ", "。"));
    }
    let date = civil(epoch_day);
    let base = view.results.baseline;
    let day = busiest(view, base).filter(|_| busiest_day(asked) == Some(epoch_day));
    let ordinary = day.is_some_and(|day| !stands_out(view, base, day.date));
    let missed = missed_day(asked);
    let quiet = !stands_out(view, base, (epoch_day - first_day(model)) as usize);
    let (en, zh) = if ordinary {
        (", the busiest, like many", "（最忙，与许多日子相近）")
    } else if day.is_some() {
        (", the busiest", "（最忙）")
    } else if missed == Some(epoch_day) {
        (", a day that misses", "（守不住的一天）")
    } else if eleventh(asked) == Some(epoch_day) && quiet {
        (", no peak in the file", "（文件里不是高峰）")
    } else {
        ("", " ")
    };
    let name = asked.say(
        format!("on {:02}-{:02}{en}", date.month(), date.day()),
        format!("{:02}-{:02}{zh}谁上班", date.month(), date.day()),
    );
    if !told.is_empty() && asked.advised() != asked.arm() {
        let design = cut(view.design(asked.advised()), NAME);
        told = asked.say(format!("{design}: {told}"), format!("{design}：{told}"));
    }
    (!told.is_empty()).then_some((name, told))
}

/// Heads of each team now and then.
fn people(asked: &Asked<'_, '_>) -> String {
    let (view, arm) = (asked.view, asked.arm());
    let model = view.model(arm);
    let all = Heads::of(model).people(view.lang);
    let Some(pair) = asked.best else { return asked.say(format!("{all}, as now"), format!("{all}，与现在相同")) };
    let base = view.model(pair.base);
    let heads = |model: &Model, key: &str| {
        model.teams.iter().find(|team| team.label.key == key).map_or(0, |team| team_heads(&team.staffing))
    };
    let mut changes = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for team in base.teams.iter().chain(model.teams.iter()) {
        let key = &team.label.key[..];
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        let (before, after) = (heads(base, key), heads(model, key));
        if before != after {
            changes.push(format!("{} {before} → {after}", cut(team.label.in_lang(view.lang), NAME)));
        }
    }
    let now = Heads::of(base).people(view.lang);
    let same = changes.is_empty();
    let changes = list(view.lang, &changes);
    if same {
        let come = rosters(model).any(|(_, roster)| !roster.day_paid.is_empty());
        let same = if come {
            asked.say(
                "lasting staff as now, the others only on the days below",
                "固定人员各组不变，多出来的只来下面几天",
            )
        } else if changes_of(model) != changes_of(base) {
            asked.say("each team as now on the first day, then as below", "第一天各组不变，之后按下面的日期")
        } else {
            asked.say("each team as now", "各组人数不变")
        };
        return asked.say(format!("{all}: {same}"), format!("{all}：{same}"));
    }
    asked.say(format!("{now} → {all}: {changes}"), format!("{now} → {all}：{changes}"))
}

/// Heads that change on a day, by team.
fn changes_of(model: &Model) -> Vec<(&str, &[(i32, u32)])> {
    let mut all: Vec<(&str, &[(i32, u32)])> = Vec::new();
    for (team, roster) in rosters(model).filter(|(_, roster)| !roster.payroll.changes.is_empty()) {
        all.push((&team.label.key, &roster.payroll.changes));
    }
    all
}

/// Dates on which so many more come, or heads that change on a day, of a team.
struct Spell {
    /// First day, as a number since 1970-01-01.
    from: i32,
    /// Last day; `None`: it stays so.
    until: Option<i32>,
    /// How many more; heads where it stays so.
    heads: u32,
}

/// Of a team, those who come for single days and heads that change.
fn spells(roster: &StaffedByPeople) -> Vec<Spell> {
    // Entries of one span are those of its shifts.
    let same = |a: &DayPaid, b: &DayPaid| (a.from, a.until) == (b.from, b.until);
    let come = roster.day_paid.chunk_by(same).map(|of| Spell {
        from: of[0].from,
        until: Some(of[0].until),
        heads: of.iter().map(|come| come.count).sum(),
    });
    let change = roster.payroll.changes.iter().map(|(day, heads)| Spell { from: *day, until: None, heads: *heads });
    come.chain(change).collect()
}

/// People who come for single days, and heads that change on a day: by team, the teams that are needed on the busiest date first. What
/// does not fit is counted; a team's own dates stay together.
fn days(asked: &Asked<'_, '_>) -> String {
    let view = asked.view;
    let model = view.model(asked.arm());
    let busiest = busiest_day(asked);
    let mut teams: Vec<(u32, String, usize)> = Vec::new();
    for (team, roster) in rosters(model) {
        let mut spells = spells(roster);
        if spells.is_empty() {
            continue;
        }
        let on_peak = |spell: &Spell| {
            let there = spell.until.is_some_and(|until| busiest.is_some_and(|day| (spell.from..=until).contains(&day)));
            if there { spell.heads } else { 0 }
        };
        let most = spells.iter().map(on_peak).max().unwrap_or(0);
        let count = spells.len();
        spells.sort_by_key(|spell| (std::cmp::Reverse(on_peak(spell)), spell.from));
        let left = count.saturating_sub(SPELLS);
        spells.truncate(SPELLS);
        spells.sort_by_key(|spell| spell.from);
        let told: Vec<String> = spells.iter().map(|spell| said(asked, spell)).collect();
        let (told, name) = (list(view.lang, &told), cut(team.label.in_lang(view.lang), NAME));
        teams.push((most, asked.say(format!("{name}: {told}"), format!("{name}：{told}")), left));
    }
    if teams.is_empty() {
        let first = civil(first_day(model));
        return asked.say(
            format!("nobody for single days; compared from {first} on, as if it were so from the first day"),
            format!("没有只来几天的人；从 {first} 起比较，按第一天起就这样安排"),
        );
    }
    teams.sort_by_key(|team| std::cmp::Reverse(team.0));
    let (mut told, mut left) = (String::new(), 0);
    for (_, text, more) in teams {
        let longer = if told.is_empty() { text } else { sentences(view.lang, &[told.clone(), text]) };
        if longer.width() > ROOM && !told.is_empty() {
            left += 1 + more;
        } else {
            told = longer;
            left += more;
        }
    }
    match left {
        0 => told,
        n => asked.say(format!("{told}; and {n} more"), format!("{told}；另有 {n} 项")),
    }
}

/// `11-09…11-12 +10`; `14 from 2025-01-12`.
fn said(asked: &Asked<'_, '_>, spell: &Spell) -> String {
    let (from, heads) = (civil(spell.from), spell.heads);
    let Some(until) = spell.until else {
        return asked.say(format!("{heads} from {from}"), format!("{from} 起 {heads} 人"));
    };
    let short = |day: i32| civil(day).to_string()[5..].to_owned();
    let dates = if until == spell.from { short(until) } else { format!("{}…{}", short(spell.from), short(until)) };
    asked.say(format!("{dates} {heads} more"), format!("{dates} 加 {heads} 人"))
}

/// The baseline's busiest of the dates that are kept by interval, as a number since 1970-01-01: the same date in every part of the report.
fn busiest_day(asked: &Asked<'_, '_>) -> Option<i32> {
    let arm = asked.view.results.baseline;
    let day = busiest(asked.view, arm)?;
    let calendar = &asked.view.model(arm).calendar;
    Some(calendar.epoch_day(calendar.warm_up_days + day.date as i32))
}

/// Once, and what running it costs.
fn money(asked: &Asked<'_, '_>) -> String {
    let view = asked.view;
    let running = running_cost(asked);
    let days = view.stretch();
    let running = asked.say(format!("running cost {running} in {days}"), format!("{days}运营成本 {running}"));
    match asked.best {
        None => running,
        Some(pair) => {
            let once = once(asked, pair);
            asked.say(format!("once: {once}; {running}"), format!("一次性：{once}；{running}"))
        }
    }
}

/// The first counted day.
fn first_day(model: &Model) -> i32 {
    model.calendar.epoch_day(model.calendar.warm_up_days)
}

/// When people have to be asked for, whose time to hire is known.
#[derive(Clone, Copy)]
struct AskedBy {
    /// The day, since 1970-01-01.
    day: i32,
    /// Days that hiring takes on the mean, rounded up.
    hiring: i32,
    /// Days of training: before they are needed where they are there from the first day on, else after the day on which they come.
    training: i32,
    /// On which day they come and are trained, since 1970-01-01; none: they are ready on the first day.
    come: Option<i32>,
}

/// Who is needed first, and what is known of finding them.
#[derive(Default)]
struct Needs {
    /// When they have to be asked for.
    by: Option<AskedBy>,
    /// A team grows, and nobody says how long that takes.
    unknown: bool,
    /// People come for single days.
    for_days: bool,
}

impl AskedBy {
    /// The day, and what of hiring and training lies between it and the work of those who come.
    fn said(self, asked: &Asked<'_, '_>) -> String {
        let Self { day, hiring, training, come } = self;
        let (by, ahead) = (civil(day), days_of(hiring + training, asked));
        let (hire, train) = (days_of(hiring, asked), days_of(training, asked));
        match come {
            None if training == 0 => asked.say(
                format!("{by}: {hire} (mean time to hire) before the first new people are needed"),
                format!("{by}：比首批新人上岗早 {hire}（平均招聘时间）"),
            ),
            None => asked.say(
                format!(
                    "{by}: {ahead} (mean time to hire {hire}, training {train}) before the first new people are needed"
                ),
                format!("{by}：比首批新人上岗早 {ahead}（平均招聘 {hire}，培训 {train}）"),
            ),
            Some(come) if training == 0 => {
                let come = civil(come);
                asked.say(
                    format!("{by}: {hire} (mean time to hire) before the first new people come on {come}"),
                    format!("{by}：比首批新人 {come} 入职早 {hire}（平均招聘时间）"),
                )
            }
            Some(come) => {
                let (ready, come) = (civil(come + training), civil(come));
                asked.say(
                    format!(
                        "{by}: {hire} (mean time to hire) before the first new people come on {come}; trained for {train}, they take \
                         contacts from {ready}"
                    ),
                    format!("{by}：比首批新人 {come} 入职早 {hire}（平均招聘时间）；再培训 {train}，{ready} 上岗"),
                )
            }
        }
    }
}

fn days_of(days: i32, asked: &Asked<'_, '_>) -> String {
    crate::report::numbers::days(f64::from(days), asked.view.lang)
}

/// What teams need that the baseline has not.
fn needs(asked: &Asked<'_, '_>) -> Needs {
    let model = asked.view.model(asked.arm());
    let before = asked.best.map(|pair| asked.view.model(pair.base));
    let mut needs = Needs::default();
    for (team, roster) in rosters(model) {
        let had = before.map(|base| {
            let same = base.teams.iter().find(|other| other.label.key == team.label.key);
            same.map_or(0, |team| team_heads(&team.staffing))
        });
        let more = had.is_some_and(|had| roster.headcount > had);
        let mut heads = roster.headcount;
        let grows = roster.payroll.changes.iter().find(|(_, then)| {
            let grows = *then > heads;
            heads = *then;
            grows
        });
        // Who is there on the first day is trained; who comes by a change is trained from that day on.
        let first = more.then_some((first_day(model), None));
        let first = first.or(grows.map(|(day, _)| (*day, Some(*day))));
        match (first, &roster.payroll.hiring) {
            (Some((day, come)), Some(law)) => {
                let (hiring, training) = ((law.mean_seconds() / 86_400.0).ceil() as i32, roster.payroll.training);
                let before = if come.is_none() { training } else { 0 };
                let by = AskedBy { day: day - hiring - before, hiring, training, come };
                needs.by = Some(needs.by.filter(|known| known.day <= by.day).unwrap_or(by));
            }
            (Some(_), None) => needs.unknown = true,
            (None, _) => (),
        }
        needs.for_days |= !roster.day_paid.is_empty();
    }
    needs
}

/// The day by which somebody has to be asked for who is needed first, where the file says how long hiring and training take.
fn by_when(asked: &Asked<'_, '_>) -> String {
    let needs = needs(asked);
    if let Some(by) = needs.by {
        return by.said(asked);
    }
    if needs.unknown {
        return asked.say(
            "not given: teams grow, and the file does not say how long finding and training people takes",
            "未填：有小组要增人，文件没有写招人、培训要多久",
        );
    }
    if needs.for_days {
        return asked.say(
            "not given: people come for days, and the file does not say how long finding them takes",
            "未填：有只来几天的人，文件没有写找到他们要多久",
        );
    }
    asked.say(
        "not given: nobody has to be found, and the file holds no other date to decide by",
        "未填：不需要另找人，文件中也没有别的决定期限",
    )
}
