//! People who come for a day: how they are counted in labels, and how fast they are.

use crate::support::told::{estimates, mean};
use crate::support::{models, page, scenario, shop, study};
use peakstaff::load;
use peakstaff::model::{Lang, Staffing, TeamId};

const PEAK: &str = "tests/cases/trials/11_double11_temps.toml";

#[test]
fn every_label_counts_who_comes_for_the_peak() {
    let done = scenario(PEAK)
        .set("volume.contacts_per_day=100")
        .ask(|request| request.designs = vec!["now".into(), "temps".into()])
        .replications(1)
        .compare();
    let (en, zh) = (page(&done.results, Lang::En), page(&done.results, Lang::Zh));
    // On the eleventh: 15 + 16, 6 + 6, 13 + 10 and 3 + 2.
    for (page, of_design, of_team, of_others) in [
        (&en, "37 people, 71 at the peak", "15 (peak 31)", "38 people"),
        (&zh, "平时 37 人，高峰 71 人", "15（高峰 31）", "38 人"),
    ] {
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in [of_design, of_team, of_others] {
            assert!(flat.contains(words), "no \"{words}\" in\n{page}");
        }
    }
}

/// A shop of two people, helped by four on one of its five days, with this besides the number.
fn helped(more: &str) -> String {
    format!(
        r#"
template = "none"
start    = 2026-11-09
days     = 5
[contact.call]
channel  = "call"
arrivals = {{ per_day = 900, profile = "noon" }}
effort   = "100 s"
patience = "10 min"
[calendar.profile]
noon     = [0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]
[design.now.team.line]
serves   = ["call"]
headcount = 2
shifts   = {{ day = {{ hours = "09:00-18:00" }} }}
rest     = "none"
people   = {{ "2026-11-11" = {{ count = 4{more} }}, "2027-11-11" = 40 }}
"#
    )
}

#[test]
fn only_days_that_count_have_a_peak() {
    for (lang, people, alone) in [
        (Lang::En, "2 people, 6 at the peak in 1 team (line 2 (peak 6))", "2 people in 1 team (line 2)"),
        (Lang::Zh, "平时 2 人，高峰 6 人，1 组（line 2（高峰 6））", "2 人，1 组（line 2）"),
    ] {
        let shown = |text: &str| shop(text).check_page(lang);
        let page = shown(&helped(""));
        assert!(page.contains(people), "{page}");
        let page = shown(&helped("").replace("2026-11-11\" =", "2027-10-11\" ="));
        assert!(page.contains(alone), "{page}");
    }
}

#[test]
fn heads_that_change_say_from_when_on() {
    let written = "people   = { \"2026-11-11\" = { count = 4 }, \"2027-11-11\" = 40 }";
    let text = helped("");
    assert!(text.contains(written), "{text}");
    let shown =
        |changes: &str, lang| shop(&text.replace(written, &format!("changes = {{ {changes} }}"))).check_page(lang);
    let twice = "2026-11-11 = { headcount = 6 }, 2026-11-13 = { headcount = 3 }, 2027-01-01 = { headcount = 30 }";
    for (changes, lang, people) in [
        (twice, Lang::En, "2 people, 6 from 2026-11-11, 3 from 2026-11-13 in 1 team"),
        (twice, Lang::Zh, "2 人，11-11 起 6 人，11-13 起 3 人，1 组"),
        // From before the days that count on it is a matter of course.
        ("2026-11-09 = { headcount = 5 }", Lang::En, "5 people in 1 team (line 5)"),
    ] {
        let page = shown(changes, lang);
        assert!(page.split_whitespace().collect::<Vec<_>>().join(" ").contains(people), "{people}: {page}");
    }
}

#[test]
fn they_may_be_slower_than_the_team() {
    // On the day they come, four at half the speed are as much help as two.
    let desk = |more: &str| {
        load::teams_on(&models(&helped(more))[0], &load::expected(&models(&helped(more))[0]), 2)[TeamId(0)]
            .people_per_day()
    };
    assert!((desk("") - 6.0 * 9.0).abs() < 1e-9 && (desk(", speed = 0.5") - 4.0 * 9.0).abs() < 1e-9, "{}", desk(""));
    let handle_time = |more: &str| {
        let rows = estimates(&study(models(&helped(more)), 1, 1));
        mean(&rows, "handle_time", "contact:call")
    };
    assert!((handle_time("") - 100.0).abs() < 1e-6 && (handle_time(", speed = 1") - 100.0).abs() < 1e-6);
    let slow = handle_time(", speed = 0.5");
    assert!(slow > 105.0 && slow < 150.0, "{slow}");
    shop(&helped(", speed = 0")).refused_with(&["a speed of 0 is not from 0.1 to 5"]);
}

#[test]
fn they_are_slow_at_first_and_trained_before() {
    let of = |more: &str| models(&helped(more)).remove(0);
    let handle_time =
        |more: &str| mean(&estimates(&study(vec![of(more)], 1, 1)), "handle_time", "contact:call").to_bits();
    // On their first day the ramp is all there is of it.
    assert_eq!(handle_time(r#", ramp = { "0 days" = 0.5, "9 days" = 1.0 }"#), handle_time(", speed = 0.5"));
    assert_ne!(handle_time(r#", ramp = { "0 days" = 0.5 }"#), handle_time(""));
    let slow = of(r#", ramp = { "0 days" = 0.5 }"#);
    let desk = load::teams_on(&slow, &load::expected(&slow), 2)[TeamId(0)].people_per_day();
    assert!((desk - 4.0 * 9.0).abs() < 1e-9, "{desk}");
    // Four come for a day, after a week that is paid too; it counts with the day on which they sit.
    let cost = |more: &str| {
        let paid = helped(more)
            .replace("rest     = ", "pay = { month = 6000, loading = 0, seat = 0, day = 300 }\nrest     = ");
        mean(&estimates(&study(models(&paid), 1, 1)), "cost.day_paid", "all")
    };
    assert_eq!([cost(""), cost(r#", training = "6.5 days""#)], [4.0 * 300.0, 4.0 * 8.0 * 300.0]);
    shop(&helped(r#", ramp = { "0 days" = { speed = 0.5, chats = 2 } }"#))
        .refused_with(&["write `chats` beside `ramp`"]);
}

/// The same people on two shifts, by shift and with a shorter entry within a longer one.
fn on_shifts(people: &str) -> String {
    helped("")
        .replace(
            r#"shifts   = { day = { hours = "09:00-18:00" } }"#,
            r#"shifts   = { early = { hours = "09:00-18:00" }, late = { hours = "12:00-21:00" } }
split    = { early = 0.5, late = 0.5 }"#,
        )
        .replace(r#"people   = { "2026-11-11" = { count = 4 }, "2027-11-11" = 40 }"#, people)
}

#[test]
fn each_shift_may_have_its_own_number() {
    let come = |people: &str| {
        let model = models(&on_shifts(people)).remove(0);
        let Staffing::People(roster) = &model.teams[TeamId(0)].staffing else { panic!("people with shifts") };
        let days = model.calendar.epoch_day(0)..model.calendar.epoch_day(5);
        (days.map(|day| roster.day_paid_on(day)).collect::<Vec<_>>(), roster.agents())
    };
    let (days, most) = come(
        r#"people = { "2026-11-10..2026-11-12" = 2, "2026-11-11" = { count = { early = 1, late = 5 }, speed = 0.8 } }"#,
    );
    assert_eq!((days, most), (vec![vec![0, 0], vec![1, 1], vec![1, 5], vec![1, 1], vec![0, 0]], 8));
    let (days, _) = come(r#"people = { "2026-11-11" = { count = { late = 3 } } }"#);
    assert_eq!(days[2], [0, 3]);
    // Numbers by shift take the place of the one shift of the file where they come from elsewhere; in the file they are a contradiction.
    let late = on_shifts(r#"people = { "2026-11-11" = { count = 3, shift = "late" } }"#);
    let model =
        shop(&late).set(r#"design.now.team.line.people."2026-11-11"={ count = { early = 1, late = 2 } }"#).model();
    let Staffing::People(roster) = &model.teams[TeamId(0)].staffing else { panic!("people with shifts") };
    assert_eq!(roster.day_paid_on(model.calendar.epoch_day(2)), [1, 2]);
    shop(&on_shifts(r#"people = { "2026-11-11" = { count = { early = 1 }, shift = "late" } }"#))
        .refused_with(&["`count` says the shifts already"]);
    let page =
        shop(&on_shifts(r#"people = { "2026-11-11" = { count = { early = 1, late = 5 } } }"#)).check_page(Lang::En);
    assert!(page.contains("2 people, 8 at the peak"), "{page}");
}
