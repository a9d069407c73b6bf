//! What commands over many points have in common: options, points kept on disk until all are done, and their results.

use super::call::{Call, Which, folder, limit_words, tell_design, tell_warnings};
use super::output::{Folder, Refusal, clear_all, clear_ours, is_plain, partial, refuse_strange, replace, sha256};
use super::progress::{Bar, Interrupt};
use super::terminal::{Terminal, unwritten};
use super::{Output, Simulation, limits};
use crate::diagnostic::Text;
use crate::experiment::Stopped;
use crate::model::{Lang, Model};
use crate::report::formats::text;
use crate::report::{Asset, Manifest, Report, manifest_asset};
use crate::say;
use crate::session::{Halt, OfPoints, Points, PointsDone, Request, Shelf};
use clap::Args;
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// Which design in which case, and what is asked of every point of it.
#[derive(Args, Debug)]
pub struct PointOptions {
    #[command(flatten)]
    which: Which,
    /// A figure to look at, repeatable, such as "service_level@contact:presale" [default: service level, abandonment, on time, coverage, occupancy by team, cost] · 要看的指标，可多次，例如 "service_level@contact:presale" [默认：服务水平、放弃率、按时率、覆盖率、各组利用率、成本]
    #[arg(long = "kpi", value_name = "KPI@SUBJECT")]
    kpis: Vec<String>,
    /// Simulate so many weeks that stand for all [default: all days] · 只模拟有代表性的若干周 [默认：全部日子]
    #[arg(long, value_name = "N", value_parser = limits::whole::<u16>("sample-weeks"))]
    sample_weeks: Option<u16>,
}

impl PointOptions {
    pub fn asked(&self) -> OfPoints {
        OfPoints { kpis: self.kpis.clone(), weeks: self.sample_weeks.map(usize::from) }
    }

    pub fn request(&self, file: &str, simulation: &Simulation, output: &Output, lang: Lang) -> Request {
        Request { period: output.period.clone(), ..self.which.of(simulation.request(file, lang)) }
    }
}

/// Runs all points, and ends with what `make` makes of them.
pub fn run(
    call: &Call<'_>,
    output: &Output,
    points: &Points,
    make: impl FnOnce(PointsDone) -> Result<Ending, String>,
) -> u8 {
    run_and(call, output, points, |_, _| Ok(((), Vec::new())), |done, ()| make(done))
}

/// The same where more is run once all points are done: what came of it, and the names under which it is kept; or the status to end with.
pub fn run_and<M>(
    call: &Call<'_>,
    output: &Output,
    points: &Points,
    more: impl FnOnce(&PointsDone, &KeptPoints) -> Result<(M, Vec<String>), u8>,
    make: impl FnOnce(PointsDone, M) -> Result<Ending, String>,
) -> u8 {
    let terminal = call.terminal;
    tell_warnings(terminal, &points.scenario);
    if let Err(refused) = tell_design(terminal, &points.scenario, call.request) {
        return terminal.refused(&refused);
    }
    let begin = || -> Result<(Option<Folder>, KeptPoints), Refusal> {
        let folder = folder(output.out.as_deref(), &points.scenario, &call.request.file, call.command)?;
        let kept = KeptPoints::beside(&folder)?;
        Ok((Some(folder), kept))
    };
    let (folder, kept) = match if output.no_files { Ok((None, KeptPoints::default())) } else { begin() } {
        Ok(begun) => begun,
        Err((why, help)) => return terminal.mistake(why, help),
    };
    let done = match run_points(terminal, points, &kept) {
        Ok(done) => done,
        Err(status) => return status,
    };
    let (found, more_names) = match more(&done, &kept) {
        Ok(found) => found,
        Err(status) => return status,
    };
    let names = [done.names.clone(), more_names].concat();
    finish(call, make(done, found), folder, (&kept, &names))
}

/// Points that are done, kept in `NAME.partial` until all are. Each file ends with its own hash, so that a point that
/// somebody changed is run again.
#[derive(Default)]
pub struct KeptPoints {
    /// None: nothing is kept.
    place: Option<PathBuf>,
    /// Why points could not be kept, and how many: a full disk is no reason to lose what is still being done.
    failed: RefCell<Vec<io::Error>>,
}

impl KeptPoints {
    /// Beside a folder of results.
    pub fn beside(folder: &Folder) -> Result<Self, Refusal> {
        let place = partial(folder.target());
        let shown = place.display().to_string();
        let begin = || -> io::Result<()> {
            fs::create_dir_all(&place)?;
            clear_all(&place);
            let probe = place.join("point-.json");
            replace(&probe, b"x")?;
            fs::remove_file(&probe)
        };
        begin().map_err(|why| (unwritten(&shown, &why), None))?;
        refuse_strange(&place)?;
        Ok(Self { place: Some(place), failed: RefCell::default() })
    }

    /// Where they are; none: nothing is kept.
    pub fn shown(&self) -> Option<String> {
        self.place.as_ref().map(|place| place.display().to_string())
    }

    /// Takes away what is no longer needed: these points, and what any other run to the same folder left when it was
    /// stopped. Until this one has its results, all of it stays.
    pub fn clear(&self, names: &[String]) {
        let Some(place) = &self.place else { return };
        for name in names {
            let _ = fs::remove_file(place.join(name));
        }
        clear_ours(place);
    }
}

impl Drop for KeptPoints {
    fn drop(&mut self) {
        if let Some(place) = &self.place {
            // Only an empty folder can be removed so.
            let _ = fs::remove_dir(place);
        }
    }
}

impl Shelf for KeptPoints {
    fn find(&self, name: &str) -> Option<Vec<u8>> {
        let path = self.place.as_ref()?.join(name);
        let mut bytes = is_plain(&path).then(|| fs::read(path).ok()).flatten()?;
        let end = bytes.iter().rposition(|b| *b == b'\n')?;
        let hash = bytes.split_off(end);
        (hash[1..] == *sha256(&bytes).as_bytes()).then_some(bytes)
    }
    fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let Some(place) = &self.place else { return Ok(()) };
        let sealed = [bytes, b"\n", sha256(bytes).as_bytes()].concat();
        let kept = fs::create_dir_all(place).and_then(|()| replace(&place.join(name), &sealed));
        self.failed.borrow_mut().extend(kept.err());
        Ok(())
    }
}

/// Runs points, except those kept from an earlier start; all are done, or this is the status to end with.
pub fn run_points(terminal: &Terminal, points: &Points, kept: &KeptPoints) -> Result<PointsDone, u8> {
    let interrupt = Interrupt::listen(terminal);
    let bar = Bar::new(terminal, "");
    let done = points.run(kept, &bar, &interrupt);
    bar.finish();
    let place = kept.place.as_deref().unwrap_or(Path::new("")).display().to_string();
    let done = done.map_err(|why| terminal.failed(unwritten(&place, &why)))?;
    let failed = kept.failed.borrow();
    if let Some(why) = failed.first() {
        let (Text { en, zh }, n) = (unwritten(&place, why), failed.len());
        terminal.say(&say!("{en}: {n} points could not be kept", "{zh}：有 {n} 个点未能保存"));
    }
    let (finished, all) = (done.read.iter().flatten().count() - failed.len(), done.read.len());
    let (en, zh) = match done.stopped {
        None => {
            if done.found > 0 {
                let found = done.found;
                let text = say!("{found} of {all} points were done before", "{all} 个点中有 {found} 个此前已完成");
                terminal.note(&text);
            }
            return Ok(done);
        }
        Some(Stopped::Interrupted) => ("interrupted".to_owned(), "已中断".to_owned()),
        Some(Stopped::Limit { arm, limit, .. }) => {
            let (en, zh) = limit_words(&points.model, limit);
            let at = points.changes[arm].join(", ");
            (format!("{at} reached {en}"), format!("{at} 达到{zh}"))
        }
    };
    let text = match kept.place {
        None => say!("{en}: no results, and nothing is kept", "{zh}：没有结果，也没有保存"),
        Some(_) => say!(
            "{en}: {finished} of {all} points are done and kept in {place}; the same command goes on from there",
            "{zh}：{all} 个点完成了 {finished} 个，保存在 {place}；再次运行同一命令即从那里继续"
        ),
    };
    terminal.say(&text);
    Err(super::STOPPED)
}

/// What a command over points ends with.
pub struct Ending {
    pub manifest: Manifest,
    pub json: Vec<u8>,
    /// All there is.
    pub page: Report,
    /// What is printed instead; none: all of it.
    pub brief: Option<Report>,
    pub assets: Vec<Asset>,
}

/// Prints the results, and writes them into their folder.
pub fn finish(
    call: &Call<'_>,
    ending: Result<Ending, String>,
    folder: Option<Folder>,
    (kept, names): (&KeptPoints, &[String]),
) -> u8 {
    let terminal = call.terminal;
    let unmade = |why: String| terminal.failed(say!("cannot make the files: {why}", "无法生成文件：{why}"));
    let Ending { manifest, json, page, brief, mut assets } = match ending {
        Ok(ending) => ending,
        Err(why) => return unmade(why),
    };
    if terminal.json {
        terminal.result(&json);
    } else if let Some(brief) = &brief {
        terminal.brief(brief);
    } else {
        terminal.report(&page);
    }
    let Some(folder) = folder else { return super::DONE };
    match manifest_asset(&manifest) {
        Ok(manifest) => assets.push(manifest),
        Err(why) => return unmade(why),
    }
    assets.push(("estimates.json".into(), json));
    assets.push(("report.txt".into(), text::render(&page).into_bytes()));
    let place = folder.target().to_owned();
    if let Err(status) = call.put(folder, (assets, None), &place) {
        return status;
    }
    kept.clear(names);
    super::DONE
}

/// Says why there is no answer, and what is kept.
pub fn halted(terminal: &Terminal, model: &Model, halt: Halt, kept: &KeptPoints) -> u8 {
    let place = kept.shown();
    let (why, at) = match halt {
        Halt::Refused(refused) => return terminal.refused(&refused),
        Halt::Kept(why) => return terminal.failed(unwritten(&place.unwrap_or_default(), &why)),
        Halt::Stopped { why, at } => (why, at),
    };
    let Text { en, zh } = match why {
        Stopped::Interrupted => say!("interrupted", "已中断"),
        Stopped::Limit { limit, .. } => {
            let (en, zh) = limit_words(model, limit);
            say!("{at} or what was tried with it reached {en}", "{at} 或同时试的其他取值达到{zh}")
        }
    };
    terminal.say(&match place {
        None => say!("{en}: no answer, and nothing is kept", "{zh}：没有结果，也没有保存"),
        Some(place) => say!(
            "{en}: what was simulated is kept in {place}; the same command goes on from there",
            "{zh}：已模拟的部分保存在 {place}；再次运行同一命令即从那里继续"
        ),
    });
    super::STOPPED
}
