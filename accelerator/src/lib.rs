//! A compiled reader of plain documents: from their bytes to columns, as Arrow lays them out.
//!
//! It reads documents exactly as archives write them; broadsheet reads the others in Python.
//! `scanner.py` calls it, and `scanned_columns.py` declares the columns from the schema.

mod characters;
mod columns;
mod declaration;
mod document;
mod json;
mod lines;
mod scalars;

use std::panic::{catch_unwind, AssertUnwindSafe};
use std::slice;
use std::str;

use characters::with_line_feeds;
use columns::{Column, Part};
use declaration::Table;
use document::{Limits, Reader, Rows};

/// Raised when a function or the declaration changes: `scanner.py` uses no other version.
const VERSION: u32 = 1;

/// More would not fit the offsets of a column.
const MOST_BYTES: usize = 1 << 30;

/// The columns to read.
pub struct Scanner {
    tables: Vec<Table>,
}

/// What was read of some documents.
pub struct Scanned {
    columns: Vec<Column>,
    notes: Vec<u8>,
}

#[no_mangle]
pub extern "C" fn scanner_version() -> u32 {
    VERSION
}

/// A scanner of the columns that are declared; null if they can't be. It lives for ever.
///
/// # Safety
/// `declared` has `size` bytes.
#[no_mangle]
pub unsafe extern "C" fn scanner_new(declared: *const u8, size: usize) -> *const Scanner {
    let declared = str::from_utf8(slice::from_raw_parts(declared, size)).unwrap_or("?");
    match declaration::read(declared) {
        Some(tables) => Box::into_raw(Box::new(Scanner { tables })),
        None => std::ptr::null(),
    }
}

/// Read documents; null if that fails. `scanned_free` frees the result.
///
/// # Safety
/// `scanner` is of `scanner_new`; `ends` has `count + 1` offsets into `data`, in order.
#[no_mangle]
pub unsafe extern "C" fn scanner_scan(
    scanner: *const Scanner,
    data: *const u8,
    ends: *const i64,
    count: usize,
    most_front_matter: usize,
    most_entries: usize,
) -> *mut Scanned {
    let ends = slice::from_raw_parts(ends, count + 1);
    let size = ends[count] as usize;
    if size > MOST_BYTES {
        return std::ptr::null_mut();
    }
    let data = if size > 0 { slice::from_raw_parts(data, size) } else { &[] };
    let documents = ends.windows(2).map(|span| &data[span[0] as usize..span[1] as usize]);
    let limits = Limits { front_matter: most_front_matter, entries: most_entries };
    let scan = AssertUnwindSafe(|| scan(&(*scanner).tables, documents, limits));
    match catch_unwind(scan) {
        Ok(scanned) => Box::into_raw(Box::new(scanned)),
        Err(_) => std::ptr::null_mut(),
    }
}

/// A part of a column, in the order that they are declared in: 0 validity, 1 offsets, 2 offsets of
/// a list's texts, 3 data; or of the column after the last the notes: a line each with the table,
/// the field and the type of its value.
///
/// # Safety
/// `scanned` is of `scanner_scan`; the part lives as long.
#[no_mangle]
pub unsafe extern "C" fn scanned_part(
    scanned: *const Scanned,
    column: usize,
    part: u32,
    size: *mut usize,
) -> *const u8 {
    let scanned = &*scanned;
    let part = match part {
        0 => Part::Validity,
        1 => Part::Offsets,
        2 => Part::InnerOffsets,
        _ => Part::Data,
    };
    let (start, bytes) = match scanned.columns.get(column) {
        Some(column) => column.part(part),
        None => (scanned.notes.as_ptr(), scanned.notes.len()),
    };
    *size = bytes;
    start
}

/// # Safety
/// `scanned` is of `scanner_scan`, and is used no more.
#[no_mangle]
pub unsafe extern "C" fn scanned_free(scanned: *mut Scanned) {
    drop(Box::from_raw(scanned));
}

fn scan<'a>(
    tables: &[Table],
    documents: impl Iterator<Item = &'a [u8]>,
    limits: Limits,
) -> Scanned {
    let columns = |table: &Table| table.kinds.iter().map(|&kind| Column::new(kind)).collect();
    let empty = |table| Rows { columns: columns(table), count: 0 };
    let mut rows: Vec<Rows> = tables.iter().map(empty).collect();
    let mut notes = Vec::new();
    for (number, document) in documents.enumerate() {
        if let Some(text) = with_line_feeds(document) {
            Reader::new(tables, &mut rows, &mut notes, limits).read(&text, number);
        }
    }
    let mut columns: Vec<Column> = rows.into_iter().flat_map(|rows| rows.columns).collect();
    columns.iter_mut().for_each(Column::finish);
    let line = |(table, field, kind): &(usize, Vec<u8>, &str)| {
        format!("{table}\t{}\t{kind}\n", String::from_utf8_lossy(field))
    };
    Scanned { columns, notes: notes.iter().map(line).collect::<String>().into_bytes() }
}
