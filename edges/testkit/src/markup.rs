//! Reads HTML that we wrote ourselves: a flat run of tags and texts, enough to check what a reader would see.

/// A piece of a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Piece {
    /// An element begins.
    Open(Tag),
    /// An element ends.
    Close(String),
    /// Text, with its entities resolved.
    Text(String),
}

/// The beginning of an element.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Tag {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute; empty for one that is only named.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// Whether the element never has content.
    pub(crate) fn is_void(&self) -> bool {
        matches!(
            self.name.as_str(),
            "area"
                | "base"
                | "br"
                | "col"
                | "embed"
                | "hr"
                | "img"
                | "input"
                | "link"
                | "meta"
                | "source"
                | "track"
                | "wbr"
        )
    }
}

/// Cuts a page into its pieces. The content of scripts and styles is left out.
pub(crate) fn pieces(html: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        push_text(&mut found, &rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if let Some(declaration) = rest.strip_prefix("<!") {
            rest = declaration.split_once('>').map_or("", |(_, after)| after);
        } else if let Some(end) = rest.strip_prefix("</") {
            let (name, after) = end.split_once('>').unwrap_or((end, ""));
            found.push(Piece::Close(name.trim().to_ascii_lowercase()));
            rest = after;
        } else {
            let (tag, after) = open(&rest[1..]);
            rest = if matches!(tag.name.as_str(), "script" | "style") {
                let end = format!("</{}", tag.name);
                after.find(&end).map_or("", |at| &after[at..])
            } else {
                after
            };
            found.push(Piece::Open(tag));
        }
    }
    push_text(&mut found, rest);
    found
}

fn push_text(found: &mut Vec<Piece>, text: &str) {
    if !text.is_empty() {
        found.push(Piece::Text(resolve(text)));
    }
}

/// A tag without its first bracket, and what comes after it.
fn open(text: &str) -> (Tag, &str) {
    let end = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
    let mut tag = Tag { name: text[..end].to_ascii_lowercase(), attributes: Vec::new() };
    let mut rest = &text[end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if let Some(after) = rest.strip_prefix('>') {
            return (tag, after);
        }
        if rest.is_empty() {
            return (tag, rest);
        }
        let (attribute, after) = attribute(rest);
        tag.attributes.push(attribute);
        rest = after;
    }
}

fn attribute(text: &str) -> ((String, String), &str) {
    let end = text.find(|c: char| c.is_whitespace() || c == '=' || c == '>' || c == '/').unwrap_or(text.len());
    let (name, rest) = (text[..end].to_ascii_lowercase(), &text[end..]);
    let Some(value) = rest.trim_start().strip_prefix('=') else { return ((name, String::new()), rest) };
    let value = value.trim_start();
    let (value, rest) = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => value[1..].split_once(quote).unwrap_or((&value[1..], "")),
        _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len())),
    };
    ((name, resolve(value)), rest)
}

/// Text with its entities resolved: the five of XML, the blank that does not break, and numbers.
fn resolve(text: &str) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        resolved.push_str(&rest[..at]);
        rest = &rest[at..];
        let entity = rest[1..].split_once(';').filter(|(name, _)| name.len() < 10);
        match entity.and_then(|(name, after)| character(name).map(|c| (c, after))) {
            Some((c, after)) => {
                resolved.push(c);
                rest = after;
            }
            None => {
                resolved.push('&');
                rest = &rest[1..];
            }
        }
    }
    resolved + rest
}

fn character(name: &str) -> Option<char> {
    let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        _ => match name.strip_prefix('#')? {
            hex if hex.starts_with(['x', 'X']) => number(&hex[1..], 16),
            digits => number(digits, 10),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_texts_and_entities_are_told_apart() {
        let found = pieces(
            "<!doctype html><p class=\"a b\" hidden>Tom &amp; &#x4a;erry<br/></p><!-- < --><script>1<2</script>",
        );
        let Piece::Open(first) = &found[0] else { panic!("{found:?}") };
        assert_eq!((first.name.as_str(), first.get("class"), first.has("hidden")), ("p", Some("a b"), true));
        assert_eq!(found[1], Piece::Text("Tom & Jerry".to_owned()));
        assert!(matches!(&found[2], Piece::Open(tag) if tag.is_void()));
        assert_eq!(found[3], Piece::Close("p".to_owned()));
        assert_eq!(found.len(), 6);
    }

    #[test]
    fn broken_markup_ends_somewhere() {
        for text in ["<", "<p", "<p a=", "<p a=\"x", "&", "&#x;", "</", "<!--", "a & b"] {
            assert!(pieces(text).len() < 3, "{text}");
        }
    }
}
