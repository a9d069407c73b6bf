//! How large a scenario may be. What is beyond these numbers is a slip of the pen more often than a plan, and would take
//! hours or more memory than a computer has; it is refused with the number that would do, before anything is simulated.
//! (Limits on what is read are in [`crate::scenario::text::limits`], those on what happens *during* a run in [`crate::model::Limits`].)

use crate::compile::context::Context;
use crate::compile::document::baseline::BASE;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Text};
use crate::model::{COUNTERS, ContactType, Limits, Model, Shift, Staffing};
use crate::say;
use crate::scenario::schema::{TeamText, World};
use crate::scenario::text::document::{Node, date_text};
use crate::scenario::values::plain::{LARGEST, short};
use std::collections::BTreeMap;

/// Days counted: ten years.
pub const DAYS: u32 = 3660;
/// Days simulated before.
pub const WARM_UP_DAYS: u32 = 366;
/// The first and the last `start`, as days since 1970-01-01: 1900-01-01 and 2999-12-31.
const START: (i32, i32) = (-25_567, 376_199);
/// Heads, or agents by number, of a design.
const PEOPLE: u64 = 100_000;
/// What a contact costs of an outsourced team: its sums are kept to four places in whole numbers.
pub const PRICE: f64 = 1e6;
/// Pauses that somebody takes in their longest shift, on average: one every minute of a day.
const PAUSES: f64 = 1440.0;
/// Chats at once, and places that a ticket takes.
pub const PLACES: u32 = 200;
/// Contact types and streams; also teams, and levers.
const NAMES: usize = 200;
/// Designs × cases.
const PAIRS: usize = 1000;
/// First contacts and stream arrivals a day, all types together, on the busiest day.
const ARRIVALS: f64 = 1e8;
/// Events that a person, and a first contact with all that it causes, may need on a day.
const A_PERSON: u64 = 20_000;
const A_CONTACT: u64 = 1000;
/// Events that each of them may have at one instant.
const AT_ONCE: u64 = 10;
/// Peaks of all the calendar's events that reach the horizon: ten years of two a week, and more.
const PEAKS: usize = 2000;
/// Parts of all the different shapes that events give to days: some 80 MB.
const SHAPES: usize = 5_000_000;
/// Variation between days that a gamma can be drawn with.
const DAY_CV: std::ops::RangeInclusive<f64> = 0.001..=10.0;
/// How days may go together: with more, one day would be as another for months.
const PERSISTENCE: f64 = 0.95;
/// Variation between people: beyond it, some would hardly work at all.
pub const SPEED_CV: std::ops::RangeInclusive<f64> = 0.001..=1.0;
/// Bytes of one replication's grid: interval by interval all counters, and the membership in spans.
const GRID: u128 = 2 << 30;

fn too_large(place: Option<&Place>, text: Text) -> Diagnostic {
    match place {
        Some(place) => Diagnostic::error(Code::TooLarge, place, text),
        None => Diagnostic::error_at_large(Code::TooLarge, text),
    }
}

fn beyond(place: Option<&Place>, text: Text, out: &mut Diagnostics) {
    out.push(too_large(place, text));
}

/// Dates.
pub(crate) fn calendar(world: &World, out: &mut Diagnostics) {
    if let Some(days) = world.days.as_ref().filter(|d| d.value.0 == 0 || d.value.0 > DAYS) {
        let text = say!("`days` is from 1 to {DAYS}", "`days` 在 1 到 {DAYS} 之间");
        out.push(Diagnostic::error(Code::OutOfRange, &days.place, text));
    }
    if let Some(start) = world.start.as_ref().filter(|s| !(START.0..=START.1).contains(&s.value.0)) {
        let text = say!("`start` is between 1900 and 2999", "`start` 在 1900 年到 2999 年之间");
        out.push(Diagnostic::error(Code::OutOfRange, &start.place, text));
    }
    let own = world.contact.iter().filter_map(|(_, _, contact)| contact.arrivals.as_ref());
    let own: Vec<_> = own.chain(world.stream.iter().filter_map(|(_, _, stream)| stream.arrivals.as_ref())).collect();
    let common = world.calendar.as_ref();
    let cvs = own.iter().filter_map(|own| own.value.day_cv.as_ref());
    for cv in cvs.chain(common.and_then(|common| common.value.day_cv.as_ref())) {
        if cv.value.values().iter().any(|cv| *cv != 0.0 && !DAY_CV.contains(cv)) {
            let (low, high) = (DAY_CV.start(), DAY_CV.end());
            let text = say!("`day_cv` is 0, or from {low} to {high}", "`day_cv` 为 0，或在 {low} 到 {high} 之间");
            out.push(Diagnostic::error(Code::OutOfRange, &cv.place, text));
        }
    }
    let persistence = own.iter().filter_map(|own| own.value.day_persistence.as_ref());
    for one in persistence.chain(common.and_then(|common| common.value.day_persistence.as_ref())) {
        if one.value.0 > PERSISTENCE {
            let text = say!(
                "`day_persistence` is a correlation from 0 to {PERSISTENCE}",
                "`day_persistence` 是 0 到 {PERSISTENCE} 之间的相关系数"
            );
            out.push(Diagnostic::error(Code::OutOfRange, &one.place, text));
        }
    }
    let events = world.calendar.iter().flat_map(|calendar| calendar.value.event.iter());
    let uncertain = events.filter_map(|(_, _, event)| event.uncertainty.as_ref());
    let crises = world.calendar.iter().flat_map(|calendar| calendar.value.crisis.iter());
    let sizes = crises.filter_map(|(_, _, crisis)| crisis.uncertainty.as_ref());
    for cv in uncertain.chain(sizes).filter(|cv| cv.value.0 != 0.0 && !DAY_CV.contains(&cv.value.0)) {
        let (low, high) = (DAY_CV.start(), DAY_CV.end());
        let text = say!("`uncertainty` is 0, or from {low} to {high}", "`uncertainty` 为 0，或在 {low} 到 {high} 之间");
        out.push(Diagnostic::error(Code::OutOfRange, &cv.place, text));
    }
    if let Some(warm_up) = world.warm_up.as_ref().filter(|w| w.value.days() > f64::from(WARM_UP_DAYS)) {
        let text = say!("`warm_up` is at most {WARM_UP_DAYS} days", "`warm_up` 最长 {WARM_UP_DAYS} 天");
        beyond(Some(&warm_up.place), text, out);
    }
}

/// Peaks of events, counted as they are found.
pub(crate) fn peaks(n: usize, place: &Place, out: &mut Diagnostics) -> bool {
    if n > PEAKS {
        let text = say!(
            "the events of the calendar have {n} peaks so far: at most {PEAKS}",
            "到这里日历活动已有 {n} 个日期：最多 {PEAKS} 个"
        );
        beyond(Some(place), text, out);
    }
    n <= PEAKS
}

/// Parts of the shapes of days, counted as they are made.
pub(crate) fn shapes(parts: usize, place: Option<&Place>, out: &mut Diagnostics) -> bool {
    if parts > SHAPES {
        let text = say!(
            "the events of the calendar give days so many shapes that these have more than {SHAPES} parts",
            "日历活动给各天的时段分布太多太细：合计超过 {SHAPES} 段"
        );
        beyond(place, text, out);
    }
    parts <= SHAPES
}

/// Pauses of one person in a shift. Shorter ones than the limit allows would be nothing but events to simulate.
pub(crate) fn pauses(team: &TeamText, shifts: &[Option<Shift>], out: &mut Diagnostics) {
    let (Some(pause), Some(off_desk)) = (&team.pause, &team.off_desk) else { return };
    let longest = shifts
        .iter()
        .flatten()
        .flat_map(|shift| shift.days.values())
        .map(|day| day.length().seconds())
        .fold(0.0, f64::max);
    let (away, length) = (longest * off_desk.value.0, pause.value.seconds());
    let number = away / length;
    if length > 0.0 && number > PAUSES {
        // Rounded up, so that what is proposed is taken.
        let least = (away / PAUSES).ceil();
        let text = say!(
            "{number:.0} pauses of one person in a shift: at most {PAUSES}",
            "一个人一班要小休 {number:.0} 次：最多 {PAUSES} 次"
        );
        let found = too_large(Some(&pause.place), text);
        let help = say!(
            "pause = \"{least} s\" or longer; usual are minutes",
            "请写 pause = \"{least} s\" 或更长；通常是几分钟"
        );
        out.push(found.help(help));
    }
}

/// What is named in the file, before anything is made of it: designs × cases, types and streams, levers.
pub(crate) fn written(root: &Node, out: &mut Diagnostics) -> bool {
    let entries = |key: &str| root.get(key).and_then(Node::table);
    let number = |key: &str| entries(key).map_or(0, BTreeMap::len);
    let own_base = entries("case").is_some_and(|cases| cases.contains_key(BASE));
    let (types, levers) = (number("contact") + number("stream"), number("lever"));
    if types > NAMES {
        let text = say!(
            "{types} contact types and streams: at most {NAMES}",
            "咨询类型和订单流共 {types} 个：最多 {NAMES} 个"
        );
        beyond(None, text, out);
    }
    if levers > NAMES {
        beyond(None, say!("{levers} levers: at most {NAMES}", "措施共 {levers} 个：最多 {NAMES} 个"), out);
    }
    pairs(number("design"), number("case") + usize::from(!own_base), out) && types.max(levers) <= NAMES
}

/// Designs × cases.
pub(crate) fn pairs(designs: usize, cases: usize, out: &mut Diagnostics) -> bool {
    let n = designs * cases;
    if n > PAIRS {
        let text = say!(
            "{designs} designs in {cases} cases are {n} pairs: at most {PAIRS}",
            "{designs} 个方案乘 {cases} 种假设是 {n} 对：最多 {PAIRS} 对"
        );
        beyond(None, text, out);
    }
    n <= PAIRS
}

/// Teams, before anything is made that grows with their number and that of types.
pub(crate) fn teams(context: &Context<'_>, out: &mut Diagnostics) -> bool {
    let teams = context.design.team.0.len();
    if teams > NAMES {
        let text = say!("a design of {teams} teams: at most {NAMES}", "方案有 {teams} 个小组：最多 {NAMES} 个");
        beyond(Some(&context.design_place), text, out);
    }
    teams <= NAMES
}

/// Everything that can be told once the model is there.
pub(crate) fn sizes(
    world: &World,
    design: &crate::scenario::schema::Design,
    model: &Model,
    busiest: Option<(f64, i32)>,
    out: &mut Diagnostics,
) {
    people(design, model, out);
    arrivals(world, model, busiest, out);
    grid(world, model, out);
}

fn people(design: &crate::scenario::schema::Design, model: &Model, out: &mut Diagnostics) {
    let total: u64 = model.teams.iter().map(heads).sum();
    if total > PEOPLE {
        let text = say!("{total} people in a design: at most {PEOPLE}", "一个方案共 {total} 人：最多 {PEOPLE} 人");
        let largest = model.teams.iter().max_by_key(|team| heads(team)).and_then(|t| design.team.get(&t.label.key));
        let place = largest
            .and_then(|t| t.headcount.as_ref().map(|h| &h.place).or_else(|| t.staffed.as_ref().map(|s| &s.place)));
        beyond(place, text, out);
    }
}

/// First contacts of a type on a simulated day.
fn on(model: &Model, kind: &ContactType, day: i32) -> f64 {
    kind.arrivals.as_ref().map_or(0.0, |arrivals| arrivals.expected(&model.calendar, day))
}

/// First contacts of all types on the busiest day, and which it is: the first of equally busy ones; what is too large to
/// be a number is the busiest.
pub(crate) fn busiest(model: &Model) -> Option<(f64, i32)> {
    let all = |day: i32| model.types.iter().map(|kind| on(model, kind, day)).sum::<f64>();
    let days = (0..model.calendar.warm_up_days + model.calendar.days).map(|day| (all(day), day));
    days.rev().max_by(|a, b| a.0.total_cmp(&b.0))
}

/// Where a run of this model stops: what its people and contacts may need is never beyond the limit.
pub(crate) fn running(model: &Model, busiest: Option<(f64, i32)>) -> Limits {
    let limits = Limits::default();
    let people: u64 = model.teams.iter().map(heads).sum();
    let contacts = busiest.map_or(0.0, |(total, _)| total.clamp(0.0, ARRIVALS)) as u64;
    Limits {
        a_day: limits.a_day + people * A_PERSON + contacts * A_CONTACT,
        at_once: limits.at_once + (people + contacts) * AT_ONCE,
        ..limits
    }
}

fn heads(team: &crate::model::Team) -> u64 {
    match &team.staffing {
        Staffing::Number(number) => u64::from(number.most()),
        Staffing::People(roster) => u64::from(roster.agents()),
    }
}

fn arrivals(world: &World, model: &Model, busiest: Option<(f64, i32)>, out: &mut Diagnostics) {
    let calendar = &model.calendar;
    let Some((total, day)) = busiest else { return };
    if total > ARRIVALS || total.is_nan() {
        let largest = model.types.iter().max_by(|a, b| on(model, a, day).total_cmp(&on(model, b, day)));
        let lifted = model.types.iter().filter_map(|t| t.arrivals.as_ref()).any(crate::model::Arrivals::is_seasonal);
        let date = date_text(calendar.epoch_day(day));
        let (en, zh) =
            if lifted { (format!("on {date}"), format!("{date} ")) } else { ("a day".into(), "每天".to_string()) };
        let key = largest.map_or("", |t| t.label.key.as_str());
        let text = match (world.contact.get(key), world.stream.get(key)) {
            (Some(contact), _) => contact.arrivals.as_ref(),
            (_, stream) => stream.and_then(|s| s.arrivals.as_ref()),
        };
        let place = text.map(|a| a.per_day.as_ref().map_or(&a.place, |per_day| &per_day.place));
        let came = if total > LARGEST { short(total) } else { format!("{total:.0}") };
        let text = say!("{came} arrivals {en}: at most {ARRIVALS:.0}", "{zh}共有 {came} 次到达：最多 {ARRIVALS:.0} 次");
        let lift = largest.and_then(|t| t.arrivals.as_ref()).map_or(1.0, |a| a.lifts.on(calendar.epoch_day(day)));
        let mut found = too_large(place, text);
        if lifted {
            let lift = short(lift);
            found = found.help(say!(
                "events of the calendar lift `{key}` {lift} times on that day",
                "当天日历活动使 `{key}` 变为 {lift} 倍"
            ));
        }
        out.push(found);
    }
}

/// The grid of one replication, which is what takes memory: counters by interval, and which spans it belongs to.
fn grid(world: &World, model: &Model, out: &mut Diagnostics) {
    let routes: usize = model.types.iter().map(|t| t.routes.len()).sum();
    let steps: usize = model.types.iter().map(|t| t.steps().len()).sum();
    let limits = model.time_limits.len();
    let (types, teams) = (model.types.len(), model.teams.len());
    let sizes = [types, teams, routes, steps, types * limits, routes * limits];
    let width: usize = sizes.iter().zip(COUNTERS).map(|(n, counters)| n * counters).sum();
    let months = model.calendar.days as usize / 28 + 2;
    let bytes = model.calendar.intervals() as u128 * (8 * width + months + model.periods.len()) as u128;
    // Sums by date and by span come on top.
    let bytes = bytes + (8 * width) as u128 * (model.calendar.days as usize + months + model.periods.len()) as u128;
    if bytes > GRID {
        let (intervals, gib) = (model.calendar.intervals(), GRID >> 30);
        let wanted = bytes.div_ceil(1 << 30);
        let text = say!(
            "the results of one replication would take {wanted} GiB ({intervals} intervals): at most {gib} GiB",
            "一次模拟的结果要占 {wanted} GiB（{intervals} 个时段）：最多 {gib} GiB"
        );
        let place = world.interval.as_ref().map(|i| &i.place).or_else(|| world.days.as_ref().map(|d| &d.place));
        out.push(
            too_large(place, text)
                .help(say!("a longer `interval`, or fewer `days`", "请把 `interval` 写长一些，或减少 `days`")),
        );
    }
}
