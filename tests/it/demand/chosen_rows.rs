//! Rows of several kinds of contacts in one file: asked about, chosen by `where`, or added up.

use super::written_when::{taken, with};
use crate::support::{Shop, shop};

/// What the only file adds up to, and its notes.
fn read(said: &str, table: &str) -> (f64, Vec<String>) {
    let (_, sum, notes) = taken(&with(said, table));
    (sum, notes)
}

const DIRECTIONS: &str = "date,interval,queue,direction,calls\n2025-06-02,08:00,calls,in,10\n2025-06-02,08:00,calls,out,20\n\
    2025-06-03,08:30,calls,out,5\n";

#[test]
fn calls_out_are_no_calls_that_came() {
    with(", missing = \"zero\"", DIRECTIONS).refused_with(&[
        "rows of v.csv differ under \"direction\"",
        "in (1), out (2)",
        "where = { \"direction\" = \"in\" }",
        "where = { \"direction\" = \"*\" }",
    ]);
    let (sum, notes) =
        read(", missing = \"zero\", where = { direction = \"in\" }", &DIRECTIONS.replace("08:00", "08:00-08:30"));
    assert!(sum == 10.0 && notes.contains(&"2 rows not chosen by `where`".to_owned()), "{sum} {notes:?}");
    let both = [
        ", missing = \"zero\", where = { direction = \"*\" }",
        ", missing = \"zero\", where = { direction = \"in, out\" }",
    ];
    assert_eq!(read(both[0], DIRECTIONS).0, 35.0);
    // A choice of two kinds adds nothing up by itself.
    with(both[1], DIRECTIONS).refused_with(&["is there already"]);
    // In a log too, and under any word, where somebody was called.
    for (word, values) in
        [("Direction", ["Inbound", "Outbound"]), ("呼叫方式", ["呼入", "外呼"]), ("kind", ["Inbound", "Outgoing"])]
    {
        let log = format!("arrived,{word}\n2025-06-02 08:00,{}\n2025-06-03 09:00,{}\n", values[0], values[1]);
        let rows = ", counts = \"rows\", missing = \"zero\"";
        with(rows, &log).refused_with(&[&format!("where = {{ \"{word}\" = \"{}\" }}", values[0])]);
        assert_eq!(read(&format!("{rows}, where = {{ \"{word}\" = \"{}\" }}", values[0]), &log).0, 1.0);
        assert_eq!(read(&format!("{rows}, where = {{ \"{word}\" = \"*\" }}"), &log).0, 2.0);
    }
}

#[test]
fn media_are_never_added_up_silently() {
    let media = "date,interval,media type,calls\n2025-06-02,08:00,voice,10\n2025-06-02,08:30,voice,10\n2025-06-03,08:00,chat,3\n2025-06-03,08:30,chat,3\n";
    with("", media).refused_with(&["where = { \"media type\" = \"chat\" }"]);
    assert_eq!(read(", missing = \"zero\", where = { \"Media Type\" = \"Voice\" }", media).0, 20.0);
    // A word not known, where it makes an interval appear twice; the same row twice stays a mistake.
    let shops = "日期,店铺,咨询量\n2025-06-02,甲,10\n2025-06-02,乙,3\n2025-06-03,甲,4\n2025-06-03,乙,2\n";
    with("", shops).refused_with(&[
        "is there already",
        "where = { \"店铺\" = \"甲\" }",
        "where = { \"店铺\" = \"*\" }",
    ]);
    assert_eq!(read(", where = { \"店铺\" = \"甲\" }", shops).0, 14.0);
    assert_eq!(read(", where = { \"店铺\" = \"*\" }", shops).0, 19.0);
    with(", where = { \"店铺\" = \"*\" }", &format!("{shops}2025-06-03,乙,2\n")).refused_with(&["is there already"]);
    // Intervals across.
    let across = "date,media,08:00,08:30,09:00\n2025-06-02,voice,1,2,3\n2025-06-03,voice,1,2,3\n2025-06-02,chat,4,4,4\n2025-06-03,chat,4,4,4\n";
    with("", across).refused_with(&["where = { \"media\" = \"chat\" }"]);
    assert_eq!(read(", where = { media = \"voice\" }", across).0, 12.0);
    assert_eq!(read(", where = { media = \"*\" }", across).0, 36.0);
    // What is chosen has to be there, and in a file.
    let [shown, _] = crate::support::shop(
        "template = \"none\"\nstart = 2025-06-02\ndays = 2\n[contact.calls]\nchannel = \"call\"\neffort = \"240 s\"\n\
         arrivals = { per_day = 5, where = { media = \"voice\" } }\npatience = \"none\"\n\
         [design.now.team.t]\nstaffed = 5\nserves = [\"calls\"]\n",
    )
    .refused();
    assert!(shown.contains("`where` belongs to a `file` of volumes"), "{shown}");
    with(", where = { medium = \"voice\" }", across).refused_with(&["has no column \"medium\""]);
    with(", where = { media = \"email\" }", across).refused_with(&["has no \"email\" under \"media\"", "voice"]);
}

#[test]
fn two_types_read_their_rows_of_one_file() {
    let media = "date,media,calls\n2025-06-02,voice,10\n2025-06-02,chat,3\n2025-06-03,voice,11\n2025-06-03,chat,4\n";
    let text = "template = \"none\"\nstart = 2025-06-02\ndays = 2\n\
        [contact.a]\nchannel = \"call\"\narrivals = { file = \"v.csv\", columns = { count = \"calls\" }, where = { media = \"voice\" } }\n\
        effort = \"240 s\"\npatience = \"none\"\n\
        [contact.b]\nchannel = \"chat\"\narrivals = { file = \"v.csv\", columns = { count = \"calls\" }, where = { media = \"chat\" } }\n\
        effort = \"240 s\"\npatience = \"none\"\n[design.now.team.t]\nstaffed = 5\nserves = [\"a\", \"b\"]\n";
    let files = crate::support::shop(text).beside("v.csv", media).compiled().files;
    let sums: Vec<f64> = files
        .iter()
        .flat_map(|taken| match &taken.kind {
            peakstaff::model::TakenAs::Volumes { sums, .. } => sums.iter().map(|(_, sum)| *sum).collect(),
            _ => Vec::new(),
        })
        .collect();
    assert_eq!(sums.iter().sum::<f64>(), 28.0, "{sums:?}");
    assert!(sums.contains(&21.0) && sums.contains(&7.0), "{sums:?}");
}

/// What is wrong with agents by number.
fn staffed(said: &str, table: &str) -> Shop {
    let text = format!(
        "template = \"none\"\nstart = 2025-06-02\ndays = 2\n[contact.calls]\nchannel = \"call\"\narrivals = {{ per_day = 9 }}\n\
         effort = \"240 s\"\npatience = \"none\"\n[design.now.team.t]\nname = \"早班组 | First desk\"\n\
         staffed = {{ file = \"v.csv\"{said} }}\nserves = [\"calls\"]\n"
    );
    crate::support::shop(&text).beside("v.csv", table)
}

#[test]
fn numbers_of_agents_are_of_this_team() {
    let table = "date,interval,team,agents\n2025-06-02,09:00-12:00,T,3\n2025-06-02,09:00-12:00,x,5\n2025-06-03,09:00-12:00,t,4\n";
    staffed("", table).refused_with(&["has rows of several under \"team\"", "columns = { team = \"team\" }"]);
    let hours = |said: &str, table: &str| {
        let files = staffed(said, table).compiled().files;
        let peakstaff::model::TakenAs::Staffed { hours, .. } = files[0].kind else { panic!("agents") };
        hours
    };
    assert_eq!(hours(", columns = { team = \"team\" }", table), 21.0);
    assert_eq!(
        hours(", columns = { team = \"team\" }", &table.replace(",T,", ",first desk,").replace(",t,", ",早班组,")),
        21.0
    );
    let apart = table.replace("2025-06-02,09:00-12:00,x", "2025-06-02,13:00-14:00,x");
    assert_eq!(hours(", columns = { team = \"*\" }", &apart), 26.0);
    let merged = format!("{table}2025-06-03,13:00-15:00,,4\n");
    staffed(", columns = { team = \"team\" }", &merged).refused_with(&["row 5 of v.csv does not say whose it is"]);
    let columns = staffed(", columns = { team = \"team\" }", table).compiled().files[0].columns.clone();
    assert!(columns.iter().any(|column| column.word == "team" && column.role.en == "team"), "{columns:?}");
    staffed(", columns = { team = \"group\" }", table).refused_with(&["has no column \"group\""]);
    staffed(", columns = { team = \"team\" }", &table.replace(",T,", ",y,").replace(",t,", ",y,"))
        .refused_with(&["no rows of `t`"]);
    let media =
        table.replace("team", "media").replace(",T,", ",chat,").replace(",x,", ",voice,").replace(",t,", ",chat,");
    staffed("", &media).refused_with(&["where = { \"media\" = \"chat\" }"]);
    assert_eq!(hours(", where = { media = \"chat\" }", &media), 21.0);
}

#[test]
fn rows_that_do_not_say_what_they_are_about_are_mistakes() {
    let merged = "date,queue,interval,calls\n2025-06-02,calls,09:00-10:00,10\n,,10:00-11:00,12\n,x,09:00-10:00,5\n,,10:00-11:00,7\n\
        2025-06-03,calls,09:00-10:00,1\n";
    let told = ["row 3 does not say what it is about, under \"queue\"", "also lines 5", "in every row"];
    with(", missing = \"zero\", type = \"calls\"", merged).refused_with(&told);
    let media = merged.replace("queue", "media");
    with(", missing = \"zero\", where = { media = \"calls\" }", &media)
        .refused_with(&["row 3 does not say what it is about, under \"media\""]);
    let whole = media.replacen(",,10", ",calls,10", 1).replace(",,10", ",-,10");
    assert_eq!(read(", missing = \"zero\", where = { media = \"calls\" }", &whole).0, 23.0);
}

/// Two kinds out of one file of contacts, which says in a column of no known word which is which.
const BOTH: &str = r#"
template = "none"
start = 2025-03-03
days = 1
[contact.presale]
channel = "call"
effort = "60 s"
arrivals = { file = "log.csv", counts = "rows" OWN }
[contact.aftersale]
channel = "call"
effort = "60 s"
arrivals = { file = "log.csv", counts = "rows" OWN }
[design.now.team.t]
staffed = 5
serves = ["presale", "aftersale"]
"#;

#[test]
fn rows_do_not_count_twice_for_two_kinds_of_one_file() {
    let log = "arrived,agent,matter\n2025-03-03 09:00,Li,presale\n2025-03-03 09:30,Li,aftersale\n2025-03-03 10:00,Wu,presale\n";
    let with = |own: &str, log: &str| shop(&BOTH.replace("OWN", own)).beside("log.csv", log);
    let [en, zh] = with("", log).refused();
    assert!(en.contains("each take all rows of log.csv") && zh.contains("全部行"), "{en}{zh}");
    for shown in [en, zh] {
        assert!(shown.contains("columns = { type = \"matter\" }"), "{shown}");
    }
    let come = |shop: &Shop| {
        let model = shop.model();
        let of = |kind: &peakstaff::model::ContactType| kind.arrivals.as_ref().unwrap().expected(&model.calendar, 0);
        model.types.iter().map(of).collect::<Vec<f64>>()
    };
    // As told; by a column of a known word; and where it is said that each has them all.
    assert_eq!(come(&with(", columns = { type = \"matter\" }", log)), [1.0, 2.0]);
    assert_eq!(come(&with("", &log.replace("matter", "topic"))), [1.0, 2.0]);
    assert_eq!(come(&with(", times = 1", log)), [3.0, 3.0]);
}
