//! One design in one case, section by section.

use super::calendar::crises::crises;
use super::calendar::day_shapes::shape;
use super::calendar::day_variation::day_variation;
use super::calendar::events::{days_of_events, lift};
use super::calendar::holidays::public_holidays;
use super::calendar::hours_of_events;
use super::calendar::profiles::check_profiles;
use super::calendar::recorded_days::volumes;
use super::checks::{limits, runaway};
use super::contact::bot::{bots, upkeep};
use super::contact::demand;
use super::contact::followups::rules;
use super::contact::opening::{opening_hours, working_days};
use super::contact::ticket_steps::tickets;
use super::context::{Context, Dates};
use super::document::given_volume::OwnShares;
use super::document::resolve::{Resolved, Written};
use super::figures::time_limits::time_limits;
use super::files::reading::Reading;
use super::laws::{daily, label};
use super::people::dated::dated;
use super::people::pay::money;
use super::people::routes::routes;
use super::people::teams::teams;
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::id::IdVec;
use crate::model::{Busyness, Calendar, ContactType, Label, Limits, Model, Period, Policies, Shown, TypeId};
use crate::say;
use crate::scenario::schema::{Design, World};
use crate::scenario::values::read::Read as _;
use crate::time::SimDuration;

/// One design in one case, compiled.
pub(crate) fn pair_model(
    written: &Written,
    (design_label, case_label): (&Label, &Label),
    resolved: &Resolved,
    reading: &mut Reading<'_>,
    out: &mut Diagnostics,
) -> Option<Model> {
    let (world, design) = (World::read(&resolved.world, out), Design::read(&resolved.design, out));
    let (world, design) = (world?, design?);
    let (calendar, anchor) = calendar(&world, out);
    reading.sheets.read_for(&world, &design, &mut reading.texts, out);
    let dates = Dates::of(&calendar, anchor);
    let labels = (design_label.clone(), case_label.clone());
    let place = written.designs[&design_label.key].named_place().clone();
    either_stream_or_type(&world, out);
    let mut context = Context::new(&world, &design, (&written.designs, &place), labels, dates, &reading.sheets);
    limits::teams(&context, out).then(|| {
        let mut model = model(&mut context, calendar, out);
        leave_own_shares(&mut model, &written.own_shares);
        model
    })
}

/// A name stands for a stream or for a contact type.
fn either_stream_or_type(world: &World, out: &mut Diagnostics) {
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
}

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

fn model(context: &mut Context<'_>, mut calendar: Calendar, out: &mut Diagnostics) -> Model {
    if let Some(calendar) = &context.world.calendar {
        check_profiles(&calendar.profile, out);
    }
    let before = out.reported();
    let mut types: IdVec<TypeId, ContactType> = IdVec::new();
    let mut places = Vec::new();
    for name in context.types.keys() {
        let contact = context.world.contact.0.get(name);
        let stream = context.world.stream.0.get(name);
        let key = contact.map(|c| &c.key).or(stream.map(|s| &s.key)).expect("every name has an entry");
        places.push(key.clone());
        types.push(match (contact.and_then(|c| c.value.as_ref()), stream.and_then(|s| s.value.as_ref())) {
            (Some(contact), _) => demand::contact(context, name, key, contact, out),
            (_, Some(stream)) => demand::stream(context, name, stream, out),
            _ => ContactType::new(Label::plain(name), crate::model::Channel::Stream),
        });
    }
    context.days.kinds = public_holidays(context, &mut types, &calendar, out);
    let reaching = lift(context, &mut types, &calendar, out);
    shape(context, &mut types, &reaching.days, &calendar, out);
    hours_of_events::lay(context, &reaching.spells, &mut types, out);
    context.days.events = days_of_events(context, &types);
    crises(context, &mut types, out);
    day_variation(context, &mut types, &mut calendar);
    opening_hours(context, &mut types, out);
    volumes(context, &mut types, out);
    bots(context, &mut types, &calendar, out);
    let mut teams = teams(context, &types, out);
    upkeep(context, &mut teams, out);
    routes(context, &mut types, &teams, out);
    tickets(context, &mut types, &teams, out);
    working_days(context, &mut types, &teams, out);
    let followed = rules(context, &mut types, &calendar, out);
    let periods = periods(context, calendar.interval, out);
    let money = money(context, out);
    let report = context.world.report.as_ref().map(|report| &report.value);
    let time_limits = time_limits(report, types.iter(), out);
    let mut model = Model {
        design: context.design_label.clone(),
        case: context.case_label.clone(),
        calendar,
        types,
        teams,
        profiles: followed.profiles,
        money,
        periods,
        time_limits,
        scores: Vec::new(),
        platforms: platforms(context),
        policies: Policies::default(),
        limits: Limits::default(),
        shown: Shown::default(),
        dated: Vec::new(),
    };
    model.dated = dated(context, &model, out);
    if out.reported() == before {
        let busiest = limits::busiest(&model);
        limits::sizes(context.world, context.design, &model, busiest, out);
        model.limits = limits::running(&model, busiest);
    }
    if out.reported() == before {
        runaway::runaway(&model, &places, out);
        // Arrivals that could not be read are not missing.
        if out.errors() == 0 {
            runaway::never(&model, &places, out);
        }
    }
    model
}

/// The platforms that the shop named.
fn platforms(context: &Context<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let named = context.world.facts.get("shop").and_then(|shop| shop.platform.as_ref());
    if let Some(named) = named {
        named.value.each_text(&mut |platform| found.push(platform.to_owned()));
    }
    found
}

fn periods(context: &Context<'_>, interval: SimDuration, out: &mut Diagnostics) -> Vec<Period> {
    let mut periods = Vec::new();
    for (name, _, text) in context.world.period.iter() {
        let (from, until) = (text.from.value.begins(), text.until.value.ends());
        if until <= from {
            out.push(
                Diagnostic::error(
                    Code::OutOfRange,
                    &text.until.place,
                    say!("period `{name}` ends before it begins", "期间 `{name}` 的结束早于开始"),
                )
                .also(&text.from.place, say!("it begins here", "开始于这里")),
            );
        }
        for moment in [&text.from, &text.until]
            .into_iter()
            .filter(|moment| moment.value.time.is_some_and(|time| time.ticks() % interval.ticks() != 0))
        {
            let minutes = interval.seconds() / 60.0;
            let why = say!(
                "period `{name}` begins and ends where an interval of {minutes} min does",
                "期间 `{name}` 的起止要落在 {minutes} 分钟时段的边界上"
            );
            out.push(Diagnostic::error(Code::OutOfRange, &moment.place, why).help(say!(
                "results are counted by interval: another time, or a smaller `interval`",
                "结果按时段统计：请改时刻，或把 `interval` 写小"
            )));
        }
        periods.push(Period {
            label: label(name, text.name.as_ref()),
            from,
            until,
            hours: text.hours.as_ref().map(|h| daily(h.value)),
        });
    }
    periods
}

/// Leaves of every stream what comes by itself.
fn leave_own_shares(model: &mut Model, shares: &OwnShares) {
    for kind in &mut model.types {
        let (Some(share), Some(arrivals)) = (shares.get(&kind.label.key), &mut kind.arrivals) else { continue };
        let all = arrivals.per_day.iter_mut().chain(arrivals.dated.values_mut()).chain(arrivals.known.values_mut());
        for per_day in all {
            *per_day *= share;
        }
    }
}
