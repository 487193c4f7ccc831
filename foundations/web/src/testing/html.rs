//! Faults of a drawn page that a browser would pass over and a person would not.

use std::collections::{BTreeMap, BTreeSet};

/// Elements that have no end.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "!doctype"];

/// A tag: its name and attributes.
#[derive(Debug)]
struct Tag<'a> {
    name: &'a str,
    attributes: BTreeMap<&'a str, &'a str>,
    closes: bool,
    stands_alone: bool,
}

/// Every fault in a page: tags that do not match, ids used twice, fields without a label, forms without proof, inline
/// style or script, pictures without words, not exactly one `h1`, references that lead nowhere in the page.
pub fn check_html(html: &str) -> Vec<String> {
    let tags = tags(html);
    let mut faults = balance(&tags);
    let ids = ids(&tags, &mut faults);
    faults.extend(unlabelled(&tags));
    faults.extend(references(&tags, &ids));
    faults.extend(unproven(&tags));
    for tag in tags.iter().filter(|tag| !tag.closes) {
        if tag.attributes.contains_key("style") || tag.attributes.keys().any(|name| name.starts_with("on")) {
            faults.push(format!("<{}> has an inline style or script", tag.name));
        }
        if tag.name == "script" && !tag.attributes.contains_key("src") {
            faults.push("an inline <script>".into());
        }
        if tag.name == "img" && !tag.attributes.contains_key("alt") {
            faults.push("an <img> without alt".into());
        }
    }
    let titles = tags.iter().filter(|tag| tag.name == "h1" && !tag.closes).count();
    if titles != 1 {
        faults.push(format!("{titles} <h1> instead of one"));
    }
    faults
}

fn tags(html: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((inside, after)) = rest.split_once('>') else { break };
        rest = after;
        let closes = inside.starts_with('/');
        let inside = inside.trim_start_matches('/');
        let name = inside.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
        tags.push(Tag {
            name,
            attributes: attributes(&inside[name.len()..]),
            closes,
            stands_alone: inside.ends_with('/'),
        });
    }
    tags
}

fn attributes(text: &str) -> BTreeMap<&str, &str> {
    let mut found = BTreeMap::new();
    let mut rest = text.trim().trim_end_matches('/').trim_end();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let (value, after) = match after.strip_prefix("=\"") {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => ("", after.strip_prefix('=').unwrap_or(after)),
        };
        found.insert(name, value);
        rest = after.trim_start();
    }
    found
}

fn balance(tags: &[Tag<'_>]) -> Vec<String> {
    let mut open: Vec<&str> = Vec::new();
    for tag in tags.iter().filter(|tag| !tag.stands_alone && !VOID.contains(&tag.name.to_ascii_lowercase().as_str())) {
        if !tag.closes {
            open.push(tag.name);
        } else if open.pop() != Some(tag.name) {
            return vec![format!("</{}> closes what is not open, after {open:?}", tag.name)];
        }
    }
    if open.is_empty() { Vec::new() } else { vec![format!("never closed: {open:?}")] }
}

fn ids<'a>(tags: &[Tag<'a>], faults: &mut Vec<String>) -> BTreeSet<&'a str> {
    let mut ids = BTreeSet::new();
    for id in tags.iter().filter_map(|tag| tag.attributes.get("id").copied()) {
        if !ids.insert(id) {
            faults.push(format!("the id `{id}` is used twice"));
        }
    }
    ids
}

/// Fields that no label names: neither by `for`, nor around them, nor in words of their own.
fn unlabelled(tags: &[Tag<'_>]) -> Vec<String> {
    let named: BTreeSet<&str> =
        tags.iter().filter(|tag| tag.name == "label").filter_map(|tag| tag.attributes.get("for").copied()).collect();
    let mut inside_label = 0_usize;
    let mut faults = Vec::new();
    for tag in tags {
        match (tag.name, tag.closes) {
            ("label", false) => inside_label += 1,
            ("label", true) => inside_label = inside_label.saturating_sub(1),
            ("input" | "select" | "textarea", false) if inside_label == 0 => {
                let is = |name: &str| tag.attributes.get(name).copied();
                let hidden = matches!(is("type"), Some("hidden" | "submit"));
                let worded = is("aria-label").is_some() || is("aria-labelledby").is_some();
                if !hidden && !worded && !is("id").is_some_and(|id| named.contains(id)) {
                    faults.push(format!("no label for {:?}", is("name")));
                }
            }
            _ => {}
        }
    }
    faults
}

fn references(tags: &[Tag<'_>], ids: &BTreeSet<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    for tag in tags {
        for name in ["for", "form", "aria-describedby", "aria-labelledby", "aria-controls"] {
            let wanted = tag.attributes.get(name).map(|ids| ids.split_whitespace()).into_iter().flatten();
            faults.extend(wanted.filter(|id| !ids.contains(id)).map(|id| format!("{name}=\"{id}\" leads nowhere")));
        }
        if tag.name == "a" && !tag.closes {
            match tag.attributes.get("href") {
                None | Some(&"") => faults.push("an <a> that leads nowhere".into()),
                Some(href) => {
                    let missing = href.strip_prefix('#').filter(|id| !ids.contains(id));
                    faults.extend(missing.map(|id| format!("href=\"#{id}\" leads nowhere")));
                }
            }
        }
    }
    faults
}

/// Forms sent by POST without the hidden field that proves them ours.
fn unproven(tags: &[Tag<'_>]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut open: Option<(&str, bool)> = None;
    for tag in tags {
        let attribute = |name: &str| tag.attributes.get(name).copied().unwrap_or_default();
        match (tag.name, tag.closes) {
            ("form", false) if attribute("method") == "post" => open = Some((attribute("action"), false)),
            ("form", true) => {
                if let Some((action, false)) = open.take() {
                    faults.push(format!("the form to `{action}` lacks page.csrf_field()"));
                }
            }
            ("input", false) if attribute("name") == crate::gate::FIELD => {
                open = open.map(|(action, _)| (action, true));
            }
            _ => {}
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sound_page_has_no_faults() {
        let html = r##"<!doctype html><html lang="nl"><body><h1>Test</h1><!-- <p> --><label for="a">A</label><input id="a" name="a">
            <label><input type="checkbox" name="b">B</label><a href="#a">x</a><svg><path d="M0 0"/></svg>
            <form method="post" action="/x"><input type="hidden" name="csrf" value="1"></form></body></html>"##;
        assert_eq!(check_html(html), Vec::<String>::new());
    }

    #[test]
    fn each_kind_of_fault_is_found() {
        let cases = [
            ("<h1>a</h1><p><b></p>", "closes what is not open"),
            ("<h1>a</h1><p>", "never closed"),
            (r#"<h1 id="a">a</h1><p id="a"></p>"#, "`a` is used twice"),
            (r#"<h1>a</h1><input name="q">"#, "no label for Some(\"q\")"),
            (r#"<h1>a</h1><label for="x">x</label>"#, "for=\"x\" leads nowhere"),
            (r##"<h1>a</h1><a href="#x">x</a>"##, "href=\"#x\" leads nowhere"),
            (r#"<h1>a</h1><form method="post" action="/x"></form>"#, "`/x` lacks page.csrf_field()"),
            (r#"<h1 style="x">a</h1>"#, "inline style"),
            ("<h1>a</h1><script>1</script>", "inline <script>"),
            (r#"<h1>a</h1><img src="x">"#, "without alt"),
            ("<p></p>", "0 <h1>"),
        ];
        for (html, expected) in cases {
            let faults = check_html(html);
            assert!(faults.iter().any(|fault| fault.contains(expected)), "{html}: {faults:?}");
        }
    }
}
