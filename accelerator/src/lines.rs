//! The lines of a document: passing over what is expected, and nothing else.

use crate::characters::{until_special, NAME};
use crate::scalars::is_plain_text;

/// The line that closes the fields.
pub const CLOSING: &[u8] = b"---";

const LONGEST_NAME: usize = 31;

/// A document's text, and how far it has been read. What returns None may have passed over anything.
pub struct Lines<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Lines<'a> {
    pub fn new(text: &'a [u8]) -> Lines<'a> {
        Lines { text, at: 0 }
    }

    /// How many bytes have been read.
    pub fn at(&self) -> usize {
        self.at
    }

    pub fn back_to(&mut self, at: usize) {
        self.at = at;
    }

    /// What is still to be read.
    pub fn rest(&self) -> &'a [u8] {
        &self.text[self.at..]
    }

    pub fn pass(&mut self, size: usize) {
        self.at += size;
    }

    /// Pass over a text in double quotes that ends with its line; its inside, and its escapes.
    pub fn quoted(&mut self) -> Option<(&'a [u8], usize)> {
        let rest = &self.text[self.at + 1..];
        let (mut at, mut escapes) = (0, 0);
        loop {
            at += until_special(&rest[at..])?;
            match rest[at] {
                b'"' => break,
                b'\\' if b"\"\\nrt".contains(rest.get(at + 1)?) => at += 2,
                _ => return None,
            }
            escapes += 1;
        }
        self.at += at + 2;
        self.takes(b"\n").then_some((&rest[..at], escapes))
    }

    /// Pass over the rest of a line.
    pub fn line(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest();
        let size = rest.iter().position(|&byte| byte == b'\n')?;
        self.at += size + 1;
        Some(&rest[..size])
    }

    /// Pass over a field's name and its colon.
    pub fn name(&mut self) -> Option<&'a [u8]> {
        let rest = self.rest();
        let size = rest.iter().position(|byte| !(byte.is_ascii_alphanumeric() || *byte == b'_'))?;
        let name = &rest[..size];
        let is_name = size <= LONGEST_NAME && rest[size] == b':' && is_plain_text(name);
        self.at += size + 1;
        (is_name && name[0].is_ascii_alphabetic()).then_some(name)
    }

    pub fn next(&self) -> u8 {
        self.text.get(self.at).copied().unwrap_or(0)
    }

    pub fn takes(&mut self, wanted: &[u8]) -> bool {
        let does = self.rest().starts_with(wanted);
        self.at += if does { wanted.len() } else { 0 };
        does
    }

    /// Pass over a line end and exactly so much indentation.
    pub fn nests(&mut self, indent: usize) -> Option<()> {
        (self.takes(b"\n") && self.indent() == indent).then(|| self.at += indent)
    }

    /// Pass over a line end, indentation and the dash of a list's first entry.
    pub fn lists(&mut self, indent: usize) -> Option<()> {
        self.nests(indent)?;
        self.takes(b"- ").then_some(())
    }

    pub fn is_list(&self, indent: usize) -> bool {
        let entry = &self.text[self.at + 1..];
        entry.len() > indent + 2
            && entry[..indent].iter().all(|&byte| byte == b' ')
            && &entry[indent..indent + 2] == b"- "
    }

    fn indent(&self) -> usize {
        self.rest().iter().take_while(|&&byte| byte == b' ').count()
    }

    /// Whether the next line has another field of a mapping, up to which it passes; None if the
    /// line has more indentation, or there is none.
    pub fn goes_on(&mut self, indent: usize) -> Option<bool> {
        while indent == 0 && self.takes(b"\n") {}
        let found = self.indent();
        if found > indent || self.at >= self.text.len() {
            return None;
        }
        let ends = [CLOSING, NAME];
        let is_last = indent == 0 && ends.iter().any(|end| self.rest().starts_with(end));
        let does = found == indent && !is_last;
        self.at += if does { indent } else { 0 };
        Some(does)
    }

    /// Whether the next line has another entry of a list, up to which it passes.
    pub fn goes_on_with_entry(&mut self, indent: usize) -> bool {
        let start = self.at;
        let does = self.indent() == indent && {
            self.at += indent;
            self.takes(b"- ")
        };
        self.at = if does { self.at } else { start };
        does
    }
}
