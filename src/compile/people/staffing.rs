//! Who is there when.

use super::day_workers::day_paid;
use super::fixed_staffing::by_number;
use super::roster::grid;
use super::shift_plan::{one_plan, plan};
use super::shifts::shift;
use super::turnover::{leaders, payroll};
use crate::compile::checks::limits;
use crate::compile::context::Context;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place};
use crate::model::{
    AfterShift, DailyHours, DatedShifts, Label, Plan, Shift, StaffedByNumber, StaffedByPeople, Staffing,
};
use crate::say;
use crate::scenario::schema::{AfterShiftWord, RosterText, TeamText};
use crate::scenario::values::dates::DateSpan;
use crate::scenario::values::plain::Count;
use crate::scenario::values::read::{At, Names};
use crate::time::SimDuration;

/// What a team may be called in a file, in small letters: its key first.
fn names(name: &str, text: &TeamText) -> Vec<String> {
    let label = text.name.as_ref().map(|label| Label::parse(name, &label.value));
    let labels = label.iter().flat_map(|label| [&label.en, &label.zh]).map(|label| label.to_lowercase());
    std::iter::once(name.to_lowercase()).chain(labels).collect()
}

/// A team's people.
pub fn staffing(context: &Context<'_>, name: &str, key: &Place, text: &TeamText, out: &mut Diagnostics) -> Staffing {
    let nobody = Staffing::Number(StaffedByNumber::always(0));
    match (&text.staffed, &text.headcount) {
        (Some(staffed), None) => {
            beside_number(name, text, &staffed.place, out);
            by_number(context, (name, &names(name, text)), staffed, out).map_or(nobody, Staffing::Number)
        }
        (Some(staffed), Some(heads)) => {
            out.push(
                Diagnostic::error(
                    Code::TwoStaffings,
                    &heads.place,
                    say!(
                        "team `{name}` has both `staffed` and `headcount`",
                        "小组 `{name}` 同时写了 `staffed` 和 `headcount`"
                    ),
                )
                .also(&staffed.place, say!("the other one", "另一个在这里")),
            );
            nobody
        }
        (None, heads) if heads.is_some() || text.roster.is_some() => {
            roster(context, name, key, text, out).map_or(nobody, Staffing::People)
        }
        // A wrong number is not a missing one.
        (None, _) if ["staffed", "headcount", "roster"].iter().any(|key| text.writes(key)) => nobody,
        (None, _) => {
            out.push(
                Diagnostic::error(Code::NoPeople, key, say!("team `{name}` has no people", "小组 `{name}` 没有人"))
                    .help(say!(
                        "write how many, for example headcount = 12 with shifts, or staffed = 4",
                        "请写明人数，例如 headcount = 12 和班次，或 staffed = 4"
                    )),
            );
            nobody
        }
    }
}

fn roster(
    context: &Context<'_>,
    name: &str,
    key: &Place,
    text: &TeamText,
    out: &mut Diagnostics,
) -> Option<StaffedByPeople> {
    if text.shifts.is_empty() && text.writes("shifts") {
        return None;
    }
    if text.shifts.is_empty() {
        return out.reject(
            Diagnostic::error(Code::NoShift, key, say!("team `{name}` has no shift", "小组 `{name}` 没有班次")).help(
                say!(
                    "for example shifts = {{ day = {{ hours = \"09:00-18:00\" }} }}",
                    "例如 shifts = {{ day = {{ hours = \"09:00-18:00\" }} }}"
                ),
            ),
        );
    }
    // By place in the list of names: one with a mistake keeps its place, so that plans name what they mean.
    let shifts: Vec<Option<Shift>> =
        text.shifts.0.iter().map(|(key, entry)| shift(context, key, entry.value.as_ref()?, out)).collect();
    one_plan(text, out);
    without_effect(text, out);
    let payroll = payroll(context, text, out);
    let given = text.headcount.as_ref();
    let (headcount, plan) = if let Some(file) = &text.roster {
        let grid = grid(context, file, &text.shifts, &shifts, &names(name, text), out);
        let heads = grid.as_ref().map_or(0, DatedShifts::heads);
        if let (Some(given), Some(_)) = (given.filter(|given| given.value.0 != heads), &grid) {
            other_headcount(given, heads, &file.value, out);
        }
        (heads, grid.map(Plan::Dated))
    } else {
        let heads = given.map_or(0, |given| given.value.0);
        let least = |span: DateSpan| payroll.least(heads, span.from, span.until);
        (heads, plan(context, name, key, &least, text, out))
    };
    let share = |s: &Option<At<crate::scenario::values::plain::Share>>| s.as_ref().map_or(0.0, |s| s.value.0);
    time_at_desk(text, out);
    let (day_paid, leaders) = (day_paid(context, text, out), leaders(text, headcount, out));
    let (last_call, holidays) = (last_call(text, &shifts, out), holidays(context, text, out));
    limits::pauses(text, &shifts, out);
    Some(StaffedByPeople {
        headcount,
        payroll,
        day_paid,
        plan: plan?,
        at_least: text.at_least.as_ref().map_or(0, |a| a.value.0),
        absence: share(&text.absence),
        off_desk: share(&text.off_desk).min(0.99),
        pause: text.pause.as_ref().map_or(SimDuration::MINUTE * 10, |p| p.value),
        leaders,
        last_call,
        after_shift: match text.after_shift.as_ref().map(|word| word.value) {
            None | Some(AfterShiftWord::Open) => AfterShift::Open,
            Some(AfterShiftWord::Queue) => AfterShift::Queue,
            Some(AfterShiftWord::Drop) => AfterShift::Drop,
        },
        shifts: shifts.into_iter().collect::<Option<_>>()?,
        holidays,
        anchor: context.dates.anchor,
    })
}

/// Time at the desk is left, and a pause takes some.
fn time_at_desk(text: &TeamText, out: &mut Diagnostics) {
    if let Some(o) = text.off_desk.as_ref().filter(|o| o.value.0 >= 1.0) {
        out.push(Diagnostic::error(
            Code::OutOfRange,
            &o.place,
            say!("`off_desk` of 1 leaves no time at the desk", "`off_desk` 为 1 就没有在席时间了"),
        ));
    }
    if let Some(p) = text.pause.as_ref().filter(|p| p.value == SimDuration::ZERO) {
        out.push(Diagnostic::error(
            Code::OutOfRange,
            &p.place,
            say!("a pause must have a length", "小休时长必须大于 0"),
        ));
    }
}

/// Agents by number have no shifts, days off or pauses, and nobody of them comes or goes.
fn beside_number(name: &str, text: &TeamText, number: &Place, out: &mut Diagnostics) {
    fn first<T>(names: &Names<T>) -> Option<&Place> {
        names.0.values().next().map(|entry| &entry.key)
    }
    fn at<T>(value: Option<&At<T>>) -> Option<&Place> {
        value.map(|value| &value.place)
    }
    let pay = text.pay.as_ref();
    let keys = [
        ("shifts", first(&text.shifts)),
        ("split", first(&text.split)),
        ("rest", at(text.rest.as_ref())),
        ("at_least", at(text.at_least.as_ref())),
        ("rota", text.rota.first().map(|r| &r.place)),
        ("on_duty", first(&text.on_duty)),
        ("roster", at(text.roster.as_ref())),
        ("absence", at(text.absence.as_ref())),
        ("off_desk", at(text.off_desk.as_ref())),
        ("pause", at(text.pause.as_ref())),
        ("last_call", at(text.last_call.as_ref())),
        ("after_shift", at(text.after_shift.as_ref())),
        ("leaders", at(text.leaders.as_ref())),
        ("changes", first(&text.changes)),
        ("attrition", at(text.attrition.as_ref())),
        ("people", first(&text.people)),
        ("hiring", at(text.hiring.as_ref())),
        ("training", at(text.training.as_ref())),
        ("ramp", first(&text.ramp)),
        ("pay.overtime", pay.and_then(|pay| at(pay.overtime.as_ref()))),
        ("pay.night", pay.and_then(|pay| at(pay.night.as_ref()))),
        ("pay.holidays", pay.and_then(|pay| Some(&pay.holidays.first()?.place))),
    ];
    for (word, place) in keys {
        let Some(place) = place else { continue };
        let why = say!(
            "`{word}` needs `headcount`; team `{name}` is staffed by number",
            "`{word}` 要配 `headcount`；小组 `{name}` 是按人数排的"
        );
        let here = say!("by number here", "这里按人数");
        out.push(Diagnostic::error(Code::Misplaced, place, why).also(number, here));
    }
}

/// Days on which all hours are paid as overtime.
fn holidays(context: &Context<'_>, text: &TeamText, out: &mut Diagnostics) -> Vec<(i32, i32)> {
    let given = text.pay.iter().flat_map(|pay| &pay.holidays);
    given
        .map(|span| {
            context.warn_outside(span.value, &span.place, out);
            (span.value.from, span.value.until)
        })
        .collect()
}

/// What is said of days off and of pauses where there are none.
fn without_effect(text: &TeamText, out: &mut Diagnostics) {
    let plan = [
        ("rota", text.rota.first().map(|r| &r.place)),
        ("on_duty", text.on_duty.0.values().next().map(|e| &e.key)),
        ("roster", text.roster.as_ref().map(|r| &r.place)),
    ];
    if let (Some(rest), Some((plan, place))) =
        (&text.rest, plan.into_iter().find_map(|(key, place)| Some((key, place?))))
    {
        let why = say!("`{plan}` says who is off: `rest` changes nothing", "休息日由 `{plan}` 决定，`rest` 不起作用");
        let here = say!("`{plan}` here", "`{plan}` 在这里");
        out.push(Diagnostic::error(Code::Misplaced, &rest.place, why).also(place, here));
    }
    if let (Some(pause), None, false) = (&text.pause, &text.off_desk, text.writes("off_desk")) {
        let why = say!("`pause` needs `off_desk`: nobody takes pauses", "`pause` 要配 `off_desk`：现在没有人小休");
        out.push(Diagnostic::error(Code::Misplaced, &pause.place, why).help(say!(
            "the share of the time at the desk, such as off_desk = \"12 %\"",
            "小休占在班时间的比例，例如 off_desk = \"12 %\""
        )));
    }
}

/// Some of every part of a shift is left before it.
fn last_call(text: &TeamText, shifts: &[Option<Shift>], out: &mut Diagnostics) -> SimDuration {
    let Some(call) = &text.last_call else { return SimDuration::ZERO };
    let parts = |shift: &Shift| shift.days.values().flat_map(|day| &day.parts).map(DailyHours::length).min();
    let shortest = shifts.iter().flatten().filter_map(|shift| Some((shift, parts(shift)?)));
    if let Some((shift, length)) = shortest.into_iter().find(|(_, length)| *length <= call.value) {
        let (before, key) = (call.value, &shift.key);
        let message = say!(
            "a last call {before} before the end leaves nothing of shift `{key}` ({length})",
            "下班前 {before} 就不再接新单，班次 `{key}`（{length}）就没有时间接待了"
        );
        out.push(Diagnostic::error(Code::OutOfRange, &call.place, message));
    }
    call.value
}

/// The file knows how many there are; who says it too should say the same.
fn other_headcount(given: &At<Count>, heads: u32, file: &RosterText, out: &mut Diagnostics) {
    let written = given.value.0;
    let message = say!(
        "a headcount of {written}, but the roster has {heads} people",
        "编制写的是 {written} 人，但排班表里有 {heads} 人"
    );
    out.push(
        Diagnostic::error(Code::Headcount, &given.place, message)
            .also(&file.file.place, say!("the roster", "排班表"))
            .help(say!("take `headcount` out: the roster says it", "可以删去 `headcount`：以排班表为准")),
    );
}
