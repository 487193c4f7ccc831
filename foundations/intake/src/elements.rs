//! Cutting the elements out of a JSON list without holding more than one of them as values.

use std::ops::Range;

/// Why the next element cannot be given.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Broken {
    /// There is no list where one was looked for.
    NoList,
    /// The file ends inside an element.
    CutOff,
    /// The file ends after an element, before the list does.
    Unclosed,
    /// Something other than a comma stands between two elements.
    NoComma,
    /// It is nested deeper than allowed.
    Deep,
}

impl Broken {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::NoList => "there is none",
            Self::CutOff => "the file ends in the middle of it",
            Self::Unclosed => "the file ends before its list does",
            Self::NoComma => "something stands between two elements that is no comma",
            Self::Deep => "it is nested too deep",
        }
    }
}

/// A list found in a document, and how far it has been read.
pub(crate) struct Elements {
    text: String,
    at: usize,
    depth: usize,
    first: bool,
    done: bool,
    in_member: bool,
}

impl Elements {
    /// Finds the list: the document itself, or a member of the object that it is (by name, or else the first list).
    pub(crate) fn find(text: String, member: Option<&str>, depth: usize) -> Result<Self, Broken> {
        let bytes = text.as_bytes();
        let start = skip_space(bytes, 0);
        let (at, in_member) = match bytes.get(start) {
            Some(b'[') if member.is_none() => (start + 1, false),
            Some(b'{') => (list_in_object(bytes, start + 1, member)?, true),
            _ => return Err(Broken::NoList),
        };
        Ok(Self { text, at, depth, first: true, done: false, in_member })
    }

    /// The text of a range that was given.
    pub(crate) fn text(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    /// Where the next element stands.
    pub(crate) fn next_range(&mut self) -> Option<Result<Range<usize>, Broken>> {
        if self.done {
            return None;
        }
        let found = self.step().transpose();
        self.done = !matches!(found, Some(Ok(_) | Err(Broken::Deep)));
        found
    }

    fn step(&mut self) -> Result<Option<Range<usize>>, Broken> {
        let bytes = self.text.as_bytes();
        let mut start = skip_space(bytes, self.at);
        match bytes.get(start) {
            None => return Err(Broken::Unclosed),
            Some(b']') => return self.closed(start + 1),
            Some(b',') if !self.first => start = skip_space(bytes, start + 1),
            Some(_) if self.first => {}
            Some(_) => return Err(Broken::NoComma),
        }
        let (end, deepest) = end_of_value(bytes, start).ok_or(Broken::CutOff)?;
        (self.at, self.first) = (end, false);
        if deepest > self.depth { Err(Broken::Deep) } else { Ok(Some(start..end)) }
    }

    fn closed(&self, after: usize) -> Result<Option<Range<usize>>, Broken> {
        let bytes = self.text.as_bytes();
        let rest = bytes[after..].trim_ascii();
        let whole = if self.in_member { rest.ends_with(b"}") } else { rest.is_empty() };
        if whole {
            Ok(None)
        } else if rest.is_empty() {
            Err(Broken::Unclosed)
        } else {
            Err(Broken::NoComma)
        }
    }
}

/// Where the wanted list of an object begins, just after its bracket.
fn list_in_object(bytes: &[u8], mut at: usize, wanted: Option<&str>) -> Result<usize, Broken> {
    loop {
        let key = skip_space(bytes, at);
        if bytes.get(key) != Some(&b'"') {
            return Err(if key >= bytes.len() { Broken::CutOff } else { Broken::NoList });
        }
        let (key_end, _) = end_of_value(bytes, key).ok_or(Broken::CutOff)?;
        let colon = skip_space(bytes, key_end);
        let value = skip_space(bytes, colon + 1);
        let name = bytes.get(key + 1..key_end - 1).unwrap_or_default();
        if bytes.get(colon) == Some(&b':')
            && bytes.get(value) == Some(&b'[')
            && wanted.is_none_or(|wanted| name == wanted.as_bytes())
        {
            return Ok(value + 1);
        }
        let (end, _) = end_of_value(bytes, value).ok_or(Broken::CutOff)?;
        let next = skip_space(bytes, end);
        match bytes.get(next) {
            Some(b',') => at = next + 1,
            Some(_) => return Err(Broken::NoList),
            None => return Err(Broken::CutOff),
        }
    }
}

fn skip_space(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
        at += 1;
    }
    at
}

/// The end of the value that begins at `from`, and how deep it is nested; nothing when the text ends before it does.
fn end_of_value(bytes: &[u8], from: usize) -> Option<(usize, usize)> {
    let (mut at, mut depth, mut deepest) = (from, 0_usize, 0_usize);
    loop {
        match *bytes.get(at)? {
            b'"' => {
                at = end_of_string(bytes, at + 1)?;
                if depth == 0 {
                    return Some((at, deepest));
                }
                continue;
            }
            b'{' | b'[' => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            b'}' | b']' if depth == 0 => return Some((at, deepest)),
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some((at + 1, deepest));
                }
            }
            b',' if depth == 0 => return Some((at, deepest)),
            byte if depth == 0 && byte.is_ascii_whitespace() => return Some((at, deepest)),
            _ => {}
        }
        at += 1;
    }
}

fn end_of_string(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match *bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}
