//! Targets that nobody set.

use crate::diagnostic::Text;
use crate::model::{FirstTouch, Lang, WaitTarget};
use crate::report::numbers::{length, share};

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
    /// Whose it is: on the first page and on the one page, behind the names of `types`.
    pub fn whose(&self) -> Option<Text> {
        let of = self.speed.share.map(share)?;
        let [en, zh] = [Lang::En, Lang::Zh].map(|lang| length(self.speed.limit.seconds(), lang));
        let (until_en, until_zh) = match self.speed.until {
            FirstTouch::FirstReply => ("first replies", "首响"),
            FirstTouch::Accepted => ("accepted", "接入"),
        };
        Some(crate::say!(
            "{of} {until_en} within {en} is a default: nobody has set this target",
            "{zh}内{until_zh} {of} 是默认值：这个目标没有人定过"
        ))
    }

    /// The same and how to say another: among what was never given, for whoever writes the file.
    pub fn said(&self) -> Option<Text> {
        let Text { en, zh } = self.whose()?;
        Some(crate::say!("{en}; yours: `targets = [ … ]`", "{zh}；自己的请写 `targets = [ … ]`"))
    }
}
