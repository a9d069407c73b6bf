//! Contacts expected by date and type, before anything is simulated: a page, a picture, a table for spreadsheets, data.

use crate::catalogue::{Subject, civil, month_key};
use crate::id::IdVec;
use crate::load::{DayLoad, History, TeamLoad, TypeLoad, expected, teams, teams_on};
use crate::model::{Channel, Lang, Model, TeamId, TypeId};
use crate::report::charts::{self, Curve};
use crate::report::formats::Asset;
use crate::report::formats::csv::{Sheet, WEEKDAYS, six};
use crate::report::numbers::number;
use crate::report::page::{Block, Column, Section, Table};
use crate::report::words::{list, say};
use serde_json::{Value, json};

/// More days than these are shown by week, and more than those by month.
const BY_DAY: i32 = 31;
const BY_WEEK: i32 = 184;
/// The busiest dates of a long horizon: how many at most, and how far above the mean.
const BUSIEST: usize = 10;
const ABOVE: f64 = 1.1;
/// How far above the mean a date has to be to be told beside it.
const BUSIER: f64 = 1.005;

/// What is expected of designs on every counted date.
#[derive(Debug)]
pub struct Expected<'a> {
    designs: Vec<Loaded<'a>>,
    /// The one on the page and in the picture.
    shown: usize,
    /// The counted date on which most contacts reach people in the design shown; none where it is like the mean day.
    busiest: Option<usize>,
}

/// What is expected of one design.
#[derive(Debug)]
pub struct Loaded<'a> {
    /// Which.
    pub model: &'a Model,
    /// Contacts of every counted date.
    pub days: IdVec<TypeId, Vec<DayLoad>>,
    /// Contacts of a mean day, by interval.
    pub demand: IdVec<TypeId, TypeLoad>,
    /// Teams on a mean day.
    pub loads: IdVec<TeamId, TeamLoad>,
    /// Teams on the busiest date.
    pub busiest: Option<IdVec<TeamId, TeamLoad>>,
}

impl<'a> Expected<'a> {
    /// Of these designs; `shown`: the one that the page is about.
    pub fn of(models: &[&'a Model], shown: usize) -> Self {
        let mut histories: Vec<Option<History<'_>>> = models.iter().map(|_| None).collect();
        let first = histories[shown].insert(History::of(models[shown]));
        let busiest = busiest(models[shown], &first.days());
        let of_design = |(model, history): (&&'a Model, Option<History<'_>>)| {
            let (history, demand) = (history.unwrap_or_else(|| History::of(model)), expected(model));
            let loads = teams(model, &demand);
            let busiest = busiest.map(|day| teams_on(model, &history.on(day), day));
            Loaded { model, days: history.days(), demand, loads, busiest }
        };
        Self { designs: models.iter().zip(histories).map(of_design).collect(), shown, busiest }
    }

    /// Every design.
    pub fn designs(&self) -> &[Loaded<'a>] {
        &self.designs
    }

    /// The one that the page is about.
    pub fn shown(&self) -> &Loaded<'a> {
        &self.designs[self.shown]
    }

    /// Models of the designs.
    pub fn models(&self) -> impl Iterator<Item = &'a Model> + use<'a, '_> {
        self.designs.iter().map(|design| design.model)
    }

    /// The busiest date as it is shown: `2025-11-11 Tue`; none where it is like the mean day.
    pub fn busiest_date(&self, lang: Lang) -> Option<String> {
        let (day, page) = (self.busiest?, Page::of(self, lang));
        Some(page.date(day))
    }

    /// Contacts of all types, and those to people: on the mean of the counted dates, and on the busiest of them.
    pub fn contacts(&self) -> ([f64; 2], Option<[f64; 2]>) {
        let page = Page::of(self, Lang::En);
        let days = page.model.calendar.days as usize;
        let on = |day: usize| [page.total(day, |load| load.arrivals), page.total(day, |load| load.people)];
        let sums = (0..days).map(on).fold([0.0; 2], |sum, on| [sum[0] + on[0], sum[1] + on[1]]);
        (sums.map(|sum| sum / days as f64), self.busiest.map(on))
    }

    /// The events that change the busiest date.
    pub fn busiest_events(&self, lang: Lang) -> String {
        self.busiest.map_or_else(String::new, |day| Page::of(self, lang).events(day))
    }

    /// The page.
    pub fn sections(&self, lang: Lang) -> Vec<Section> {
        let page = Page::of(self, lang);
        let (days, design) = (page.model.calendar.days, page.model.design.in_lang(lang));
        let what = say(
            lang,
            "contacts arriving a day, by formula; what follows comes when its delay is over, and events as large as written"
                .into(),
            "每天到达的咨询，按公式估算：后续咨询按各自的延迟到来，活动按所写的倍数".into(),
        );
        let heading = say(lang, format!("Expected by date: {design}"), format!("按日期的预期：{design}"));
        let mut blocks = vec![Block::Text(what)];
        if page.model.types.iter().filter_map(|kind| kind.arrivals.as_ref()).any(|own| !own.crises.is_empty()) {
            let crises = say(lang, "crises come on top of this".into(), "突发事件另计，不在其中".into());
            blocks.push(Block::Text(crises));
        }
        if days <= BY_DAY {
            blocks.push(Block::Table(page.dates((0..days as usize).collect())));
        } else {
            blocks.push(Block::Table(page.spans()));
            let busiest = page.busiest();
            if !busiest.is_empty() {
                blocks.push(Block::Text(say(lang, "the busiest dates".into(), "最忙的日子".into())));
                blocks.push(Block::Table(page.dates(busiest)));
            }
        }
        vec![Section { heading, blocks }]
    }

    /// `expected.csv` and the picture.
    pub fn files(&self, lang: Lang) -> Result<Vec<Asset>, String> {
        let mut files = vec![("expected.csv".to_owned(), self.csv(lang)?)];
        if let Some(chart) = self.chart(lang) {
            files.push((format!("charts/{}.svg", chart.name), chart.svg()?.into_bytes()));
            files.push((format!("charts/{}.png", chart.name), chart.png()?));
        }
        Ok(files)
    }

    fn csv(&self, lang: Lang) -> Result<Vec<u8>, String> {
        let mut sheet =
            Sheet::new(&["design", "case", "date", "weekday", "subject", "name", "first", "arrived", "people"])?;
        for Loaded { model, days: loads, .. } in &self.designs {
            let calendar = &model.calendar;
            for (id, _) in model.types.entries() {
                let subject = Subject::Type(id);
                let (key, name) = (subject.key(model), subject.name(model, lang));
                for (day, load) in (calendar.warm_up_days..).zip(&loads[id]) {
                    let (date, weekday) = (civil(calendar.epoch_day(day)).to_string(), WEEKDAYS[calendar.weekday(day)]);
                    let people = if is_stream(model, id) { String::new() } else { six(load.people) };
                    let (first, arrived) = (six(load.first), six(load.arrivals));
                    let (design, case) = (&model.design.key, &model.case.key);
                    sheet.row(&[design, case, &date, weekday, &key, &name, &first, &arrived, &people])?;
                }
            }
        }
        sheet.bytes()
    }

    /// The picture.
    pub fn chart(&self, lang: Lang) -> Option<charts::Chart> {
        let page = Page::of(self, lang);
        let curves = |streams: bool| -> Vec<Curve> {
            let of = page.columns.iter().filter(|id| is_stream(page.model, **id) == streams);
            let curve = |id: &TypeId| Curve {
                name: page.model.types[*id].label.in_lang(lang).to_owned(),
                days: page.loads[*id].iter().map(|day| day.arrivals).collect(),
            };
            of.map(curve).collect()
        };
        let total = |name: String, of: fn(DayLoad) -> f64| Curve {
            name,
            days: (0..page.model.calendar.days as usize).map(|day| page.total(day, of)).collect(),
        };
        let all =
            total(say(lang, "thin: all that arrive".into(), "细线：全部到达".into()), |load| load.arrivals);
        let people = total(say(lang, "to people".into(), "转人工".into()), |load| load.people);
        let (design, calendar) = (&page.model.design, &page.model.calendar);
        charts::expected((design, calendar), (curves(false), curves(true)), (&all, &people), lang)
    }

    /// As data: arrays by date, the first counted date first.
    pub fn json(&self) -> Value {
        let of_type = |model: &Model, id: TypeId, days: &[DayLoad]| {
            let array = |of: fn(&DayLoad) -> f64| days.iter().map(of).collect::<Vec<_>>();
            let people = if is_stream(model, id) { Value::Null } else { json!(array(|day| day.people)) };
            json!({
                "subject": Subject::Type(id).key(model),
                "first": array(|day| day.first),
                "arrived": array(|day| day.arrivals),
                "people": people,
            })
        };
        let date = |model: &Model, counted: i32| {
            civil(model.calendar.epoch_day(model.calendar.warm_up_days + counted)).to_string()
        };
        let of_design = |design: &Loaded<'_>| {
            let model = design.model;
            let types: Vec<Value> = model.types.ids().map(|id| of_type(model, id, &design.days[id])).collect();
            let busiest = design
                .busiest
                .as_ref()
                .zip(self.busiest)
                .map(|(loads, day)| json!({ "date": date(model, day as i32), "teams": teams_json(model, loads) }));
            json!({
                "design": model.design.key,
                "case": model.case.key,
                "from": date(model, 0),
                "types": types,
                "interval_minutes": 1440.0 / model.calendar.intervals_per_day() as f64,
                "mean_day": { "teams": teams_json(model, &design.loads) },
                "busiest_day": busiest,
            })
        };
        self.designs.iter().map(of_design).collect()
    }
}

/// Teams by interval: hands that are busy, people, and where chats are by the clock places.
fn teams_json(model: &Model, loads: &IdVec<TeamId, TeamLoad>) -> Vec<Value> {
    let of_team = |id: TeamId| {
        let load = &loads[id];
        let clock = load.clock.as_ref();
        json!({
            "subject": Subject::Team(id).key(model),
            "people": load.people,
            "live": load.live,
            "tickets": load.tickets,
            "people_hours": load.people_per_day(),
            "work_hours": load.work_per_day(),
            "places": clock.map(|clock| clock.places.clone()),
            "places_taken": clock.map(|clock| &clock.taken),
        })
    };
    model.teams.ids().map(of_team).collect()
}

/// The counted date on which most contacts reach people, the earliest of equals; none where no date stands out.
fn busiest(model: &Model, days: &IdVec<TypeId, Vec<DayLoad>>) -> Option<usize> {
    let people = |day: usize| -> f64 {
        model.types.ids().filter(|id| !is_stream(model, *id)).map(|id| days[id][day].people).sum()
    };
    let all: Vec<f64> = (0..model.calendar.days as usize).map(people).collect();
    let mean = all.iter().sum::<f64>() / all.len().max(1) as f64;
    let (day, most) = all.into_iter().enumerate().reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    (most > BUSIER * mean).then_some(day)
}

fn is_stream(model: &Model, id: TypeId) -> bool {
    model.types[id].channel == Channel::Stream
}

/// One design, as it is shown in a language.
struct Page<'a> {
    model: &'a Model,
    loads: &'a IdVec<TypeId, Vec<DayLoad>>,
    /// Types of which anything comes, streams last.
    columns: Vec<TypeId>,
    lang: Lang,
}

impl<'a> Page<'a> {
    fn of(expected: &'a Expected<'_>, lang: Lang) -> Self {
        let Loaded { model, days: loads, .. } = expected.shown();
        let comes = |id: &TypeId| loads[*id].iter().any(|day| day.arrivals > 0.0);
        let mut columns: Vec<TypeId> = model.types.ids().filter(comes).collect();
        columns.sort_by_key(|id| is_stream(model, *id));
        Self { model, loads, columns, lang }
    }

    /// Of all contacts of a date.
    fn total(&self, day: usize, of: fn(DayLoad) -> f64) -> f64 {
        self.columns.iter().filter(|id| !is_stream(self.model, **id)).map(|id| of(self.loads[*id][day])).sum()
    }

    fn epoch_day(&self, day: usize) -> i32 {
        self.model.calendar.epoch_day(self.model.calendar.warm_up_days + day as i32)
    }

    /// `2025-11-11 Tue`.
    fn date(&self, day: usize) -> String {
        let weekday = self.model.calendar.weekday(self.model.calendar.warm_up_days + day as i32);
        let weekday = match self.lang {
            Lang::En => WEEKDAYS[weekday].to_owned(),
            Lang::Zh => format!("周{}", ["一", "二", "三", "四", "五", "六", "日"][weekday]),
        };
        format!("{} {weekday}", civil(self.epoch_day(day)))
    }

    /// Dates clearly above the mean, the busiest first; of equals the earliest.
    fn busiest(&self) -> Vec<usize> {
        let people = |day: usize| self.total(day, |load| load.people);
        let all: Vec<(f64, usize)> = (0..self.model.calendar.days as usize).map(|day| (people(day), day)).collect();
        let mean = all.iter().map(|(people, _)| people).sum::<f64>() / all.len() as f64;
        let mut days: Vec<(f64, usize)> = all.into_iter().filter(|(people, _)| *people > ABOVE * mean).collect();
        days.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        days.into_iter().take(BUSIEST).map(|(_, day)| day).collect()
    }

    /// A row a date, with the events that change it.
    fn dates(&self, days: Vec<usize>) -> Table {
        let events: Vec<String> = days.iter().map(|day| self.events(*day)).collect();
        let with_events = events.iter().any(|events| !events.is_empty());
        let row = |(day, events): (usize, String)| {
            let cells = std::iter::once(self.date(day)).chain(with_events.then_some(events));
            cells.chain(self.cells(&[day])).collect()
        };
        let rows = days.into_iter().zip(events).map(row).collect();
        let mut before = vec![Column::words(&say(self.lang, "date".into(), "日期".into()))];
        before.extend(with_events.then(|| Column::words(&say(self.lang, "events".into(), "活动".into()))));
        let fixed = before.len();
        Table { caption: String::new(), columns: self.headed(before), rows, fixed }
    }

    /// A row a week or month, and the whole: means a day.
    fn spans(&self) -> Table {
        let all: Vec<usize> = (0..self.model.calendar.days as usize).collect();
        let by_week = self.model.calendar.days <= BY_WEEK;
        let same = |a: &usize, b: &usize| {
            if by_week {
                self.model.calendar.weekday(self.model.calendar.warm_up_days + *b as i32) != 0
            } else {
                month_key(self.epoch_day(*a)) == month_key(self.epoch_day(*b))
            }
        };
        let row = |name: String, days: &[usize]| std::iter::once(name).chain(self.cells(days)).collect::<Vec<String>>();
        let named = |days: &[usize]| {
            let (first, last) = (self.epoch_day(days[0]), self.epoch_day(days[days.len() - 1]));
            let name = if by_week { format!("{} .. {}", civil(first), civil(last)) } else { month_key(first) };
            row(name, days)
        };
        let mut rows: Vec<Vec<String>> = all.chunk_by(same).map(named).collect();
        rows.push(row(say(self.lang, "mean a day".into(), "日均".into()), &all));
        let head = if by_week {
            say(self.lang, "week".into(), "周".into())
        } else {
            say(self.lang, "month".into(), "月份".into())
        };
        Table { caption: String::new(), columns: self.headed(vec![Column::words(&head)]), rows, fixed: 1 }
    }

    fn headed(&self, mut columns: Vec<Column>) -> Vec<Column> {
        columns.extend([
            Column::figures(&say(self.lang, "all contacts".into(), "全部咨询".into())),
            Column::figures(&say(self.lang, "to people".into(), "转人工".into())),
        ]);
        columns.extend(self.columns.iter().map(|id| Column::figures(self.model.types[*id].label.in_lang(self.lang))));
        columns
    }

    /// Means over these days.
    fn cells(&self, days: &[usize]) -> Vec<String> {
        let mean = |sum: f64| figure(sum / days.len() as f64);
        let total = |of: fn(DayLoad) -> f64| mean(days.iter().map(|day| self.total(*day, of)).sum());
        let mut cells = vec![total(|load| load.arrivals), total(|load| load.people)];
        cells.extend(self.columns.iter().map(|id| mean(days.iter().map(|day| self.loads[*id][*day].arrivals).sum())));
        cells
    }

    /// The events that change a date, each once.
    fn events(&self, day: usize) -> String {
        let events = self.model.events_on(self.epoch_day(day));
        let names: Vec<String> = events.into_iter().map(|event| event.in_lang(self.lang).to_owned()).collect();
        list(self.lang, &names)
    }
}

fn figure(x: f64) -> String {
    number(x, if x >= 99.95 { 0 } else { -1 })
}
