//! Volumes kept in files: every form of a table says the same, and what it says is what arrives.

use crate::support::{Files, model as of, package, shop, watch};
use peakstaff::compile::Compiled;
use peakstaff::engine::{Contact, Observer};
use peakstaff::load::expected;
use peakstaff::model::{Arrivals, Model};
use peakstaff::random::Law;
use peakstaff::scenario::text::sources::Sources;
use peakstaff::session::check_for;
use peakstaff::time::{SimDuration, SimTime};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::{fs, io};

const SHOP: &str = r#"
template = "none"
start   = 2025-06-02
days    = 7
warm_up = "1 day"
[calendar]
profile.two = [1, 3]
event.sale = { peak = 2025-06-04, lift = { presale = { days = [0], factor = [2.0] } } }
[contact.presale]
name       = "售前 | Pre-sale"
channel    = "call"
arrivals   = { file = "v.csv" OWN }
effort     = "1 s"
resolved   = 0.5
unresolved = { returns = 0.0, in = "1 h" }
[case.grown]
demand = "*1.5"
[design.now.team.t]
staffed = 50
serves  = ["presale"]
"#;

fn compiled(own: &str, file: &[u8]) -> Compiled {
    shop(&SHOP.replace("OWN", own)).beside("v.csv", file).compiled()
}

fn arrivals(model: &Model) -> &Arrivals {
    model.types.iter().next().unwrap().arrivals.as_ref().unwrap()
}

/// What is expected on the days simulated, and in the hour from ten of each.
fn says(model: &Model) -> Vec<(f64, f64)> {
    let (all, calendar) = (arrivals(model), &model.calendar);
    let day = |day: i32| {
        let (expected, profile) = (all.expected(calendar, day), all.profile_on(calendar, day));
        let share = profile.share_before(SimDuration::HOUR * 11) - profile.share_before(SimDuration::HOUR * 10);
        (expected, ((expected * share) * 1e6).round() / 1e6)
    };
    (0..calendar.warm_up_days + calendar.days).map(day).collect()
}

/// 2025-06-02 to 06-08, open from 10 to 12: 4, 6 and so on a half hour.
fn number(day: usize, half: usize) -> usize {
    4 + 2 * half + 10 * day
}

/// The same volumes as shops have them.
fn forms() -> Vec<(&'static str, Vec<u8>)> {
    let halves = ["10:00", "10:30", "11:00", "11:30"];
    let ends = ["10:30", "11:00", "11:30", "12:00"];
    let table = |head: &str, row: &dyn Fn(usize, usize) -> String| {
        let rows = (0..28).map(|n| row(n / 4, n % 4) + "\r\n");
        format!("{head}\r\n{}", rows.collect::<String>())
    };
    let long = table("日期,时段,类型,咨询量（人）", &|d, h| {
        format!("2025/6/{},{}-{},售前,{}\r\n2025/6/{0},{1}-{2},退款,9", d + 2, halves[h], ends[h], number(d, h))
    });
    let wide = table("Date,Interval,presale,aftersale,total", &|d, h| {
        format!("2025-06-0{},{},{},7,{}", d + 2, halves[h], number(d, h), number(d, h) + 7)
    });
    let one = table("日期;咨询量", &|d, h| format!("2025-06-0{} {}:00;{}.0", d + 2, halves[h], number(d, h)));
    let (gbk, _, broken) = encoding_rs::GBK.encode(&long);
    assert!(!broken);
    let [workbook, old] =
        ["volumes.xlsx", "volumes.xls"].map(|name| fs::read(package("tests/data").join(name)).unwrap());
    vec![
        ("", workbook.clone()),
        (", sheet = \"一列\"", workbook),
        ("", old.clone()),
        (", sheet = \"一列\"", old),
        ("", [b"\xEF\xBB\xBF", long.as_bytes()].concat()),
        ("", gbk.into_owned()),
        (", type = \"Presale\"", wide.into_bytes()),
        ("", one.into_bytes()),
    ]
}

#[test]
fn every_form_says_the_same() {
    let wanted: Vec<(f64, f64)> = (0..7)
        .map(|day| {
            let of = |half| number(day, half) as f64;
            (of(0) + of(1) + of(2) + of(3), of(0) + of(1))
        })
        .collect();
    for (own, file) in forms() {
        let c = compiled(own, &file);
        let said = says(c.model(0, 0));
        // Which sheet was taken of a workbook of several is told.
        let first = c.files[0].notes.iter().any(|note| note.en.starts_with("sheet \"两列\", the first of "));
        assert_eq!(first, own.is_empty() && (file.starts_with(b"PK") || file.starts_with(b"\xD0\xCF")), "{own}");
        // The day before is like the next Sunday; no event lifts what is known.
        assert_eq!((said[0], &said[1..]), (wanted[6], &wanted[..]), "{own}");
        let grown: Vec<(f64, f64)> = wanted.iter().map(|(day, hour)| (1.5 * day, 1.5 * hour)).collect();
        assert_eq!(says(c.model(0, 1))[1..], grown);
        // The mean day that is looked at before anything is simulated, and the hours in which customers ask again.
        let model = c.model(0, 0);
        let load = &expected(model)[model.types.ids().next().unwrap()];
        let hour: f64 = wanted.iter().map(|(_, hour)| hour).sum::<f64>() / 7.0;
        let slots = load.first.len() / 24;
        let first: Vec<f64> = load.first.chunks(slots).map(|slots| slots.iter().sum()).collect();
        assert!((first[10] - hour).abs() < 1e-6 && first[9] == 0.0 && first[12] == 0.0, "{own}: {hour}, not {first:?}");
        assert_eq!(model.profiles.len(), 1);
        assert_eq!(model.profiles[0].share_before(SimDuration::HOUR * 10), 0.0);
        assert_eq!(model.profiles[0].share_before(SimDuration::HOUR * 12), 1.0);
    }
}

#[test]
fn other_dates_are_as_they_would_be_without_a_file() {
    let file = "日期,咨询量\n2025-06-03,80\n2025-06-04,0\n";
    let own = ", per_day = 40, weekday = { sun = 0.5 }, profile = \"two\", times = 2";
    let said: Vec<f64> = says(compiled(own, file.as_bytes()).model(0, 0)).into_iter().map(|(day, _)| day).collect();
    assert_eq!(said, [20.0, 40.0, 160.0, 0.0, 40.0, 40.0, 40.0, 20.0]);
    let c = compiled(own, file.as_bytes());
    // A file of whole days leaves the hours to the profile.
    assert_eq!(arrivals(c.model(0, 0)).profile_on(&c.model(0, 0).calendar, 2).slots(), 2);
    let said: Vec<f64> = says(c.model(0, 1)).into_iter().map(|(day, _)| day).collect();
    assert_eq!(said, [30.0, 60.0, 240.0, 0.0, 60.0, 60.0, 60.0, 30.0]);
}

#[test]
fn rows_that_nobody_wrote_may_mean_nobody() {
    let file = "date,hour,type,count\n2025-06-02,9,presale,5\n2025-06-02,10,presale,6\n2025-06-03,10,presale,\n\
                2025-06-03,9,other,5\n2025-06-05,10,presale,\"1,000\"\n合计,,,1021\n";
    let c = compiled(", per_day = 1, missing = \"zero\"", file.as_bytes());
    let said: Vec<(f64, f64)> = says(c.model(0, 0))[1..5].to_vec();
    assert_eq!(said, [(11.0, 6.0), (0.0, 0.0), (0.0, 0.0), (1000.0, 1000.0)]);
}

/// Before the first row and after the last, to the end of what is simulated; not where no row is of these days.
#[test]
fn where_rows_that_nobody_wrote_mean_nobody_they_do_so_to_the_end() {
    let file = "date,count\n2025-06-02,11\n2025-06-04,7\n";
    let c = compiled(", missing = \"zero\"", file.as_bytes());
    let said: Vec<f64> = says(c.model(0, 0)).into_iter().map(|(day, _)| day).collect();
    assert_eq!(said[1..], [11.0, 0.0, 7.0, 0.0, 0.0, 0.0, 0.0]);
    let elsewhere = shop(&SHOP.replace("OWN", ", missing = \"zero\"")).beside("v.csv", "date,count\n2024-06-02,11\n");
    elsewhere.refused_with(&["says nothing of"]);
}

/// Arrivals by half hour of the counted days.
struct Came(Vec<f64>);

impl Observer for Came {
    fn arrived(&mut self, at: SimTime, _: &Contact) {
        if at.day() > 0 {
            self.0[at.day() as usize * 48 + (at.time_of_day().ticks() / SimDuration::MINUTE.ticks() / 30) as usize] +=
                1.0;
        }
    }
}

/// Poisson with these means: the mean is within four standard errors, and nothing comes where nothing is written.
#[test]
fn what_is_written_is_what_arrives() {
    let c = compiled("", &forms()[0].1);
    let replications = 400;
    let mut sums = vec![0.0; 8 * 48];
    let mut squares = vec![0.0; 8 * 48];
    for replication in 0..replications {
        let came = watch(c.model(0, 0), 1, replication, Came(vec![0.0; 8 * 48]));
        for (i, n) in came.0.into_iter().enumerate() {
            sums[i] += n;
            squares[i] += n * n;
        }
    }
    let n = replications as f64;
    for day in 1..8 {
        for slot in 0..48 {
            let truth = if (20..24).contains(&slot) { number(day - 1, slot - 20) as f64 } else { 0.0 };
            let mean = sums[day * 48 + slot] / n;
            assert!((mean - truth).abs() <= 4.0 * (truth / n).sqrt(), "{day} {slot}: {mean}, not {truth}");
            let variance = squares[day * 48 + slot] / n - mean * mean;
            assert!((variance - truth).abs() <= 4.0 * ((truth + 2.0 * truth * truth) / n).sqrt(), "{day} {slot}");
        }
    }
}

/// A type that the file does not know is met by the same customers as without the file.
#[test]
fn a_file_moves_no_draw_of_other_types() {
    let text = SHOP.replace("OWN", ", per_day = 30");
    let (own, file) = (text.replace("file = \"v.csv\" , ", ""), "日期,咨询量\n2025-06-03,30\n");
    assert!(!own.contains("v.csv"));
    let with = shop(&text).beside("v.csv", file).compiled();
    let came = |model: &Model| watch(model, 1, 0, Came(vec![0.0; 8 * 48])).0;
    // The number of the date is the same, so the customers are.
    assert_eq!(came(with.model(0, 0)), came(&of(&own)));
}

/// Durations out of a column are drawn each with the same chance.
#[test]
fn a_law_may_be_a_column_of_a_file() {
    let file =
        "日期,咨询量,服务时长（分钟）\n2025-06-02,40,1\n2025-06-03,40,90 s\n2025-06-04,40,\n2025-06-05,40,00:02:00\n";
    let text = SHOP
        .replace("OWN", ", per_day = 40")
        .replace("effort     = \"1 s\"", "effort = { empirical = { file = \"v.csv\", column = \"服务时长\" } }");
    let law = |text: &str| {
        let model = shop(text).beside("v.csv", file).model();
        model.types.iter().next().unwrap().effort.clone()
    };
    let seconds = |s: &[f64]| Law::Empirical(s.iter().map(|s| SimDuration::from_seconds(*s)).collect());
    assert_eq!(law(&text), seconds(&[60.0, 90.0, 120.0]));
    // It is changed like any other law.
    let tool = text.clone() + "[design.now.contact.presale]\neffort = \"*2\"\n";
    assert_eq!(law(&tool), seconds(&[120.0, 180.0, 240.0]));
}

/// How often each file is read.
struct Counted<'a>(&'a Files, RefCell<BTreeMap<String, usize>>);

impl Sources for Counted<'_> {
    fn read(&self, name: &str) -> io::Result<Vec<u8>> {
        *self.1.borrow_mut().entry(name.to_owned()).or_default() += 1;
        self.0.read(name)
    }
}

#[test]
fn a_file_that_ten_laws_name_is_read_once() {
    let law = "{ empirical = { file = \"calls.csv\", column = \"length (s)\" } }";
    let kind = |n: usize| {
        format!("[contact.c{n}]\nchannel = \"call\"\narrivals = {{ per_day = 9 }}\neffort = {law}\npatience = {law}\n")
    };
    let kinds: String = (0..5).map(kind).collect::<Vec<_>>().concat();
    let text = format!(
        "start = 2025-06-02\ndays = 1\n{kinds}[design.now.team.t]\nstaffed = 3\nserves = [\"c0\", \"c1\", \"c2\", \"c3\", \"c4\"]\n"
    );
    let shop = shop(&text).beside("calls.csv", "length (s)\n30\n90\n");
    let counted = Counted(&shop.files, RefCell::default());
    let scenario = check_for(&counted, &shop.request).expect("it compiles");
    assert!(scenario.compiled.model(0, 0).types.iter().all(|kind| kind.effort.mean_seconds() == 60.0));
    assert_eq!(counted.1.into_inner()["calls.csv"], 1);
}
