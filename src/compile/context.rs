//! One design in one case, section by section.

use super::checks::{limits, runaway};
use super::contact::demand::{self, check_profiles, daily, label};
use super::figures::scores::scores;
use super::files::sheets::Sheets;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::{Id, IdVec};
use crate::model::{Busyness, Calendar, ContactType, Label, Limits, Model, Period, Policies, Shown, TypeId};
use crate::say;
use crate::scenario::schema::{Design, World};
use crate::scenario::text::document::Node;
use crate::scenario::values::dates::Span;
use crate::scenario::values::read::At;
use crate::time::SimDuration;
use std::collections::{BTreeMap, BTreeSet};

/// The calendar, and the Monday of the week of its start.
pub(super) fn calendar(world: &World, out: &mut Diagnostics) -> (Calendar, i32) {
    const NEW_YEAR_2025: i32 = 20_089;
    let start = world.start.as_ref().map_or(NEW_YEAR_2025, |s| s.value.0);
    limits::calendar(world, out);
    let interval = world.interval.as_ref().map_or(SimDuration::MINUTE * 30, |i| i.value);
    let fits = interval >= SimDuration::MINUTE && SimDuration::DAY.ticks() % interval.ticks() == 0;
    if let Some(i) = world.interval.as_ref().filter(|_| !fits) {
        out.push(
            Diagnostic::error(
                Code::OutOfRange,
                &i.place,
                say!(
                    "`interval` must divide a day and be at least a minute",
                    "`interval` 必须能整除一天，且不短于一分钟"
                ),
            )
            .help(say!("\"15 min\", \"30 min\" or \"1 h\"", "例如 \"15 min\"、\"30 min\" 或 \"1 h\"")),
        );
    }
    // Beyond its limits a number is reported, and stands in only to find what else is wrong.
    let warm_up = world.warm_up.as_ref().map_or(0, |w| w.value.days().ceil().min(limits::WARM_UP_DAYS.into()) as i32);
    let calendar = Calendar {
        origin: start - warm_up,
        since: start - warm_up,
        warm_up_days: warm_up,
        days: world.days.as_ref().map_or(365, |d| d.value.0.min(limits::DAYS) as i32),
        interval: if fits { interval } else { SimDuration::MINUTE * 30 },
        busyness: Busyness::default(),
    };
    // 1970-01-01 was a Thursday.
    (calendar, start - (start + 3).rem_euclid(7))
}

/// The days that there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dates {
    /// From the first simulated day to the last that counts.
    pub simulated: Span,
    /// Those that count.
    pub counted: Span,
    /// Monday of the week of the start.
    pub anchor: i32,
}

impl Dates {
    pub fn of(calendar: &Calendar, anchor: i32) -> Self {
        let start = calendar.origin + calendar.warm_up_days;
        let until = start + calendar.days - 1;
        let span = |from| Span { from, until };
        Self { simulated: span(calendar.origin), counted: span(start), anchor }
    }
}

/// One design in one case, being compiled.
#[derive(Debug)]
pub struct Pair<'a> {
    pub(super) world: &'a World,
    pub(super) design: &'a Design,
    pub(super) design_place: Place,
    /// All designs as they are written, by name.
    pub(super) designs: &'a BTreeMap<String, Node>,
    pub(super) design_label: Label,
    case_label: Label,
    /// Types and streams by name, in the model's order.
    pub(super) types: BTreeMap<String, TypeId>,
    pub(super) streams: BTreeSet<TypeId>,
    pub(super) dates: Dates,
    /// Rosters and the like that the design names.
    pub(super) sheets: &'a Sheets<'a>,
}

impl<'a> Pair<'a> {
    pub(super) fn new(
        world: &'a World,
        design: &'a Design,
        (designs, place): (&'a BTreeMap<String, Node>, &Place),
        (design_label, case_label): (Label, Label),
        dates: Dates,
        sheets: &'a Sheets<'a>,
        out: &mut Diagnostics,
    ) -> Self {
        for (name, stream) in &world.stream.0 {
            if let Some(contact) = world.contact.0.get(name) {
                out.push(
                    Diagnostic::error(
                        Code::Twice,
                        &stream.key,
                        say!("`{name}` is a stream and a contact type", "`{name}` 既是订单流又是咨询类型"),
                    )
                    .also(&contact.key, say!("the other one", "另一个在这里")),
                );
            }
        }
        let names: BTreeSet<&String> = world.contact.0.keys().chain(world.stream.0.keys()).collect();
        let types: BTreeMap<String, TypeId> =
            names.into_iter().enumerate().map(|(i, n)| (n.clone(), TypeId::from_index(i))).collect();
        let streams = world.stream.0.keys().map(|n| types[n]).collect();
        let design_place = place.clone();
        Self { world, design, design_place, designs, design_label, case_label, types, streams, dates, sheets }
    }

    /// A type or stream by name; an unknown one is reported with the nearest.
    pub(super) fn type_id(&self, name: &At<String>, out: &mut Diagnostics) -> Option<TypeId> {
        self.type_id_or(name, &[], out)
    }

    pub(super) fn type_id_or(&self, name: &At<String>, others: &[&str], out: &mut Diagnostics) -> Option<TypeId> {
        let called = &name.value;
        if let Some(id) = self.types.get(called) {
            return Some(*id);
        }
        let known: Vec<&str> = self.types.keys().map(String::as_str).chain(others.iter().copied()).collect();
        out.reject(
            Diagnostic::error(
                Code::UnknownName,
                &name.place,
                say!("unknown contact type `{called}`", "没有叫 `{called}` 的咨询类型"),
            )
            .near_or_list(called, &known),
        )
    }

    pub(super) fn model(self, mut calendar: Calendar, out: &mut Diagnostics) -> Model {
        if let Some(calendar) = &self.world.calendar {
            check_profiles(&calendar.profile, out);
        }
        let before = out.errors();
        let mut types: IdVec<TypeId, ContactType> = IdVec::new();
        let mut places = Vec::new();
        for name in self.types.keys() {
            let contact = self.world.contact.0.get(name);
            let stream = self.world.stream.0.get(name);
            let key = contact.map(|c| &c.key).or(stream.map(|s| &s.key)).expect("every name has an entry");
            places.push(key.clone());
            types.push(match (contact.and_then(|c| c.value.as_ref()), stream.and_then(|s| s.value.as_ref())) {
                (Some(contact), _) => self.contact(name, key, contact, out),
                (_, Some(stream)) => self.stream(name, stream, out),
                _ => demand::blank(Label::plain(name), crate::model::Channel::Stream),
            });
        }
        let kinds = self.public_holidays(&mut types, &calendar, out);
        self.lift(&mut types, &calendar, out);
        self.crises(&mut types, out);
        self.busyness(&mut types, &mut calendar, &kinds);
        self.volumes(&mut types, out);
        self.bots(&mut types, &calendar, out);
        let mut teams = self.teams(&types, out);
        self.upkeep(&mut teams, out);
        self.routes(&mut types, &teams, out);
        self.tickets(&mut types, &teams, out);
        let followed = self.rules(&mut types, &calendar, out);
        let periods = self.periods(out);
        let scores = scores(&self.world.score, out);
        let money = self.money(out);
        let mut model = Model {
            design: self.design_label,
            case: self.case_label,
            calendar,
            types,
            teams,
            profiles: followed.profiles,
            money,
            periods,
            scores,
            policies: Policies::default(),
            limits: Limits::default(),
            shown: Shown::default(),
        };
        if out.errors() == before {
            limits::sizes(self.world, self.design, &model, out);
            model.limits = limits::running(&model);
        }
        if out.errors() == before {
            runaway::runaway(&model, &places, out);
            // Arrivals that could not be read are not missing.
            if out.errors() == 0 {
                runaway::never(&model, &places, out);
            }
        }
        model
    }

    fn periods(&self, out: &mut Diagnostics) -> Vec<Period> {
        let mut periods = Vec::new();
        for (name, _, text) in self.world.period.iter() {
            if text.until.value < text.from.value {
                out.push(
                    Diagnostic::error(
                        Code::OutOfRange,
                        &text.until.place,
                        say!("period `{name}` ends before it begins", "期间 `{name}` 的结束早于开始"),
                    )
                    .also(&text.from.place, say!("it begins here", "开始于这里")),
                );
            }
            periods.push(Period {
                label: label(name, text.name.as_ref()),
                from: text.from.value.0,
                until: text.until.value.0,
                hours: text.hours.as_ref().map(|h| daily(h.value)),
            });
        }
        periods
    }
}
