//! What a search may choose: numbers of people, each with its path and bounds.

use super::bare;
use super::entries::{self, Entry};
use crate::diagnostic::nearest;
use crate::experiment::optimise::Staff;
use crate::id::IdVec;
use crate::load::{History, TeamLoad, expected, peak_dates, teams, teams_on};
use crate::model::{Model, Plan, Staffing, TeamId};
use crate::report::Place;
use crate::say;
use crate::session::Refused;
use std::fmt::Write as _;

/// What is chosen, and where a search begins.
#[derive(Clone, Debug)]
pub(super) struct Places {
    /// In order of team.
    pub all: Vec<Place>,
    /// Where to begin, by formula.
    pub guess: Staff,
    /// By place: whether its most is a formula's, and may be raised where it is not enough.
    pub may_grow: Vec<bool>,
    /// Teams that stay as they are.
    pub fixed: Vec<TeamId>,
    /// Teams whose heads follow from how many are on duty.
    heads: Vec<Heads>,
    /// Where people who come for the day are chosen: which; the places are theirs, in order.
    entries: Vec<Entry>,
}

/// Heads of a team whose numbers by shift are chosen.
#[derive(Clone, Debug)]
struct Heads {
    team: TeamId,
    /// Which places are its shifts.
    shifts: Vec<usize>,
    /// Heads for one who is on duty each day, as the file has it.
    each: f64,
}

/// `presale=6..14`, or `team.presale.on_duty.early=2..5`.
struct Between {
    key: String,
    bounds: [u32; 2],
}

/// So many come for a day to a shift at most, where nobody says otherwise.
const MOST_FOR_A_DAY: u32 = 60;

/// Numbers of a team: what follows its path, and the number in the file.
fn numbers_of(model: &Model, team: TeamId) -> Vec<(String, u32)> {
    match &model.teams[team].staffing {
        Staffing::Number(number) => match number.days.same().map(|day| &day[..]) {
            Some([(_, count)]) => vec![("staffed".into(), *count)],
            _ => Vec::new(),
        },
        Staffing::People(people) => match &people.plan {
            Plan::Split { .. } | Plan::Rota(_) => vec![("headcount".into(), people.headcount)],
            Plan::OnDuty(duty) if duty.special.is_empty() => match duty.usual.same() {
                Some(counts) => {
                    let shift =
                        |(n, count): (usize, &u32)| (format!("on_duty.{}", bare(&people.shifts[n].key)), *count);
                    counts.iter().enumerate().map(shift).collect()
                }
                None => Vec::new(),
            },
            Plan::OnDuty(_) | Plan::Dated(_) => Vec::new(),
        },
    }
}

impl Places {
    /// What may be chosen of a design; `dates`: the counted dates that have to be served, all of them where none are said.
    pub fn of(model: &Model, between: &[String], dates: Option<&[usize]>) -> Result<Self, Refused> {
        let mut asked = between.iter().map(|text| read(text)).collect::<Result<Vec<Between>, _>>()?;
        let needs = Needs::of(model, dates);
        let (all, guess, may_grow, fixed, heads, entries) = Default::default();
        let mut places = Self { all, guess, may_grow, fixed, heads, entries };
        for team in model.teams.ids() {
            let path = format!("team.{}", bare(&model.teams[team].label.key));
            let numbers = numbers_of(model, team);
            let (usual, most) = (needs.usual[team], needs.most[team]);
            let first = places.all.len();
            let own = asked.iter().position(|one| one.key == model.teams[team].label.key && numbers.len() == 1);
            let mut own = own.map(|at| asked.remove(at).bounds);
            for (rest, now) in &numbers {
                let full = format!("{path}.{rest}");
                let said =
                    asked.iter().position(|one| one.key == full).map(|at| asked.remove(at).bounds).or(own.take());
                let of = f64::from((*now).max(1));
                let high = (of * most).ceil().max(of) + 2.0 + of.sqrt().ceil();
                // Nobody leads a team of fewer people than it has leaders.
                let leaders = match &model.teams[team].staffing {
                    Staffing::People(people) if rest == "headcount" => {
                        people.leaders.map_or(0, |leaders| leaders.count)
                    }
                    _ => 0,
                };
                let low = 1.min(*now).max(leaders);
                let bounds = said.unwrap_or([low, (high as u32).max(2).max(low)]);
                let rest = rest.strip_prefix("on_duty.").map_or_else(String::new, str::to_owned);
                let given = said.is_some();
                places.all.push(Place { path: full, team, rest, in_file: Some(*now), bounds, given, days: None });
                places.guess.push(((of * usual).ceil() as u32).clamp(bounds[0], bounds[1]));
                places.may_grow.push(!given);
            }
            let by_shift = numbers.iter().any(|(rest, _)| rest.starts_with("on_duty."));
            if let (Staffing::People(people), true) = (&model.teams[team].staffing, by_shift) {
                let on_duty: u32 = numbers.iter().map(|(_, now)| *now).sum();
                let each = f64::from(people.headcount) / f64::from(on_duty.max(1));
                places.heads.push(Heads { team, shifts: (first..places.all.len()).collect(), each });
            }
            let below = format!("{path}.");
            while let Some(at) = asked.iter().position(|one| one.key.starts_with(&below)) {
                let Between { key, bounds } = asked.remove(at);
                let rest = key[below.len()..].to_owned();
                places.all.push(Place { path: key, team, rest, in_file: None, bounds, given: true, days: None });
                places.guess.push(u32::midpoint(bounds[0], bounds[1]));
                places.may_grow.push(false);
            }
            if places.all.len() == first {
                places.fixed.push(team);
            }
        }
        match (asked.first(), places.all.is_empty()) {
            (Some(unknown), _) => Err(no_place(&unknown.key, model)),
            (None, true) => Err(nothing_to_choose()),
            (None, false) => Ok(places),
        }
    }

    /// People who come for the day, by date and shift, on these dates (since 1970-01-01).
    pub fn by_date(model: &Model, dates: &[i32]) -> Result<Self, Refused> {
        let teams = entries::teams(model);
        if teams.is_empty() {
            return Err(nothing_to_choose());
        }
        Ok(Self::of_entries(model, entries::by_date(model, &teams, dates)))
    }

    /// People who come for the day as the file has them, entry by entry.
    pub fn who_come(model: &Model, dates: &[i32]) -> Result<Self, Refused> {
        let entries = entries::of_file(model, dates);
        if entries.is_empty() {
            return Err(nobody_comes());
        }
        Ok(Self::of_entries(model, entries))
    }

    fn of_entries(model: &Model, entries: Vec<Entry>) -> Self {
        let all: Vec<Place> = entries.iter().flat_map(|entry| entry.places(model, MOST_FOR_A_DAY)).collect();
        let guess = all.iter().map(|place| place.in_file.unwrap_or(0).min(MOST_FOR_A_DAY)).collect();
        let fixed = model.teams.ids().filter(|team| entries.iter().all(|entry| entry.team != *team)).collect();
        Self { guess, may_grow: vec![true; all.len()], all, fixed, heads: Vec::new(), entries }
    }

    /// What a staffing changes of the file: `PATH=VALUE`.
    pub fn changes(&self, model: &Model, staff: &Staff) -> Vec<String> {
        self.pairs(model, staff).into_iter().map(|(path, value)| format!("{path}={value}")).collect()
    }

    /// The same as path and value.
    fn pairs(&self, model: &Model, staff: &Staff) -> Vec<(String, String)> {
        if !self.entries.is_empty() {
            return entries::changes(&self.entries, model, staff);
        }
        let numbers = self.all.iter().zip(staff).map(|(place, people)| (place.path.clone(), people.to_string()));
        let heads = self.heads.iter().map(|of| {
            (format!("team.{}.headcount", bare(&model.teams[of.team].label.key)), of.heads(staff).to_string())
        });
        heads.chain(numbers).collect()
    }

    /// A staffing as lines of a scenario: a design of this key, like the one that was sized.
    pub fn lines(&self, model: &Model, key: &str, staff: &Staff) -> String {
        let design = &model.design;
        let mut text = format!("[design.{}]\nlike = \"{}\"\n", bare(key), design.key);
        let name = format!("{}（定员） | {}, sized", design.zh, design.en).replace(['"', '\\'], "");
        let _ = writeln!(text, "name = \"{name}\"");
        for (path, value) in self.pairs(model, staff) {
            let _ = writeln!(text, "{path} = {value}");
        }
        text
    }
}

impl Heads {
    fn heads(&self, staff: &Staff) -> u32 {
        let on_duty: u32 = self.shifts.iter().map(|place| staff[*place]).sum();
        ((f64::from(on_duty) * self.each).ceil() as u32).max(1)
    }
}

/// How many times its people a team takes, by formula: offered load and one root of it on the usual day, two on the busiest.
struct Needs {
    usual: IdVec<TeamId, f64>,
    most: IdVec<TeamId, f64>,
}

/// Intervals with less than this share of a team's most people say nothing of how many it takes.
const FEW: f64 = 0.2;

impl Needs {
    fn of(model: &Model, dates: Option<&[usize]>) -> Self {
        let history = History::of(model);
        let on = |day: &usize| teams_on(model, &history.on(*day), *day);
        let busiest: Vec<usize> = match dates {
            Some(dates) => dates.to_vec(),
            None => peak_dates(&[model]),
        };
        let peaks: Vec<IdVec<TeamId, TeamLoad>> = busiest.iter().map(on).collect();
        let usual = if dates.is_some() { peaks.clone() } else { vec![teams(model, &expected(model))] };
        let times = |loads: &[IdVec<TeamId, TeamLoad>], team: TeamId, roots: f64| {
            loads.iter().map(|load| times(&load[team], roots)).fold(0.0, f64::max)
        };
        let of = |loads: &[IdVec<TeamId, TeamLoad>], roots: f64| {
            IdVec::from(model.teams.ids().map(|team| times(loads, team, roots)).collect::<Vec<f64>>())
        };
        Self { usual: of(&usual, 1.0), most: of(&peaks, 2.0) }
    }
}

fn times(load: &TeamLoad, roots: f64) -> f64 {
    let most = load.people.iter().copied().fold(0.0, f64::max);
    let need = load.need();
    let staffed = (0..need.len()).filter(|slot| load.people[*slot] > FEW * most);
    staffed.map(|slot| (need[slot] + roots * need[slot].sqrt()) / load.people[slot]).fold(0.0, f64::max)
}

fn read(text: &str) -> Result<Between, Refused> {
    let wrong = || {
        Refused::said(
            say!("cannot read the bounds `{text}`", "读不懂范围 `{text}`"),
            Some(say!(
                "TEAM=LOW..HIGH, such as --between presale=6..14; --between presale=8 keeps a team as it is",
                "写 小组=下限..上限，例如 --between presale=6..14；--between presale=8 表示该组固定 8 人"
            )),
        )
    };
    let (key, bounds) = text.rsplit_once('=').ok_or_else(wrong)?;
    let (low, high) = bounds.split_once("..").unwrap_or((bounds, bounds));
    let number = |text: &str| text.trim().parse::<u32>().map_err(|_| wrong());
    let bounds = [number(low)?, number(high)?];
    if bounds[0] > bounds[1] || key.trim().is_empty() {
        return Err(wrong());
    }
    Ok(Between { key: key.trim().to_owned(), bounds })
}

fn no_place(key: &str, model: &Model) -> Refused {
    let known: Vec<String> = model.teams.iter().map(|team| team.label.key.clone()).collect();
    let list = known.join(", ");
    let what = say!("`{key}` is no number of people that can be chosen", "`{key}` 不是可以选择的人数");
    let named = model.teams.entries().find(|(_, team)| team.label.key == key);
    if let Some((team, of)) = named.filter(|(team, _)| numbers_of(model, *team).len() > 1) {
        let name = bare(&of.label.key);
        let paths: Vec<String> = numbers_of(model, team)
            .iter()
            .map(|(rest, now)| format!("--between \"team.{name}.{rest}={now}\""))
            .collect();
        let paths = paths.join(" ");
        let help = say!("the team has a number a shift: {paths}", "这个小组每个班次一个人数：{paths}");
        return Refused::said(what, Some(help));
    }
    let help = match nearest(key, &known) {
        Some(near) => say!("did you mean `{near}`?", "是不是想写 `{near}`？"),
        None => say!(
            "a team with one number ({list}), or a path to a number of a team: team.NAME.on_duty.SHIFT",
            "写只有一个人数的小组（{list}），或小组人数的路径：team.名称.on_duty.班次"
        ),
    };
    Refused::said(what, Some(help))
}

fn nobody_comes() -> Refused {
    Refused::said(
        say!("the design has nobody who comes for the day then", "这个方案在这段时间没有按天来的人"),
        Some(say!(
            "write people = {{ \"2025-11-10..2025-11-12\" = 8 }} for a team, or ask by date: --by date",
            "请给小组写 people = {{ \"2025-11-10..2025-11-12\" = 8 }}，或按日期求：--by date"
        )),
    )
}

fn nothing_to_choose() -> Refused {
    Refused::said(
        say!("no team's number can be chosen", "没有可以选择人数的小组"),
        Some(say!(
            "headcount with shifts, one number after staffed, or the same on_duty every day can be; of a roster or of numbers by \
             date name what may change: --between \"team.NAME.PATH=LOW..HIGH\"",
            "可以选择的是：带班次的 headcount、只写一个数的 staffed、每天相同的 on_duty；排班表或分日期的人数请写明：\
             --between \"team.名称.路径=下限..上限\""
        )),
    )
}
