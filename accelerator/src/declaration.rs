//! The tables to fill, as `scanned_columns.py` declares them from the schema.
//!
//! A line a column: the table's number, the kind, the field it is read from, and for entries of a
//! list the number of their table. All are separated by tabs. The kind `elsewhere` is no column.

use crate::columns::Kind;

/// Where a field's value goes; columns are numbered within their table.
pub enum Goes {
    Column(usize),
    Entries {
        count: usize,
        table: usize,
    },
    Below(Vec<Field>),
    /// Documents that have the field are left to the readers in Python.
    Elsewhere,
}

pub struct Field {
    pub name: Vec<u8>,
    pub goes: Goes,
}

#[derive(Default)]
pub struct Table {
    pub kinds: Vec<Kind>,
    pub fields: Vec<Field>,
}

/// The declared tables; None where a line is no declaration.
pub fn read(declared: &str) -> Option<Vec<Table>> {
    let mut tables: Vec<Table> = Vec::new();
    for line in declared.lines() {
        let mut words = line.split('\t');
        let number: usize = words.next()?.parse().ok()?;
        let (kind, source) = (words.next()?, words.next()?);
        tables.resize_with(tables.len().max(number + 1), Table::default);
        let table = &mut tables[number];
        if kind == "elsewhere" {
            table.fields.push(Field { name: source.into(), goes: Goes::Elsewhere });
            continue;
        }
        let kind = Kind::named(kind)?;
        let column = table.kinds.len();
        table.kinds.push(kind);
        if source.is_empty() {
            continue;
        }
        let goes = match words.next()? {
            "" => Goes::Column(column),
            entries => Goes::Entries { count: column, table: entries.parse().ok()? },
        };
        match source.split_once('.') {
            None => table.fields.push(Field { name: source.into(), goes }),
            Some((name, below)) => {
                fields_below(&mut table.fields, name)?.push(Field { name: below.into(), goes })
            }
        }
    }
    // A row notes the fields that it has in 64 bits.
    let is_small = |table: &Table| table.kinds.len() + table.fields.len() <= 64;
    tables.iter().all(is_small).then_some(tables)
}

fn fields_below<'a>(fields: &'a mut Vec<Field>, name: &str) -> Option<&'a mut Vec<Field>> {
    let found = fields.iter().position(|field| field.name == name.as_bytes());
    let at = found.unwrap_or_else(|| {
        fields.push(Field { name: name.into(), goes: Goes::Below(Vec::new()) });
        fields.len() - 1
    });
    match &mut fields[at].goes {
        Goes::Below(below) => Some(below),
        _ => None,
    }
}
