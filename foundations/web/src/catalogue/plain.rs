//! Messages that are nothing but words and values, ready to be written: a page has hundreds of them. What chooses between
//! forms or calls a function is left to Fluent.

use std::collections::HashMap;
use std::fmt;

use fluent_bundle::{FluentArgs, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use kernel::Lang;

/// The plain messages of a language, attributes under `key.attribute`.
pub(super) struct Plain(HashMap<String, Box<[Piece]>>);

enum Piece {
    Words(Box<str>),
    Value(Box<str>),
}

impl Plain {
    /// The plain messages of some files. A file that is not Fluent has none; the catalogue has refused it already.
    pub fn of<'a>(files: impl Iterator<Item = &'a str>) -> Self {
        let mut messages = HashMap::new();
        for entry in files.filter_map(|file| fluent_syntax::parser::parse(file).ok()).flat_map(|read| read.body) {
            let Entry::Message(message) = entry else { continue };
            let own = message.value.iter().map(|pattern| (message.id.name.to_owned(), pattern));
            let attributes = message
                .attributes
                .iter()
                .map(|attribute| (format!("{}.{}", message.id.name, attribute.id.name), &attribute.value));
            messages.extend(own.chain(attributes).filter_map(|(key, pattern)| Some((key, pieces(pattern)?))));
        }
        Self(messages)
    }

    /// Writes a message; nothing when it is not plain, or lacks a value.
    pub fn write(
        &self,
        f: &mut fmt::Formatter<'_>,
        lang: Lang,
        key: &str,
        args: Option<&FluentArgs<'_>>,
    ) -> Option<fmt::Result> {
        let pieces = self.0.get(key)?;
        // All or nothing: what is written cannot be taken back.
        let known = |piece: &Piece| match piece {
            Piece::Words(_) => true,
            Piece::Value(name) => matches!(value(args, name), Some(FluentValue::String(_) | FluentValue::Number(_))),
        };
        pieces.iter().all(known).then(|| {
            pieces.iter().try_for_each(|piece| match piece {
                Piece::Words(words) => f.write_str(words),
                Piece::Value(name) => match value(args, name) {
                    Some(FluentValue::String(text)) => f.write_str(text),
                    Some(number) => f.write_str(&super::number(lang, number).unwrap_or_default()),
                    None => Ok(()),
                },
            })
        })
    }
}

fn value<'a>(args: Option<&'a FluentArgs<'a>>, name: &'a str) -> Option<&'a FluentValue<'a>> {
    args.and_then(|args| args.get(name))
}

fn pieces(pattern: &Pattern<&str>) -> Option<Box<[Piece]>> {
    let piece = |element: &PatternElement<&str>| match element {
        PatternElement::TextElement { value } => Some(Piece::Words((*value).into())),
        PatternElement::Placeable { expression: Expression::Inline(InlineExpression::VariableReference { id }) } => {
            Some(Piece::Value(id.name.into()))
        }
        PatternElement::Placeable { .. } => None,
    };
    pattern.elements.iter().map(piece).collect()
}
