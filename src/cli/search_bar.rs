//! How far a search is, on standard error: what is being done and the best so far, without a time left, which nobody knows while more is added;
//! and once, early, about how long all of it takes.

use super::progress::with_style;
use super::terminal::Terminal;
use crate::diagnostic::Text;
use crate::experiment::Progress;
use crate::harmless::visible;
use crate::model::Lang;
use crate::say;
use crate::session::{SizeEffort, SizeStage, Watch};
use indicatif::ProgressBar;
use std::io::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// So long is looked on before anything is said of how long it takes, and less than this much is not worth a line.
const LOOKED_ON: Duration = Duration::from_secs(2);
const WORTH_SAYING: f64 = 20.0;

/// A line that says what a search does; invisible where standard error is no terminal.
pub struct SearchBar {
    bar: ProgressBar,
    chinese: bool,
    quiet: bool,
    effort: SizeEffort,
    begun: Mutex<Option<Instant>>,
    done: AtomicU64,
    told: AtomicBool,
}

impl SearchBar {
    /// A line on this terminal for a search of so much effort.
    pub fn new(terminal: &Terminal, effort: SizeEffort) -> Self {
        let [en, zh] = [
            "{spinner} {msg} – {pos} replications, {elapsed} gone",
            "{spinner} {msg}，已模拟 {pos} 次，已用 {elapsed}",
        ];
        let bar = with_style(terminal, en, zh);
        let chinese = terminal.lang == Lang::Zh;
        bar.set_message(say!("search", "搜索").get(chinese).to_owned());
        let (begun, done, told) = (Mutex::new(None), AtomicU64::new(0), AtomicBool::new(false));
        Self { bar, chinese, quiet: terminal.quiet, effort, begun, done, told }
    }

    /// Takes it away.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }

    /// Says once how long all of it takes, as soon as the first replications tell.
    fn foretell(&self, done: u64) {
        let begun = self.begun.lock().ok().and_then(|begun| *begun);
        let Some(gone) = begun.map(|begun| begun.elapsed()).filter(|gone| *gone >= LOOKED_ON) else { return };
        if self.told.swap(true, Ordering::Relaxed) {
            return;
        }
        let each = gone.as_secs_f64() / done as f64;
        let [least, most] = self.effort.replications().map(|n| n * each);
        if self.quiet || most < WORTH_SAYING {
            return;
        }
        let (en, zh) = range(least, most);
        let said = say!(
            "this takes about {en} on this machine; Ctrl-C keeps what is done, and the same command goes on from there",
            "在这台机器上约需 {zh}；按 Ctrl-C 会保留已完成的部分，再次运行同一命令即从那里继续"
        );
        // A line that standard error does not take is not worth a mistake.
        self.bar.suspend(|| drop(writeln!(std::io::stderr(), "{}", said.get(self.chinese))));
    }
}

/// `3–6 minutes`, `20–50 seconds`, in both languages; from seconds.
fn range(least: f64, most: f64) -> (String, String) {
    let (by, en, zh) = match most {
        most if most < 90.0 => (1.0, "seconds", "秒"),
        most if most < 5400.0 => (60.0, "minutes", "分钟"),
        _ => (3600.0, "hours", "小时"),
    };
    // Of seconds tens are enough.
    let round = |x: f64| if by == 1.0 { (x / 10.0).round().max(1.0) * 10.0 } else { (x / by).round().max(1.0) };
    let (low, high) = (round(least), round(most));
    let span = if high > low { format!("{low}–{high}") } else { format!("{high}") };
    let en = if span == "1" { en.trim_end_matches('s') } else { en };
    (format!("{span} {en}"), format!("{span} {zh}"))
}

impl Progress for SearchBar {
    fn planned(&self, _: u64) {
        if let Ok(mut begun) = self.begun.lock() {
            begun.get_or_insert_with(Instant::now);
        }
    }
    fn done(&self) {
        self.bar.inc(1);
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if !self.told.load(Ordering::Relaxed) {
            self.foretell(done);
        }
    }
}

impl Watch for SearchBar {
    fn best(&self, told: &Text) {
        self.bar.println(visible(told.get(self.chinese)));
    }
    fn stage(&self, stage: SizeStage) {
        let SizeStage { sure, tried, people } = stage;
        let [en, zh] = people.map_or_else(Default::default, |people| {
            [format!(", best so far {people}"), format!("，目前最好 {people}")]
        });
        let text = if sure {
            say!("confirming: {tried} staffings tried{en}", "确认：已试 {tried} 种配置{zh}")
        } else {
            say!("search: {tried} staffings tried{en}", "搜索：已试 {tried} 种配置{zh}")
        };
        self.bar.set_message(text.get(self.chinese).to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::range;

    #[test]
    fn a_time_is_a_range_in_whole_numbers() {
        let of = |least: f64, most: f64| range(least, most);
        assert_eq!(of(170.0, 370.0), ("3–6 minutes".into(), "3–6 分钟".into()));
        assert_eq!(of(22.0, 48.0), ("20–50 seconds".into(), "20–50 秒".into()));
        assert_eq!(of(50.0, 91.0), ("1–2 minutes".into(), "1–2 分钟".into()));
        assert_eq!(of(3000.0, 7300.0), ("1–2 hours".into(), "1–2 小时".into()));
        assert_eq!(of(70.0, 89.0).0, "70–90 seconds");
        assert_eq!(of(65.0, 95.0).0, "1–2 minutes");
    }
}
