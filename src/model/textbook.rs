//! Textbook queues built by hand, for tests of the floors above.

use super::{
    AnswerOrder, Arrivals, Busyness, Calendar, Channel, ChatPace, ContactType, Event, FirstTouch, Label, Level, Lifts,
    Limits, Model, Money, People, Route, Skill, StaffedByNumber, Staffing, Team, TeamId, TypeId, WaitTarget,
};
use crate::id::IdVec;
use crate::random::{Law, Profile};
use crate::time::SimDuration;
use std::collections::BTreeMap;

/// Minutes as a duration.
pub fn minutes(m: f64) -> SimDuration {
    SimDuration::from_seconds(60.0 * m)
}

/// A type of calls with Poisson arrivals at a constant rate, for one team.
pub fn calls(name: &str, per_minute: f64, handling: Law, patience: Option<Law>, limit: SimDuration) -> ContactType {
    ContactType {
        label: Label::plain(name),
        channel: Channel::Call,
        arrivals: Some(Arrivals {
            per_day: [per_minute * 1440.0; 7],
            profile: Profile::flat(),
            busyness: Busyness::default(),
            lifts: Lifts::default(),
            shapes: BTreeMap::new(),
            crises: Vec::new(),
            dated: BTreeMap::new(),
            known: BTreeMap::new(),
            given: BTreeMap::new(),
        }),
        effort: handling,
        session: None,
        pace: ChatPace::default(),
        turns: None,
        silent: None,
        patience,
        balk: 0.0,
        hold_for_last_agent: None,
        queue_limit: None,
        wrap_up: None,
        resolved: 1.0,
        sale: None,
        rating: None,
        outreach: false,
        speed: Some(WaitTarget { until: FirstTouch::Accepted, limit, share: Some(0.8), window: None }),
        more_speeds: Vec::new(),
        ticket: None,
        bot: None,
        hours: None,
        closed: None,
        routes: vec![Route { team: TeamId(0), wait_first: SimDuration::ZERO }],
        together: None,
        rules: std::array::from_fn::<_, { Event::COUNT }, _>(|_| Vec::new()),
    }
}

/// A team of so many, serving these types in one level each.
pub fn team(name: &str, agents: u32, types: usize, serves: &[u32]) -> Team {
    Team {
        label: Label::plain(name),
        serves: serves.iter().map(|t| Level { live: vec![TypeId(*t)], tickets: vec![] }).collect(),
        skills: (0..types as u32)
            .map(|t| serves.contains(&t).then_some(Skill { effort: 1.0, resolved: 1.0 }))
            .collect(),
        places: 1,
        places_by_person: Vec::new(),
        switching: 0.0,
        turns: false,
        answers: AnswerOrder::default(),
        speed_cv: 0.0,
        people: People::of(name),
        staffing: Staffing::Number(StaffedByNumber::always(agents)),
        pay: None,
        severance: Vec::new(),
    }
}

/// A model of these, counted for so many days after one of warm-up.
pub fn model(types: Vec<ContactType>, teams: Vec<Team>, days: i32) -> Model {
    Model {
        design: Label::plain("only"),
        case: Label::plain("base"),
        calendar: Calendar {
            origin: 20_088,
            since: 20_088,
            warm_up_days: 1,
            days,
            interval: SimDuration::MINUTE * 30,
            busyness: Busyness::default(),
        },
        types: IdVec::from(types),
        teams: IdVec::from(teams),
        profiles: Vec::new(),
        money: Money::default(),
        periods: Vec::new(),
        time_limits: Vec::new(),
        scores: Vec::new(),
        platforms: Vec::new(),
        policies: super::Policies::default(),
        limits: Limits::default(),
        shown: super::Shown::default(),
        dated: Vec::new(),
    }
}
