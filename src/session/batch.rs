//! Points that are run together and kept one by one, so that what is done is done once.

use super::{Refused, Request};
use crate::compile;
use crate::experiment::{Cancel, Progress, Stopped, Sweeping, run_points};
use crate::measure::Series;
use crate::model::Model;
use crate::scenario::text::sources::Sources;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io;
use std::sync::atomic::{AtomicU64, Ordering};

/// Where points that are done are kept until all are.
pub trait Shelf {
    /// What was kept under this name.
    fn find(&self, name: &str) -> Option<Vec<u8>>;
    /// Keeps it, whole or not at all.
    fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<()>;
}

/// Keeps nothing.
pub struct NoShelf;
impl Shelf for NoShelf {
    fn find(&self, _: &str) -> Option<Vec<u8>> {
        None
    }
    fn keep(&self, _: &str, _: &[u8]) -> io::Result<()> {
        Ok(())
    }
}

/// The models of points, of `changes` to the design and case of `model`; every mistake of any of them is told.
pub(super) fn compiled(
    sources: &dyn Sources,
    request: &Request,
    model: &Model,
    changes: &[Vec<String>],
) -> Result<Vec<Model>, Refused> {
    let asked = compile::Points { sets: &request.sets, design: &model.design.key, case: &model.case.key, changes };
    let (files, diagnostics, models) = compile::points(sources, &request.file, asked);
    if diagnostics.errors() > 0 {
        return Err(Refused::found(files, diagnostics));
    }
    Ok(models)
}

/// Points that are run together.
pub(super) struct Batch<'a> {
    /// By point.
    pub models: &'a [Model],
    /// What each changes: `PATH=VALUE`.
    pub changes: &'a [Vec<String>],
    /// How they are run.
    pub sweeping: &'a Sweeping,
    /// What decides what is read of a point, beside what it changes.
    pub question: &'a str,
}

/// What came of points.
#[derive(Debug)]
pub struct BatchDone<R> {
    /// By point; none where it was not reached.
    pub read: Vec<Option<R>>,
    /// Set where it ended early.
    pub stopped: Option<Stopped>,
    /// Points that had been kept from an earlier start.
    pub found: usize,
    /// Names under which points are kept.
    pub names: Vec<String>,
}

/// A point as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptPoint<R> {
    question: String,
    changes: Vec<String>,
    read: R,
}

impl Batch<'_> {
    /// Runs what is not kept already; `read` reads a point's replications, and `whole` says whether what was kept is all of that.
    pub fn run<R: Serialize + DeserializeOwned>(
        &self,
        shelf: &dyn Shelf,
        ports: (&dyn Progress, &dyn Cancel),
        read: &dyn Fn(&Model, &Series<'_>) -> R,
        whole: &dyn Fn(&R) -> bool,
    ) -> io::Result<BatchDone<R>> {
        let names: Vec<String> = self.changes.iter().map(|changes| self.name(changes)).collect();
        let mut all: Vec<Option<R>> =
            (0..names.len()).map(|point| self.kept(shelf, point, &names).filter(whole)).collect();
        let found = all.iter().flatten().count();
        let todo: Vec<usize> = (0..names.len()).filter(|point| all[*point].is_none()).collect();
        let mut keep = |point: usize, read: R| -> io::Result<()> {
            let kept = KeptPoint { question: self.question.to_owned(), changes: self.changes[point].clone(), read };
            shelf.keep(&names[point], &serde_json::to_vec(&kept).map_err(io::Error::other)?)?;
            all[point] = Some(kept.read);
            Ok(())
        };
        let stopped = run_points(self.models, &todo, self.sweeping, ports, read, &mut keep)?;
        Ok(BatchDone { read: all, stopped, found, names })
    }

    /// The name of a point says all that decides its figures, so that no other question's is ever taken for it.
    fn name(&self, changes: &[String]) -> String {
        kept_name(self.question, changes.iter().map(|change| &change[..]))
    }

    /// A point from an earlier start; one that cannot be read is run again.
    fn kept<R: DeserializeOwned>(&self, shelf: &dyn Shelf, point: usize, names: &[String]) -> Option<R> {
        let kept: KeptPoint<R> = serde_json::from_slice(&shelf.find(&names[point])?).ok()?;
        (kept.question == self.question && kept.changes == self.changes[point]).then_some(kept.read)
    }
}

/// The name under which what answers a question is kept; `parts`: what it is asked of.
pub(super) fn kept_name<'a>(question: &'a str, parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash = Sha256::new();
    for part in std::iter::once(question).chain(parts) {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    let mut name = String::from("point-");
    for byte in &hash.finalize()[..12] {
        let _ = write!(name, "{byte:02x}");
    }
    name + ".json"
}

/// Progress over rounds: each plans its own, and the bar shows all of them.
pub(super) struct Rounds<'a> {
    inner: &'a dyn Progress,
    /// Replications planned in rounds that are over.
    before: AtomicU64,
    /// Those of this one.
    now: AtomicU64,
}

impl<'a> Rounds<'a> {
    pub fn new(inner: &'a dyn Progress) -> Self {
        Self { inner, before: AtomicU64::new(0), now: AtomicU64::new(0) }
    }

    /// A round begins.
    pub fn begin(&self) {
        self.before.fetch_add(self.now.swap(0, Ordering::Relaxed), Ordering::Relaxed);
    }
}

impl Progress for Rounds<'_> {
    fn planned(&self, replications: u64) {
        self.now.store(replications, Ordering::Relaxed);
        self.inner.planned(self.before.load(Ordering::Relaxed) + replications);
    }
    fn done(&self) {
        self.inner.done();
    }
}
