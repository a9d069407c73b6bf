//! Targets that nobody set.

use crate::diagnostic::Text;
use crate::model::{FirstTouch, Lang, WaitTarget};
use crate::report::numbers::{duration, share};

/// A target that nobody set: the template's.
#[derive(Clone, Debug, PartialEq)]
pub struct TemplateTarget {
    /// Where `--set` changes it.
    pub path: String,
    /// As it is written.
    pub value: String,
    /// What it promises.
    pub speed: WaitTarget,
    /// Keys of the types that are held to it.
    pub types: Vec<String>,
}

impl TemplateTarget {
    /// Whose it is, and how to say another: on the first page, behind the names of `types`, and among what was never given.
    pub fn said(&self) -> Option<Text> {
        let of = self.speed.share.map(share)?;
        let [en, zh] = [Lang::En, Lang::Zh].map(|lang| duration(self.speed.limit.seconds(), lang));
        let (until_en, until_zh) = match self.speed.until {
            FirstTouch::FirstReply => ("first replies", "首响"),
            FirstTouch::Accepted => ("accepted", "接入"),
        };
        Some(crate::say!(
            "{of} {until_en} within {en} is the template's, nobody set it; yours: `targets = [ … ]`",
            "{zh}内{until_zh} {of} 是模板的默认目标，没有人设过；自己的请写 `targets = [ … ]`"
        ))
    }
}
