//! People as written become people as run.

use super::compiled;
use crate::compile::Compiled;
use crate::model::{Model, OnDuty, Plan, StaffedByPeople, Staffing};

/// A shop whose only team is written like this.
pub fn shop(team: &str) -> String {
    format!(
        r#"
start   = 2025-10-01
days    = 31
warm_up = "2 days"
[contact.a]
channel  = "chat"
arrivals = {{ per_day = 100 }}
effort   = "2 min"
[design.now.team.t]
serves = ["a"]
{team}
"#
    )
}

pub fn model(c: &Compiled) -> &Model {
    c.model(0, 0)
}

pub fn roster(c: &Compiled) -> &StaffedByPeople {
    match &model(c).teams.iter().next().unwrap().staffing {
        Staffing::People(roster) => roster,
        Staffing::Number(_) => panic!("people were written"),
    }
}

#[test]
fn numbers_on_duty_by_date() {
    let c = compiled(
        &shop(
            r#"
headcount = 9
shifts    = { early = { hours = "09:00-18:00" }, late = { hours = "15:00-24:00" }, night = { hours = "22:00-06:00" } }
on_duty   = { early = 5, late = 4, "2025-10-31" = { night = 7 }, "2025-10-01..2025-10-03" = { early = 8 }, 2025-10-10 = {} }
"#,
        ),
        &[],
    );
    let Plan::OnDuty(OnDuty { usual, special, .. }) = &roster(&c).plan else { panic!() };
    // Shifts are in order of name: early, late, night. 2025-10-01 is day 20,362.
    assert_eq!(usual.same(), Some(&vec![5, 4, 0]));
    let found: Vec<(i32, &[u32])> = special.iter().map(|(day, counts)| (*day, &counts[..])).collect();
    let expected: [(i32, &[u32]); 5] =
        [(20_362, &[8, 0, 0]), (20_363, &[8, 0, 0]), (20_364, &[8, 0, 0]), (20_371, &[0, 0, 0]), (20_392, &[0, 0, 7])];
    assert_eq!(found, expected);
}
