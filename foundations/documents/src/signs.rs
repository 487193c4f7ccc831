//! Signs that no embedded face has: a PDF/UA may not hold them, and one of them must not cost the whole document.

use std::sync::LazyLock;

use serde_json::Value;
use typst::text::{Coverage, FontInfo};

/// The faces that documents are set in.
pub(crate) fn faces() -> [&'static [u8]; 2] {
    [dejavu::sans::regular(), dejavu::sans::bold()]
}

/// Stands for a letter that cannot be shown; every face has it.
const UNKNOWN: char = '□';
/// What is no word of a document: where words lead, pictures, and our own names for things.
const NOT_SAID: [&str; 5] = ["href", "svg", "lang", "sort", "size"];

static COVERED: LazyLock<Vec<Coverage>> =
    LazyLock::new(|| faces().into_iter().filter_map(|face| FontInfo::new(face, 0)).map(|info| info.coverage).collect());

/// Takes out of the words of a document what cannot be shown.
pub(crate) fn without_unknown(value: &mut Value) {
    match value {
        Value::String(words) => {
            if !words.chars().all(is_known) {
                *words = shown(words);
            }
        }
        Value::Array(parts) => parts.iter_mut().for_each(without_unknown),
        Value::Object(parts) => {
            let said = parts.iter_mut().filter(|(name, _)| !NOT_SAID.contains(&name.as_str()));
            said.for_each(|(_, part)| without_unknown(part));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Letters of a script that no face has leave a mark, so that nobody takes the rest for the whole; pictures go.
fn shown(words: &str) -> String {
    let sign = |sign: char| match sign {
        _ if is_known(sign) => Some(sign),
        _ if sign.is_alphanumeric() => Some(UNKNOWN),
        _ => None,
    };
    words.chars().filter_map(sign).collect()
}

/// Blanks and marks that steer the flow of a line are not drawn, so no face needs them.
fn is_known(sign: char) -> bool {
    let steers = matches!(sign, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}');
    sign.is_whitespace() || steers || COVERED.iter().any(|face| face.contains(sign.into()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_no_face_has_goes_or_leaves_a_mark() {
        assert!(is_known(UNKNOWN) && COVERED.len() == 2);
        assert_eq!(shown("📞 02 000 00 00"), " 02 000 00 00");
        assert_eq!(shown("አማርኛ (Amhaars)"), "□□□□ (Amhaars)");
        let mut document = json!({"title": "👉 Aide", "href": "tel:📞", "rows": [["مرحبا", ["中"]]], "width": 0.5});
        without_unknown(&mut document);
        assert_eq!(document, json!({"title": " Aide", "href": "tel:📞", "rows": [["مرحبا", ["□"]]], "width": 0.5}));
    }
}
