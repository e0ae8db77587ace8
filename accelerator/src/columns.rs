//! Columns as Arrow lays them out, filled value by value.

use crate::characters::trimmed;

/// What a column holds, by the names that `scanned_columns.py` declares columns with.
#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Kind {
    Text,
    Key,
    Lower,
    Integer,
    Boolean,
    Moment,
    Texts,
    Count,
    Size,
    Body,
    Extra,
    Parent,
    Position,
}

impl Kind {
    pub fn named(name: &str) -> Option<Kind> {
        Some(match name {
            "text" => Kind::Text,
            "key" => Kind::Key,
            "lower" => Kind::Lower,
            "integer" => Kind::Integer,
            "boolean" => Kind::Boolean,
            "moment" => Kind::Moment,
            "texts" => Kind::Texts,
            "count" => Kind::Count,
            "size" => Kind::Size,
            "body" => Kind::Body,
            "extra" => Kind::Extra,
            "parent" => Kind::Parent,
            "position" => Kind::Position,
            _ => return None,
        })
    }

    /// The bytes of a value while the column is filled; 0 where their number differs.
    fn width(self) -> usize {
        match self {
            Kind::Text | Kind::Key | Kind::Lower | Kind::Body | Kind::Extra | Kind::Texts => 0,
            Kind::Integer | Kind::Moment => 8,
            Kind::Count | Kind::Size | Kind::Parent | Kind::Position => 4,
            Kind::Boolean => 1,
        }
    }
}

/// The parts of a column, as Arrow's buffers.
pub enum Part {
    Validity,
    Offsets,
    InnerOffsets,
    Data,
}

/// A column: texts end at `ends` in `data`; lists end at `ends` in `inner`, and their texts there
/// in `data`.
///
/// Validity and booleans have a byte a row until `finish` packs them.
pub struct Column {
    pub kind: Kind,
    valid: Vec<u8>,
    ends: Vec<i32>,
    inner: Vec<i32>,
    data: Vec<u8>,
}

impl Column {
    pub fn new(kind: Kind) -> Column {
        let (valid, data) = (Vec::new(), Vec::new());
        Column { kind, valid, ends: vec![0], inner: vec![0], data }
    }

    /// Where the bytes of a text are put; `end_text` or `end_entry` ends it.
    pub fn bytes(&mut self) -> &mut Vec<u8> {
        &mut self.data
    }

    /// The bytes that were put since the last text ended.
    pub fn unended(&mut self) -> &mut [u8] {
        let start = self.start();
        &mut self.data[start..]
    }

    /// Trim the bytes that were put since the last text ended; how many are left. None if more is
    /// around them than blanks and line ends.
    pub fn trim(&mut self) -> Option<usize> {
        let start = self.start();
        let given = &self.data[start..];
        let size = trimmed(given)?.len();
        if size < given.len() {
            let from = start + given.len() - given.trim_ascii_start().len();
            self.data.copy_within(from..from + size, start);
            self.data.truncate(start + size);
        }
        Some(size)
    }

    fn start(&self) -> usize {
        let ends = if self.kind == Kind::Texts { &self.inner } else { &self.ends };
        ends[ends.len() - 1] as usize
    }

    pub fn end_text(&mut self) {
        self.valid.push(1);
        self.ends.push(self.data.len() as i32);
    }

    pub fn end_entry(&mut self) {
        self.inner.push(self.data.len() as i32);
    }

    pub fn end_list(&mut self) {
        self.valid.push(1);
        self.ends.push(self.inner.len() as i32 - 1);
    }

    pub fn push(&mut self, value: i64) {
        self.valid.push(1);
        let width = self.kind.width();
        self.data.extend_from_slice(&value.to_le_bytes()[..width]);
    }

    /// What a row has whose document lacks the field.
    pub fn push_missing(&mut self) {
        match self.kind {
            Kind::Count => self.push(0),
            Kind::Texts => self.end_list(),
            _ => self.push_null(),
        }
    }

    pub fn push_null(&mut self) {
        self.valid.push(0);
        match self.kind.width() {
            0 => self.ends.push(self.data.len() as i32),
            width => self.data.resize(self.data.len() + width, 0),
        }
    }

    /// Forget all but the first rows, and what was put of a row that was not ended.
    pub fn truncate(&mut self, rows: usize) {
        self.valid.truncate(rows);
        let width = self.kind.width();
        if width > 0 {
            return self.data.truncate(rows * width);
        }
        self.ends.truncate(rows + 1);
        let mut end = self.ends[rows] as usize;
        if self.kind == Kind::Texts {
            self.inner.truncate(end + 1);
            end = self.inner[end] as usize;
        }
        self.data.truncate(end);
    }

    /// Bring validity and booleans into Arrow's form: no value can be added then.
    pub fn finish(&mut self) {
        self.valid = if self.valid.contains(&0) { packed(&self.valid) } else { Vec::new() };
        if self.kind == Kind::Boolean {
            self.data = packed(&self.data);
        }
    }

    /// The bytes of a part; none for the validity of a column without nulls.
    pub fn part(&self, part: Part) -> (*const u8, usize) {
        match part {
            Part::Validity => (self.valid.as_ptr(), self.valid.len()),
            Part::Offsets => (self.ends.as_ptr().cast(), self.ends.len() * 4),
            Part::InnerOffsets => (self.inner.as_ptr().cast(), self.inner.len() * 4),
            Part::Data => (self.data.as_ptr(), self.data.len()),
        }
    }
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let eight = |chunk: &[u8]| (0..chunk.len()).fold(0, |bits, at| bits | (chunk[at] << at));
    bytes.chunks(8).map(eight).collect()
}
