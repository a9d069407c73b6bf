//! Scenario texts nobody would write: mutations of bytes, words, numbers, lines and tables, and splices of two files.

use crate::support::Random;
use std::fs;
use std::path::Path;

/// Values that a reader may not be ready for.
const EXTREMES: &str = include_str!("extremes.txt");

/// What is mutated, and the words it is mutated with.
pub struct Mutator {
    pub corpus: Vec<String>,
    words: Vec<String>,
    extremes: Vec<&'static str>,
}

/// A run of characters that belong together: a word, a number, a key.
fn part_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-' | b'+') || byte >= 0x80
}

impl Mutator {
    /// Every scenario in the repository, and every key and quoted word that the schema knows.
    pub fn new() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let read = |folder: &str, ending: &str| -> Vec<String> {
            let mut paths: Vec<_> = fs::read_dir(root.join(folder))
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .filter(|path| path.extension().is_some_and(|e| e == ending))
                .collect();
            paths.sort();
            paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
        };
        let corpus = ["scenarios", "tests/validation", "tests/diagnostics"].map(|f| read(f, "toml")).concat();
        let mut words: Vec<String> = Vec::new();
        for source in [read("src/scenario/schema", "rs"), read("src/scenario", "rs")].concat() {
            for line in source.lines().map(str::trim).filter(|l| !l.starts_with("//")) {
                let key = line.split_once(": ").map_or("", |l| l.0);
                if !key.is_empty() && key.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                    words.push(key.to_string());
                }
                words.extend(line.split('"').skip(1).step_by(2).filter(|w| w.len() < 24).map(str::to_string));
            }
        }
        words.sort();
        words.dedup();
        Self { corpus, words, extremes: EXTREMES.lines().collect() }
    }

    /// A key or word that the schema knows.
    pub fn word(&self, random: &mut Random) -> &str {
        let word: &String = random.one(&self.words);
        word
    }

    /// A value that a reader may not be ready for.
    pub fn extreme(&self, random: &mut Random) -> &'static str {
        self.extremes[random.below(self.extremes.len())]
    }

    /// A mutant of one of the corpus or of the `pools`: short files more often than long ones, which take longer.
    pub fn mutant(&self, random: &mut Random, pools: &[Vec<String>; 2]) -> Vec<u8> {
        let from = match random.below(10) {
            0..=5 if !pools[1].is_empty() => &pools[1],
            6 | 7 if !pools[0].is_empty() => &pools[0],
            _ => &self.corpus,
        };
        let base = if random.chance(0.85) {
            (0..3).map(|_| random.one(from)).min_by_key(|text| text.len()).expect("three were drawn")
        } else {
            random.one(from)
        };
        let mut bytes = base.as_bytes().to_vec();
        for _ in 0..[1, 1, 1, 1, 2, 2, 3, 6, 20][random.below(9)] {
            self.mutate(&mut bytes, random, from);
        }
        bytes.truncate(24_000);
        bytes
    }

    fn mutate(&self, bytes: &mut Vec<u8>, random: &mut Random, from: &[String]) {
        if bytes.is_empty() {
            return bytes.extend(random.one(&self.corpus).as_bytes());
        }
        let at = random.below(bytes.len());
        match random.below(20) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes.insert(at, *random.one(b"\"'=[]{},.#\n\r\t -+0987eE_\\\x00\xff\xef")),
            2 => drop(bytes.drain(at..(at + 1 + random.below(40)).min(bytes.len()))),
            3 => {
                let piece = bytes[at..(at + 1 + random.below(60)).min(bytes.len())].to_vec();
                let times = if random.chance(0.02) { 100 } else { 1 };
                let to = random.below(bytes.len());
                bytes.splice(to..to, piece.repeat(times));
            }
            4..=6 => {
                let range = word(bytes, at);
                bytes.splice(range, random.one(&self.words).bytes());
            }
            7 | 8 => {
                let range = word(bytes, at);
                bytes.splice(range, random.one(&self.extremes).bytes());
            }
            9..=11 => self.new_value(bytes, at, random, from),
            12 => scale_number(bytes, at, random),
            13 => drop(bytes.drain(line(bytes, at))),
            14 => {
                let piece = bytes[line(bytes, at)].to_vec();
                let to = line(bytes, random.below(bytes.len())).start;
                bytes.splice(to..to, piece);
            }
            15 | 16 => {
                let other = random.one(from).as_bytes();
                if !other.is_empty() {
                    let piece = &other[line(other, random.below(other.len()))];
                    let to = line(bytes, at).start;
                    bytes.splice(to..to, piece.iter().copied());
                }
            }
            17 => drop(bytes.drain(section(bytes, at))),
            18 => {
                let other = random.one(from).as_bytes();
                if !other.is_empty() {
                    let piece = &other[section(other, random.below(other.len()))];
                    let to = section(bytes, at).start;
                    bytes.splice(to..to, piece.iter().copied());
                }
            }
            _ => {
                let (open, close) = *random.one(&[("[", "]"), ("{ mean = ", " }"), ("{ chat = ", " }"), ("\"", "\"")]);
                let times = if random.chance(0.05) { 200 } else { 1 };
                let range = value(bytes, at);
                bytes.splice(range.end..range.end, close.repeat(times).into_bytes());
                bytes.splice(range.start..range.start, open.repeat(times).into_bytes());
            }
        }
    }

    /// Another value for a key: an extreme one, or one that some key has elsewhere.
    fn new_value(&self, bytes: &mut Vec<u8>, at: usize, random: &mut Random, from: &[String]) {
        let range = value(bytes, at);
        if random.chance(0.6) {
            bytes.splice(range, format!(" {}", random.one(&self.extremes)).into_bytes());
            return;
        }
        let other = random.one(from).as_bytes();
        if !other.is_empty() {
            let piece = &other[value(other, random.below(other.len()))];
            bytes.splice(range, piece.iter().copied());
        }
    }
}

fn word(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let from = bytes[..at].iter().rposition(|b| !part_of_word(*b)).map_or(0, |i| i + 1);
    let until = bytes[at..].iter().position(|b| !part_of_word(*b)).map_or(bytes.len(), |i| at + i);
    from..until
}

/// The line around a place, with its end.
fn line(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let from = bytes[..at].iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let until = bytes[at..].iter().position(|b| *b == b'\n').map_or(bytes.len(), |i| at + i + 1);
    from..until
}

/// From the head of a table to the next head.
fn section(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let heads: Vec<usize> =
        (0..bytes.len()).filter(|&i| bytes[i] == b'[' && (i == 0 || bytes[i - 1] == b'\n')).collect();
    let from = heads.iter().rev().find(|h| **h <= at).copied().unwrap_or(0);
    from..heads.iter().find(|h| **h > at).copied().unwrap_or(bytes.len())
}

/// What stands right of `=` on the line; the whole line where there is none.
fn value(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let range = line(bytes, at);
    let end = range.end - usize::from(bytes[..range.end].ends_with(b"\n"));
    let from = bytes[range.start..end].iter().position(|b| *b == b'=').map_or(range.start, |i| range.start + i + 1);
    from..end
}

/// Ten, a thousand or a million times more or less.
fn scale_number(bytes: &mut Vec<u8>, at: usize, random: &mut Random) {
    let Some(digit) = bytes[at..].iter().position(u8::is_ascii_digit).map(|i| at + i) else { return };
    let until = bytes[digit..].iter().position(|b| !b.is_ascii_digit()).map_or(bytes.len(), |i| digit + i);
    match random.below(4) {
        0 => bytes[digit] = b'0' + random.below(10) as u8,
        1 => drop(bytes.splice(digit..digit, *b"0.00")),
        _ => {
            let zeros = *random.one(&[1, 1, 1, 2, 3, 6, 12, 20]);
            bytes.splice(until..until, vec![b'0'; zeros]);
        }
    }
}
