//! Plain scalars: which are taken, and for what.

use crate::characters::trimmed;

/// Words that some version of YAML takes for something else than text.
const WORDS: [&[u8]; 11] =
    [b"null", b"true", b"false", b"yes", b"no", b"on", b"off", b"y", b"n", b"nan", b"inf"];
const LONGEST_WORD: usize = 5;

/// Whether a plain scalar is text, and the same text for every YAML reader.
pub fn is_plain_text(value: &[u8]) -> bool {
    let (Some(&first), Some(&last)) = (value.first(), value.last()) else { return false };
    let is_begun = first.is_ascii_alphabetic() || !first.is_ascii();
    let is_word = || {
        let is_same = |word: &&[u8]| word.eq_ignore_ascii_case(value);
        value.len() <= LONGEST_WORD && WORDS.iter().any(is_same)
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

pub fn truth(value: &[u8]) -> Option<bool> {
    match value {
        b"true" => Some(true),
        b"false" => Some(false),
        _ => None,
    }
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
}
