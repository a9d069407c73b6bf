//! Organisations as drawings: who comes, which teams take them, how many people, how busy.

use super::on_shifts::on_shifts;
use super::promises::breaks::{busiest, how_busy};
use crate::catalogue::{KpiId, Row, civil, level_of};
use crate::model::{Channel, ContactType, Staffing, Team, TypeId};
use crate::report::labels::{Heads, View, chats_at_once, staff};
use crate::report::numbers::Scale;
use crate::report::words::{list, say};
use serde::{Deserialize, Serialize};

/// A design as it is drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its name.
    pub name: String,
    /// Its people and teams in a line.
    pub people: String,
    /// Others are compared with it.
    pub is_baseline: bool,
    /// Types of contact that come to it.
    pub doors: Vec<Door>,
    /// Its teams.
    pub teams: Vec<TeamBox>,
}

/// A type of contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Door {
    /// Its name.
    pub name: String,
    /// How it comes: `chat, bot first`.
    pub how: String,
    /// What happens to it: a figure's name and value.
    pub figures: Vec<(String, String)>,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamBox {
    /// Its name.
    pub name: String,
    /// Its people as a rule; of one staffed by number, the most ever present.
    pub heads: u32,
    /// With those who come for the day, on the date of most.
    pub peak: u32,
    /// Both in words: `25 people`.
    pub people: String,
    /// What it serves, by preference.
    pub serves: String,
    /// How it does: a figure's name and value.
    pub figures: Vec<(String, String)>,
}

/// Every design once, in the baseline's case where it is there.
pub fn organisations(view: &View<'_>) -> Vec<Organisation> {
    let base = view.model(view.results.baseline);
    let mut arms: Vec<usize> = Vec::new();
    for arm in 0..view.arms().len() {
        let model = view.model(arm);
        match arms.iter_mut().find(|seen| view.model(**seen).design.key == model.design.key) {
            Some(seen) if model.case.key == base.case.key => *seen = arm,
            Some(_) => (),
            None => arms.push(arm),
        }
    }
    arms.into_iter().map(|arm| organisation(view, arm)).collect()
}

fn organisation(view: &View<'_>, arm: usize) -> Organisation {
    let model = view.model(arm);
    let compared = view.arms().len() > 1;
    Organisation {
        name: view.design(arm).to_owned(),
        people: staff(model, view.lang),
        is_baseline: compared && model.design.key == view.model(view.results.baseline).design.key,
        doors: model
            .types
            .iter()
            .filter(|kind| kind.channel != Channel::Stream)
            .map(|kind| door(view, arm, kind))
            .collect(),
        teams: model.teams.iter().map(|team| team_box(view, arm, team)).collect(),
    }
}

fn door(view: &View<'_>, arm: usize, kind: &ContactType) -> Door {
    let (en, zh) = match kind.channel {
        Channel::Chat => ("chat", "会话"),
        Channel::Call => ("call", "电话"),
        Channel::Ticket => ("ticket", "工单"),
        Channel::Stream => ("stream", "数据流"),
    };
    let mut how = vec![say(view.lang, en.into(), zh.into())];
    if kind.bot.is_some() {
        how.push(say(view.lang, "bot first".into(), "先由机器人接待".into()));
    }
    if kind.outreach {
        how.push(say(view.lang, "the shop begins".into(), "店铺主动".into()));
    }
    let mut promised: Vec<KpiId> = kind.speeds().map(|target| level_of(kind, target)).collect();
    if !kind.is_live() {
        promised.push(Row::OnTime.into());
    }
    let subject = format!("contact:{}", kind.label.key);
    let [before, after] = [&[Row::ArrivedPerDay][..], &[Row::Wait, Row::Abandonment]].map(ids);
    let figures = figures(view, arm, &subject, &[before, promised, after].concat());
    Door { name: kind.label.in_lang(view.lang).to_owned(), how: list(view.lang, &how), figures }
}

fn team_box(view: &View<'_>, arm: usize, team: &Team) -> TeamBox {
    let types = &view.model(arm).types;
    let name = |id: &TypeId| types[*id].label.in_lang(view.lang).to_owned();
    let levels = team.serves.iter().map(|level| level.live.iter().chain(&level.tickets).map(name).collect::<Vec<_>>());
    let levels: Vec<String> = levels.filter(|names| !names.is_empty()).map(|names| list(view.lang, &names)).collect();
    let subject = format!("team:{}", team.label.key);
    let limits = team.limits_differ().then(|| {
        let name = say(view.lang, "chats at once".into(), "同时接待".into());
        (name, chats_at_once(team, view.lang))
    });
    let on_peak = match &team.staffing {
        Staffing::People(roster) => busiest(view, view.results.baseline).map(|day| {
            let calendar = &view.model(arm).calendar;
            let epoch_day = calendar.epoch_day(calendar.warm_up_days + day.date as i32);
            let on = on_shifts(roster, epoch_day, view.lang);
            let shifts: Vec<String> = on.iter().map(|on| format!("{} × {}", on.name(), on.people(view.lang))).collect();
            let date = civil(epoch_day);
            let how = how_busy(view, view.results.baseline, day.date);
            let name = say(view.lang, format!("on {date}, {how}"), format!("{date}（{how}）"));
            (name, if shifts.is_empty() { view.words.none.to_owned() } else { list(view.lang, &shifts) })
        }),
        Staffing::Number(_) => None,
    };
    let heads = Heads::of_team(view.model(arm), team);
    TeamBox {
        name: team.label.in_lang(view.lang).to_owned(),
        heads: heads.usual(),
        peak: heads.peak(),
        people: heads.people(view.lang),
        serves: levels.join(&say(view.lang, "; then ".into(), "；其次".into())),
        figures: figures(view, arm, &subject, &ids(&[Row::Occupancy]))
            .into_iter()
            .chain(limits)
            .chain(on_peak)
            .collect(),
    }
}

fn ids(rows: &[Row]) -> Vec<KpiId> {
    rows.iter().copied().map(KpiId::Row).collect()
}

/// Figures of somebody that there is an estimate of, with their units.
fn figures(view: &View<'_>, arm: usize, subject: &str, kpis: &[KpiId]) -> Vec<(String, String)> {
    let of = |kpi: &KpiId| {
        let kpi = *kpi;
        let e = view.estimate(arm, kpi, subject)?;
        let scale = Scale::new(view.unit(kpi), e.mean.abs(), false, view.results.currency(), view.lang);
        Some((view.name(kpi), scale.with_unit(&scale.estimate(view.mean(e), e.half_width))))
    };
    kpis.iter().filter_map(of).collect()
}
