//! Single fields of a foreign file, made fit for people: names, addresses, ways to reach somebody, hours.

use intake::Mapped;
use kernel::Text;

use crate::Hours;

/// The longest name of an organisation or a service, letters.
pub(super) const LONGEST_NAME: usize = 300;
/// The longest running text, letters.
pub(super) const LONGEST_TEXT: usize = 4_000;
/// The longest phone number, letters.
const LONGEST_PHONE: usize = 60;
/// The longest address of a mailbox or a page, letters.
const LONGEST_ADDRESS: usize = 300;

/// How to reach a place.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(super) struct Contact {
    pub phone: Option<String>,
    pub email: Option<String>,
    pub website: Option<String>,
}

/// The ways to reach a place; what cannot be used is left out and told.
pub(super) fn contact(mapped: &Mapped<'_>, remarks: &mut Vec<String>) -> Contact {
    let mut field = |name: &str, read: fn(&str) -> Option<String>| {
        let text = mapped.get(name)?;
        let good = read(text.trim());
        if good.is_none() && !text.trim().is_empty() {
            let shown: String = text.chars().take(60).collect();
            remarks.push(format!("{}: `{shown}` cannot be used; the entry is kept without it", mapped.row.place));
        }
        good
    };
    Contact {
        phone: field("contact.phone", phone),
        email: field("contact.email", email),
        website: field("contact.website", website),
    }
}

/// Opening hours that can be understood, or as they were written when they cannot; the latter is told.
pub(super) fn hours(mapped: &Mapped<'_>, remarks: &mut Vec<String>) -> (Option<String>, Option<String>) {
    let Some(text) = mapped.get("service.opening_hours") else { return (None, None) };
    match text.parse::<Hours>() {
        Ok(hours) => (Some(hours.to_string()), None),
        Err(error) => {
            remarks.push(format!("{}: {error}; they are kept as words", mapped.row.place));
            (None, Some(text.trim().chars().take(LONGEST_TEXT).collect()))
        }
    }
}

/// The first of one or several phone numbers: digits, blanks and the usual signs.
pub(crate) fn phone(text: &str) -> Option<String> {
    let first = text.split([';', ',']).next().unwrap_or_default().trim();
    let fits = |c: char| c.is_ascii_digit() || matches!(c, ' ' | '+' | '/' | '.' | '-' | '(' | ')');
    let digits = first.chars().filter(char::is_ascii_digit).count();
    (first.len() <= LONGEST_PHONE && first.chars().all(fits) && digits >= 3).then(|| first.to_owned())
}

/// An address of a mailbox.
pub(crate) fn email(text: &str) -> Option<String> {
    let (name, host) = text.split_once('@')?;
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+');
    let good = !name.is_empty() && host.contains('.') && name.chars().all(fits) && host.chars().all(fits);
    (good && text.len() <= LONGEST_ADDRESS).then(|| text.to_owned())
}

/// A page on the web; an address without a scheme is taken for one.
pub(crate) fn website(text: &str) -> Option<String> {
    let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let rest = full.strip_prefix("https://").or_else(|| full.strip_prefix("http://"))?;
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let fits = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
    let clean =
        !full.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\'' | '\\'));
    (host.contains('.') && host.chars().all(fits) && clean && full.len() <= LONGEST_ADDRESS).then_some(full)
}

/// A name in one line, with single blanks; names in capitals only are left as the source writes them.
pub(super) fn tidy_name(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Street and number of an address in one line: the number begins at the last word that begins with a digit.
pub(super) fn number_of_street(address: &str) -> (Text, Option<String>) {
    let words: Vec<&str> = address.split_whitespace().collect();
    let number = words.iter().rposition(|word| word.starts_with(|c: char| c.is_ascii_digit()));
    match number {
        Some(at) if at > 0 => (Text::same_everywhere(&words[..at].join(" ")), Some(words[at..].join(" "))),
        _ => (Text::same_everywhere(&words.join(" ")), None),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    #[test]
    fn addresses_part_before_their_number() {
        for (address, street, number) in [
            ("Boulevard Leopold Ii 230", "Boulevard Leopold Ii", Some("230")),
            ("Chaussée De Waterloo 795-797", "Chaussée De Waterloo", Some("795-797")),
            ("Rue Keyenveld 89/1", "Rue Keyenveld", Some("89/1")),
            ("Rue du 11 Novembre 3 B", "Rue du 11 Novembre", Some("3 B")),
            ("Hoogte Honderdplein", "Hoogte Honderdplein", None),
            ("1 Place", "1 Place", None),
            ("", "", None),
        ] {
            let (text, found) = number_of_street(address);
            assert_eq!((text.plain(Lang::Fr), found.as_deref()), (street, number), "{address}");
        }
    }

    #[test]
    fn ways_to_reach_somebody_are_usable_or_left_out() {
        assert_eq!(phone("+32 51 63 30 58; +32 2 1").as_deref(), Some("+32 51 63 30 58"));
        assert_eq!(email("info@example.org").as_deref(), Some("info@example.org"));
        assert_eq!(website("www.example.org").as_deref(), Some("https://www.example.org"));
        assert_eq!(website("http://example.org/a?b=c").as_deref(), Some("http://example.org/a?b=c"));
        for wrong in
            ["javascript:alert(1)", "https://", "ftp://example.org", "https://a b.org", "https://x.org/\"onclick"]
        {
            assert_eq!(website(wrong), None, "{wrong}");
        }
        assert_eq!((phone("call us"), email("nobody"), email("a@b\"c.org")), (None, None, None));
    }
}
