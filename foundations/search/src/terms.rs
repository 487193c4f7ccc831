//! Terms that we made ourselves, handed to tantivy as one text: it takes them apart where we put them together. Its own way to take ready
//! terms writes and reads them as JSON in between, which took a quarter of the time of building an index.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

/// The name under which the fields know it.
pub(crate) const TERMS: &str = "terms";
/// Stands between two terms; no word, tag or kind has it.
const APART: char = '\u{3}';

/// Terms as one text.
pub(crate) fn joined<T: AsRef<str>>(terms: impl IntoIterator<Item = T>) -> String {
    let mut text = String::new();
    for term in terms {
        text.push_str(term.as_ref());
        text.push(APART);
    }
    text
}

/// Takes terms apart again.
#[derive(Clone, Default)]
pub(crate) struct Terms {
    token: Token,
}

/// The terms of one text.
pub(crate) struct Parts<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl Tokenizer for Terms {
    type TokenStream<'a> = Parts<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Parts<'a> {
        self.token.reset();
        Parts { rest: text, token: &mut self.token }
    }
}

impl TokenStream for Parts<'_> {
    fn advance(&mut self) -> bool {
        let Some((term, rest)) = self.rest.split_once(APART) else { return false };
        self.token.text.clear();
        self.token.text.push_str(term);
        self.token.position = self.token.position.wrapping_add(1);
        self.rest = rest;
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_come_back_as_they_went() {
        for terms in [vec![], vec!["hulp"], vec!["thuis verpleging", "b", "zone:N", "b"]] {
            let text = joined(&terms);
            let (mut back, mut terms_again) = (Vec::new(), Terms::default());
            let mut stream = terms_again.token_stream(&text);
            while let Some(token) = stream.next() {
                back.push((token.position, token.text.clone()));
            }
            let expected: Vec<_> = terms.iter().enumerate().map(|(at, term)| (at, (*term).to_owned())).collect();
            assert_eq!(back, expected);
        }
    }
}
