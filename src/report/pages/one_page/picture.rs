//! One picture: the day by the hour, of what breaks first.

use super::Asked;
use crate::report::charts::one_day;
use crate::report::dossier::Picture;

/// The picture; none where nothing is known by the hour.
pub fn picture(asked: &Asked<'_, '_>) -> Result<Option<Picture>, String> {
    let view = asked.view;
    let mut arms = vec![view.results.baseline];
    arms.extend(asked.best.map(|pair| pair.arm));
    let Some(chart) = one_day(view, &arms, asked.advised()) else { return Ok(None) };
    Ok(Some(Picture { svg: chart.svg()?, title: chart.title, case: None, design: None }))
}
