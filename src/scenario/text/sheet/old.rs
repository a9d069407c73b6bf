//! Workbooks of before 2007 (a compound file with records in it: [MS-CFB], [MS-XLS]) say of their sheets how large they
//! are, and the reader makes room for all of it at once, however few cells there are; and every cell gets a copy of its
//! text. So records are gone through first, as the reader goes through them.

mod compound;

use super::{no_workbook, too_many_cells, unpacks_to_more};
use crate::diagnostic::Text;
use crate::say;
use crate::scenario::text::limits::{CELLS, UNPACKED};

/// Rows times columns of the largest sheet that this format has.
const WHOLE: u64 = 65_536 * 256;
/// Records with one cell: its row, then its column.
const CELL: [u16; 8] = [0x0006, 0x00D6, SHARED, 0x0203, 0x0204, 0x0205, 0x027E, SEVERAL];
const SHARED: u16 = 0x00FD;
const SEVERAL: u16 = 0x00BD;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// What a workbook may still hold.
struct Room {
    cells: u64,
    /// Bytes of text.
    text: u64,
    /// Bytes of records: every one belongs to one sheet at most.
    unread: u64,
}

/// What is wrong with a workbook.
enum Wrong {
    Damaged,
    Password,
    Cells,
    Text,
}

/// Refuses a workbook whose sheets are larger than a table may be.
pub fn guard(bytes: &[u8], path: &str) -> Result<(), Text> {
    within(bytes, CELLS as u64, UNPACKED).map_err(|wrong| match wrong {
        Wrong::Damaged => no_workbook(path, "damaged"),
        Wrong::Password => {
            say!(
                "{path} has a password: open it and save it without one",
                "{path} 有密码：请打开后另存为不带密码的文件"
            )
        }
        Wrong::Cells => too_many_cells(path),
        Wrong::Text => unpacks_to_more(path, UNPACKED),
    })
}

/// The same with other limits on cells and bytes of text.
fn within(bytes: &[u8], cells: u64, text: u64) -> Result<(), Wrong> {
    let stream = compound::stream(bytes).ok_or(Wrong::Damaged)?;
    let (mut sheets, mut texts, mut longest) = (Vec::new(), Vec::new(), 0);
    for (kind, data, more) in records(&stream).take_while(|record| record.0 != END) {
        match kind {
            0x002F => return Err(Wrong::Password),
            0x0085 => sheets.push(number(data, 0, 4).ok_or(Wrong::Damaged)? as usize),
            0x00FC => texts = shared(data, more).ok_or(Wrong::Damaged)?,
            _ => (),
        }
        // Names of sheets and of ranges, which formulas write out.
        if [0x0085, 0x0018].contains(&kind) {
            longest = longest.max(data.len() as u64);
        }
    }
    let mut room = Room { cells, text, unread: stream.len() as u64 };
    for from in sheets {
        sheet(stream.get(from..).ok_or(Wrong::Damaged)?, &texts, longest, &mut room)?;
    }
    Ok(())
}

/// Takes what a sheet needs out of the room: all from its first cell to its last, and its texts.
fn sheet(stream: &[u8], texts: &[u64], longest: u64, room: &mut Room) -> Result<(), Wrong> {
    let (mut rows, mut columns, mut within) = (None, None, 0_u32);
    let reach = |range: &mut Option<(u64, u64)>, at: u64| {
        let (low, high) = range.unwrap_or((at, at));
        *range = Some((low.min(at), high.max(at)));
    };
    for (kind, data, more) in records(stream) {
        let length = 4 + data.len() + more.iter().map(|data| 4 + data.len()).sum::<usize>();
        room.unread = room.unread.checked_sub(length as u64).ok_or(Wrong::Damaged)?;
        match kind {
            BEGIN => within += 1,
            // Charts are workbooks inside the sheet.
            END if within <= 1 => break,
            END => within -= 1,
            _ if within > 1 => (),
            0x0200 if dimensions(data).is_none_or(|said| said > 2 * WHOLE) => return Err(Wrong::Damaged),
            _ if CELL.contains(&kind) => {
                let (Some(row), Some(column)) = (number(data, 0, 2), number(data, 2, 2)) else { continue };
                reach(&mut rows, row);
                reach(&mut columns, column);
                // A row of several ends with its last column.
                if let Some(last) = (kind == SEVERAL).then(|| number(data, data.len() - 2, 2)).flatten() {
                    reach(&mut columns, last);
                }
                let text = match (kind, number(data, 6, 4)) {
                    (SHARED, Some(which)) => texts.get(which as usize).copied().unwrap_or(0),
                    // A name takes five bytes or more in a formula; no letter takes more than three.
                    (0x0006, _) => data.len() as u64 * (1 + 3 * longest / 5),
                    _ => 0,
                };
                room.text = room.text.checked_sub(text).ok_or(Wrong::Text)?;
            }
            _ => (),
        }
    }
    let length = |range: Option<(u64, u64)>| range.map_or(0, |(low, high)| high - low + 1);
    room.cells = room.cells.checked_sub(length(rows) * length(columns)).ok_or(Wrong::Cells)?;
    Ok(())
}

/// Rows times columns that a sheet says it has, as the reader has them; none where it ends before it begins.
fn dimensions(data: &[u8]) -> Option<u64> {
    let wide = data.len() >= 14;
    let row = |at: usize| if wide { number(data, 4 * at, 4) } else { number(data, 2 * at, 2) };
    let column = |at: usize| number(data, if wide { 8 } else { 4 } + 2 * at, 2);
    let (top, bottom, left, right) = (row(0)?, row(1)?, column(0)?, column(1)?);
    if bottom == 0 || right == 0 {
        return Some(1);
    }
    let left = if left > 0xFF || right < left { 0 } else { left };
    Some(bottom.checked_sub(top)?.saturating_mul(right - left))
}

/// Bytes that the texts shared by cells have at most, in order; none where they end too soon.
fn shared(data: &[u8], more: Vec<&[u8]>) -> Option<Vec<u64>> {
    let (mut found, mut data, mut more) = (Vec::new(), data.get(8..)?, more.into_iter());
    while !data.is_empty() || !more.as_slice().is_empty() {
        if data.is_empty() {
            data = more.next()?;
            if data.is_empty() {
                found.push(0);
                continue;
            }
        }
        let (letters, flags) = (number(data, 0, 2)?, *data.get(2)?);
        let (runs, at) = if flags & 8 == 0 { (0, 3) } else { (4 * number(data, 3, 2)?, 5) };
        let (beyond, at) = if flags & 4 == 0 { (0, at) } else { (number(data, at, 4)?, at + 4) };
        data = data.get(at..)?;
        // Where a text goes on in another record, that says anew how wide its letters are.
        let (mut left, mut width) = (letters as usize, 1 + usize::from(flags & 1));
        loop {
            let here = left.min(data.len() / width);
            data = &data[if here < left { data.len() } else { here * width }..];
            left -= here;
            if left == 0 {
                break;
            }
            let (flags, rest) = more.next()?.split_first()?;
            (width, data) = (1 + usize::from(flags & 1), rest);
        }
        let mut left = usize::try_from(runs + beyond).ok()?;
        while left > 0 {
            if data.is_empty() {
                data = more.next()?;
            }
            let here = left.min(data.len());
            data = &data[here..];
            left -= here;
        }
        found.push(3 * letters);
    }
    Some(found)
}

/// Records, each with what is in it, and in the records that go on with it.
fn records(stream: &[u8]) -> impl Iterator<Item = (u16, &[u8], Vec<&[u8]>)> {
    let mut rest = stream;
    let mut next = move |only: Option<u16>| {
        let (kind, length) = (number(rest, 0, 2)? as u16, number(rest, 2, 2)? as usize);
        let data = rest.get(4..4 + length).filter(|_| only.is_none_or(|only| kind == only))?;
        rest = &rest[4 + length..];
        Some((kind, data))
    };
    std::iter::from_fn(move || {
        let (kind, data) = next(None)?;
        let more = std::iter::from_fn(|| Some(next(Some(0x003C))?.1)).collect();
        Some((kind, data, more))
    })
}

/// A number of so many bytes, the least first.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<u64> {
    let part = bytes.get(at..at.checked_add(length)?)?;
    Some(part.iter().rev().fold(0, |sum, byte| sum << 8 | u64::from(*byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(kind: u16, data: &[u8]) -> Vec<u8> {
        [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat()
    }

    /// A compound file with one stream, of one sheet with a number in these cells.
    fn workbook(cells: &[(u16, u16)], dimensions: Option<[u8; 14]>) -> Vec<u8> {
        let at = |(row, column): &(u16, u16)| [row.to_le_bytes(), column.to_le_bytes()].concat();
        let cells = cells.iter().flat_map(|cell| record(0x0203, &[at(cell), vec![0; 10]].concat()));
        file("Workbook", &[], dimensions.into_iter().flat_map(|data| record(0x0200, &data)).chain(cells).collect())
    }

    /// The same of these records, those of the workbook and those of its sheet.
    fn file(name: &str, common: &[u8], records: Vec<u8>) -> Vec<u8> {
        let mut sheet = record(0x0809, &[0; 16]);
        sheet.extend(records);
        sheet.extend(record(0x000A, &[]));
        let globals = |from: u32| {
            [
                record(0x0809, &[0; 16]),
                common.to_vec(),
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
        let mut directory = [entry("Root Entry", 5, 0xFFFF_FFFE, 0), entry(name, 2, 2, size as u32)].concat();
        directory.resize(512, 0);
        [header, fat.iter().flat_map(|n| n.to_le_bytes()).collect(), directory, stream].concat()
    }

    #[test]
    fn the_size_of_a_sheet_is_known_before_it_is_read() {
        assert_eq!(guard(&workbook(&[(0, 0), (99, 9)], None), "r.xls"), Ok(()));
        let far = guard(&workbook(&[(0, 0), (65_535, 65_535)], None), "r.xls").unwrap_err();
        assert!(far.en.contains("more than"), "{far:?}");
        let said = |rows: u32| {
            let mut data = [0; 14];
            data[4..8].copy_from_slice(&rows.to_le_bytes());
            data[10..12].copy_from_slice(&256_u16.to_le_bytes());
            guard(&workbook(&[(0, 0)], Some(data)), "r.xls")
        };
        assert_eq!(said(65_536), Ok(()));
        assert!(said(u32::MAX).is_err());
        // A first row behind the last one.
        let behind = [9, 0, 0, 0, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0];
        assert!(guard(&workbook(&[(0, 0)], Some(behind)), "r.xls").is_err());
        let whole = workbook(&[(0, 0)], None);
        for length in (0..whole.len()).step_by(37) {
            let _ = guard(&whole[..length], "r.xls");
        }
    }

    #[test]
    fn texts_are_counted_in_every_cell() {
        // `ab`, and three wide letters of which the last is in another record.
        let texts = [
            record(0x00FC, &[&[0; 8][..], &[2, 0, 0, b'a', b'b', 3, 0, 1, 0x2D, 0x4E, 0x2D, 0x4E]].concat()),
            record(0x003C, &[1, 0x2D, 0x4E]),
        ];
        let cell = |row: u8, which: u8| record(SHARED, &[row, 0, 0, 0, 0, 0, which, 0, 0, 0]);
        let file = file("WORKBOOK", &texts.concat(), [cell(0, 0), cell(1, 1), cell(2, 1)].concat());
        assert!(within(&file, 3, 6 + 9 + 9).is_ok());
        assert!(matches!(within(&file, 3, 6 + 9 + 8), Err(Wrong::Text)));
        assert!(matches!(within(&file, 2, 6 + 9 + 9), Err(Wrong::Cells)));
    }

    #[test]
    fn what_leads_nowhere_is_refused() {
        let locked = guard(&file("Workbook", &record(0x002F, &[1, 0]), Vec::new()), "r.xls").unwrap_err();
        assert!(locked.en.contains("password"), "{locked:?}");
        assert!(guard(&file("Sheets", &[], Vec::new()), "r.xls").unwrap_err().en.contains("damaged"));
        // The directory's sector, the second, is followed by itself.
        let mut circle = workbook(&[(0, 0)], None);
        circle[512 + 4] = 1;
        circle[512 + 5..512 + 8].fill(0);
        assert!(guard(&circle, "r.xls").unwrap_err().en.contains("damaged"));
    }
}
