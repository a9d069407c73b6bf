//! Expected work against people, team by team and interval by interval: hands, or places where chats are by the clock.

use crate::id::IdVec;
use crate::load::{ChatRow, TeamLoad, chats_per_hour};
use crate::model::{Channel, Lang, Model, Team, TeamId};
use crate::report::day_hours::hour_name;
use crate::report::labels::Heads;
use crate::report::numbers::{number, share};
use crate::report::page::{Block, Column, Section, Table};
use crate::report::words::{Words, say};

/// What is scarce in a team on a day.
#[derive(Clone, Copy)]
pub struct Scarce<'a> {
    /// Whose.
    pub team: &'a Team,
    /// How many they are.
    pub heads: Heads,
    /// Its day.
    pub load: &'a TeamLoad,
    /// Places of chats by the clock; else hands.
    pub by_clock: bool,
}

impl Scarce<'_> {
    /// The team's name, and what of it where it is places.
    pub fn name(&self, lang: Lang) -> String {
        let name = self.team.label.in_lang(lang);
        if self.by_clock {
            say(lang, format!("{name} (places)"), format!("{name}（接待位）"))
        } else {
            name.to_owned()
        }
    }

    /// What is taken and what there is: hours a day, or places on average while somebody is there.
    pub fn amounts(&self) -> (f64, f64) {
        let load = self.load;
        match load.clock.as_ref().filter(|_| self.by_clock) {
            None => (load.work_per_day(), load.people_per_day()),
            Some(clock) => {
                let staffed = load.people.iter().filter(|people| **people > 0.0).count().max(1) as f64;
                (clock.taken.iter().sum::<f64>() / staffed, clock.places.iter().sum::<f64>() / staffed)
            }
        }
    }

    /// The same in words: `61.2 / 80.0 h`, `13.0 / 20.0 places`.
    pub fn amount(&self, lang: Lang) -> String {
        let (taken, there) = self.amounts();
        let figure = |x: f64| number(x, if x >= 99.95 { 0 } else { -1 });
        let (taken, there) = (figure(taken), figure(there));
        let (en, zh) = if self.by_clock { ("places", "位") } else { ("h", "小时") };
        say(lang, format!("{taken} / {there} {en}"), format!("{taken} / {there} {zh}"))
    }

    /// What is taken as a share of what there is; none of nothing.
    pub fn share(&self) -> Option<f64> {
        let (taken, there) = self.amounts();
        (there > 0.0).then(|| taken / there)
    }

    /// The tightest interval, and chats and calls against what there is then.
    pub fn tightest(&self) -> Option<(usize, f64)> {
        self.load.tightest(self.by_clock)
    }
}

/// A line a team, two where it has chats by the clock and other work.
pub fn scarce<'a>(model: &'a Model, loads: &'a IdVec<TeamId, TeamLoad>) -> Vec<Scarce<'a>> {
    let of = |(id, team): (TeamId, &'a Team)| {
        let (load, heads) = (&loads[id], Heads::of_team(model, team));
        let lines = [(false, load.by_hand()), (true, load.clock.is_some())].into_iter().filter(|line| line.1);
        lines.map(move |(by_clock, _)| Scarce { team, heads, load, by_clock })
    };
    model.teams.entries().flat_map(of).collect()
}

/// A share to a tenth of a per cent; more than that nobody expects of a formula.
pub fn percent(value: Option<f64>) -> String {
    value.map_or("–".into(), |value| share((value * 1000.0).round() / 1000.0))
}

/// A line a team on the mean day, and on the busiest date where that is another.
pub fn table(mean: &[Scarce<'_>], busiest: Option<(&str, &[Scarce<'_>])>, lang: Lang) -> Table {
    let w = Words::of(lang);
    let mut columns = vec![
        Column::words(w.team),
        Column::figures(w.heads),
        Column::figures(&say(lang, "average day:\nwork / desk".into(), "平均一天：\n工时 / 在席".into())),
        Column::figures(&say(lang, "share".into(), "占比".into())),
        Column::words(&say(lang, "tightest".into(), "最紧的时段".into())),
        Column::figures(&say(lang, "live then".into(), "该时实时".into())),
    ];
    if let Some((date, _)) = busiest {
        columns.extend([
            Column::figures(&say(lang, format!("{date}:\nwork / desk"), format!("{date}：\n工时 / 在席"))),
            Column::figures(&say(lang, "share".into(), "占比".into())),
            Column::words(&say(lang, "tightest".into(), "最紧的时段".into())),
            Column::figures(&say(lang, "live then".into(), "该时实时".into())),
        ]);
    }
    let day = |line: &Scarce<'_>| {
        let slots = line.load.people.len();
        let (when, how) =
            line.tightest().map_or(("–".into(), None), |(at, share)| (hour_name(at, slots), Some(share)));
        [line.amount(lang), percent(line.share()), when, percent(how)]
    };
    let rows = mean.iter().enumerate().map(|(n, line)| {
        let mut row = vec![line.name(lang), line.heads.cell(lang)];
        row.extend(day(line));
        row.extend(busiest.into_iter().flat_map(|(_, lines)| lines.get(n).map(day).into_iter().flatten()));
        row
    });
    Table { caption: String::new(), rows: rows.collect(), columns, fixed: 2 }
}

/// Work against people interval by interval: chats, calls and tickets / people at the desk, or places taken / there.
pub fn by_interval(lines: &[Scarce<'_>], heading: String, lang: Lang) -> Section {
    let mut columns = vec![Column::words(&say(lang, "interval".into(), "时段".into()))];
    columns.extend(lines.iter().map(|line| Column::figures(&line.name(lang))));
    let slots = lines.first().map_or(0, |line| line.load.people.len());
    let at = |line: &Scarce<'_>, slot: usize| match line.load.clock.as_ref().filter(|_| line.by_clock) {
        Some(clock) => (clock.taken[slot], clock.places[slot]),
        None => (line.load.live[slot] + line.load.tickets[slot], line.load.people[slot]),
    };
    let busy = |slot: &usize| lines.iter().any(|line| at(line, *slot).0 + at(line, *slot).1 >= 0.05);
    let cell = |(taken, there): (f64, f64)| format!("{} / {}", number(taken, -1), number(there, -1));
    let rows = (0..slots).filter(busy).map(|slot| {
        std::iter::once(hour_name(slot, slots)).chain(lines.iter().map(|line| cell(at(line, slot)))).collect()
    });
    let note = say(
        lang,
        "pairs of hands that arriving work keeps busy (chats, calls, tickets) / people at the desk; of chats by the clock \
         places taken / places; above 1 it waits"
            .into(),
        "到达的工作占用的人手（会话、电话、工单）/ 在席人数；按时钟计的会话为占用的接待位 / 接待位；大于 1 就要排队".into(),
    );
    let table = Table { caption: String::new(), columns, rows: rows.collect(), fixed: 1 };
    Section { heading, blocks: vec![Block::Text(note), Block::Table(table)] }
}

/// What one agent manages with so many chats open all the time; none where chats are measured or there are none.
pub fn chats(model: &Model, lang: Lang) -> Option<Section> {
    let mut rows = Vec::new();
    let mut widest = 0;
    for (kind, contact) in model.types.entries().filter(|(_, kind)| kind.channel == Channel::Chat) {
        for route in &contact.routes {
            let Some(speeds) = chats_per_hour(model, route.team, kind) else { continue };
            widest = widest.max(speeds.len());
            let name = format!("{} @ {}", contact.label.in_lang(lang), model.teams[route.team].label.in_lang(lang));
            let cell = |row: &ChatRow| format!("{} · {}", number(row.per_hour, -1), number(row.reply, 0));
            rows.push(std::iter::once(name).chain(speeds.iter().map(cell)).collect::<Vec<_>>());
        }
    }
    if rows.is_empty() {
        return None;
    }
    // More than eight columns do not fit a page; beyond that only the limit itself matters.
    let shown = widest.min(8);
    for row in &mut rows {
        row.resize(widest + 1, String::new());
        row.truncate(shown + 1);
    }
    let mut columns = vec![Column::words(&say(lang, "chats open".into(), "同时接待".into()))];
    columns.extend((1..=shown).map(|open| Column::figures(&open.to_string())));
    let note = say(
        lang,
        "one agent with so many chats open all the time: chats finished an hour · seconds to an answer".into(),
        "一名客服一直同时接待这么多会话：每小时完成的会话数 · 每次回复的秒数".into(),
    );
    let heading = say(lang, "Chats an hour".into(), "每小时会话数".into());
    let table = Table { caption: String::new(), columns, rows, fixed: 1 };
    Some(Section { heading, blocks: vec![Block::Text(note), Block::Table(table)] })
}
