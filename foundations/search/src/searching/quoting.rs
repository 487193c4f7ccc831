//! What of a query is read, and what of it stands between quotation marks.

use crate::Query;
use crate::analysis::{Word, words};

/// What people put around words that are meant as they stand.
const MARKS: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Whether some of the words are meant as they stand.
pub fn is_quoted(words: &str) -> bool {
    !quotes(words).0.is_empty()
}

/// What stands between quotation marks, and the rest.
pub(super) fn quotes(words: &str) -> (Vec<String>, String) {
    let mut parts = words.split(MARKS);
    let mut rest = parts.next().unwrap_or_default().to_owned();
    let mut quoted = Vec::new();
    // Every second part is quoted; a mark that is never closed quotes the rest.
    for (at, part) in parts.enumerate() {
        if at % 2 == 0 {
            quoted.push(part.to_owned());
        } else {
            rest.push(' ');
            rest.push_str(part);
        }
    }
    quoted.retain(|part| !read(part).is_empty());
    (quoted, rest)
}

/// The words of a query as far as they are read; what is longer is no question but a text.
pub(super) fn read(text: &str) -> Vec<Word> {
    let end = text.char_indices().nth(Query::LETTERS).map_or(text.len(), |(end, _)| end);
    let mut words = words(&text[..end]);
    words.truncate(Query::WORDS);
    words
}

#[cfg(test)]
mod tests {
    use super::quotes;

    #[test]
    fn what_is_quoted_stands_apart() {
        let case = |words: &str, quoted: &[&str], rest: &str| {
            let (found, unquoted) = quotes(words);
            assert_eq!(
                (found.iter().map(|part| part.trim()).collect::<Vec<_>>(), unquoted.trim()),
                (quoted.to_vec(), rest)
            );
        };
        case("huisarts", &[], "huisarts");
        case("\"bras dessus\" Uccle", &["bras dessus"], "Uccle");
        case("« soins palliatifs »", &["soins palliatifs"], "");
        case("„aan huis” “thuis”", &["aan huis", "thuis"], "");
        case("zorg \"aan huis", &["aan huis"], "zorg");
        case("\"\" \" \"", &[], "");
    }
}
