//! Cutting the elements out of a JSON document without holding more than one of them.

use std::io::{BufRead as _, BufReader};

use crate::input::Input;

/// The longest name of a member that is compared, bytes.
const LONGEST_NAME: usize = 1_000;

/// Members of an object that are looked at to tell which document it is.
const MOST_MEMBERS: usize = 64;

/// Where the elements of a document stand.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Shape<'a> {
    /// In a list: the document itself, or a member of the object that it is (by name, or else the first list).
    List(Option<&'a str>),
    /// One on each line.
    Lines,
    /// The document is the only element.
    Whole,
}

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
    /// It is longer than allowed.
    Long,
    /// The file cannot be read on.
    Unreadable,
}

impl Broken {
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::NoList => "there is none",
            Self::CutOff => "the file ends in the middle of it",
            Self::Unclosed => "the file ends before its list does",
            Self::NoComma => "something stands between two elements that is no comma",
            Self::Deep => "it is nested too deep",
            Self::Long => "it is longer than is read",
            Self::Unreadable => "the file cannot be read on",
        }
    }

    /// Whether the elements after this one can still be found.
    pub(crate) fn is_passed_over(self) -> bool {
        matches!(self, Self::Deep | Self::Long)
    }
}

/// Bounds on an element.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    /// Nesting.
    pub depth: usize,
    /// Bytes.
    pub length: usize,
}

/// The elements of a document, one after the other.
pub(crate) struct Elements {
    input: BufReader<Input>,
    within: Within,
    bounds: Bounds,
    first: bool,
    done: bool,
    /// The bytes of the present element.
    element: Vec<u8>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    /// A list that is the document.
    Top,
    /// A list in an object.
    Member,
    Lines,
    Whole,
}

impl Elements {
    /// Finds the elements.
    pub(crate) fn find(text: Input, shape: Shape<'_>, bounds: Bounds) -> Result<Self, Broken> {
        let (input, element) = (BufReader::with_capacity(64 << 10, text), Vec::new());
        let within = match shape {
            Shape::Lines => Within::Lines,
            Shape::Whole => Within::Whole,
            Shape::List(_) => Within::Top,
        };
        let mut found = Self { input, within, bounds, first: true, done: false, element };
        if let Shape::List(member) = shape {
            match found.peek()? {
                Some(b'[') if member.is_none() => found.input.consume(1),
                Some(b'{') => {
                    found.input.consume(1);
                    found.enter(member)?;
                    found.within = Within::Member;
                }
                _ => return Err(Broken::NoList),
            }
        }
        Ok(found)
    }

    /// The bytes of the next element.
    pub(crate) fn next(&mut self) -> Option<Result<&[u8], Broken>> {
        if self.done {
            return None;
        }
        let found = match self.within {
            Within::Lines => self.line(),
            Within::Whole => self.whole(),
            Within::Top | Within::Member => self.step(),
        };
        self.done |= match &found {
            Ok(there) => !there,
            Err(broken) => !broken.is_passed_over(),
        };
        match found {
            Ok(false) => None,
            Ok(true) => Some(Ok(&self.element)),
            Err(broken) => Some(Err(broken)),
        }
    }

    /// Reads the next element of the list; false at its end.
    fn step(&mut self) -> Result<bool, Broken> {
        match self.peek()? {
            None => return Err(Broken::Unclosed),
            Some(b']') => {
                self.input.consume(1);
                return self.closed().map(|()| false);
            }
            Some(b',') if !self.first => {
                self.input.consume(1);
                self.peek()?;
            }
            Some(_) if self.first => {}
            Some(_) => return Err(Broken::NoComma),
        }
        self.first = false;
        self.value().map(|()| true)
    }

    /// The whole document as one element.
    fn whole(&mut self) -> Result<bool, Broken> {
        self.done = true;
        self.peek()?;
        self.value()?;
        match self.peek()? {
            None => Ok(true),
            Some(_) => Err(Broken::NoComma),
        }
    }

    /// The next line that holds something. A line too long is passed over.
    fn line(&mut self) -> Result<bool, Broken> {
        loop {
            self.element.clear();
            let (mut any, mut long) = (false, false);
            loop {
                let bytes = self.input.fill_buf().map_err(|_| Broken::Unreadable)?;
                if bytes.is_empty() {
                    break;
                }
                any = true;
                let end = bytes.iter().position(|byte| *byte == b'\n');
                let part = &bytes[..end.unwrap_or(bytes.len())];
                long |= self.element.len() + part.len() > self.bounds.length;
                if !long {
                    self.element.extend_from_slice(part);
                }
                let used = end.map_or(bytes.len(), |at| at + 1);
                self.input.consume(used);
                if end.is_some() {
                    break;
                }
            }
            if long {
                return Err(Broken::Long);
            }
            if !self.element.trim_ascii().is_empty() {
                return if deepest(&self.element) > self.bounds.depth { Err(Broken::Deep) } else { Ok(true) };
            }
            if !any {
                return Ok(false);
            }
        }
    }

    /// Checks what stands after the end of the list.
    fn closed(&mut self) -> Result<(), Broken> {
        let mut last = None;
        while let Some(byte) = self.peek()? {
            last = Some(byte);
            self.input.consume(1);
        }
        match (self.within, last) {
            (Within::Member, Some(b'}')) | (Within::Top, None) => Ok(()),
            (Within::Member, None) => Err(Broken::Unclosed),
            _ => Err(Broken::NoComma),
        }
    }

    /// Goes on to just after the bracket of the wanted list of an object.
    fn enter(&mut self, wanted: Option<&str>) -> Result<(), Broken> {
        loop {
            match self.peek()? {
                Some(b'"') => {}
                Some(_) => return Err(Broken::NoList),
                None => return Err(Broken::CutOff),
            }
            self.value_of(LONGEST_NAME)?;
            let right = wanted.is_none_or(|wanted| self.element.trim_ascii() == format!("\"{wanted}\"").as_bytes());
            let colon = self.peek()? == Some(b':');
            if colon {
                self.input.consume(1);
            }
            if colon && right && self.peek()? == Some(b'[') {
                self.input.consume(1);
                return Ok(());
            }
            self.value_of(0)?;
            match self.peek()? {
                Some(b',') => self.input.consume(1),
                Some(_) => return Err(Broken::NoList),
                None => return Err(Broken::CutOff),
            }
        }
    }

    /// Passes over a member of an object and notes it; an end when there is no other.
    fn member(&mut self, found: &mut Vec<(String, bool)>) -> Result<(), Broken> {
        if self.peek()? == Some(b',') {
            self.input.consume(1);
        }
        if self.peek()? != Some(b'"') {
            return Err(Broken::NoList);
        }
        self.value_of(LONGEST_NAME)?;
        let name = String::from_utf8_lossy(self.element.trim_ascii()).trim_matches('"').to_owned();
        if self.peek()? != Some(b':') {
            return Err(Broken::CutOff);
        }
        self.input.consume(1);
        found.push((name, self.peek()? == Some(b'[')));
        self.value_of(0).map(drop)
    }

    /// Reads a value, within the bounds.
    fn value(&mut self) -> Result<(), Broken> {
        let (length, deepest) = self.value_of(self.bounds.length)?;
        if deepest > self.bounds.depth {
            return Err(Broken::Deep);
        }
        if length > self.bounds.length { Err(Broken::Long) } else { Ok(()) }
    }

    /// Reads a value and keeps up to `keep` bytes of it; says how long it is and how deep it is nested.
    fn value_of(&mut self, keep: usize) -> Result<(usize, usize), Broken> {
        self.peek()?;
        self.element.clear();
        let (mut scan, mut length) = (Scan::default(), 0);
        loop {
            let bytes = self.input.fill_buf().map_err(|_| Broken::Unreadable)?;
            if bytes.is_empty() {
                return if scan.ended { Ok((length, scan.deepest)) } else { Err(Broken::CutOff) };
            }
            let end = scan.end(bytes);
            let part = &bytes[..end.unwrap_or(bytes.len())];
            length += part.len();
            if length <= keep {
                self.element.extend_from_slice(part);
            }
            let used = part.len();
            self.input.consume(used);
            if end.is_some() {
                return Ok((length, scan.deepest));
            }
        }
    }

    /// The next byte that is no space, left where it is.
    fn peek(&mut self) -> Result<Option<u8>, Broken> {
        loop {
            let bytes = self.input.fill_buf().map_err(|_| Broken::Unreadable)?;
            if bytes.is_empty() {
                return Ok(None);
            }
            let spaces = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let found = bytes.get(spaces).copied();
            self.input.consume(spaces);
            if found.is_some() {
                return Ok(found);
            }
        }
    }
}

/// The first members of a document that is an object, and whether each holds a list; as far as it can be read.
pub(crate) fn members(text: Input) -> Vec<(String, bool)> {
    let mut found = Vec::new();
    let bounds = Bounds { depth: 0, length: 0 };
    let Ok(mut document) = Elements::find(text, Shape::Whole, bounds) else { return found };
    if !matches!(document.peek(), Ok(Some(b'{'))) {
        return found;
    }
    document.input.consume(1);
    while found.len() < MOST_MEMBERS && document.member(&mut found).is_ok() {}
    found
}

/// How deep a text is nested.
fn deepest(text: &[u8]) -> usize {
    let mut scan = Scan::default();
    scan.end(text);
    scan.deepest
}

/// Where in a value the scanning is.
#[derive(Default)]
struct Scan {
    depth: usize,
    deepest: usize,
    in_text: bool,
    escaped: bool,
    /// The value was a text, whose end is the value's end.
    ended: bool,
}

impl Scan {
    /// Where in these bytes the value ends, if it does.
    fn end(&mut self, bytes: &[u8]) -> Option<usize> {
        bytes.iter().position(|byte| self.is_past(*byte))
    }

    /// Whether this byte stands after the value.
    fn is_past(&mut self, byte: u8) -> bool {
        if self.ended {
            return true;
        }
        if self.in_text {
            match byte {
                _ if self.escaped => self.escaped = false,
                b'\\' => self.escaped = true,
                b'"' => {
                    self.in_text = false;
                    self.ended = self.depth == 0;
                }
                _ => {}
            }
            return false;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => {
                self.depth += 1;
                self.deepest = self.deepest.max(self.depth);
            }
            b'}' | b']' if self.depth == 0 => return true,
            b'}' | b']' => {
                self.depth -= 1;
                self.ended = self.depth == 0;
            }
            b',' | b':' if self.depth == 0 => return true,
            _ => return self.depth == 0 && byte.is_ascii_whitespace(),
        }
        false
    }
}
