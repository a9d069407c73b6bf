//! How far the work is, on standard error, with the time left; and Ctrl-C.

use super::terminal::Terminal;
use crate::diagnostic::Text;
use crate::experiment::{Cancel, Progress};
use crate::harmless::visible;
use crate::model::Lang;
use crate::session::Watch;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal as _, Write as _};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// A bar; invisible where standard error is no terminal.
pub struct Bar(ProgressBar, Lang);

/// A bar in a style of ours, in the terminal's language; invisible where standard error is no terminal, or told to be quiet.
pub(super) fn with_style(terminal: &Terminal, en: &str, zh: &str) -> ProgressBar {
    let shown = !terminal.quiet && std::io::stderr().is_terminal();
    let target = if shown { ProgressDrawTarget::stderr() } else { ProgressDrawTarget::hidden() };
    let bar = ProgressBar::with_draw_target(Some(0), target);
    let template = if terminal.lang == Lang::Zh { zh } else { en };
    bar.set_style(ProgressStyle::with_template(template).expect("a template of ours").progress_chars("━╸─"));
    if shown {
        bar.enable_steady_tick(Duration::from_millis(500));
    }
    bar
}

impl Bar {
    /// A bar on this terminal, with a name before it where there are several.
    pub fn new(terminal: &Terminal, name: &str) -> Self {
        let bar = with_style(
            terminal,
            "{prefix}{bar:32} {pos}/{len} replications, {elapsed} gone, {eta} left",
            "{prefix}{bar:32} {pos}/{len} 次模拟，已用 {elapsed}，剩余约 {eta}",
        );
        if !name.is_empty() {
            bar.set_prefix(format!("{} ", visible(name)));
        }
        Self(bar, terminal.lang)
    }

    /// Takes it away.
    pub fn finish(&self) {
        self.0.finish_and_clear();
    }
}

impl Progress for Bar {
    fn planned(&self, replications: u64) {
        self.0.set_length(replications);
    }
    fn done(&self) {
        self.0.inc(1);
    }
}

impl Watch for Bar {
    fn best(&self, told: &Text) {
        self.0.println(visible(told.get(self.1 == Lang::Zh)));
    }
}

/// The first Ctrl-C asks to stop; whole replications are kept. The second ends the program at once.
pub struct Interrupt;

static ASKED: AtomicBool = AtomicBool::new(false);

impl Interrupt {
    /// Listens from now on.
    pub fn listen(terminal: &Terminal) -> Self {
        let said = (!terminal.quiet).then_some(match terminal.lang {
            Lang::En => "\nstopping; whole replications are kept (again to end at once)\n",
            Lang::Zh => "\n正在停止，已完成的模拟会保留（再按一次立即结束）\n",
        });
        static LISTENING: OnceLock<()> = OnceLock::new();
        LISTENING.get_or_init(|| {
            // Where no handler can be set, Ctrl-C ends the program as it always did.
            let _ = ctrlc::set_handler(move || {
                if ASKED.swap(true, Ordering::Relaxed) {
                    std::process::exit(i32::from(super::STOPPED));
                }
                if let Some(said) = said {
                    let _ = std::io::stderr().write_all(said.as_bytes());
                }
            });
        });
        Self
    }
}

impl Cancel for Interrupt {
    fn cancelled(&self) -> bool {
        ASKED.load(Ordering::Relaxed)
    }
}
