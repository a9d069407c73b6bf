//! Workbooks of before 2007 (a compound file with records in it: [MS-CFB], [MS-XLS]) say of their sheets how large they
//! are, and the reader makes room for all of it at once, however few cells there are. So records are gone through first.

use super::{no_workbook, too_large};
use crate::diagnostic::Text;
use crate::scenario::limits::CELLS;
use std::collections::BTreeSet;

/// Rows times columns of the largest sheet that this format has.
const WHOLE: u64 = 65_536 * 256;
/// Records with one cell: its row, then its column.
const CELL: [u16; 8] = [0x0006, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD];

/// Refuses a workbook whose sheets are larger than a table may be.
pub fn guard(bytes: &[u8], path: &str, most: (usize, usize)) -> Result<(), Text> {
    let damaged = || no_workbook(path, "damaged");
    let stream = stream(bytes).ok_or_else(damaged)?;
    // Every byte belongs to one sheet at most.
    let (mut left, mut unread) = (CELLS as u64, stream.len());
    let sheets: Vec<usize> = records(&stream, 0)
        .take_while(|(kind, _)| *kind != 0x000A)
        .filter(|(kind, _)| *kind == 0x0085)
        .filter_map(|(_, data)| Some(number(data, 0, 4)? as usize))
        .collect();
    for from in sheets {
        let cells = size(&stream, from, &mut unread).ok_or_else(|| too_large(path, most))?;
        left = left.checked_sub(cells).ok_or_else(|| too_large(path, most))?;
    }
    Ok(())
}

/// Rows times columns from the first cell to the last; none where a sheet says that it is larger than any can
/// be, or shares its bytes with others.
fn size(stream: &[u8], from: usize, unread: &mut usize) -> Option<u64> {
    let (mut rows, mut columns, mut within) = (None, None, 0_u32);
    let reach = |range: &mut Option<(u64, u64)>, at: u64| {
        let (low, high) = range.unwrap_or((at, at));
        *range = Some((low.min(at), high.max(at)));
    };
    for (kind, data) in records(stream, from) {
        *unread = unread.checked_sub(4 + data.len())?;
        if kind == 0x0809 {
            within += 1;
        } else if kind == 0x000A {
            within = within.saturating_sub(1);
            if within == 0 {
                break;
            }
        } else if kind == 0x0200 {
            let [top, bottom, left, right] = if data.len() >= 14 {
                [number(data, 0, 4), number(data, 4, 4), number(data, 8, 2), number(data, 10, 2)]
            } else {
                [number(data, 0, 2), number(data, 2, 2), number(data, 4, 2), number(data, 6, 2)]
            };
            let length =
                |from: Option<u64>, until: Option<u64>| until.unwrap_or(0).saturating_sub(from.unwrap_or(0)) + 1;
            if length(top, bottom).saturating_mul(length(left, right)) > 2 * WHOLE {
                return None;
            }
        } else if CELL.contains(&kind) {
            let (Some(row), Some(column)) = (number(data, 0, 2), number(data, 2, 2)) else { continue };
            reach(&mut rows, row);
            reach(&mut columns, column);
            // A row of several ends with its last column.
            if let Some(last) = (kind == 0x00BD).then(|| number(data, data.len().wrapping_sub(2), 2)).flatten() {
                reach(&mut columns, last);
            }
        }
    }
    let length = |range: Option<(u64, u64)>| range.map_or(0, |(low, high)| high - low + 1);
    Some(length(rows) * length(columns))
}

/// Records from a byte on, with what is in each.
fn records(stream: &[u8], from: usize) -> impl Iterator<Item = (u16, &[u8])> {
    let mut rest = stream.get(from..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (kind, length) = (number(rest, 0, 2)? as u16, number(rest, 2, 2)? as usize);
        let data = rest.get(4..4 + length)?;
        rest = &rest[4 + length..];
        Some((kind, data))
    })
}

/// A number of so many bytes, the least first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let part = bytes.get(at..at.checked_add(length)?)?;
    Some(part.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

/// The bytes of the workbook inside the compound file.
fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let shift = number(bytes, 30, 2).filter(|shift| (7..=16).contains(shift))?;
    let sector =
        |at: u64| bytes.get((usize::try_from(at).ok()? + 1) << shift..).map(|from| &from[..from.len().min(1 << shift)]);
    let numbers = |part: &[u8]| -> Vec<u64> { (0..part.len() / 4).filter_map(|n| number(part, 4 * n, 4)).collect() };
    // The first 109 parts of the table of sectors are named in the header, more in a chain of sectors.
    let mut parts: Vec<u64> = (0..109).filter_map(|n| number(bytes, 76 + 4 * n, 4)).collect();
    let (mut next, mut seen) = (number(bytes, 68, 4)?, BTreeSet::new());
    while next < 0xFFFF_FFFA && seen.insert(next) {
        let mut more = numbers(sector(next)?);
        next = more.pop()?;
        parts.extend(more);
    }
    let fat: Vec<u64> = parts.into_iter().filter(|at| *at < 0xFFFF_FFFA).filter_map(sector).flat_map(numbers).collect();
    let chain = |from: u64| chained(from, &fat, sector);
    let directory = chain(number(bytes, 48, 4)?);
    let entries = || directory.chunks_exact(128);
    let called = |name: &str| {
        let wide: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        move |entry: &&[u8]| entry.starts_with(&wide) && entry[wide.len()..64].iter().all(|byte| *byte == 0)
    };
    let entry = entries().find(called("Workbook")).or_else(|| entries().find(called("Book")))?;
    let (start, size) = (number(entry, 116, 4)?, number(entry, 120, 4)? as usize);
    let mut found = if size as u64 >= number(bytes, 56, 4)? {
        chain(start)
    } else {
        // Small ones lie in sectors of their own inside the root's.
        let (inside, shift) =
            (chain(number(entries().next()?, 116, 4)?), number(bytes, 32, 2).filter(|shift| *shift < 16)?);
        let fat = numbers(&chain(number(bytes, 60, 4)?));
        let small =
            |at: u64| inside.get(usize::try_from(at).ok()? << shift..).map(|from| &from[..from.len().min(1 << shift)]);
        chained(start, &fat, small)
    };
    found.truncate(size);
    (!found.is_empty()).then_some(found)
}

/// Sectors one after the other, each once.
fn chained<'a>(from: u64, fat: &[u64], sector: impl Fn(u64) -> Option<&'a [u8]>) -> Vec<u8> {
    let (mut found, mut next, mut seen) = (Vec::new(), from, BTreeSet::new());
    while seen.insert(next)
        && let Some(part) = sector(next)
    {
        found.extend_from_slice(part);
        next = fat.get(next as usize).copied().unwrap_or(u64::MAX);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::limits::LARGE;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    /// A compound file with one stream, of one sheet with a number in these cells.
    fn workbook(cells: &[(u16, u16)], dimensions: Option<[u8; 14]>) -> Vec<u8> {
        let mut sheet = record(0x0809, &[0; 16]);
        sheet.extend(dimensions.into_iter().flat_map(|data| record(0x0200, &data)));
        for (row, column) in cells {
            let at = [row.to_le_bytes(), column.to_le_bytes()].concat();
            sheet.extend(record(0x0203, &[&at[..], &[0; 10]].concat()));
        }
        sheet.extend(record(0x000A, &[]));
        let globals = |from: u32| {
            [
                record(0x0809, &[0; 16]),
                record(0x0085, &[&from.to_le_bytes()[..], &[0, 0, 1, 0, b'S']].concat()),
                record(0x000A, &[]),
            ]
            .concat()
        };
        let mut stream = globals(globals(0).len() as u32);
        stream.extend(sheet);
        let size = stream.len().max(4096);
        stream.resize(size.next_multiple_of(512), 0);
        let sectors = (stream.len() / 512) as u32;
        let mut header = vec![0_u8; 512];
        let mut put = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
        put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
        let none = 0xFFFF_FFFE_u32.to_le_bytes();
        for (at, number) in [(26, 3), (28, 0xFFFE), (30, 9), (32, 6), (44, 1), (48, 1), (56, 4096_u32)] {
            put(at, &number.to_le_bytes());
        }
        put(60, &none);
        put(68, &none);
        put(76, &[0; 4]);
        put(80, &[0xFF; 432]);
        let mut fat: Vec<u32> = vec![0xFFFF_FFFD, 0xFFFF_FFFE];
        fat.extend((0..sectors).map(|n| if n + 1 == sectors { 0xFFFF_FFFE } else { n + 3 }));
        fat.resize(128, 0xFFFF_FFFF);
        let entry = |name: &str, kind: u8, start: u32, size: u32| {
            let mut entry: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            entry.resize(128, 0);
            entry[64] = 2 * name.len() as u8 + 2;
            entry[66] = kind;
            entry[68..80].fill(0xFF);
            entry[116..120].copy_from_slice(&start.to_le_bytes());
            entry[120..124].copy_from_slice(&size.to_le_bytes());
            entry
        };
        let mut directory = [entry("Root Entry", 5, 0xFFFF_FFFE, 0), entry("Workbook", 2, 2, size as u32)].concat();
        directory.resize(512, 0);
        [header, fat.iter().flat_map(|n| n.to_le_bytes()).collect(), directory, stream].concat()
    }

    #[test]
    fn the_size_of_a_sheet_is_known_before_it_is_read() {
        assert_eq!(guard(&workbook(&[(0, 0), (99, 9)], None), "r.xls", LARGE), Ok(()));
        let far = guard(&workbook(&[(0, 0), (65_535, 65_535)], None), "r.xls", LARGE).unwrap_err();
        assert!(far.en.contains("more than"), "{far:?}");
        let said = |rows: u32| {
            let mut data = [0; 14];
            data[4..8].copy_from_slice(&rows.to_le_bytes());
            data[10..12].copy_from_slice(&256_u16.to_le_bytes());
            guard(&workbook(&[(0, 0)], Some(data)), "r.xls", LARGE)
        };
        assert_eq!(said(65_536), Ok(()));
        assert!(said(u32::MAX).is_err());
        let whole = workbook(&[(0, 0)], None);
        for length in (0..whole.len()).step_by(37) {
            let _ = guard(&whole[..length], "r.xls", LARGE);
        }
    }
}
