//! From bytes to text, or what the bytes are instead and how to make text of them.

use super::limits::SCENARIO;
use crate::diagnostic::{Text, line_of};
use crate::say;
use encoding_rs::{Encoding, GB18030, UTF_8};

/// The text without its byte-order mark; else what was found, and what would do.
pub fn text_of(path: &str, bytes: Vec<u8>) -> Result<String, (Text, Text)> {
    let again = say!(
        "save it again as UTF-8: in Notepad by Save As, Encoding, UTF-8",
        "请另存为 UTF-8：记事本中选“另存为”，编码选 UTF-8"
    );
    if bytes.len() > SCENARIO {
        let most = SCENARIO >> 20;
        return Err((
            say!("{path} is larger than {most} MiB", "{path} 超过 {most} MiB"),
            say!("a scenario is a text of some kilobytes: is it this file?", "情景文件只有几 KB：是不是选错了文件？"),
        ));
    }
    if let Some((marked, _)) = Encoding::for_bom(&bytes).filter(|(encoding, _)| *encoding != UTF_8) {
        let name = marked.name();
        return Err((say!("{path} is {name} text, not UTF-8", "{path} 是 {name} 文本，不是 UTF-8"), again));
    }
    if bytes.contains(&0) {
        return Err((
            say!("{path} is no text: it holds zero bytes", "{path} 不是文本：含有零字节"),
            say!(
                "a scenario is a TOML file; `peakstaff init` writes one",
                "情景是 TOML 文件；`peakstaff init` 可生成一个"
            ),
        ));
    }
    let text = String::from_utf8(bytes).map_err(|broken| {
        let (bytes, from) = (broken.as_bytes(), broken.utf8_error().valid_up_to());
        let line = line_of(bytes, from);
        let (_, _, not_chinese) = GB18030.decode(bytes);
        if not_chinese {
            return (
                say!("{path} is not UTF-8 text (line {line})", "{path} 不是 UTF-8 文本（第 {line} 行）"),
                again.clone(),
            );
        }
        let convert = say!(
            "save it again as UTF-8, or: iconv -f GB18030 -t UTF-8 {path} > utf8.toml",
            "请另存为 UTF-8，或运行：iconv -f GB18030 -t UTF-8 {path} > utf8.toml"
        );
        (
            say!(
                "{path} is GBK (GB18030) text, not UTF-8 (first seen in line {line})",
                "{path} 是 GBK（GB18030）编码，不是 UTF-8（最早见于第 {line} 行）"
            ),
            convert,
        )
    })?;
    let text = text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned);
    if text.trim().is_empty() {
        return Err((
            say!("{path} is empty", "{path} 是空文件"),
            say!(
                "begin with a shipped one: peakstaff init first shop.toml",
                "可从自带情景开始：peakstaff init first shop.toml"
            ),
        ));
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> String {
        match text_of("a.toml", bytes.to_vec()) {
            Ok(text) => format!("text: {text}"),
            Err((message, help)) => format!("{} / {}", message.en, help.en),
        }
    }

    #[test]
    fn every_encoding_is_called_by_its_name() {
        let chinese = "days = 3\ntitle = \"售前\"\n";
        assert_eq!(found(chinese.as_bytes()), format!("text: {chinese}"));
        assert_eq!(found(&[b"\xEF\xBB\xBF", chinese.as_bytes()].concat()), format!("text: {chinese}"));
        let (gbk, _, _) = GB18030.encode(chinese);
        assert!(
            found(&gbk).starts_with("a.toml is GBK (GB18030) text, not UTF-8 (first seen in line 2)"),
            "{}",
            found(&gbk)
        );
        let wide = |bytes: fn(u16) -> [u8; 2]| -> Vec<u8> {
            std::iter::once(0xFEFF).chain(chinese.encode_utf16()).flat_map(bytes).collect()
        };
        assert!(found(&wide(u16::to_le_bytes)).contains("is UTF-16LE text"));
        assert!(found(&wide(u16::to_be_bytes)).contains("is UTF-16BE text"));
        assert!(found(b"days = 3\x00").contains("zero bytes"));
        assert!(found(b"days = 3\n\xFF\xFF").contains("not UTF-8 text (line 2)"));
        assert!(found(b" \r\n").contains("is empty"));
        assert!(found(&vec![b'#'; SCENARIO + 1]).contains("larger than 4 MiB"));
    }
}
