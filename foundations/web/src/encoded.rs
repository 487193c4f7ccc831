//! `name=value&name=value` as browsers send it, decoded strictly: bytes that are no text are told, never made into one.

use percent_encoding::percent_decode;

/// A name or a value as it was sent.
pub(crate) struct Piece {
    /// What can be read of it; a sign stands for each byte that cannot.
    pub text: String,
    /// Whether all of it is text.
    pub whole: bool,
}

/// The pairs of a form or a query, in their order.
pub(crate) fn pairs(sent: &[u8]) -> impl Iterator<Item = (Piece, Piece)> {
    let pairs = sent.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs.map(|pair| {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        (piece(halves.next()), piece(halves.next()))
    })
}

fn piece(sent: Option<&[u8]>) -> Piece {
    let spaced: Vec<u8> =
        sent.unwrap_or_default().iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let bytes: Vec<u8> = percent_decode(&spaced).collect();
    match String::from_utf8(bytes) {
        Ok(text) => Piece { text, whole: true },
        Err(fault) => Piece { text: String::from_utf8_lossy(fault.as_bytes()).into_owned(), whole: false },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sent: &str) -> Vec<(String, String, bool)> {
        pairs(sent.as_bytes()).map(|(name, value)| (name.text, value.text, name.whole && value.whole)).collect()
    }

    #[test]
    fn pairs_are_read_as_browsers_write_them() {
        let expected = [("a", "1 2+", true), ("b", "é=", true), ("c", "", true), ("", "x", true), ("d", "100%", true)];
        let expected = expected.map(|(name, value, whole)| (name.to_owned(), value.to_owned(), whole));
        assert_eq!(read("a=1+2%2B&&b=%C3%A9=&c&=x&d=100%"), expected);
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert_eq!(
            read("a=x%FFy&b%E9=1"),
            [("a".to_owned(), "x\u{fffd}y".to_owned(), false), ("b\u{fffd}".to_owned(), "1".to_owned(), false)]
        );
    }
}
