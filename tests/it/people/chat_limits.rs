//! People of one team who take different numbers of chats at once.

use crate::support::told::{estimates, mean};
use crate::support::{Auditor, models, shop, study, watch};
use peakstaff::engine::{Contact, Load, Observer, Presence, Taken};
use peakstaff::load;
use peakstaff::model::{Lang, Model, TeamId, TypeId};
use peakstaff::time::SimTime;
use std::collections::BTreeMap;

const THREE: &str = include_str!("../../cases/public/p10_limits_by_person.toml");

/// The shop of three people, with these routes and teams.
fn three(design: &str) -> String {
    let shop = THREE.split("[design.own]").next().unwrap().replace("baseline = \"own@base\"\n", "");
    format!("{shop}[design.own]\n{design}")
}

/// One team of three with these limits.
fn one(limits: &str, routes: &str) -> String {
    three(&format!("{routes}\n[design.own.team.all]\nserves = [\"chat\"]\nstaffed = 3\nchats = {limits}\n"))
}

/// Three teams of one person each, tried together.
fn apart(by: &str) -> String {
    let teams = [("a", 10), ("b", 5), ("c", 3)]
        .map(|(team, chats)| format!("[design.own.team.{team}]\nserves = [\"chat\"]\nstaffed = 1\nchats = {chats}\n"));
    let route = format!("routes = {{ chat = {{ teams = [[\"a\", \"b\", \"c\"]], by = \"{by}\" }} }}\n");
    three(&(route + &teams.concat()))
}

/// The same over three days.
fn short(text: &str) -> String {
    text.replace("days     = 14", "days     = 3")
}

/// All figures of the type that do not ask which team.
fn figures(text: &str) -> Vec<(String, String, f64)> {
    let rows = estimates(&study(models(&short(text)), 1, 1));
    let of_type = rows.into_iter().filter(|row| row.subject == "contact:chat");
    of_type.map(|row| (row.kpi, row.period, row.mean)).collect()
}

const LIMITS: &str = "[ { count = 1, chats = 10 }, { count = 1, chats = 5 }, { chats = 3 } ]";
const BY_SHARE: &str = "routes = { chat = { teams = [\"all\"], by = \"share of places\" } }";

#[test]
fn a_team_of_three_with_limits_of_their_own_is_three_teams_tried_together() {
    let fewest = figures(&one(LIMITS, ""));
    assert_eq!(fewest, figures(&apart("fewest open")));
    assert_eq!(figures(&one(LIMITS, BY_SHARE)), figures(&apart("share of places")));
    let backwards = "[ { count = 2, chats = 3 }, { count = 1, chats = 10 } ]";
    assert_ne!(fewest, figures(&one(backwards, "")), "limits mean something");
    let rows = estimates(&study(models(&one(LIMITS, "")), 1, 4));
    let [level, wait] = ["service_level", "first_response"].map(|kpi| mean(&rows, kpi, "contact:chat"));
    assert!((level - 0.764).abs() < 0.01 && (wait - 20.7).abs() < 0.6, "{level} {wait}");
}

#[test]
fn groups_of_one_number_are_that_number() {
    let [number, groups] = ["4", "[ { count = 2, chats = 4 }, { count = 1, chats = 4 } ]"].map(|limits| {
        let [fewest, share] = ["", BY_SHARE].map(|route| one(limits, route));
        assert_eq!(figures(&fewest), figures(&share));
        estimates(&study(models(&short(&fewest)), 1, 1))
    });
    assert_eq!(number, groups);
}

#[test]
fn places_are_those_of_each() {
    let rows = estimates(&study(models(&short(&one(LIMITS, ""))), 1, 1));
    let (own, in_hand) = (mean(&rows, "slot_occupancy", "team:all"), mean(&rows, "in_hand", "team:all"));
    assert!((own - in_hand / 18.0).abs() < 1e-9, "{own} {in_hand}");
}

#[test]
fn groups_are_as_many_as_the_team() {
    let refused = |limits: &str, wanted: &str| shop(&one(limits, "")).refused_with(&[wanted]);
    refused("[ { count = 2, chats = 5 }, { count = 2, chats = 3 } ]", "these groups are 4 people, the team has 3");
    refused("[ { count = 4, chats = 5 }, { chats = 3 } ]", "these groups are 4 people, the team has 3");
    refused("[ { count = 1, chats = 5 }, { count = 1, chats = 3 } ]", "these groups are 2 people, the team has 3");
    refused("[ { chats = 5 }, { count = 1, chats = 3 } ]", "how many people are these?");
    refused("[ { count = 1, chats = 0 }, { chats = 3 } ]", "1 to 200 chats at once");
    refused("[ { who = [\"Wang\"], chats = 5 }, { chats = 3 } ]", "only people of a `roster` have names");
    refused("[ { count = 3, who = [\"Wang\"], chats = 5 } ]", "`who` says how many they are");
    refused("[]", "no group of people stands here");
}

#[test]
fn a_change_is_of_every_group() {
    let places = |set: &str| {
        let team = shop(&one(LIMITS, "")).set(set).model().teams[TeamId(0)].clone();
        (0..3).map(|number| team.places_of(number)).collect::<Vec<_>>()
    };
    assert_eq!(places("team.all.chats=+2"), [12, 7, 5]);
    assert_eq!(places("team.all.chats=*2"), [20, 10, 6]);
    assert_eq!(places("team.all.chats=4"), [4, 4, 4]);
}

/// A shop with shifts and three channels, whose team has this besides; on its second day some come to help.
fn line(more: &str) -> String {
    format!(
        r#"
template = "none"
start    = 2026-11-10
days     = 2
[contact.chat]
channel  = "chat"
arrivals = {{ per_day = 3000 }}
effort   = {{ exponential = {{ mean = "3 min" }} }}
messages = 4
customer_pause = "40 s"
patience = {{ exponential = {{ mean = "10 min" }} }}
[contact.call]
channel  = "call"
arrivals = {{ per_day = 60 }}
effort   = {{ exponential = {{ mean = "2 min" }} }}
patience = {{ exponential = {{ mean = "10 min" }} }}
[contact.form]
channel  = "ticket"
arrivals = {{ per_day = 60 }}
effort   = {{ exponential = {{ mean = "4 min" }} }}
slots    = 2
interruptible = true
[contact.case]
channel  = "ticket"
arrivals = {{ per_day = 10 }}
effort   = "5 min"
slots    = "all"
[design.now]
routes   = {{ chat = {{ teams = ["line"], by = "share of places" }} }}
[design.now.team.line]
serves   = [["chat", "call"], ["form", "case"]]
headcount = 4
shifts   = {{ day = {{ hours = "08:00-22:00", break = {{ length = "30 min", window = "11:00-14:00", open_chats = "hand over", latest = "5 min" }} }} }}
rest     = "none"
off_desk = 0.05
{more}
"#
    )
}

const GROUPS: &str = "chats = [ { count = 1, chats = 6 }, { count = 1, chats = 4 }, { chats = 2 } ]";

/// The most places that anybody took, by agent and day.
#[derive(Default)]
struct Most {
    in_hand: BTreeMap<u32, u16>,
    by_day: BTreeMap<(u32, i32), u16>,
}

impl Observer for Most {
    fn load(&mut self, at: SimTime, _: TeamId, agent: u32, _: &Load, is: &Load) {
        self.in_hand.insert(agent, is.taken());
        let most = self.by_day.entry((agent, at.day())).or_default();
        *most = (*most).max(is.taken());
    }
}

#[test]
fn everything_is_by_the_persons_own_limit() {
    let guests = "people = { \"2026-11-11\" = { count = 2, chats = 3 } }";
    let text = line(&format!("{GROUPS}\n{guests}"));
    let model = shop(&text).model();
    watch(&model, 1, 0, Auditor::new(&model)).every_contact_is_somewhere();
    let quiet = shop(&text.replace("per_day = 3000", "per_day = 600")).model();
    watch(&quiet, 1, 0, Auditor::new(&quiet)).every_contact_is_somewhere();
    let most = watch(&model, 1, 0, Most::default()).by_day;
    let of = |agent: u32| (0..2).filter_map(|day| most.get(&(agent, day))).max().copied();
    assert_eq!([0, 1, 2, 3, 4, 5].map(of), [Some(6), Some(4), Some(2), Some(2), Some(3), Some(3)]);
    assert!(most.keys().all(|(agent, day)| *agent < 4 || *day == 1), "they come on their day");
    // Who has no limit of their own takes what the last of the team take.
    let model = shop(&text.replace("{ count = 2, chats = 3 }", "2")).model();
    let most = watch(&model, 1, 0, Most::default()).by_day;
    assert_eq!([4, 5].map(|agent| most[&(agent, 1)]), [2, 2]);
}

/// Chats that are handed over, and to whom: what everybody has taken, their places, and whether they are free.
#[derive(Default)]
struct HandedOver {
    hands: BTreeMap<u32, (u16, bool)>,
    places: BTreeMap<u32, u16>,
    to_others: u32,
}

impl Observer for HandedOver {
    fn load(&mut self, _: SimTime, _: TeamId, agent: u32, _: &Load, is: &Load) {
        self.hands.insert(agent, (is.taken(), is.free()));
    }
    fn presence(&mut self, _: SimTime, _: TeamId, agent: u32, _: &Presence, is: &Presence) {
        self.places.insert(agent, is.places);
    }
    fn taken(&mut self, at: SimTime, contact: &Contact, by: Taken) {
        // Types in order of name: a call, a case, a chat.
        if by.first || contact.contact_type != TypeId(2) {
            return;
        }
        let share = |agent: u32| f64::from(self.hands[&agent].0) / f64::from(self.places[&agent]);
        let free = self.hands.iter().filter(|(_, (_, free))| *free).map(|(agent, _)| share(*agent));
        assert!(free.fold(1.0, f64::min) >= share(by.agent), "{at}: not to whom has the smallest share");
        self.to_others += 1;
    }
}

#[test]
fn chats_are_handed_over_by_share_of_places_too() {
    let model = shop(&line(GROUPS).replace("per_day = 3000", "per_day = 900")).model();
    let handed = watch(&model, 1, 0, HandedOver::default());
    assert!(handed.to_others > 3, "{}", handed.to_others);
}

#[test]
fn a_policy_changes_the_limits_of_each() {
    let policy = |set: &str| {
        let policy = "[policy.open]\nwhen = { from = \"2026-11-11 12:00\", until = \"2026-11-11 16:00\" }\n";
        let text = line(&format!("{GROUPS}\npeople = {{ \"2026-11-11\" = {{ count = 2, chats = 3 }} }}"));
        let model = shop(&format!("{text}\n{policy}set = {{ \"team.line.chats\" = {set} }}\n")).model();
        let audited = watch(&model, 1, 0, Auditor::new(&model));
        audited.every_contact_is_somewhere();
        assert_eq!(audited.switched, 2);
        let most = watch(&model, 1, 0, Most::default()).by_day;
        [0, 1, 2, 3, 4, 5].map(|agent| most[&(agent, 1)])
    };
    assert_eq!(policy("\"+2\""), [8, 6, 4, 4, 3, 3]);
    assert_eq!(policy("5"), [6, 5, 5, 5, 3, 3]);
    assert_eq!(policy("[ { count = 1, chats = 6 }, { chats = 3 } ]"), [6, 4, 3, 3, 3, 3]);
}

#[test]
fn chats_by_the_message_too() {
    let text = line(GROUPS).replace(
        "effort   = { exponential = { mean = \"3 min\" } }\nmessages",
        "detail = \"message\"\nanswer = \"45 s\"\nmessages",
    );
    let model = shop(&text).model();
    watch(&model, 1, 0, Auditor::new(&model)).every_contact_is_somewhere();
    let most = watch(&model, 1, 0, Most::default()).by_day;
    assert!((0..2).all(|day| most[&(0, day)] == 6 && most[&(3, day)] == 2), "{most:?}");
}

#[test]
fn newcomers_take_fewer_chats_until_they_have_learnt() {
    let of = |ramp: &str| {
        let more = format!(
            "chats = [ {{ count = 4, chats = 6 }}, {{ chats = 4 }} ]\nchanges = {{ \"2026-11-11\" = {{ headcount = 5 }} }}\nramp = {ramp}"
        );
        let text = line(&more).replace("days     = 2", "days     = 6");
        let model = shop(&text).model();
        watch(&model, 1, 0, Auditor::new(&model)).every_contact_is_somewhere();
        let most = watch(&model, 1, 0, Most::default()).by_day;
        [1, 2, 3, 4, 5].map(|day| most[&(4, day)])
    };
    assert_eq!(
        of(r#"{ "0 days" = { speed = 0.6, chats = 2 }, "2 days" = { chats = 3 }, "4 days" = 1.0 }"#),
        [2, 2, 3, 3, 4]
    );
    // They never take more than others of their number.
    assert_eq!(of(r#"{ "0 days" = { chats = 2 }, "1 days" = { chats = 9 } }"#), [2, 4, 4, 4, 4]);
    shop(&line("ramp = { \"0 days\" = {} }\nchats = 2\nattrition = 1\nhiring = \"3 days\""))
        .refused_with(&["`speed` or `chats`?"]);
}

/// Two people of a roster in a file.
fn named(limits: &str) -> crate::support::Shop {
    let text = line(&format!("roster = \"r.csv\"\nchats = {limits}"));
    let text = text.replace("headcount = 4\n", "").replace("rest     = \"none\"\n", "");
    shop(&text).beside("r.csv", "姓名,2026-11-10,2026-11-11\n王芳,day,day\n李强,day,off\n")
}

#[test]
fn people_of_a_roster_may_be_named() {
    let places = |limits: &str| {
        let team = named(limits).model().teams[TeamId(0)].clone();
        [team.places_of(0), team.places_of(1)]
    };
    assert_eq!(places(r#"[ { who = ["李强"], chats = 6 }, { chats = 2 } ]"#), [2, 6]);
    assert_eq!(places(r#"[ { who = ["李强"], chats = 6 }, { count = 1, chats = 3 } ]"#), [3, 6]);
    named(r#"[ { who = ["李刚"], chats = 6 }, { chats = 2 } ]"#)
        .refused_with(&["nobody in the roster is called `李刚`"]);
}

/// A shop in which nobody gives up and chats are by the clock alone.
fn patient(limits: &str) -> Model {
    let text = format!(
        "template = \"none\"\ndays = 5\n[contact.chat]\nchannel = \"chat\"\narrivals = {{ per_day = 432 }}\n\
         alone = {{ lognormal = {{ mean = \"18 min\", cv = 1 }} }}\nslowdown = [1.0]\npatience = \"none\"\n\
         [design.now.team.t]\nserves = [\"chat\"]\nstaffed = 3\nchats = {limits}\n"
    );
    models(&text).remove(0)
}

/// When each contact is taken.
#[derive(Default)]
struct TakenAt(BTreeMap<String, SimTime>);

impl Observer for TakenAt {
    fn taken(&mut self, at: SimTime, contact: &Contact, _: Taken) {
        self.0.insert(format!("{:?}", contact.key), at);
    }
}

#[test]
fn nobody_is_taken_later_because_one_person_takes_more() {
    // First come, first served, and as long with many open as alone: a place more makes nobody wait longer.
    let taken = |limits: &str| watch(&patient(limits), 1, 0, TakenAt::default()).0;
    let fewer = taken("[ { count = 1, chats = 3 }, { chats = 2 } ]");
    let (mut earlier, mut all) = (0, 0);
    for more in [
        "[ { count = 1, chats = 4 }, { chats = 2 } ]",
        "[ { count = 1, chats = 3 }, { count = 1, chats = 2 }, { chats = 3 } ]",
    ] {
        let more = taken(more);
        assert!(more.len() >= fewer.len(), "nobody is lost");
        for (contact, at) in &fewer {
            assert!(more[contact] <= *at, "{contact} waits longer");
            (earlier, all) = (earlier + usize::from(more[contact] < *at), all + 1);
        }
    }
    assert!(earlier > all / 50 && all > 3000, "{earlier} of {all}");
}

#[test]
fn a_ticket_needs_room_at_one_person() {
    let limits = "chats = [ { count = 1, chats = 6 }, { chats = 1 } ]";
    let warned = shop(&line(limits)).warnings();
    assert!(warned.contains("`form` takes 2 places: those who have 1 never do it"), "{warned}");
    let model = shop(&line(limits)).model();
    watch(&model, 1, 0, Auditor::new(&model)).every_contact_is_somewhere();
    let text = line("chats = [ { count = 1, chats = 2 }, { chats = 1 } ]").replace("slots    = 2", "slots    = 3");
    shop(&text).refused_with(&["`form` takes 3 places, an agent has 2"]);
}

#[test]
fn the_highest_numbers_go_first() {
    #[derive(Default)]
    struct There(BTreeMap<u32, u16>, Vec<(i64, u16)>);
    impl Observer for There {
        fn presence(&mut self, at: SimTime, _: TeamId, agent: u32, _: &Presence, is: &Presence) {
            self.0.insert(agent, is.places);
            if at.day() == 0 {
                self.1.push((at.time_of_day().ticks() / 3_600_000_000, self.0.values().sum()));
            }
        }
    }
    let text = "template = \"none\"\ndays = 1\n[contact.chat]\nchannel = \"chat\"\narrivals = { per_day = 1 }\neffort = \"1 s\"\n\
        messages = 1\ncustomer_pause = \"0 s\"\n[design.now.team.t]\nserves = [\"chat\"]\n\
        staffed = { from = \"00:00\", every = \"12 h\", counts = [3, 1] }\nchats = [ { count = 1, chats = 9 }, { chats = 2 } ]\n";
    let model = shop(text).model();
    let There(_, sums) = watch(&model, 1, 0, There::default());
    let before = |hour: i64| sums.iter().rfind(|(at, _)| *at <= hour).unwrap().1;
    assert_eq!((before(11), before(12)), (13, 9));
    // And so it is expected.
    let clocked = text.replace("effort = \"1 s\"\nmessages = 1\ncustomer_pause = \"0 s\"", "alone = \"10 min\"");
    let model = shop(&clocked).model();
    let load = &load::teams(&model, &load::expected(&model))[TeamId(0)];
    let clock = load.clock.as_ref().unwrap();
    assert_eq!((clock.places[3], clock.places[30]), (13.0, 9.0));
}

#[test]
fn work_is_expected_where_places_are() {
    let clocked = |more: &str| {
        line(more).replace(
            "effort   = { exponential = { mean = \"3 min\" } }\nmessages = 4\ncustomer_pause = \"40 s\"",
            "alone = \"10 min\"\nslowdown = [1.0, 1.5, 2.0]",
        )
    };
    let places = |more: &str, day: Option<usize>| {
        let model = shop(&clocked(more)).model();
        let demand = load::expected(&model);
        let loads = day.map_or_else(|| load::teams(&model, &demand), |day| load::teams_on(&model, &demand, day));
        let load = &loads[TeamId(0)];
        let clock = load.clock.clone().unwrap();
        // At nine all are there, less their pauses.
        (clock.places[18], clock.taken[18])
    };
    let guests = "people = { \"2026-11-11\" = { count = 2, chats = 3 } }";
    let all = |text: &str, day: Option<usize>| places(text, day).0 / 0.95;
    assert!((all(GROUPS, None) - 14.0).abs() < 1e-9, "{}", all(GROUPS, None));
    let helped = format!("{GROUPS}\n{guests}");
    assert!((all(&helped, Some(1)) - 20.0).abs() < 1e-9 && (all(&helped, Some(0)) - 14.0).abs() < 1e-9);
    assert!((all(&helped, None) - 17.0).abs() < 1e-9);
    // Newcomers: two of six, who take one chat.
    let ramp = "changes = { \"2026-11-11\" = { headcount = 6 } }\nramp = { \"0 days\" = { chats = 1 }, \"9 days\" = { speed = 1 } }";
    let grown = format!("chats = 4\n{ramp}");
    assert!((all(&grown, Some(1)) - 18.0).abs() < 1e-9, "{}", all(&grown, Some(1)));
    // Where all have the same, it is as with a number.
    let [same, number] =
        ["chats = [ { count = 2, chats = 3 }, { chats = 3 } ]", "chats = 3"].map(|text| places(text, None));
    assert_eq!(same, number);
}

#[test]
fn limits_are_shown() {
    let text = line(&format!("{GROUPS}\npeople = {{ \"2026-11-11\" = {{ count = 2, chats = 3 }} }}"));
    for (lang, shown) in [
        (Lang::En, "line 4 (peak 6) [chats 6 × 1, 4 × 1, 2 × 2, for the day 3]"),
        (Lang::Zh, "line 4（高峰 6）［同时接待 6 × 1、4 × 1、2 × 2、日薪 3］"),
    ] {
        let page = shop(&text).check_page(lang);
        let flat = page.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(shown), "no \"{shown}\" in\n{page}");
    }
}
