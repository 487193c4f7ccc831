//! From bytes to text: byte order marks, UTF-8, UTF-16, and Windows-1252 when nothing else fits.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text and what was assumed to read it.
pub(crate) struct Decoded {
    pub text: String,
    pub note: Option<String>,
}

/// Reads bytes as text. Never fails: what fits no encoding is read as Windows-1252, and said so.
pub(crate) fn decode(bytes: Vec<u8>) -> Decoded {
    let (encoding, mark) = match Encoding::for_bom(&bytes) {
        Some(found) => found,
        None => (without_mark(&bytes), 0),
    };
    if encoding == UTF_8 {
        return utf8(bytes, mark);
    }
    let (text, malformed) = encoding.decode_without_bom_handling(&bytes[mark..]);
    let mut note = format!("read as {}", encoding.name());
    if malformed {
        note.push_str("; some characters could not be read and stand as \u{fffd}");
    }
    Decoded { text: text.into_owned(), note: Some(note) }
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

fn utf8(mut bytes: Vec<u8>, mark: usize) -> Decoded {
    bytes.drain(..mark);
    match String::from_utf8(bytes) {
        Ok(text) => Decoded { text, note: None },
        Err(error) => {
            let line = 1 + error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count();
            let note = format!("not UTF-8 (line {line}), read as Windows-1252; check the accents");
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(error.as_bytes());
            Decoded { text: text.into_owned(), note: Some(note) }
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
            let decoded = decode(bytes);
            assert_eq!(decoded.text, text, "{expected:?}");
            let note = decoded.note.unwrap_or_default();
            assert!(expected.is_none_or(|part| note.contains(part)), "{note}");
            assert_eq!(expected.is_none(), note.is_empty(), "{note}");
        }
    }

    #[test]
    fn half_a_character_is_said_aloud() {
        let note = decode(vec![0xff, 0xfe, b'a', 0, 0x00, 0xd8]).note.unwrap();
        assert!(note.contains("could not be read"), "{note}");
    }
}
