//! Hears how far a search is, and says nothing.

use peakstaff::diagnostic::Text;
use peakstaff::experiment::Progress;
use peakstaff::session::Watch;

pub struct Silent;

impl Progress for Silent {
    fn planned(&self, _: u64) {}
    fn done(&self) {}
}

impl Watch for Silent {
    fn best(&self, _: &Text) {}
}
