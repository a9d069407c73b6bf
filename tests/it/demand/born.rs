//! Streams that include what is born in contacts: 1,800 orders a day, of which some are of customers who asked before.

use crate::support::shop;
use crate::support::told::find;
use peakstaff::compile::{Compiled, Points, points};

const SHOP: &str = r#"
template = "none"
start = 2025-03-03
days = 40
baseline = "one"
[stream.orders]
arrivals = { per_day = 1800, weekday = { sat = 1.2, sun = 0.8 } }
includes = "converted"
then = [ { chance = 0.1, in = "1 h", creates = "presale", bot = false } ]
[contact.presale]
channel = "call"
ARRIVALS
effort = "20 s"
resolved = 0.8
unresolved = { returns = 0.5, in = "2 h" }
sale = { conversion = 0.2 }
then = [ { on = "converted", chance = 0.9, creates = "orders" } ]
[design.one]
bot = { presale = 0.3 }
[design.one.team.all]
serves = ["presale"]
staffed = 200
[design.two]
like = "one"
bot = { presale = 0.5 }
contact.presale.sale.conversion = "+5 pp"
[case.more]
demand = "*1.5"
"#;

fn compiled(arrivals: &str, sets: &[&str]) -> Compiled {
    let text = SHOP.replace("ARRIVALS", arrivals);
    shop(&text).sets(sets).compiled()
}

/// Orders that come by themselves, on a Monday.
fn own(compiled: &Compiled, design: usize, case: usize) -> f64 {
    let model = compiled.model(design, case);
    let orders = model.types.iter().find(|kind| kind.label.key == "orders").unwrap();
    orders.arrivals.as_ref().unwrap().per_day[0]
}

/// 990 customers ask first, 70 % of them people; of 1,800 orders 10 % ask people; who asks buys with 20 %, and 90 % of those
/// orders are among the 1,800. Who asks again has had their chance.
const BORN: f64 = (990.0 * 0.7 + 1800.0 * 0.1) * 0.2 * 0.9;

#[test]
fn what_is_born_in_contacts_is_among_the_volume_of_the_baseline() {
    let found = compiled("arrivals = { per_day = 990 }", &[]);
    for (design, case, times) in [(0, 0, 1.0), (1, 0, 1.0), (0, 1, 1.5), (1, 1, 1.5)] {
        let own = own(&found, design, case);
        let expected = (1800.0 - BORN) * times;
        assert!((own - expected).abs() < 1e-6, "design {design}, case {case}: {own} instead of {expected}");
    }
    // What is tried, is tried on the same orders; a volume is multiplied as a whole.
    let tried = compiled("arrivals = { per_day = 990 }", &["contact.presale.sale.conversion=0.4"]);
    assert!((own(&tried, 0, 0) - (1800.0 - BORN)).abs() < 1e-6);
    let double = compiled("arrivals = { per_day = 990 }", &["stream.orders.arrivals.per_day=3600"]);
    assert!((own(&double, 0, 0) - 2.0 * (1800.0 - BORN)).abs() < 1e-6);
}

#[test]
fn a_volume_of_contacts_and_one_of_orders_are_taken_apart_together() {
    // 1,000 a day are counted: those who come by themselves, 180 whom orders bring, and who asks again.
    let volume = "[volume]\ncontacts_per_day = 1000\nmix = { presale = 1 }\n[contact.presale]";
    let text = SHOP.replace("[contact.presale]", volume).replace("ARRIVALS\n", "");
    let found = shop(&text).compiled();
    let model = found.model(0, 0);
    let presale = model.types.iter().find(|kind| kind.label.key == "presale").unwrap();
    let first = presale.arrivals.as_ref().unwrap().per_day[0];
    // Of whom people answer, 20 % are unresolved and half of those ask again, at the bot.
    let repeats = 0.1 * (0.7 * (1000.0 - 180.0) + 180.0);
    assert!((first - (1000.0 - 180.0 - repeats)).abs() < 1e-6, "{first}");
    let born = (first * 0.7 + 180.0) * 0.2 * 0.9;
    let orders = own(&found, 0, 0);
    assert!((orders - (1800.0 - born)).abs() < 1e-6, "{orders} {born}");
}

#[test]
fn so_many_orders_come_as_are_written() {
    let text = SHOP.replace("ARRIVALS", "arrivals = { per_day = 990 }");
    let rows = shop(&text).replications(30).estimates();
    let row = find(&rows, "arrived_per_day", "stream:orders");
    let half_width = row.half_width.unwrap();
    // Five Saturdays and five Sundays in 40 days make up for each other.
    assert!(half_width < 4.0, "too wide to notice anything: {half_width}");
    assert!((row.mean - 1800.0).abs() < 2.0 * half_width, "{} ± {half_width}", row.mean);
}

#[test]
fn points_know_what_is_born_in_contacts_too() {
    let text = SHOP.replace("ARRIVALS", "arrivals = { per_day = 990 }");
    let asked = Points { sets: &[], design: "two", case: "base", changes: &[Vec::new()] };
    let (_, _, models) = points(&shop(&text).files, "shop.toml", asked);
    let orders = models[0].types.iter().find(|kind| kind.label.key == "orders").unwrap();
    let found = orders.arrivals.as_ref().unwrap().per_day[0];
    assert!((found - (1800.0 - BORN)).abs() < 1e-6, "{found}");
}
