//! What texts are taken: anything that the readers in Python treat with care is left to them.

use std::borrow::Cow;

/// Words that some version of YAML takes for something else than text.
const WORDS: [&[u8]; 11] =
    [b"null", b"true", b"false", b"yes", b"no", b"on", b"off", b"y", b"n", b"nan", b"inf"];
const LONGEST_WORD: usize = 5;
const CHUNK: usize = 64;
const SHORT_CHUNK: usize = 16;
/// The name of the payload's field.
pub const NAME: &[u8; 7] = b"secured";

/// Whether a document has no character that is forbidden, or that hides where others are: no control
/// but the line end, no sign of direction, no byte order mark.
pub fn are_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_quick = |&byte: &u8| ((byte >= 0x20) & (byte < 0x7f)) | (byte == b'\n');
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

/// Whether a plain scalar is text, and the same text for every YAML reader.
pub fn is_plain_text(value: &[u8]) -> bool {
    let (Some(&first), Some(&last)) = (value.first(), value.last()) else { return false };
    let is_begun = first.is_ascii_alphabetic() || !first.is_ascii();
    let is_word = || {
        let is_same = |word: &&[u8]| word.eq_ignore_ascii_case(value);
        value.len() <= LONGEST_WORD && WORDS.iter().any(|word| is_same(word))
    };
    let is_ended = last != b':' && trimmed(value) == Some(value);
    (is_begun || (first.is_ascii_digit() && has_other_letter(value)))
        && is_ended
        && !is_word()
        && (value.is_ascii() || is_visible(value))
        && !value.windows(2).any(|pair| pair == b": " || pair == b" #")
}

/// Whether a text has no character of no width, and no other blank than the space.
fn is_visible(value: &[u8]) -> bool {
    let is_odd = |letter: char| {
        ('\u{200b}'..='\u{200f}').contains(&letter) || (letter.is_whitespace() && letter != ' ')
    };
    !std::str::from_utf8(value).is_ok_and(|text| text.contains(is_odd))
}

/// Whether text that begins with a digit has a letter that no number or date has.
fn has_other_letter(value: &[u8]) -> bool {
    let of_numbers =
        |letter: u8| matches!(letter | 0x20, b'a'..=b'f' | b'i' | b'n' | b'o' | b't' | b'x' | b'z');
    value.iter().any(|&letter| letter.is_ascii_alphabetic() && !of_numbers(letter))
}

/// A whole number as Python writes it, of up to 18 digits.
pub fn whole_number(value: &[u8]) -> Option<i64> {
    let digits = value.strip_prefix(b"-").unwrap_or(value);
    let is_shortest =
        digits == b"0" && digits == value || matches!(digits.first(), Some(b'1'..=b'9'));
    let is_number = is_shortest && digits.len() <= 18 && digits.iter().all(u8::is_ascii_digit);
    is_number.then(|| std::str::from_utf8(value).ok()?.parse().ok())?
}

/// Microseconds since 1970 of `2021-03-01T12:00:00Z`, and of no other form.
pub fn moment(value: &[u8]) -> Option<i64> {
    let form = b"0000-00-00T00:00:00Z";
    let fits = |at: usize| match form[at] {
        b'0' => value[at].is_ascii_digit(),
        sign => value[at] == sign,
    };
    if value.len() != form.len() || !(0..form.len()).all(fits) {
        return None;
    }
    let number = |from: usize, to: usize| {
        value[from..to].iter().fold(0, |n, d| n * 10 + i64::from(d - b'0'))
    };
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let (hour, minute, second) = (number(11, 13), number(14, 16), number(17, 19));
    let is_real = (1700..2100).contains(&year)
        && (1..=12).contains(&month)
        && (1..=days_of(year, month)).contains(&day)
        && hour < 24
        && minute < 60
        && second < 60;
    let seconds = ((days_before(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    is_real.then_some(seconds * 1_000_000)
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 => 28 + i64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days from 1970-01-01 to a date; negative before.
fn days_before(year: i64, month: i64, day: i64) -> i64 {
    let leaps = |year: i64| year / 4 - year / 100 + year / 400;
    let years = (year - 1970) * 365 + leaps(year - 1) - leaps(1969);
    years + (1..month).map(|each| days_of(year, each)).sum::<i64>() + day - 1
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
    fn moments_are_counted_from_1970() {
        assert_eq!(moment(b"1970-01-01T00:00:01Z"), Some(1_000_000));
        assert_eq!(moment(b"2021-03-01T12:00:00Z"), Some(1_614_600_000_000_000));
        assert_eq!(moment(b"1900-02-28T00:00:00Z"), Some(-2_203_977_600_000_000));
    }

    #[test]
    fn days_that_do_not_exist_are_no_moments() {
        assert_eq!(moment(b"2021-02-29T00:00:00Z"), None);
        assert_eq!(moment(b"2021-02-28T24:00:00Z"), None);
        assert_eq!(moment(b"2021-02-28 23:00:00Z"), None);
    }

    #[test]
    fn texts_that_yaml_may_misread_are_left_to_others() {
        for text in ["Null", "no", "1e5", "2021-03-01", "a: b", "a #b", "ends:", "'Tis", "0x1F", ""]
        {
            assert!(!is_plain_text(text.as_bytes()), "{text}");
        }
        for text in ["Power Apps", "1843 Weekly", "AT&T", "Reader's Digest", "Ö1"] {
            assert!(is_plain_text(text.as_bytes()), "{text}");
        }
    }

    #[test]
    fn invisible_characters_are_left_to_others() {
        for text in ["a\u{202e}", "\u{feff}", "\r", "\t", "\u{85}", "\u{ad}", "\u{fffd}", "\0"] {
            assert!(!are_plain(text), "{text:?}");
        }
        assert!(are_plain("“Zürich”\u{a0}– 東京\u{200b} 🗞\n"));
    }
}
