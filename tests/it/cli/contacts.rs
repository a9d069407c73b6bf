//! `--contacts`: the rows of the file are the run's own contacts, and nothing else is written over.

use crate::support::told::{Estimate, figure};
use crate::support::{SHOP, Shop, World, errors, shop, worlds};
use peakstaff::catalogue::civil;
use peakstaff::session;
use std::collections::{BTreeMap, BTreeSet};

type Row = BTreeMap<String, String>;

fn table(shop: &Shop, replications: u64) -> String {
    let mut bytes = Vec::new();
    let done = session::contacts(&shop.scenario(), &shop.request, replications, &mut bytes).unwrap();
    assert!(done.is_ok());
    String::from_utf8(bytes).unwrap()
}

fn rows(table: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| header.iter().zip(row.iter()).map(|(a, b)| (a.into(), b.into())).collect();
    reader.records().map(|row| named(row.unwrap())).collect()
}

/// Held against the figure of the same replication; a figure that is not given is one of nobody.
fn holds(estimates: &[Estimate], kpi: &str, kind: &str, found: f64) {
    let wanted = figure(estimates, kpi, &format!("contact:{kind}"), "horizon").unwrap_or(0.0);
    assert!(
        (found - wanted).abs() <= 1e-9 * wanted.abs().max(1.0),
        "{kpi} of {kind}: {found} in the file, {wanted} of the run"
    );
}

fn mean(values: impl Iterator<Item = f64>) -> f64 {
    let (mut sum, mut count) = (0.0, 0.0);
    values.for_each(|value| (sum, count) = (sum + value, count + 1.0));
    if count > 0.0 { sum / count } else { 0.0 }
}

/// Every count and every mean wait by type of random shops: bots, tickets, messages, closed hours, full queues.
#[test]
fn figures_made_of_the_rows_are_those_of_the_run() {
    let mut fates = BTreeSet::new();
    for number in 0..16 {
        let shop = shop(&worlds::shop(number, worlds::ANYTHING)).replications(1);
        let (estimates, rows, model) = (shop.estimates(), rows(&table(&shop, 1)), shop.model());
        let first = model.calendar.epoch_day(model.calendar.warm_up_days);
        let [from, until] = [first, first + model.calendar.days].map(|day| civil(day).to_string());
        fates.extend(rows.iter().map(|row| row["outcome"].clone()));
        for kind in model.types.iter().map(|kind| &kind.label.key) {
            let of: Vec<&Row> = rows.iter().filter(|row| &row["type"] == kind).collect();
            let arrived = of.iter().filter(|row| row["arrived"] >= from && row["arrived"] < until).count();
            if model.types.iter().any(|one| &one.label.key == kind && one.channel != peakstaff::model::Channel::Stream)
            {
                holds(&estimates, "arrived", kind, arrived as f64);
            } else {
                assert!(of.is_empty(), "a stream is no contact");
                continue;
            }
            let counted: Vec<&Row> = of.into_iter().filter(|row| row["counted"] == "yes").collect();
            let ended =
                |fates: &[&str]| counted.iter().filter(|row| fates.contains(&&row["outcome"][..])).count() as f64;
            holds(&estimates, "handled", kind, ended(&["resolved", "unresolved", "broken_off"]));
            holds(&estimates, "abandoned", kind, ended(&["abandoned"]));
            holds(&estimates, "turned_away", kind, ended(&["turned_away"]));
            holds(&estimates, "closed", kind, ended(&["closed"]));
            holds(&estimates, "contained", kind, ended(&["contained", "falsely_contained"]));
            holds(&estimates, "falsely_contained", kind, ended(&["falsely_contained"]));
            holds(&estimates, "offered", kind, counted.iter().filter(|row| !row["asked"].is_empty()).count() as f64);
            let waited = |row: &&&Row| row["waited"].parse::<f64>().unwrap();
            let accepted = || counted.iter().filter(|row| !row["begun"].is_empty() && row["message"].is_empty());
            holds(&estimates, "wait", kind, mean(accepted().map(|row| waited(&row))));
            let left = counted.iter().filter(|row| row["outcome"] == "abandoned");
            holds(&estimates, "wait_abandoned", kind, mean(left.map(|row| waited(&row))));
        }
    }
    // What is never there is not held against anything.
    for fate in ["resolved", "unresolved", "abandoned", "turned_away", "closed", "contained", "open"] {
        assert!(fates.contains(fate), "{fate} is in no shop: {fates:?}");
    }
}

#[test]
fn replications_follow_one_another_and_keys_are_no_other_contacts() {
    let two = shop(SHOP).replications(2);
    let (one, both) = (table(&two, 1), table(&two, 2));
    assert!(both.starts_with(&one) && both.len() > one.len());
    let rows = rows(&both);
    let keys: BTreeSet<(&str, &str)> = rows.iter().map(|row| (&row["replication"][..], &row["contact"][..])).collect();
    assert_eq!(keys.len(), rows.len());
    assert_eq!(table(&two.clone().ask(|request| request.threads = 1), 2), both);
    let mut bytes = Vec::new();
    assert!(session::contacts(&two.scenario(), &two.request, 3, &mut bytes).unwrap().is_err());
}

#[test]
fn the_table_takes_the_place_of_a_table_and_of_nothing_else() {
    let world = World::new();
    let short = ["run", "shop.toml", "--set", "days=1", "--replications", "1", "--quiet", "--no-files", "--contacts"];
    let contacts = |name: &str| world.run(&[&short[..], &[name]].concat());
    assert!(contacts("c.csv").status.success() && contacts("c.csv").status.success(), "{}", errors(&contacts("c.csv")));
    assert!(world.read("c.csv").starts_with("\u{feff}replication,contact,type,arrived,"));
    world.put("mine.csv", "replication,contact\n1,2\n");
    for name in ["mine.csv", "shop.toml", "no/where.csv", "."] {
        assert_eq!(contacts(name).status.code(), Some(2), "{name}: {}", errors(&contacts(name)));
    }
    assert_eq!(world.names(""), ["c.csv", "mine.csv", "shop.toml"]);
    let output = world.run(&["run", "shop.toml", "--contacts-replications", "2"]);
    assert_eq!(output.status.code(), Some(2), "without a file: {}", errors(&output));
}
