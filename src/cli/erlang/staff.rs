//! `erlang staff`: the smallest number of agents that reaches all targets, for one rate or by interval.

use super::arguments::{Mistake, PatienceLaw, Staff, above_zero, rate, seconds, share, within, workable};
use super::figures::{Figure, FigureOf, Figures, Note, clock, of_impatient, of_patient};
use crate::analytic::chat_team::{ChatWork, solve_chats};
use crate::analytic::erlang::ErlangC;
use crate::analytic::impatient::{Patience, Performance, solve};
use crate::analytic::staffing::{Definition, smallest_up_to, square_root_staffing};
use crate::catalogue::civil;
use crate::cli::limits::{AGENTS, OPEN_CHATS};
use crate::cli::terminal::Disk;
use crate::compile::Interval;
use crate::diagnostic::Text;
use crate::report::numbers::number;
use crate::say;
use crate::scenario::text::document::{Node, parse_value};
use crate::scenario::values::quantity;
use crate::session::{Refused, volumes};

/// A share that is to be accepted in time.
struct Goal {
    within: f64,
    share: f64,
    of: Definition,
}

/// What is asked, read.
struct Asked {
    effort: f64,
    /// Mean and law; none: everybody waits.
    patience: Option<Patience>,
    chats: Option<ChatWork>,
    goals: Vec<Goal>,
    abandonment: Option<f64>,
    wait: Option<f64>,
    occupancy: Option<f64>,
    shrinkage: f64,
}

fn refused((message, help): Mistake) -> Refused {
    Refused::said(message, help)
}

impl Staff {
    pub fn answer(&self) -> Result<Figures, Refused> {
        let asked = self.read().map_err(refused)?;
        let Some(file) = &self.volumes else {
            let rate = rate(self.rate.as_deref().unwrap_or_default()).map_err(refused)?;
            return self.one(&asked, rate).map_err(refused);
        };
        let read = volumes(&Disk, &file.to_string_lossy(), self.kind.as_deref(), self.notation.as_deref())?;
        self.by_interval(&asked, &read.intervals).map(|found| found.out_of(read.taken)).map_err(refused)
    }

    fn read(&self) -> Result<Asked, Mistake> {
        let effort = seconds("--effort", &self.effort)?;
        let mean = self.patience.as_deref().map(|text| seconds("--patience", text)).transpose()?;
        if mean.is_none() && self.law.name != PatienceLaw::Exponential {
            let text = say!("--law is of patience: --patience is missing", "--law 是耐心的分布：缺少 --patience");
            return Err((text, None));
        }
        let ceiling = |option: &str, text: &Option<String>| {
            text.as_deref().map(|text| share(option, text, true).and_then(|x| above_zero(option, x))).transpose()
        };
        let limit = within(&self.within)?;
        let chats = match (self.chats, self.messages, &self.pause) {
            (Some(chats), Some(messages), Some(pause)) => Some(ChatWork {
                chats,
                effort,
                messages,
                pause: seconds("--pause", pause)?,
                switching: share("--switching", &self.switching, false)?,
            }),
            _ => None,
        };
        let goals = self.targets.iter().map(|text| goal(text, limit, chats.is_some()));
        Ok(Asked {
            effort,
            patience: mean.map(|mean| self.law.of(mean)).transpose()?,
            chats,
            goals: goals.collect::<Result<_, _>>()?,
            abandonment: ceiling("--abandonment", &self.abandonment)?,
            wait: self.wait.as_deref().map(|text| seconds("--wait", text)).transpose()?,
            occupancy: ceiling("--occupancy", &self.occupancy)?,
            shrinkage: share("--shrinkage", &self.shrinkage, true)?,
        })
    }

    fn one(&self, asked: &Asked, rate: f64) -> Result<Figures, Mistake> {
        let of = self.rate.as_deref().unwrap_or_default();
        let of = say!("--rate {of}", "--rate {of}");
        let (for_goals, agents) = asked.agents(rate, &of)?;
        let mut list = vec![Figure::number("agents", f64::from(agents)), Figure::number("heads", asked.heads(agents))];
        if asked.goals.len() > 1 || [asked.abandonment, asked.wait, asked.occupancy].iter().any(Option::is_some) {
            list.push(Figure::number("for_target", f64::from(for_goals)));
        }
        let limit = asked.goals[0].within;
        let fewer = asked.solve(rate, agents - 1, limit).map(|found| found.service.offered);
        list.extend(fewer.map(|level| Figure::share("one_fewer", level)));
        let patient = asked.patience.is_none() && asked.chats.is_none();
        let queue = ErlangC::new(rate, asked.effort, agents).filter(|_| patient);
        list.extend(match &queue {
            Some(queue) => of_patient(queue, limit),
            None => of_impatient(
                &asked.solve(rate, agents, limit).expect("this number was found to be enough"),
                rate * asked.effort,
            ),
        });
        let slow = queue.as_ref().and_then(Note::slow);
        let overload = asked.chats.map_or_else(|| Note::overload(rate * asked.effort, agents), |_| None);
        let next = self.next(agents);
        Ok(Figures::new(self.formula(), list, next).noting(self.notes()).noting(slow).noting(overload))
    }

    fn by_interval(&self, asked: &Asked, rows: &[Interval]) -> Result<Figures, Mistake> {
        let mut list = Vec::new();
        let mut long = false;
        for Interval { date, from, length, contacts } in rows {
            let rate = contacts / length.seconds();
            let (day, time) = (civil(*date), clock(*from));
            let (_, agents) = asked.agents(rate, &say!("{day} {time}", "{day} {time}"))?;
            let found = asked.solve(rate, agents, asked.goals[0].within);
            let found = found.expect("this number was found to be enough");
            long |= 4.0 * asked.effort > length.seconds();
            let figures = [
                Figure::number("contacts", (1e6 * contacts).round() / 1e6),
                Figure::number("load", rate * asked.effort),
                Figure::number("agents", f64::from(agents)),
                Figure::number("heads", asked.heads(agents)),
                Figure::share("service_level_offered", found.service.offered),
                Figure::share("abandonment", found.p_abandon),
                Figure::seconds("wait_all", found.mean_wait),
                Figure::share("occupancy", found.occupancy),
            ];
            list.extend(figures.into_iter().map(|figure| figure.at(FigureOf::Interval(*date, *from))));
        }
        let notes = self.notes().chain([Note::Intervals]).chain(long.then_some(Note::Long));
        Ok(Figures::new(self.formula(), list, "peakstaff init".into()).noting(notes))
    }

    fn formula(&self) -> &'static str {
        match (self.chats, &self.patience, self.law.name) {
            (Some(_), ..) => "chats",
            (None, None, _) => "Erlang C",
            (None, Some(_), PatienceLaw::Exponential) => "Erlang A",
            _ => "M/M/c+G",
        }
    }

    /// What is true of the answer whatever comes out.
    fn notes(&self) -> impl Iterator<Item = Note> + use<> {
        let exponential = self.patience.is_some() && self.law.name == PatienceLaw::Exponential;
        let chats = self.chats.is_some();
        exponential.then_some(Note::Exponential).into_iter().chain(chats.then_some(Note::Chats))
    }

    /// What to look at next: the same queue with one agent more, or a scenario.
    fn next(&self, agents: u32) -> String {
        let kind = match self.formula() {
            "Erlang C" => "c",
            "Erlang A" => "a",
            _ => return "peakstaff init".into(),
        };
        let rate = self.rate.as_deref().unwrap_or_default();
        let more = agents + 1;
        let (effort, within) = (&self.effort, &self.within);
        let next = format!(
            "peakstaff erlang {kind} --rate \"{rate}\" --effort \"{effort}\" --agents {more} --within \"{within}\""
        );
        match &self.patience {
            Some(patience) => format!("{next} --patience \"{patience}\""),
            None => next,
        }
    }
}

impl Asked {
    /// The queue with so many agents; none without a steady state.
    fn solve(&self, rate: f64, agents: u32, within: f64) -> Option<Performance> {
        let endless = Patience::infinite();
        let patience = self.patience.as_ref().unwrap_or(&endless);
        match &self.chats {
            Some(work) => solve_chats(rate, agents, work, patience, within),
            None => solve(rate, self.effort, agents, patience, within, within),
        }
    }

    /// A first guess at how many it takes.
    fn guess(&self, rate: f64) -> u32 {
        square_root_staffing(self.chats.as_ref().map_or(rate * self.effort, |work| rate / work.ends(work.chats)), 1.0)
    }

    /// The smallest number for one target; none up to the most that formulas are worked out for.
    fn for_goal(&self, rate: f64, goal: &Goal) -> Option<u32> {
        smallest_up_to(self.most(), self.guess(rate), |agents| {
            // Rounding may keep a level of one a hair below it for ever.
            self.solve(rate, agents, goal.within).is_some_and(|p| p.service.by(goal.of) >= goal.share - 1e-12)
        })
    }

    /// The most agents that are tried.
    fn most(&self) -> u32 {
        self.chats.as_ref().map_or(AGENTS, |work| AGENTS.min(OPEN_CHATS / work.chats))
    }

    /// The smallest number that reaches the first target, and the smallest that reaches all: each is reached for good
    /// once it is. `of`: whose contacts they are.
    fn agents(&self, rate: f64, of: &Text) -> Result<(u32, u32), Mistake> {
        workable(rate * self.effort, of)?;
        let none = || {
            let (most, Text { en, zh }) = (number(f64::from(self.most()), 0), of);
            (
                say!(
                    "{en}: {most} agents, the most that are tried, do not reach it",
                    "{zh}：试到上限 {most} 名客服仍不达标"
                ),
                Some(say!("a milder target, or fewer contacts", "请放宽目标或减少咨询量")),
            )
        };
        let of_goals: Option<Vec<u32>> = self.goals.iter().map(|goal| self.for_goal(rate, goal)).collect();
        let of_goals = of_goals.ok_or_else(none)?;
        let at_least = of_goals.iter().copied().max().unwrap_or(1);
        let all = smallest_up_to(self.most(), at_least, |agents| {
            agents >= at_least
                && self.solve(rate, agents, self.goals[0].within).is_some_and(|found| {
                    let at_most = |is: f64, limit: Option<f64>| limit.is_none_or(|limit| is <= limit + 1e-12);
                    at_most(found.p_abandon, self.abandonment)
                        && at_most(found.mean_wait, self.wait)
                        && at_most(found.occupancy, self.occupancy)
                })
        });
        Ok((of_goals[0], all.ok_or_else(none)?))
    }

    fn heads(&self, agents: u32) -> f64 {
        // 14 / 0.7 is 20, whatever binary fractions make of it.
        (f64::from(agents) / (1.0 - self.shrinkage) - 1e-9).ceil()
    }
}

/// `"80 %"`, `"80 % in 30 s"`, or a target as scenarios have it, which is judged as there.
fn goal(text: &str, within: f64, of_chats: bool) -> Result<Goal, Mistake> {
    let node = parse_value(text, crate::diagnostic::SourceId(0), 0);
    if let Some(table) = node.table() {
        return in_table(text, table, of_chats);
    }
    let (part, limit) = match text.split_once(" in ").or_else(|| text.split_once("以内").map(|(t, s)| (s, t))) {
        Some((part, limit)) => (part.trim(), self::within(limit.trim())?),
        None => (text, within),
    };
    Ok(Goal { within: limit, share: share("--target", part, true)?, of: Definition::Offered })
}

fn in_table(text: &str, table: &std::collections::BTreeMap<String, Node>, of_chats: bool) -> Result<Goal, Mistake> {
    let help = || Some(say!("{{ accepted = \"30 s\", share = 0.8 }}", "{{ accepted = \"30 s\", share = 0.8 }}"));
    let unread = |what: &str| (say!("--target {text}: {what}", "--target {text}：{what}"), help());
    if let Some(key) = table.keys().find(|key| !["accepted", "first_reply", "share"].contains(&key.as_str())) {
        return Err((
            say!("--target {text}: a formula knows no `{key}`", "--target {text}：公式不认识 `{key}`"),
            help(),
        ));
    }
    if table.contains_key("first_reply") && of_chats {
        let why = say!(
            "--target {text}: the formula gives the wait until a chat is accepted, not its first reply",
            "--target {text}：公式只给出接入等待，不含首次响应"
        );
        return Err((why, help()));
    }
    let limit = match (table.get("accepted"), table.get("first_reply")) {
        (Some(limit), None) | (None, Some(limit)) => limit.text().ok_or_else(|| unread("\"30 s\""))?,
        _ => return Err(unread("accepted")),
    };
    let part = match table.get("share").map(|node| &node.value) {
        Some(crate::scenario::text::document::Value::Text(part)) => share("--target", part, true)?,
        Some(crate::scenario::text::document::Value::Number(part)) => share("--target", &part.to_string(), true)?,
        _ => return Err(unread("share")),
    };
    let limit = quantity::duration(limit).map_err(|why| (why, None))?;
    Ok(Goal { within: limit, share: part, of: Definition::ExcludingShort })
}
