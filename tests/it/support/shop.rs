//! A scenario with the files beside it and what is asked of it, and what becomes of it.

use super::files::Files;
use super::told::{Estimate, estimates};
use peakstaff::compile::Compiled;
use peakstaff::diagnostic::Style;
use peakstaff::engine::{self, Observer, Trace};
use peakstaff::experiment::{Never, Quiet, Replications, Settings, Study, replicate};
use peakstaff::model::{Lang, Model};
use peakstaff::report::formats::text;
use peakstaff::report::{Checked, Expected, Results, Swept, build, check_report};
use peakstaff::session::{self, Done, Grid, NoShelf, OfPoints, Refused, Request, Scenario, Sweep, check_for};

/// A scenario, the files beside it, and what is asked of it: seed 1 and two threads unless said otherwise.
#[derive(Clone)]
pub struct Shop {
    pub files: Files,
    pub request: Request,
}

/// A scenario of this text, under the name `shop.toml`, with nothing beside it.
pub fn shop(text: &str) -> Shop {
    Shop { files: Files::default().with("shop.toml", text), request: request("shop.toml") }
}

/// A scenario of the package, by its path from the root, with its neighbours beside it: `scenarios/first.toml`.
pub fn scenario(path: &str) -> Shop {
    let (folder, name) = path.rsplit_once('/').expect("a file in a folder");
    Shop { files: Files::of(folder), request: request(name) }
}

fn request(file: &str) -> Request {
    Request { threads: 2, ..Request::new(file) }
}

/// The model of a text: of its first design in its first case.
#[track_caller]
pub fn model(text: &str) -> Model {
    shop(text).model()
}

impl Shop {
    /// A file beside the scenario.
    pub fn beside(mut self, name: &str, bytes: impl AsRef<[u8]>) -> Self {
        self.files = self.files.with(name, bytes);
        self
    }
    /// The files of a folder of the package beside it.
    pub fn in_folder(mut self, folder: &str) -> Self {
        self.files = self.files.in_folder(folder);
        self
    }
    /// `PATH=VALUE`, as after `--set`.
    pub fn set(self, set: &str) -> Self {
        self.ask(|request| request.sets.push(set.to_owned()))
    }
    /// Several of them, in order.
    pub fn sets(self, sets: &[&str]) -> Self {
        sets.iter().fold(self, |shop, set| shop.set(set))
    }
    /// So many replications.
    pub fn replications(self, number: u64) -> Self {
        self.ask(|request| request.replications = Some(number))
    }
    /// Anything else that a command asks.
    pub fn ask(mut self, change: impl FnOnce(&mut Request)) -> Self {
        change(&mut self.request);
        self
    }
}

/// What becomes of it. Where `Result` is not what comes out, mistakes of the scenario fail the test.
impl Shop {
    /// As `check` reads it.
    pub fn checked(&self) -> Result<Scenario, Refused> {
        check_for(&self.files, &self.request)
    }
    #[track_caller]
    pub fn scenario(&self) -> Scenario {
        self.checked().unwrap_or_else(|refused| panic!("{}", refused.render(Style::default())))
    }
    #[track_caller]
    pub fn compiled(&self) -> Compiled {
        self.scenario().compiled
    }
    /// The first design in the first case.
    #[track_caller]
    pub fn model(&self) -> Model {
        self.compiled().model(0, 0).clone()
    }
    /// All designs in the first case, in order of name.
    #[track_caller]
    pub fn models(&self) -> Vec<Model> {
        let compiled = self.compiled();
        (0..compiled.designs.len()).map(|design| compiled.model(design, 0).clone()).collect()
    }
    /// What is said where it is refused, in English and in Chinese.
    #[track_caller]
    pub fn refused(&self) -> [String; 2] {
        let Err(refused) = self.checked() else { panic!("it compiles") };
        [false, true].map(|chinese| refused.render(Style { chinese, colour: false }))
    }
    /// Refused, with all these words in the English message.
    #[track_caller]
    pub fn refused_with(&self, wanted: &[&str]) {
        let [shown, _] = self.refused();
        for words in wanted {
            assert!(shown.contains(words), "no \"{words}\" in\n{shown}");
        }
    }
    /// Warnings in English.
    #[track_caller]
    pub fn warnings(&self) -> String {
        self.scenario().warnings(Style::default())
    }
    /// As `run` simulates it.
    #[track_caller]
    pub fn run(&self) -> Done {
        self.explained(session::run(&self.scenario(), &self.request, &Quiet, &Never))
    }
    /// As `compare` simulates it.
    #[track_caller]
    pub fn compare(&self) -> Done {
        self.explained(session::compare(&self.scenario(), &self.request, &Quiet, &Never))
    }
    /// With why customers waited, where that is asked.
    #[track_caller]
    fn explained(&self, done: Result<Done, Refused>) -> Done {
        let mut done = done.expect("it runs");
        if self.request.why {
            session::why_missed(&self.request, &mut done, &Quiet, &Never);
        }
        done
    }
    /// What `run` estimates.
    #[track_caller]
    pub fn estimates(&self) -> Vec<Estimate> {
        estimates(&self.run().results.study)
    }
    /// The full page of `check` about the first design, without what decides and what files hold.
    #[track_caller]
    pub fn check_page(&self, lang: Lang) -> String {
        let scenario = self.scenario();
        let compiled = &scenario.compiled;
        let models = vec![compiled.model(0, 0)];
        let checked = Checked {
            title: &compiled.title,
            all: models.clone(),
            counted: compiled.counted.as_ref(),
            measured: &scenario.measured,
            cases: &compiled.cases,
            defaults: &compiled.defaults(),
            sources: &scenario.sources(),
            expected: &Expected::of(&models, 0),
            warnings: &scenario.noticed(),
            changed: &scenario.changed(),
            deciding: &[],
            files: &[],
        };
        text::render(&check_report(&checked, lang, ""))
    }
    /// As `sweep` goes through a grid of `PATH=VALUES`.
    #[track_caller]
    pub fn swept(&self, vary: &[&str], kpis: &[&str]) -> Swept {
        let strings = |all: &[&str]| all.iter().map(ToString::to_string).collect();
        let grid = Grid { vary: strings(vary), of: OfPoints { kpis: strings(kpis), weeks: None }, best: None };
        let sweep = Sweep::compile(&self.files, &self.request, &grid)
            .unwrap_or_else(|refused| panic!("{}", refused.render(Style::default())));
        let done = sweep.points.run(&NoShelf, &Quiet, &Never).expect("it runs");
        sweep.results(&self.request, &grid, done, None).expect("all points are done").0
    }
}

/// The models of a text: of all its designs in its first case, in order of name.
#[track_caller]
pub fn models(text: &str) -> Vec<Model> {
    shop(text).models()
}

/// A study of models with so many replications.
pub fn study(models: Vec<Model>, seed: u64, replications: u64) -> Study {
    let replications = Replications::Fixed(replications);
    replicate(models, &Settings { seed, replications, threads: 2, profile: None }, &Quiet, &Never)
}

/// The first page of results, as a terminal shows it.
pub fn page(results: &Results, lang: Lang) -> String {
    text::render(&build(results, lang, ""))
}

/// What an observer saw of a replication.
pub fn watch<O: Observer>(model: &Model, seed: u64, replication: u64, observer: O) -> O {
    engine::run(model, seed, replication, observer, &|| false).0
}

/// A text without what stands between its words: pages break lines where they are full.
pub fn squeezed(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Everything that happens in a replication with seed 7, a line an event.
pub fn trace(model: &Model, replication: u64) -> Vec<String> {
    let mut lines = Vec::new();
    engine::run(
        model,
        7,
        replication,
        Trace::new(model, Lang::En, |day| day.to_string(), |l| lines.push(l.to_owned())),
        &|| false,
    );
    lines
}
