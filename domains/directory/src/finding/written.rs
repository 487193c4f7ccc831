//! What is typed whole to find one organisation: a number of a register, a phone number, an e-mail address, a website; with what
//! people paste before it.

use super::document::identifier_tag;
use super::lists::{lists, take};
use crate::{Identifier, ServiceCard};

/// Digits of a Belgian phone number with its first zero: of a fixed line and of a mobile one.
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 9..=10;

/// What carries a number or an address of whoever offers it that is typed so; nothing when the words are something else.
pub(crate) fn tags_of(words: &str) -> Vec<String> {
    let Some(bare) = bare(words) else { return Vec::new() };
    let schemes = [Identifier::KBO, Identifier::RIZIV];
    let numbers = schemes.iter().filter_map(|scheme| Identifier::read(scheme, &bare).ok());
    let tags = numbers.map(|number| identifier_tag(&number));
    tags.chain(phone_tag(&bare)).chain(mail_tag(&bare)).chain(site_tag(&bare)).collect()
}

/// What carries the ways to reach a service that its card shows to everybody.
pub(crate) fn reached_by(card: &ServiceCard) -> Vec<String> {
    let phones = card.phone.iter().flat_map(|phones| {
        let parts = phones.split([',', ';', '|']).filter_map(phone_tag);
        phone_tag(phones).into_iter().chain(parts)
    });
    let mails = card.email.as_deref().and_then(mail_tag);
    let mut tags: Vec<String> = phones.chain(mails).chain(card.website.as_deref().and_then(site_tag)).collect();
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// The number or the address itself, when nothing stands beside it but what says what it is.
fn bare(words: &str) -> Option<String> {
    let unquoted = words.replace(['"', '“', '”', '„', '«', '»'], " ");
    let parts: Vec<&str> = unquoted.split_whitespace().collect();
    let says_nothing = |part: &str| {
        let mut words = search::folded(part);
        take(&mut words, &lists().number);
        words.is_empty()
    };
    let is_said = |part: &str| {
        let is_address = part.contains(['@', '.']) && !says_nothing(part);
        is_address || part.starts_with(['+', '(']) || part.chars().any(|c| c.is_ascii_digit())
    };
    let first = parts.iter().position(|part| is_said(part))?;
    // Words of several parts, such as "numéro d'entreprise", are read together.
    (first == 0 || says_nothing(&parts[..first].join(" "))).then(|| parts[first..].join(" "))
}

/// A Belgian phone number, however it is written: `02 000 11 22`, `+32 (0)2 000.11.22`, `0032 2/000 11 22`.
fn phone_tag(written: &str) -> Option<String> {
    let fits =
        |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '\u{a0}' | '\u{202f}' | '.' | '/' | '-' | '(' | ')');
    if !written.trim().chars().all(fits) {
        return None;
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let abroad = if written.trim_start().starts_with(['+', '(']) { digits.strip_prefix("32") } else { None };
    let national = abroad
        .or_else(|| digits.strip_prefix("0032"))
        .map_or_else(|| digits.clone(), |rest| format!("0{}", rest.strip_prefix('0').unwrap_or(rest)));
    (national.starts_with('0') && PHONE_DIGITS.contains(&national.len())).then(|| format!("phone:{national}"))
}

fn mail_tag(written: &str) -> Option<String> {
    let written = written.trim().trim_start_matches("mailto:");
    let (name, host) = written.split_once('@')?;
    let is_one = !name.is_empty() && host.contains('.') && !written.contains(char::is_whitespace);
    is_one.then(|| format!("mail:{}", written.to_lowercase()))
}

/// A website without what browsers put before it, and without its last stroke.
fn site_tag(written: &str) -> Option<String> {
    let site = written.trim().to_lowercase();
    let site = site.strip_prefix("https://").or_else(|| site.strip_prefix("http://")).unwrap_or(&site);
    let site = site.strip_prefix("www.").unwrap_or(site).trim_end_matches('/');
    let is_host = |host: &str| {
        let ending = host.rsplit('.').next().unwrap_or_default();
        host.contains('.') && ending.len() >= 2 && ending.chars().all(|c| c.is_ascii_alphabetic())
    };
    let is_one = site.split('/').next().is_some_and(is_host) && !site.contains([' ', '@']);
    is_one.then(|| format!("site:{site}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_with_what_is_pasted_before_it() {
        for typed in [
            "0400.378.485",
            "KBO 0400.378.485",
            "TVA BE 0400.378.485",
            "BTW BE0400378485",
            "btw: BE 0400 378 485",
            "ondernemingsnummer 0400.378.485",
            "N° BCE 0400.378.485",
            "n°BCE : 0400.378.485",
            "numéro d’entreprise 0400.378.485",
            "“0400.378.485”",
            "\"BE 0400.378.485\"",
        ] {
            assert!(tags_of(typed).contains(&"id:kbo:0400378485".to_owned()), "{typed}: {:?}", tags_of(typed));
        }
        for other in ["", "apotheek 0400.378.485", "0400.378.486", "huisarts 1030", "BE", "tel"] {
            assert!(!tags_of(other).iter().any(|tag| tag.starts_with("id:")), "{other}");
        }
    }

    #[test]
    fn a_phone_number_is_the_same_in_every_writing() {
        for typed in [
            "02 000 11 22",
            "+32 2 000 11 22",
            "0032 2 000 11 22",
            "+32 (0)2 000.11.22",
            "02/000.11.22",
            "tel. 02 000 11 22",
        ] {
            assert_eq!(tags_of(typed), ["phone:020001122"], "{typed}");
        }
        assert_eq!(tags_of("0800 32 123"), ["phone:080032123"]);
        assert_eq!(tags_of("gsm +32 470 00 11 22"), ["phone:0470001122"]);
        for other in ["1030", "112", "02 000 11", "bel 02 000 11 22", "2026 11 23 0900"] {
            assert!(tags_of(other).is_empty(), "{other}: {:?}", tags_of(other));
        }
    }

    #[test]
    fn an_address_of_mail_and_a_website_are_read_whole() {
        assert_eq!(tags_of("Info@Example.org"), ["mail:info@example.org"]);
        assert_eq!(tags_of("e-mail info@example.org"), ["mail:info@example.org"]);
        for typed in ["https://www.example.org/", "example.org", "WWW.Example.org", "website www.example.org"] {
            assert_eq!(tags_of(typed), ["site:example.org"], "{typed}");
        }
        assert_eq!(tags_of("example.org/nl"), ["site:example.org/nl"]);
        for other in ["dr. peeters", "dr.", "a@b", "huisarts a.u.b.", "3.5"] {
            assert!(tags_of(other).is_empty(), "{other}: {:?}", tags_of(other));
        }
    }
}
