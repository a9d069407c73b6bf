//! Steps as written become steps as run.

use super::compiled;
use crate::compile::Compiled;
use crate::model::{ContactType, Model, OpeningHours, Step, Task};
use crate::random::Law;
use crate::time::SimDuration;

const SHOP: &str = r#"
[contact.reship]
channel  = "ticket"
arrivals = { per_day = 30 }
targets  = [ { done = "8 h", counted = "opening" }, { started = "2 h" } ]
steps    = [
  { name = "register", label = "登记 | Registration", effort = "160 s", missed = 0.25, found_in = "30 h" },
  { wait = { gamma = { mean = "1 day", cv = 0.5 } } },
  { name = "send", effort = { fixed = "260 s" }, team = "warehouse" },
  { at = ["16:00", "10:00"] },
]
[contact.other]
channel  = "ticket"
arrivals = { per_day = 30 }
effort   = "5 min"
[design.before]
routes = { reship = { teams = ["office", "warehouse"], hours = "09:00-18:00" } }
[design.before.team.office]
staffed = 2
serves  = ["reship", "other"]
[design.before.team.warehouse]
staffed = 2
serves  = ["reship"]
[design.form]
like = "before"
contact.reship.steps.register = { effort = "35 s", missed = "-10 pp" }
[design.plain]
like = "before"
contact.reship.effort = "7 min"
contact.other.steps   = [ { name = "one", effort = "1 min" }, { name = "two", effort = "4 min" } ]
"#;

fn model<'a>(c: &'a Compiled, design: &str) -> &'a Model {
    c.model(c.design(design).unwrap(), 0)
}

fn kind<'a>(model: &'a Model, name: &str) -> &'a ContactType {
    model.types.iter().find(|t| t.label.key == name).unwrap()
}

fn missed(step: &Step) -> f64 {
    step.missed.as_ref().unwrap().chance
}

#[test]
fn steps_with_spreads_teams_and_times() {
    let c = compiled(SHOP, &[]);
    let m = model(&c, "before");
    let reship = kind(m, "reship");
    let [register, wait, send, batch] = reship.steps() else { panic!("{:?}", reship.steps()) };
    let label = register.label.as_ref().unwrap();
    assert_eq!((label.key.as_str(), label.en.as_str(), label.zh.as_str()), ("register", "Registration", "登记"));
    // The spread of the channel's default; the mean is its own.
    assert!(matches!(register.task, Task::Work { effort: Law::LogNormal { .. }, team: None }));
    assert!((register.hand_seconds() - 160.0).abs() < 1e-6 && missed(register) == 0.25);
    assert!(matches!(wait.task, Task::Wait(Law::Gamma { .. })) && wait.label.is_none());
    assert!(matches!(send.task, Task::Work { effort: Law::Fixed(_), .. }));
    assert_eq!(send.team().map(|t| m.teams[t].label.key.as_str()), Some("warehouse"));
    assert!(matches!(&batch.task, Task::Batch(times) if times.len() == 2));
    assert!((reship.effort.mean_seconds() - 420.0).abs() < 1e-6);
    let ticket = reship.ticket.as_ref().unwrap();
    assert!(ticket.deadline.unwrap().opening && !ticket.start_within.unwrap().opening);
    assert!(matches!(reship.hours, Some(OpeningHours::Daily(hours)) if hours.length() == SimDuration::HOUR * 9));
    assert!(c.defaults().iter().any(|(path, _)| path == "contact.reship.steps.register.effort.lognormal.cv"));
}

#[test]
fn a_step_is_changed_by_its_name() {
    let c = compiled(SHOP, &[]);
    let register = &kind(model(&c, "form"), "reship").steps()[0];
    assert!((register.hand_seconds() - 35.0).abs() < 1e-6 && (missed(register) - 0.15).abs() < 1e-12);
    assert_eq!(kind(model(&c, "form"), "reship").steps().len(), 4);
    let c = compiled(SHOP, &["contact.reship.steps.register.missed=0.5", "contact.*.steps.*.effort=\"*2\""]);
    let steps = kind(model(&c, "before"), "reship").steps();
    assert!((steps[0].hand_seconds() - 320.0).abs() < 1e-6 && missed(&steps[0]) == 0.5);
}

#[test]
fn a_design_has_steps_where_another_has_one_effort() {
    let c = compiled(SHOP, &[]);
    let m = model(&c, "plain");
    let reship = kind(m, "reship");
    assert!(reship.steps().is_empty() && matches!(reship.effort, Law::LogNormal { .. }));
    assert!((reship.effort.mean_seconds() - 420.0).abs() < 1e-6);
    let other = kind(m, "other").steps();
    assert_eq!(other.iter().map(|s| s.hand_seconds().round()).collect::<Vec<_>>(), [60.0, 240.0]);
    assert!(matches!(other[0].task, Task::Work { effort: Law::LogNormal { .. }, .. }));
}
