//! Which characters are taken: anything that the readers in Python treat with care is left to them.

use std::borrow::Cow;

const CHUNK: usize = 64;
const SHORT_CHUNK: usize = 16;

/// The name of the payload's field.
pub const NAME: &[u8; 7] = b"secured";

/// Whether a document has no character that is forbidden, or that hides where others are: no control
/// but the line end, no sign of direction, no byte order mark.
pub fn are_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_quick = |&byte: &u8| (byte.wrapping_sub(0x20) < 0x5f) | (byte == b'\n');
    bytes.chunks(CHUNK).enumerate().all(|(number, chunk)| {
        chunk.iter().fold(true, |all, byte| all & is_quick(byte))
            || (0..chunk.len()).all(|at| is_plain(bytes, number * CHUNK + at))
    })
}

/// Whether no character that needs care begins at a byte.
fn is_plain(bytes: &[u8], at: usize) -> bool {
    let next = |by: usize| bytes.get(at + by).copied().unwrap_or(0);
    match bytes[at] {
        b'\n' => true,
        0..=0x1f | 0x7f => false,
        0xc2 => !matches!(next(1), 0x80..=0x9f | 0xad), // C1 controls, soft hyphen
        0xd8 => next(1) != 0x9c,                        // a sign of direction
        0xe1 => !(next(1) == 0xa0 && matches!(next(2), 0x8b..=0x8f)),
        0xe2 => match next(1) {
            0x80 => !matches!(next(2), 0xa8..=0xae), // line ends, directions
            0x81 => !matches!(next(2), 0xa0..=0xaf), // invisible operators
            _ => true,
        },
        0xef => match next(1) {
            0xbb => next(2) != 0xbf,                 // byte order mark
            0xbf => !matches!(next(2), 0xb0..=0xbf), // U+FFFD, no characters
            _ => true,
        },
        0xf3 => false, // tags
        _ => true,
    }
}

/// A document with lines that end alike, by `\n` alone; None if some end in another way.
pub fn with_line_feeds(data: &[u8]) -> Option<Cow<'_, [u8]>> {
    if !data.contains(&b'\r') {
        return Some(Cow::Borrowed(data));
    }
    let mut plain = Vec::with_capacity(data.len());
    let mut lines = data.split(|&byte| byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let is_last = lines.peek().is_none();
        let text = if is_last { line } else { line.strip_suffix(b"\r")? };
        if text.contains(&b'\r') {
            return None;
        }
        plain.extend_from_slice(text);
        plain.extend(if is_last { None } else { Some(b'\n') });
    }
    Some(Cow::Owned(plain))
}

/// A text without blanks and line ends around it; None if other white space is around it.
pub fn trimmed(text: &[u8]) -> Option<&[u8]> {
    let text = text.trim_ascii();
    let (Some(&first), Some(&last)) = (text.first(), text.last()) else { return Some(text) };
    if first.is_ascii() && last.is_ascii() {
        return Some(text);
    }
    let letters = std::str::from_utf8(text).ok()?;
    (letters.trim() == letters).then_some(text)
}

/// Whether a text is surely in NFC: it has Latin letters, and marks of punctuation.
pub fn is_composed(text: &[u8]) -> bool {
    let is_simple =
        |letter: char| letter < '\u{300}' || ('\u{2010}'..='\u{2027}').contains(&letter);
    text.is_ascii() || std::str::from_utf8(text).is_ok_and(|text| text.chars().all(is_simple))
}

/// Whether the name of the payload is in a text, or the end of a payload: `;`, 22 letters, `==`.
pub fn may_hold_payload(text: &[u8]) -> bool {
    let is_end = |at: usize| text[at] == b';' && text[at + 23..].starts_with(b"==");
    has(text, NAME) || (has(text, b"==") && (0..text.len().saturating_sub(24)).any(is_end))
}

/// Whether a text has the letters of a payload alone.
pub fn are_of_payload(text: &[u8]) -> bool {
    let is_letter = |byte: u8| {
        let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
        letter | (byte.wrapping_sub(b'/') < 11) | (byte == b'+') | (byte == b';') | (byte == b'=')
    };
    text.iter().fold(true, |all, &byte| all & is_letter(byte))
}

/// How many bytes there are before a double quote, a backslash or a line end; None if none follows.
pub fn until_special(text: &[u8]) -> Option<usize> {
    let is_special = |byte: u8| (byte == b'"') | (byte == b'\\') | (byte == b'\n');
    let is_quiet = |chunk: &[u8]| !chunk.iter().fold(false, |any, &byte| any | is_special(byte));
    let quiet = text.chunks_exact(SHORT_CHUNK).take_while(|chunk| is_quiet(chunk)).count();
    let start = quiet * SHORT_CHUNK;
    Some(start + text[start..].iter().position(|&byte| is_special(byte))?)
}

/// Whether a word is in a text. Compares a chunk without a branch, which compilers make vectors of.
pub fn has<const N: usize>(text: &[u8], word: &[u8; N]) -> bool {
    let mut rest = text;
    while rest.len() >= CHUNK + N {
        let part = &rest[..CHUNK + N];
        let is_word = |at: usize| (0..N).fold(true, |all, by| all & (part[at + by] == word[by]));
        if (0..CHUNK).fold(false, |any, at| any | is_word(at)) {
            return true;
        }
        rest = &rest[CHUNK..];
    }
    rest.windows(N).any(|part| part == word)
}

/// The same for JSON, in whatever case the name is.
pub fn may_be_secret(json: &[u8]) -> bool {
    json.windows(NAME.len()).any(|word| word.eq_ignore_ascii_case(NAME))
}

/// Whether a body may begin as another document: with a field, a list or a block of code.
pub fn may_begin_document(body: &str) -> bool {
    if !body.contains(':') {
        return false;
    }
    let first = body.lines().next().unwrap_or("");
    let is_prose = first.starts_with(|letter: char| letter.is_alphanumeric());
    let before = first.split(':').next().unwrap_or("").trim_end();
    !is_prose || !before.contains(' ') && first.contains(':')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_are_left_to_others() {
        for text in ["a\u{202e}", "\u{feff}", "\r", "\t", "\u{85}", "\u{ad}", "\u{fffd}", "\0"] {
            assert!(!are_plain(text), "{text:?}");
        }
        assert!(are_plain("“Zürich”\u{a0}– 東京\u{200b} 🗞\n"));
    }
}
