//! A sheet as an e-mail that the reader's own program sends: nothing passes through us.

use std::fmt::Write as _;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use web::Page;

use super::showing::Entry;

/// Longer addresses are cut off by some mail programs.
const LONGEST: usize = 2_000;

/// How much is written about each service.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    Everything,
    NameAndNumber,
    Name,
}

/// What opens a new message with the sheet in it: as much as fits.
pub(crate) fn address(page: &Page, entries: &[Entry], link: &str) -> String {
    let subject = page.tr("directory-sheet-title").to_string();
    let written = |detail| {
        let text = format!("{}\r\n\r\n{}", list(page, entries, detail), link);
        format!("mailto:?subject={}&body={}", encoded(&subject), encoded(&text))
    };
    let mut all = [Detail::Everything, Detail::NameAndNumber].into_iter().map(written);
    all.find(|address| address.len() <= LONGEST).unwrap_or_else(|| written(Detail::Name))
}

fn list(page: &Page, entries: &[Entry], detail: Detail) -> String {
    let mut text = String::new();
    for entry in entries {
        let organisation = entry.organisation.as_ref().map(|name| format!(" · {}", name.plain(page.lang())));
        let name = entry.name.plain(page.lang());
        let _ = write!(text, "{}. {name}{}\r\n", entry.number, organisation.unwrap_or_default());
        for place in entry.places.iter().filter(|_| detail != Detail::Name) {
            let call = place.call.as_ref().map(|call| call.shown.as_str());
            let more = [Some(place.line.as_str()), place.email.as_deref(), place.website.as_deref()];
            let more = more.into_iter().filter(|_| detail == Detail::Everything);
            for line in [call].into_iter().chain(more).flatten().filter(|line| !line.is_empty()) {
                let _ = write!(text, "   {line}\r\n");
            }
        }
    }
    text
}

fn encoded(text: &str) -> impl std::fmt::Display {
    utf8_percent_encode(text, NON_ALPHANUMERIC)
}
