//! Foreign texts as plain text: descriptions may hold markup, and nothing of it may live on.

use html2text::render::TrivialDecorator;

/// Longer markup than this is not parsed but kept as it stands; pages escape it.
const LONGEST_MARKUP: usize = 200_000;
/// Markup nested deeper than this is not parsed either.
const DEEPEST: usize = 500;
/// Lines are not broken at any width that matters.
const WIDTH: usize = 1_000_000;

/// The text that a reader of the markup would see; control characters are gone.
pub(super) fn text(written: &str) -> String {
    let tidy = intake::tidy(written);
    if !is_markup(&tidy) {
        return tidy.into_owned();
    }
    let plain = html2text::config::with_decorator(TrivialDecorator::new()).allow_width_overflow();
    let read = plain.string_from_read(tidy.as_bytes(), WIDTH);
    let lines = read.unwrap_or_else(|_| tidy.into_owned());
    let lines: Vec<&str> = lines.lines().map(str::trim).collect();
    let mut paragraphs: Vec<&str> = Vec::with_capacity(lines.len());
    for line in lines {
        // Two empty lines say no more than one.
        if !(line.is_empty() && paragraphs.last().is_none_or(|last| last.is_empty())) {
            paragraphs.push(line);
        }
    }
    intake::tidy(&paragraphs.join("\n")).into_owned()
}

/// Whether a text holds tags or entities, in an amount that is worth reading.
fn is_markup(text: &str) -> bool {
    let bytes = text.as_bytes();
    let tag = |pair: &[u8]| pair[0] == b'<' && (pair[1].is_ascii_alphabetic() || matches!(pair[1], b'/' | b'!'));
    let tags = bytes.windows(2).filter(|pair| tag(pair)).count();
    let closing = bytes.windows(2).filter(|pair| *pair == b"</").count();
    let entity = || text.split('&').skip(1).any(|rest| rest.find(';').is_some_and(|at| (2..=10).contains(&at)));
    let nested = tags.saturating_sub(2 * closing);
    text.len() <= LONGEST_MARKUP && nested <= DEEPEST && (tags > 0 || entity())
}

/// The beginning of a text, cut between words.
pub(super) fn cut(text: &str, longest: usize) -> String {
    let most = longest.saturating_sub(1);
    let end = text.char_indices().nth(most).map_or(text.len(), |(at, _)| at);
    let head = &text[..end];
    let head = head.rfind(char::is_whitespace).filter(|at| *at > end / 2).map_or(head, |at| &head[..at]);
    format!("{}…", head.trim_end())
}

/// A text, cut when it is longer than is kept.
pub(super) fn cut_if_longer(text: String, longest: usize) -> String {
    if text.chars().count() <= longest { text } else { cut(&text, longest) }
}

/// The first sentence of a text, for lists; the whole of a short text.
pub(super) fn first_sentence(text: &str, longest: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    let ends = line.char_indices().filter(|(_, sign)| matches!(sign, '.' | '!' | '?'));
    let mut ends = ends.map(|(at, sign)| at + sign.len_utf8());
    // "a.o. for" is no end of a sentence: a capital letter follows one.
    let is_end = |at: &usize| {
        let rest = line[*at..].trim_start();
        rest.len() < line[*at..].len() && rest.starts_with(char::is_uppercase)
    };
    let sentence = ends.find(is_end).map_or(line, |at| &line[..at]);
    if sentence.chars().count() <= longest { sentence.to_owned() } else { cut(sentence, longest) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_becomes_what_a_reader_sees() {
        for (written, expected) in [
            ("plain < text & more", "plain < text & more"),
            ("<p>Eerste.</p><p>Tweede &amp; derde</p>", "Eerste.\n\nTweede & derde"),
            ("a<script>alert(1)</script>b<style>x{}</style>", "ab"),
            ("<a href=\"javascript:alert(1)\" onclick=\"x\">klik</a>", "klik"),
            ("<img src=x onerror=alert(1)>", ""),
            ("Caf&eacute; &lt;b&gt;", "Café <b>"),
            ("  op\u{0} afspraak ", "op afspraak"),
        ] {
            assert_eq!(text(written), expected, "{written}");
        }
    }

    #[test]
    fn a_mountain_of_markup_neither_ends_the_program_nor_hides_the_text() {
        let deep = format!("{}x{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
        let open = format!("{}x", "<b>".repeat(60_000));
        let long = format!("<p>{}</p>", "y".repeat(LONGEST_MARKUP));
        for written in [deep, open, long] {
            assert!(text(&written).contains(['x', 'y']));
        }
    }

    #[test]
    fn texts_are_cut_between_words() {
        assert_eq!(cut("een twee drie vier", 12), "een twee…");
        assert_eq!(cut(&"é".repeat(20), 5), "éééé…");
        assert_eq!(
            first_sentence("Wij helpen o.a. ouderen thuis. Bel ons.\nMeer", 300),
            "Wij helpen o.a. ouderen thuis."
        );
        assert_eq!(first_sentence("Geen einde", 300), "Geen einde");
    }
}
