//! Values without a column as JSON, as Python writes it.

use crate::lines::Lines;
use crate::scalars::{is_plain_text, truth, whole_number};

/// More fields of a mapping are left to others: each is compared with those before it.
pub const MOST_FIELDS: usize = 64;
const MOST_LEVELS: usize = 8;

/// Read any value to JSON as Python writes it; returns the value's type in Python.
pub fn value(
    lines: &mut Lines,
    json: &mut Vec<u8>,
    indent: usize,
    depth: usize,
) -> Option<&'static str> {
    if lines.takes(b" ") {
        return scalar(lines, json);
    }
    if depth == MOST_LEVELS {
        return None;
    }
    if lines.rest().starts_with(b"\n") && lines.is_list(indent + 2) {
        lines.lists(indent + 2)?;
        json.push(b'[');
        loop {
            entry(lines, json, indent + 4, depth + 1)?;
            if !lines.goes_on_with_entry(indent + 2) {
                break;
            }
            json.push(b',');
        }
        json.push(b']');
        return Some("list");
    }
    lines.nests(indent + 2)?;
    mapping(lines, json, indent + 2, depth + 1)
}

fn entry(lines: &mut Lines, json: &mut Vec<u8>, indent: usize, depth: usize) -> Option<()> {
    let start = lines.at();
    let is_mapping = lines.name().is_some_and(|_| b" \n".contains(&lines.next()));
    lines.back_to(start);
    if is_mapping {
        mapping(lines, json, indent, depth)?;
    } else {
        scalar(lines, json)?;
    }
    Some(())
}

fn mapping(
    lines: &mut Lines,
    json: &mut Vec<u8>,
    indent: usize,
    depth: usize,
) -> Option<&'static str> {
    let mut names: Vec<&[u8]> = Vec::new();
    let mut fields = Vec::new();
    loop {
        let name = lines.name()?;
        if names.contains(&name) || names.len() == MOST_FIELDS {
            return None;
        }
        names.push(name);
        let mut inside = Vec::new();
        value(lines, &mut inside, indent, depth)?;
        put_field(&mut fields, name, &inside);
        if !lines.goes_on(indent)? {
            break;
        }
    }
    json.push(b'{');
    json.append(&mut fields);
    json.push(b'}');
    Some("dict")
}

fn scalar(lines: &mut Lines, json: &mut Vec<u8>) -> Option<&'static str> {
    if lines.next() == b'"' {
        // The escapes that are taken here are the same in JSON.
        let (text, _) = lines.quoted()?;
        json.push(b'"');
        json.extend_from_slice(text);
        json.push(b'"');
        return Some("str");
    }
    let value = lines.line()?;
    if whole_number(value).is_some() || truth(value).is_some() {
        json.extend_from_slice(value);
        return Some(if truth(value).is_some() { "bool" } else { "int" });
    }
    if !is_plain_text(value) || value.contains(&b'"') || value.contains(&b'\\') {
        return None;
    }
    json.push(b'"');
    json.extend_from_slice(value);
    json.push(b'"');
    Some("str")
}

/// Add a field to the inside of a JSON mapping.
pub fn put_field(fields: &mut Vec<u8>, name: &[u8], value: &[u8]) {
    if !fields.is_empty() {
        fields.push(b',');
    }
    for part in [&b"\""[..], name, b"\":", value] {
        fields.extend_from_slice(part);
    }
}
