//! One design in one case, section by section.

use super::files::sheets::Sheets;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::id::Id;
use crate::model::{Calendar, Label, TypeId};
use crate::say;
use crate::scenario::schema::{DayWord, Design, World};
use crate::scenario::text::document::Node;
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::read::At;
use std::collections::{BTreeMap, BTreeSet};

/// The days that there are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dates {
    /// From the first simulated day to the last that counts.
    pub simulated: DateSpan,
    /// Those that count.
    pub counted: DateSpan,
    /// Monday of the week of the start.
    pub anchor: i32,
}

impl Dates {
    pub fn of(calendar: &Calendar, anchor: i32) -> Self {
        let start = calendar.origin + calendar.warm_up_days;
        let until = start + calendar.days - 1;
        let span = |from| DateSpan { from, until };
        Self { simulated: span(calendar.origin), counted: span(start), anchor }
    }
}

/// What days are called, besides their weekday and date.
#[derive(Clone, Debug, Default)]
pub(super) struct NamedDays {
    /// Public holidays and make-up workdays, by day number since 1970-01-01.
    pub kinds: BTreeMap<i32, DayWord>,
    /// The days of each event of the calendar.
    pub events: BTreeMap<String, BTreeSet<i32>>,
}

/// One design in one case, being compiled.
#[derive(Debug)]
pub struct Context<'a> {
    pub(super) world: &'a World,
    pub(super) design: &'a Design,
    pub(super) design_place: Place,
    /// All designs as they are written, by name.
    pub(super) designs: &'a BTreeMap<String, Node>,
    pub(super) design_label: Label,
    pub(super) case_label: Label,
    /// Types and streams by name, in the model's order.
    pub(super) types: BTreeMap<String, TypeId>,
    pub(super) streams: BTreeSet<TypeId>,
    pub(super) dates: Dates,
    /// Public holidays, make-up workdays and days of events; empty until the calendar is compiled.
    pub(super) days: NamedDays,
    /// Rosters and the like that the design names.
    pub(super) sheets: &'a Sheets<'a>,
}

impl<'a> Context<'a> {
    pub(super) fn new(
        world: &'a World,
        design: &'a Design,
        (designs, place): (&'a BTreeMap<String, Node>, &Place),
        (design_label, case_label): (Label, Label),
        dates: Dates,
        sheets: &'a Sheets<'a>,
    ) -> Self {
        let names: BTreeSet<&String> = world.contact.0.keys().chain(world.stream.0.keys()).collect();
        let types: BTreeMap<String, TypeId> =
            names.into_iter().enumerate().map(|(i, n)| (n.clone(), TypeId::from_index(i))).collect();
        let streams = world.stream.0.keys().map(|n| types[n]).collect();
        let (design_place, days) = (place.clone(), NamedDays::default());
        Self { world, design, design_place, designs, design_label, case_label, types, streams, dates, days, sheets }
    }

    /// What is said of days that are not simulated is more often a wrong year than a plan.
    pub(super) fn warn_outside(&self, span: DateSpan, place: &Place, out: &mut Diagnostics) {
        if !span.meets(self.dates.simulated) {
            let simulated = self.dates.simulated;
            out.push(Diagnostic::warning(
                Code::Outside,
                place,
                say!("{span} is outside the days simulated, {simulated}", "{span} 不在模拟的日期 {simulated} 之内"),
            ));
        }
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
}
