//! Making a foreign text harmless without changing what it says.

use std::borrow::Cow;

/// The text without control characters and surrounding space; line breaks become `\n`.
///
/// Markup stays as it is: it is text like any other, and pages escape it.
pub fn tidy(text: &str) -> Cow<'_, str> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    if !trimmed.chars().any(unwanted) {
        return Cow::Borrowed(trimmed);
    }
    let breaks = trimmed.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(breaks.chars().filter(|c| !unwanted(*c)).collect())
}

/// Control characters, marks that reorder text, and the byte order mark.
fn unwanted(c: char) -> bool {
    let reorders = matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    reorders || (c.is_control() && c != '\n' && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_go_and_markup_stays() {
        let cases = [
            ("  plain ", "plain"),
            ("a\u{0}b\u{7}c", "abc"),
            ("one\r\ntwo\rthree", "one\ntwo\nthree"),
            ("<b>bold</b>", "<b>bold</b>"),
            ("\u{feff}\u{202e}gpj.exe", "gpj.exe"),
            ("\u{0}", ""),
        ];
        for (given, expected) in cases {
            assert_eq!(tidy(given), expected, "{given:?}");
        }
    }
}
