//! What comes with the program and may be named in a scenario: laws, calendars with their events, public holidays, shapes of a
//! day, platforms. Each is said in both languages, for whoever asks and for the reference.

use super::{CALENDARS, HOLIDAYS_CN, PLATFORMS, PROFILES};
use crate::diagnostic::Text;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What sort of thing it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sort {
    /// A law of a duration.
    Law,
    /// A calendar of events.
    Calendar,
    /// An event of a calendar.
    Event,
    /// Public holidays of a country.
    Holidays,
    /// A shape of a day.
    Profile,
    /// A platform.
    Platform,
    /// A word of the trade that is no key and no figure.
    Term,
}

impl Sort {
    /// What it is called.
    pub fn name(self) -> Text {
        let (en, zh) = match self {
            Self::Law => ("law (distribution) of a duration", "时长的分布"),
            Self::Calendar => ("shipped calendar", "自带日历"),
            Self::Event => ("event of a shipped calendar", "自带日历的活动"),
            Self::Holidays => ("public holidays", "节假日"),
            Self::Profile => ("shape of a day", "时段分布"),
            Self::Platform => ("platform", "平台"),
            Self::Term => ("word of the trade", "行业用语"),
        };
        text(en, zh)
    }
}

/// One thing that comes with the program.
#[derive(Clone, Debug)]
pub struct Shipped {
    /// What sort of thing it is.
    pub sort: Sort,
    /// Its name in a scenario.
    pub key: String,
    /// What it is called.
    pub name: Text,
    /// What it is.
    pub says: Text,
    /// A line of a scenario that names it or says it; empty: none does.
    pub written: String,
    /// Its numbers: what each is, and the number.
    pub numbers: Vec<(Text, Text)>,
    /// Other names under which people look for it, in either language.
    pub also: Vec<String>,
    /// What to look up besides: figures, keys, other things.
    pub see: Vec<String>,
}

/// A row of `shipped.toml`; texts as `[English, Chinese]`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: [String; 2],
    #[serde(default)]
    written: String,
    says: [String; 2],
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    see: Vec<String>,
}

type Rows = BTreeMap<String, Row>;

/// The whole of `shipped.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Told {
    law: Rows,
    calendar: Rows,
    holidays: Rows,
    profile: Rows,
    /// Other names of platforms.
    platform: BTreeMap<String, Vec<String>>,
    term: Rows,
}

static ALL: LazyLock<Vec<Shipped>> = LazyLock::new(|| {
    let told: Told = toml::from_str(include_str!("assets/shipped.toml")).expect("shipped.toml is read");
    let mut all = rows(Sort::Law, told.law, |_| Vec::new());
    all.sort_by_key(|law| super::values::law::NAMES.iter().position(|name| *name == law.key));
    for calendar in rows(Sort::Calendar, told.calendar, |_| Vec::new()) {
        let events = CALENDARS.iter().find(|(name, _)| *name == calendar.key).map(|(_, text)| events(text));
        all.push(calendar);
        all.extend(events.into_iter().flatten());
    }
    all.extend(rows(Sort::Holidays, told.holidays, |_| holidays()));
    let shapes: toml::Table = PROFILES.parse().expect("profiles.toml is read");
    all.extend(rows(Sort::Profile, told.profile, |key| vec![hours(&shapes[key])]));
    all.extend(platforms(told.platform));
    all.extend(rows(Sort::Term, told.term, |_| Vec::new()));
    all
});

/// Everything that comes with the program, laws first.
pub fn shipped() -> &'static [Shipped] {
    &ALL
}

fn text(en: &str, zh: &str) -> Text {
    Text { en: en.to_owned(), zh: zh.to_owned() }
}

/// `"中文 | English"`; one language alone is said to both.
fn both(written: &str) -> Text {
    let (zh, en) = written.split_once(" | ").unwrap_or((written, written));
    text(en, zh)
}

fn rows(sort: Sort, rows: Rows, numbers: impl Fn(&str) -> Vec<(Text, Text)>) -> Vec<Shipped> {
    let one = |(key, row): (String, Row)| {
        let [name, says] = [row.name, row.says].map(|[en, zh]| Text { en, zh });
        Shipped { sort, numbers: numbers(&key), key, name, says, written: row.written, also: row.also, see: row.see }
    };
    rows.into_iter().map(one).collect()
}

/// The events of a calendar, in the order of the year.
fn events(calendar: &str) -> Vec<Shipped> {
    let tree: toml::Table = calendar.parse().expect("a shipped calendar is read");
    let events = tree["event"].as_table().expect("it has events");
    let mut all: Vec<Shipped> = events.iter().map(|(key, event)| one_event(key, event)).collect();
    all.sort_by(|a, b| a.numbers[0].1.en.cmp(&b.numbers[0].1.en));
    all
}

fn one_event(key: &str, event: &toml::Value) -> Shipped {
    let word = |of: &toml::Value, key: &str| of.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    let peak = word(event, "peak");
    let mut numbers = vec![(text("its day", "当天"), text(&peak, &peak))];
    for (season, zh) in [("presale", "售前"), ("logistics", "物流"), ("aftersale", "售后")] {
        if let Some(curve) = event.get("season").and_then(|all| all.get(season)) {
            let curve = steps(curve);
            numbers.push((
                text(&format!("times a normal day, {season}"), &format!("平日的倍数，{zh}")),
                text(&curve, &curve),
            ));
        }
    }
    for burst in event.get("burst").and_then(toml::Value::as_array).into_iter().flatten() {
        let (day, share) = (&burst["day"], burst["share"].as_float().unwrap_or_default() * 100.0);
        let (at, long) = (word(burst, "at"), word(burst, "for"));
        let en = format!("day {day}: {share:.1} % of the day's {} from {at} for {long}", word(burst, "season"));
        let zh = format!("第 {day} 天：当天{}的 {share:.1} % 集中在 {at} 起的 {long}", "售前");
        numbers.push((text("burst", "集中到达"), text(&en, &zh)));
    }
    Shipped {
        sort: Sort::Event,
        key: key.to_owned(),
        name: both(&word(event, "name")),
        says: text(
            "A promotion; days count from its day, between those given the factor is on a line.",
            "大促活动；天数从当天数起，两点之间线性。",
        ),
        written: format!(
            "calendar.include = \"cn_ecommerce\"\ncontact.presale.arrivals = {{ per_day = 900, season = \"presale\" }}\ncalendar.lift_scale = {{ {key} = 0.8 }}"
        ),
        numbers,
        also: Vec::new(),
        see: vec!["cn_ecommerce".into(), "season".into(), "lift_scale".into()],
    }
}

/// `−9: 1.3, −3: 2.21, 0: 3`.
fn steps(curve: &toml::Value) -> String {
    let list = |key: &str| curve[key].as_array().expect("a curve has days and factors").iter();
    let step = |(day, factor): (&toml::Value, &toml::Value)| format!("{day}: ×{factor}");
    list("days").zip(list("factor")).map(step).collect::<Vec<_>>().join(", ").replace('-', "−")
}

/// The public holidays of every year, and where they were announced.
fn holidays() -> Vec<(Text, Text)> {
    let years: toml::Table = HOLIDAYS_CN.parse().expect("holidays_cn.toml is read");
    let mut rows = Vec::new();
    for (year, told) in &years {
        for (name, days) in told["holidays"].as_table().expect("a year has holidays") {
            let days: Vec<String> = days.as_array().expect("first and last").iter().map(ToString::to_string).collect();
            let days = if days[0] == days[1] { days[0].clone() } else { days.join("..") };
            rows.push((text(&format!("{year} {name}"), &format!("{year} {name}")), text(&days, &days)));
        }
        let workdays: Vec<String> =
            told["workdays"].as_array().expect("a year has workdays").iter().map(ToString::to_string).collect();
        let workdays = workdays.join(", ");
        rows.push((text(&format!("{year} make-up workdays"), &format!("{year} 调休上班")), text(&workdays, &workdays)));
        let source = told["source"].as_str().unwrap_or_default();
        rows.push((text(&format!("{year} source"), &format!("{year} 出处")), both(source)));
    }
    rows
}

/// A shape of a day, as it is written.
fn hours(shape: &toml::Value) -> (Text, Text) {
    let shares: Vec<String> = shape.as_array().expect("a shape is a list").iter().map(ToString::to_string).collect();
    let shares = shares.join(", ");
    (text("shares from 0 o'clock on", "从 0 点起各段的份额"), text(&shares, &shares))
}

/// Platforms; `also`: other names of theirs.
fn platforms(mut also: BTreeMap<String, Vec<String>>) -> Vec<Shipped> {
    let tree: toml::Table = PLATFORMS.parse().expect("platforms.toml is read");
    let one = |(key, platform): (&String, &toml::Value)| {
        let part =
            |of: &str, key: &str| platform.get(of).and_then(|of| of.get(key)).and_then(toml::Value::as_str).map(both);
        let bot = platform.get("bot").and_then(toml::Value::as_bool).unwrap_or_default();
        let bot = if bot { text("count as answers", "算回复") } else { text("do not count", "不算回复") };
        let window = part("window", "value")
            .unwrap_or_else(|| text("no reliable text confirms them: all hours count", "没有可靠出处：全天都算"));
        let of = if platform.get("window").is_some() { "window" } else { "rule" };
        let rows = [
            Some((text("hours that are scored", "考核时段"), window)),
            Some((text("answers of a bot", "机器人的回复"), bot)),
            part("rule", "value").map(|rule| (text("rule", "规则"), rule)),
            part(of, "source").map(|source| (text("source", "出处"), source)),
            part(of, "as_of").map(|date| (text("as of", "截至"), date)),
        ];
        Shipped {
            sort: Sort::Platform,
            key: key.clone(),
            name: both(platform["name"].as_str().unwrap_or_default()),
            says: text(
                "Which messages of customers it scores. Platforms change their rules every few months: look, and write `[platform.NAME]` over it.",
                "它考核哪些消息。平台规则每几个月就变：请核对，变了就写 `[platform.名称]` 改掉。",
            ),
            written: format!("platform = \"{key}\""),
            numbers: rows.into_iter().flatten().collect(),
            also: also.remove(key).unwrap_or_default(),
            see: vec!["platform".into()],
        }
    };
    let mut all: Vec<Shipped> = tree.iter().map(one).collect();
    assert!(also.is_empty(), "no such platforms: {also:?}");
    all.sort_by_key(|platform| PLATFORMS.find(&format!("\n[{}]", platform.key)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::values::law::NAMES;

    #[test]
    fn everything_that_is_shipped_is_said_and_nothing_else() {
        let keys = |sort: Sort| -> Vec<&str> {
            shipped().iter().filter(|one| one.sort == sort).map(|one| one.key.as_str()).collect()
        };
        assert_eq!(keys(Sort::Law), NAMES);
        assert_eq!(keys(Sort::Calendar), CALENDARS.map(|(name, _)| name));
        let shapes: toml::Table = PROFILES.parse().unwrap();
        assert_eq!(keys(Sort::Profile), shapes.keys().map(String::as_str).collect::<Vec<_>>());
        assert_eq!(keys(Sort::Event).len(), 8);
        assert_eq!(keys(Sort::Platform)[..2], ["taobao", "tmall"]);
        for one in shipped() {
            let chinese = |text: &str| text.chars().any(|c| c > '\u{2E80}');
            assert!(chinese(&one.says.zh) && !chinese(&one.says.en), "{}", one.key);
            let named = one.sort == Sort::Term || one.written.contains(&one.key);
            assert!(named && one.written.parse::<toml::Table>().is_ok(), "{}", one.written);
        }
    }
}
