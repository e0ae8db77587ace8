//! One document, exactly as archives write them, into columns.
//!
//! Everything else is None: its rows are forgotten, and it is left to the readers in Python. So no
//! rule here has to be right about more than plain documents, and none repairs anything.

use crate::characters::{
    are_of_payload, are_plain, has, is_composed, may_be_secret, may_begin_document,
    may_hold_payload, trimmed, until_special, NAME,
};
use crate::columns::{Column, Kind};
use crate::declaration::{Field, Goes, Table};
use crate::json::{self, MOST_FIELDS};
use crate::lines::{Lines, CLOSING};
use crate::scalars::{is_plain_text, moment, truth, whole_number};

const OPENING: &[u8] = b"---\n";

/// Documents with more names than these are left to others: each is compared with those before it.
const MOST_NOTES: usize = 500;

/// A bound that a load has, by settings.
#[derive(Clone, Copy)]
pub struct Limits {
    pub front_matter: usize,
    pub entries: usize,
}

/// The rows of a table.
pub struct Rows {
    pub columns: Vec<Column>,
    pub count: usize,
}

/// Names of fields without a column: the table, the name, and the type that Python has for it.
pub type Notes = Vec<(usize, Vec<u8>, &'static str)>;

/// Reads a document; `rows` and `notes` get what it says.
pub struct Reader<'a> {
    tables: &'a [Table],
    rows: &'a mut [Rows],
    notes: &'a mut Notes,
    limits: Limits,
    lines: Lines<'a>,
}

/// A row that is being read: which columns have their value, and the fields without a column as
/// JSON, first the item's own, then those within each of its fields.
struct Item {
    table: usize,
    seen: u64,
    unknown: Vec<u8>,
    within: Vec<Vec<u8>>,
}

impl Item {
    fn new(table: usize) -> Item {
        Item { table, seen: 0, unknown: Vec::new(), within: Vec::new() }
    }

    /// Note that a field has its value; None if it had one.
    fn see(&mut self, bit: usize) -> Option<()> {
        let was = self.seen & (1 << bit) != 0;
        self.seen |= 1 << bit;
        (!was).then_some(())
    }

    /// The JSON of its fields without a column; empty where it has none.
    fn json(self, fields: &[Field]) -> Vec<u8> {
        let mut all = self.unknown;
        for (at, within) in self.within.iter().enumerate().filter(|(_, each)| !each.is_empty()) {
            json::put_field(&mut all, &fields[at].name, &[&b"{"[..], within, b"}"].concat());
        }
        all
    }
}

impl<'a> Reader<'a> {
    pub fn new(
        tables: &'a [Table],
        rows: &'a mut [Rows],
        notes: &'a mut Notes,
        limits: Limits,
    ) -> Reader<'a> {
        Reader { tables, rows, notes, limits, lines: Lines::new(b"") }
    }

    /// Read a document to a row of the first table, and to rows of those of its entries; None, and
    /// not a row, if it is not plain.
    pub fn read(&mut self, data: &'a [u8], number: usize) -> Option<()> {
        let before: Vec<usize> = self.rows.iter().map(|rows| rows.count).collect();
        let noted = self.notes.len();
        let done = self.document(data, number);
        if done.is_none() {
            for (rows, count) in self.rows.iter_mut().zip(before) {
                rows.count = count;
                rows.columns.iter_mut().for_each(|column| column.truncate(count));
            }
            self.notes.truncate(noted);
        }
        done
    }

    fn document(&mut self, data: &'a [u8], number: usize) -> Option<()> {
        let text = std::str::from_utf8(data).ok()?;
        if !data.starts_with(OPENING) || !are_plain(text) {
            return None;
        }
        self.lines = Lines::new(data);
        self.lines.pass(OPENING.len());
        let mut item = Item::new(0);
        let tables = self.tables;
        self.fields(&mut item, &tables[0].fields, 0, None)?;
        let end = self.lines.at();
        if self.lines.rest().starts_with(NAME) {
            self.payload(&mut item)?;
        }
        if self.lines.at() > self.limits.front_matter || !self.lines.takes(CLOSING) {
            return None;
        }
        let rest = &text[self.lines.at()..];
        if !(rest.is_empty() || rest.starts_with('\n'))
            || may_hold_payload(&data[..end])
            || may_hold_payload(rest.as_bytes())
            || rest.contains("\n---")
        {
            return None;
        }
        self.body(&mut item, rest)?;
        self.end_row(item, number, 1)
    }

    /// Pass over the payload's field, which is the last, and note the size of its value alone.
    fn payload(&mut self, item: &mut Item) -> Option<()> {
        let is_payload = |field: &&Field| field.name == NAME;
        let Goes::Column(column) = self.tables[0].fields.iter().find(is_payload)?.goes else {
            return None;
        };
        self.lines.pass(NAME.len());
        if !self.lines.takes(b": \"") {
            return None;
        }
        let rest = self.lines.rest();
        let size = until_special(rest)?;
        let payload = &rest[..size];
        let is_odd = !are_of_payload(payload)
            || has(payload, NAME)
            || payload.iter().filter(|&&byte| byte == b';').count() > 1;
        if is_odd || !rest[size..].starts_with(b"\"\n---") {
            return None;
        }
        self.lines.pass(size + 2);
        item.see(column)?;
        self.rows[0].columns[column].push(size as i64);
        Some(())
    }

    fn body(&mut self, item: &mut Item, rest: &str) -> Option<()> {
        let body = rest.trim_matches([' ', '\n']);
        let column = self.tables[0].kinds.iter().position(|&kind| kind == Kind::Body)?;
        if body.is_empty() {
            return Some(());
        }
        if trimmed(body.as_bytes())?.len() < body.len() || may_begin_document(body) {
            return None;
        }
        item.see(column)?;
        let bodies = &mut self.rows[0].columns[column];
        bodies.bytes().extend_from_slice(body.as_bytes());
        bodies.end_text();
        Some(())
    }

    /// Read the fields of a mapping, the first of which is next: of an item, or `within` one of its
    /// fields.
    fn fields(
        &mut self,
        item: &mut Item,
        fields: &'a [Field],
        indent: usize,
        within: Option<usize>,
    ) -> Option<()> {
        let bits = self.tables[item.table].kinds.len();
        let mut others: Vec<&[u8]> = Vec::new();
        loop {
            let name = self.lines.name()?;
            match fields.iter().position(|field| field.name == name) {
                None if others.contains(&name) || others.len() == MOST_FIELDS => return None,
                None => {
                    others.push(name);
                    self.unknown(item, name, indent, within)?;
                }
                Some(at) => match &fields[at].goes {
                    Goes::Column(column) => {
                        item.see(*column)?;
                        self.value(item.table, *column, indent)?;
                    }
                    Goes::Entries { count, table } => {
                        item.see(*count)?;
                        self.entries(item.table, *count, *table, indent)?;
                    }
                    Goes::Below(below) => {
                        item.see(bits + at)?;
                        self.lines.nests(indent + 2)?;
                        self.fields(item, below, indent + 2, Some(at))?;
                    }
                    Goes::Elsewhere => return None,
                },
            }
            if !self.lines.goes_on(indent)? {
                return Some(());
            }
        }
    }

    /// Read a value into its column.
    fn value(&mut self, table: usize, column: usize, indent: usize) -> Option<()> {
        let kind = self.rows[table].columns[column].kind;
        if kind == Kind::Texts {
            return self.texts(table, column, indent);
        }
        if !self.lines.takes(b" ") {
            return None;
        }
        if matches!(kind, Kind::Text | Kind::Key | Kind::Lower) {
            return self.text_of(table, column);
        }
        let value = self.lines.line()?;
        let number = match kind {
            Kind::Integer => whole_number(value)?,
            Kind::Moment => moment(value)?,
            Kind::Boolean => i64::from(truth(value)?),
            _ => return None,
        };
        self.rows[table].columns[column].push(number);
        Some(())
    }

    fn text_of(&mut self, table: usize, column: usize) -> Option<()> {
        self.put_text(table, column)?;
        let texts = &mut self.rows[table].columns[column];
        if texts.trim()? == 0 {
            texts.push_null();
            return Some(());
        }
        let kind = texts.kind;
        let text = texts.unended();
        let is_odd = match kind {
            Kind::Key => !is_composed(text),
            Kind::Lower => !text.is_ascii(),
            _ => false,
        };
        if is_odd {
            return None;
        }
        if kind == Kind::Lower {
            text.make_ascii_lowercase();
        }
        texts.end_text();
        Some(())
    }

    /// Read a list of texts.
    fn texts(&mut self, table: usize, column: usize, indent: usize) -> Option<()> {
        self.lines.lists(indent + 2)?;
        loop {
            self.put_text(table, column)?;
            let texts = &mut self.rows[table].columns[column];
            if texts.trim()? == 0 || !is_composed(texts.unended()) {
                return None;
            }
            texts.end_entry();
            if !self.lines.goes_on_with_entry(indent + 2) {
                self.rows[table].columns[column].end_list();
                return Some(());
            }
        }
    }

    /// Read a list of items, each to a row of their table.
    fn entries(&mut self, table: usize, count: usize, of: usize, indent: usize) -> Option<()> {
        self.lines.lists(indent + 2)?;
        let parent = self.rows[table].count;
        let tables = self.tables;
        for position in 1..=self.limits.entries {
            let mut item = Item::new(of);
            self.fields(&mut item, &tables[of].fields, indent + 4, None)?;
            self.end_row(item, parent, position)?;
            if !self.lines.goes_on_with_entry(indent + 2) {
                self.rows[table].columns[count].push(position as i64);
                return Some(());
            }
        }
        None
    }

    /// End the row of an item with what it has no field for.
    fn end_row(&mut self, item: Item, parent: usize, position: usize) -> Option<()> {
        let (table, seen) = (item.table, item.seen);
        let json = item.json(&self.tables[table].fields);
        if may_be_secret(&json) {
            return None;
        }
        let rows = &mut self.rows[table];
        for (at, column) in rows.columns.iter_mut().enumerate() {
            match column.kind {
                Kind::Parent => column.push(parent as i64),
                Kind::Position => column.push(position as i64),
                Kind::Extra if !json.is_empty() => {
                    for part in [&b"{"[..], &json, b"}"] {
                        column.bytes().extend_from_slice(part);
                    }
                    column.end_text();
                }
                _ if seen & (1 << at) == 0 => column.push_missing(),
                _ => {}
            }
        }
        rows.count += 1;
        Some(())
    }

    /// Read a field without a column to JSON.
    fn unknown(
        &mut self,
        item: &mut Item,
        name: &[u8],
        indent: usize,
        within: Option<usize>,
    ) -> Option<()> {
        let mut json = Vec::new();
        let kind = json::value(&mut self.lines, &mut json, indent, 0)?;
        let mut noted = Vec::new();
        if let Some(field) = within {
            item.within.resize_with(item.within.len().max(field + 1), Vec::new);
            json::put_field(&mut item.within[field], name, &json);
            noted.extend_from_slice(&self.tables[item.table].fields[field].name);
            noted.push(b'.');
        } else {
            json::put_field(&mut item.unknown, name, &json);
        }
        noted.extend_from_slice(name);
        let note = (item.table, noted, kind);
        if self.notes.contains(&note) {
            return Some(());
        }
        self.notes.push(note);
        (self.notes.len() <= MOST_NOTES).then_some(())
    }

    /// Put a scalar's text, without its escapes, into a column; it is up to the caller to end it.
    fn put_text(&mut self, table: usize, column: usize) -> Option<()> {
        if self.lines.next() != b'"' {
            let value = self.lines.line()?;
            if !is_plain_text(value) {
                return None;
            }
            self.rows[table].columns[column].bytes().extend_from_slice(value);
            return Some(());
        }
        let (mut rest, mut escapes) = self.lines.quoted()?;
        let text = self.rows[table].columns[column].bytes();
        while escapes > 0 {
            let at = rest.iter().position(|&byte| byte == b'\\')?;
            escapes -= 1;
            text.extend_from_slice(&rest[..at]);
            text.push(match rest[at + 1] {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                same => same,
            });
            rest = &rest[at + 2..];
        }
        text.extend_from_slice(rest);
        Some(())
    }
}
