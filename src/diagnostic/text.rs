//! What is said in both languages.

use std::io::{self, ErrorKind};

/// A message in both languages.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Text {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

impl Text {
    /// In Chinese or English.
    pub fn get(&self, chinese: bool) -> &str {
        if chinese { &self.zh } else { &self.en }
    }
}

/// A [`Text`](crate::diagnostic::Text) from an English and a Chinese format string with inline arguments.
#[macro_export]
macro_rules! say {
    ($en:literal, $zh:literal $(,)?) => {
        $crate::diagnostic::Text { en: format!($en), zh: format!($zh) }
    };
}

/// Why a file or folder could not be read or written.
pub fn io_text(why: &io::Error) -> Text {
    match why.kind() {
        ErrorKind::NotFound => say!("it is not there", "不存在"),
        ErrorKind::PermissionDenied => say!("no permission", "没有权限"),
        ErrorKind::AlreadyExists => say!("it is there already", "已经存在"),
        ErrorKind::IsADirectory => say!("it is a folder", "这是一个文件夹"),
        ErrorKind::NotADirectory => say!("part of the path is a file, not a folder", "路径中有一段是文件，不是文件夹"),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => say!("the disk is full", "磁盘已满"),
        ErrorKind::ReadOnlyFilesystem => say!("the disk is read-only", "磁盘只读"),
        ErrorKind::FileTooLarge => say!("it is too large", "文件过大"),
        ErrorKind::Unsupported => say!(
            "it is no plain file but a pipe, a device, or made up by the system",
            "不是普通文件，而是管道、设备或系统临时生成的内容"
        ),
        ErrorKind::InvalidFilename if cfg!(unix) => say!(
            "the name is too long: most disks take 255 bytes, which is 85 Chinese characters",
            "名称过长：多数磁盘一个名称最多 255 字节，约 85 个汉字"
        ),
        ErrorKind::InvalidFilename => say!("the name is not possible here", "文件名不合法"),
        _ => match why.raw_os_error() {
            Some(code) => say!("{why}", "系统错误 {code}"),
            None => say!("{why}", "系统错误（{why}）"),
        },
    }
}
