//! From bytes to text: byte order marks, UTF-8, UTF-16, and Windows-1252 when nothing else fits.

use std::io::{self, Read as _, Seek as _, Write as _};

use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::input::{IN_MEMORY, Input};

/// Bytes read in one go.
const STEP: usize = 64 << 10;

/// A text in UTF-8 and what was assumed to read it.
pub(crate) struct Decoded {
    pub text: Input,
    pub note: Option<String>,
}

/// Reads bytes as text. No bytes are refused: what fits no encoding is read as Windows-1252, and said so.
///
/// # Errors
/// When the bytes cannot be had.
pub(crate) fn decode(mut input: Input) -> io::Result<Decoded> {
    let head = input.head(512)?;
    let (encoding, mark) = Encoding::for_bom(&head).unwrap_or_else(|| (without_mark(&head), 0));
    let mut input = input.skip(u64::try_from(mark).unwrap_or(0))?;
    if encoding != UTF_8 {
        let (text, malformed) = rewritten(input, encoding)?;
        let mut note = format!("read as {}", encoding.name());
        if malformed {
            note.push_str("; some characters could not be read and stand as \u{fffd}");
        }
        return Ok(Decoded { text, note: Some(note) });
    }
    let bad = first_bad_line(&mut input)?;
    input.rewind()?;
    let Some(line) = bad else { return Ok(Decoded { text: input, note: None }) };
    let note = format!("not UTF-8 (line {line}), read as Windows-1252; check the accents");
    Ok(Decoded { text: rewritten(input, WINDOWS_1252)?.0, note: Some(note) })
}

/// Text in UTF-16 without a mark shows itself by the zero byte beside each plain letter.
fn without_mark(bytes: &[u8]) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(512) & !1];
    let zeros = |from: usize| sample.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let most = sample.len() / 2 * 7 / 10;
    match (zeros(0), zeros(1)) {
        (0, low) if low > most && low > 0 => UTF_16LE,
        (high, 0) if high > most && high > 0 => UTF_16BE,
        _ => UTF_8,
    }
}

/// The first line that is no UTF-8, counted from 1; nothing when all of it is.
fn first_bad_line(input: &mut Input) -> io::Result<Option<u64>> {
    let (mut buffer, mut kept, mut line) = (vec![0; STEP], 0, 1_u64);
    loop {
        let read = input.read(&mut buffer[kept..])?;
        let filled = &buffer[..kept + read];
        let (good, broken) = match std::str::from_utf8(filled) {
            Ok(_) => (filled.len(), false),
            // A character that the next bytes may complete is not broken yet.
            Err(error) => (error.valid_up_to(), error.error_len().is_some() || read == 0),
        };
        line += u64::try_from(filled[..good].iter().filter(|byte| **byte == b'\n').count()).unwrap_or(0);
        if broken {
            return Ok(Some(line));
        }
        if read == 0 {
            return Ok(None);
        }
        let end = kept + read;
        buffer.copy_within(good..end, 0);
        kept = end - good;
    }
}

/// The text written down in UTF-8, and whether some of it could not be read.
fn rewritten(mut input: Input, encoding: &'static Encoding) -> io::Result<(Input, bool)> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut written = tempfile::spooled_tempfile(IN_MEMORY);
    let (mut buffer, mut text, mut malformed) = (vec![0; STEP], String::with_capacity(STEP), false);
    loop {
        let read = input.read(&mut buffer)?;
        let mut rest = &buffer[..read];
        loop {
            let (result, used, bad) = decoder.decode_to_string(rest, &mut text, read == 0);
            malformed |= bad;
            written.write_all(text.as_bytes())?;
            text.clear();
            rest = &rest[used..];
            if result == CoderResult::InputEmpty {
                break;
            }
        }
        if read == 0 {
            written.rewind()?;
            return Ok((Input::from(written), malformed));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, bytes_of: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes_of).collect()
    }

    #[test]
    fn every_common_encoding_gives_the_same_text() {
        let text = "naam;adres\nCafé Crème;Hôtel-straße 1 — één\n";
        let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
        let cases = [
            (text.as_bytes().to_vec(), None),
            (with_mark(&[0xef, 0xbb, 0xbf], text.as_bytes().to_vec()), None),
            (with_mark(&[0xff, 0xfe], utf16(text, u16::to_le_bytes)), Some("UTF-16LE")),
            (with_mark(&[0xfe, 0xff], utf16(text, u16::to_be_bytes)), Some("UTF-16BE")),
            (utf16(text, u16::to_le_bytes), Some("UTF-16LE")),
            (utf16(text, u16::to_be_bytes), Some("UTF-16BE")),
            (WINDOWS_1252.encode(text).0.into_owned(), Some("not UTF-8 (line 2), read as Windows-1252")),
        ];
        for (bytes, expected) in cases {
            let decoded = decode(Input::of(bytes)).unwrap();
            assert_eq!(decoded.text.whole().unwrap(), text.as_bytes(), "{expected:?}");
            let note = decoded.note.unwrap_or_default();
            assert!(expected.is_none_or(|part| note.contains(part)), "{note}");
            assert_eq!(expected.is_none(), note.is_empty(), "{note}");
        }
    }

    #[test]
    fn half_a_character_is_said_aloud() {
        let note = decode(Input::of(vec![0xff, 0xfe, b'a', 0, 0x00, 0xd8])).unwrap().note.unwrap();
        assert!(note.contains("could not be read"), "{note}");
    }

    #[test]
    fn a_character_that_two_readings_share_is_whole() {
        let text = format!("{}é\nlast", "a".repeat(STEP - 1));
        assert_eq!(decode(Input::of(text.clone().into_bytes())).unwrap().note, None);
        let (cut, _) = text.as_bytes().split_at(STEP);
        let note = decode(Input::of(cut.to_vec())).unwrap().note.unwrap();
        assert!(note.starts_with("not UTF-8 (line 1)"), "{note}");
    }
}
