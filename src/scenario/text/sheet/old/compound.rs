//! The bytes of a workbook inside a compound file ([MS-CFB]): sectors in chains, of which the reader follows each as
//! long as it goes. No sector is in a chain twice.

use super::number;
use std::collections::BTreeSet;

/// What stands in the place of a next sector where a chain ends.
const LAST: u64 = 0xFFFF_FFFE;
/// The first number that is no sector's.
const NONE: u64 = 0xFFFF_FFFA;
/// Bytes of a stream that lies in small sectors are fewer.
const SMALL: u64 = 4096;

/// The bytes of the workbook; none where the file is damaged.
pub fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = number(bytes, 30, 2).filter(|shift| [9, 12].contains(shift))?;
    let sector = |at: u64| part(bytes, at.checked_add(1)?, shift);
    let fat = table(bytes, sector)?;
    let chain = |from: u64, size: u64| chained(from, size, &fat, sector);
    let directory = chain(number(bytes, 48, 4)?, u64::MAX)?;
    let size = |entry: &[u8]| number(entry, 120, if shift == 9 { 4 } else { 8 });
    let start = |entry: &[u8]| number(entry, 116, 4);
    let root = directory.get(..128)?;
    let (inside, small) = match number(bytes, 64, 4)? {
        0 => (Vec::new(), Vec::new()),
        parts => (chain(start(root)?, size(root)?)?, numbers(&chain(number(bytes, 60, 4)?, parts << shift)?)),
    };
    let called = |name: &str| directory.chunks_exact(128).find(|entry| has_name(entry, name));
    let entry = called("workbook").or_else(|| called("book"))?;
    match size(entry)? {
        size if size < SMALL => chained(start(entry)?, size, &small, |at| part(&inside, at, 6)),
        size => chain(start(entry)?, size),
    }
}

/// Which sector follows each. The first 109 parts of the table are named in the header, more in a chain of sectors.
fn table<'a>(bytes: &[u8], sector: impl Fn(u64) -> Option<&'a [u8]>) -> Option<Vec<u64>> {
    let (mut parts, mut next) = (numbers(bytes.get(76..512)?), number(bytes, 68, 4)?);
    let (mut seen, mut fat) = (BTreeSet::new(), Vec::new());
    while next < NONE {
        if !seen.insert(next) {
            return None;
        }
        let mut more = numbers(sector(next)?);
        next = more.pop()?;
        parts.extend(more);
    }
    for at in parts.into_iter().filter(|at| *at < NONE) {
        if !seen.insert(at) {
            return None;
        }
        fat.extend(numbers(sector(at)?));
    }
    Some(fat)
}

/// Whether an entry of the directory has this name, whatever the size of its letters.
fn has_name(entry: &[u8], name: &str) -> bool {
    let letters = entry[..64].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    let found: String = char::decode_utf16(letters.take_while(|letter| *letter != 0)).map_while(Result::ok).collect();
    found.eq_ignore_ascii_case(name)
}

fn numbers(part: &[u8]) -> Vec<u64> {
    (0..part.len() / 4).filter_map(|n| number(part, 4 * n, 4)).collect()
}

/// A sector of `1 << shift` bytes; the last may be shorter.
fn part(bytes: &[u8], at: u64, shift: u64) -> Option<&[u8]> {
    let from = bytes.get(usize::try_from(at.checked_mul(1 << shift)?).ok()?..)?;
    Some(&from[..from.len().min(1 << shift)])
}

/// Sectors one after the other until the chain ends or there are bytes enough.
fn chained<'a>(from: u64, size: u64, fat: &[u64], sector: impl Fn(u64) -> Option<&'a [u8]>) -> Option<Vec<u8>> {
    let (mut found, mut next, mut seen) = (Vec::new(), from, BTreeSet::new());
    while next != LAST && (found.len() as u64) < size {
        if !seen.insert(next) {
            return None;
        }
        found.extend_from_slice(sector(next)?);
        if (found.len() as u64) < size {
            next = *fat.get(usize::try_from(next).ok()?)?;
        }
    }
    found.truncate(usize::try_from(size).unwrap_or(usize::MAX));
    Some(found)
}
