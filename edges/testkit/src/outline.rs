//! A page as somebody would read it aloud: headings, texts, links, fields with their values, messages.

use crate::markup::{Piece, Tag, pieces};

/// A field of a form, as it would be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What it holds now: for a choice the chosen value, for a box that is not ticked nothing.
    pub value: Option<String>,
    /// `text`, `radio`, `checkbox`, `select`, `textarea`, `hidden` …
    pub kind: String,
}

/// A page read from top to bottom.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Outline {
    /// The lines of the page's main part.
    pub lines: Vec<String>,
    /// The headings, largest first by their `#`.
    pub headings: Vec<String>,
    /// What was said as an alert or as a status.
    pub messages: Vec<String>,
    /// Every link: text and address.
    pub links: Vec<(String, String)>,
    /// Every field of every form.
    pub fields: Vec<Field>,
}

impl Outline {
    /// Reads a page.
    pub fn of(html: &str) -> Self {
        let mut reader = Reader::default();
        for piece in pieces(html) {
            match piece {
                Piece::Open(tag) => reader.open(&tag),
                Piece::Close(name) => reader.close(&name),
                Piece::Text(text) => reader.say(&text),
            }
        }
        reader.end_line();
        reader.outline
    }

    /// The value of a field.
    pub fn field(&self, name: &str) -> Option<&str> {
        let mut named = self.fields.iter().filter(|field| field.name == name);
        named.find_map(|field| field.value.as_deref())
    }

    /// The address of the first link with this text in it.
    pub fn link(&self, text: &str) -> Option<&str> {
        self.links.iter().find(|(label, _)| label.contains(text)).map(|(_, href)| href.as_str())
    }

    /// Whether a line of the page holds this text.
    pub fn says(&self, text: &str) -> bool {
        self.lines.iter().any(|line| line.contains(text))
    }
}

/// The page's main part as text, for snapshots; ids are written as `ID`.
impl std::fmt::Display for Outline {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{}", without_ids(line)))
    }
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    /// Elements that are open, with how lines begin in them.
    open: Vec<(String, Option<&'static str>)>,
    line: String,
    link: Option<(String, usize)>,
    option: Option<(String, bool)>,
    has_main: bool,
}

impl Reader {
    fn open(&mut self, tag: &Tag) {
        if is_block(&tag.name) {
            self.end_line();
        }
        if tag.name == "main" {
            // What came before belongs to the frame around every page.
            self.outline.lines.clear();
            self.has_main = true;
        }
        match tag.name.as_str() {
            "a" => self.link = tag.get("href").map(|href| (href.to_owned(), self.line.len())),
            "input" => self.input(tag),
            "select" | "textarea" => self.field(tag, None, &tag.name),
            "option" => self.option = Some((tag.get("value").unwrap_or_default().to_owned(), tag.has("selected"))),
            "td" | "th" if !self.line.is_empty() => self.line.push_str(" | "),
            "br" => self.line.push(' '),
            _ => {}
        }
        if !tag.is_void() {
            self.open.push((tag.name.clone(), mark(tag)));
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "a" => self.end_link(),
            "option" => self.option = None,
            _ => {}
        }
        if is_block(name) {
            self.end_line();
        }
        if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
            self.open.truncate(at);
        }
    }

    fn say(&mut self, text: &str) {
        if self.inside(&["head", "svg", "template"]) {
            return;
        }
        if self.inside(&["textarea"]) {
            if let Some(field) = self.outline.fields.last_mut() {
                field.value = Some(text.trim_start_matches('\n').to_owned());
            }
        } else if let Some((value, selected)) = self.option.clone() {
            self.choose(value, text, selected);
        } else {
            self.line.push_str(text);
        }
    }

    fn choose(&mut self, value: String, text: &str, selected: bool) {
        let Some(field) = self.outline.fields.last_mut().filter(|field| field.kind == "select") else { return };
        let value = if value.is_empty() && !text.trim().is_empty() && selected { String::new() } else { value };
        if selected || field.value.is_none() {
            field.value = Some(value);
        }
    }

    fn input(&mut self, tag: &Tag) {
        let kind = tag.get("type").unwrap_or("text").to_owned();
        let value = tag.get("value").unwrap_or(if kind == "checkbox" { "on" } else { "" }).to_owned();
        let chosen = !matches!(kind.as_str(), "radio" | "checkbox") || tag.has("checked");
        self.field(tag, chosen.then_some(value.clone()), &kind);
        match kind.as_str() {
            "hidden" | "submit" => {}
            "radio" | "checkbox" => self.line.push_str(if chosen { "(x) " } else { "( ) " }),
            _ => self.line.push_str(&format!(" [{value}]")),
        }
    }

    fn field(&mut self, tag: &Tag, value: Option<String>, kind: &str) {
        if let Some(name) = tag.get("name") {
            self.outline.fields.push(Field { name: name.to_owned(), value, kind: kind.to_owned() });
        }
    }

    fn end_link(&mut self) {
        let Some((href, from)) = self.link.take() else { return };
        let label = collapse(self.line.get(from..).unwrap_or_default());
        if href.starts_with('/') && self.has_main {
            self.line.push_str(&format!(" <{href}>"));
        }
        self.outline.links.push((label, href));
    }

    fn end_line(&mut self) {
        let line = collapse(&std::mem::take(&mut self.line));
        if let Some((_, from)) = &mut self.link {
            *from = 0;
        }
        if line.is_empty() || (self.has_main && !self.inside(&["main"])) {
            return;
        }
        let mark = self.open.iter().rev().find_map(|(_, mark)| *mark).unwrap_or_default();
        let marked = format!("{mark}{line}");
        if mark.starts_with('#') {
            self.outline.headings.push(marked.clone());
        }
        if self.open.iter().any(|(_, mark)| *mark == Some(MESSAGE)) {
            self.outline.messages.push(line);
        }
        self.outline.lines.push(marked);
    }

    fn inside(&self, names: &[&str]) -> bool {
        self.open.iter().any(|(open, _)| names.contains(&open.as_str()))
    }
}

const MESSAGE: &str = "! ";

/// How lines begin in an element.
fn mark(tag: &Tag) -> Option<&'static str> {
    if matches!(tag.get("role"), Some("alert" | "status")) {
        return Some(MESSAGE);
    }
    Some(match tag.name.as_str() {
        "h1" => "# ",
        "h2" => "## ",
        "h3" => "### ",
        "h4" | "h5" | "h6" => "#### ",
        "li" => "- ",
        "tr" => "| ",
        "button" => "[button] ",
        "legend" => "? ",
        _ => return None,
    })
}

fn is_block(name: &str) -> bool {
    !matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "br"
            | "cite"
            | "code"
            | "data"
            | "em"
            | "i"
            | "img"
            | "input"
            | "kbd"
            | "mark"
            | "option"
            | "select"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "svg"
            | "td"
            | "textarea"
            | "th"
            | "time"
            | "use"
    )
}

fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same text with every UUID written as `ID`, so that snapshots stay.
fn without_ids(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(head) = rest.chars().next() {
        if rest.get(..36).is_some_and(is_uuid) {
            plain.push_str("ID");
            rest = &rest[36..];
        } else {
            plain.push(head);
            rest = &rest[head.len_utf8()..];
        }
    }
    plain
}

fn is_uuid(text: &str) -> bool {
    text.bytes().enumerate().all(|(at, byte)| match at {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<!doctype html><html><head><title>T</title></head><body><nav><a href="/">Home</a></nav>
        <main><h1>Log a <em>contact</em></h1><div role="alert"><p>One field is missing.</p></div>
        <form method="post"><input type="hidden" name="csrf" value="t">
        <label for="a">Name</label><input id="a" name="name" value="Test Tester">
        <fieldset><legend>Line</legend><label><input type="radio" name="line" value="g"> General</label>
        <label><input type="radio" name="line" value="p" checked> Psychologist</label></fieldset>
        <select name="zone"><option value="">Choose</option><option value="N" selected>North</option></select>
        <textarea name="note">a &lt; b</textarea><button>Save</button></form>
        <ul><li><a href="/contacts/0192f0c1-0000-7000-8000-000000000000">Open</a></li></ul>
        <table><tr><th>Zone</th><td>3</td></tr></table></main><footer>Foot</footer></body></html>"#;

    #[test]
    fn a_page_reads_as_a_reader_would() {
        let outline = Outline::of(PAGE);
        let expected = "# Log a contact\n! One field is missing.\nName\n[Test Tester]\n? Line\n( ) General\n(x) Psychologist\n\
            [button] Save\n- Open </contacts/ID>\n| Zone | 3\n";
        assert_eq!(outline.to_string(), expected);
        assert_eq!(outline.messages, ["One field is missing."]);
        assert_eq!(outline.headings, ["# Log a contact"]);
        assert_eq!(outline.link("Home"), Some("/"));
        assert!(outline.says("General") && !outline.says("Foot"));
    }

    #[test]
    fn fields_hold_what_would_be_sent() {
        let outline = Outline::of(PAGE);
        let value = |name| outline.field(name);
        assert_eq!((value("name"), value("line"), value("zone")), (Some("Test Tester"), Some("p"), Some("N")));
        assert_eq!((value("note"), value("csrf"), value("nothing")), (Some("a < b"), Some("t"), None));
    }
}
