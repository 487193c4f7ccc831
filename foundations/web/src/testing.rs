//! Checks that every crate with pages runs on its own texts and templates.

#![expect(clippy::panic, reason = "a test ends where something is not as it should be")]

mod html;
mod texts;

use std::sync::Arc;

use access::{Actor, Context, Policies};
use axum::http::Uri;
use jiff::tz::TimeZone;
use kernel::{Clock, Lang, Random, Timestamp};

use crate::page::Asked;
use crate::{Catalogue, Page, Shell, Texts};

pub use html::check_html;
pub use texts::check_catalogue;

/// A page outside any request, for drawing a template with samples: a visitor on 22 November 2026.
///
/// # Panics
/// When the texts cannot be read.
pub fn page(lang: Lang, texts: &[Texts]) -> Page {
    page_as(Actor::Visitor, lang, texts)
}

/// As [`page`], for somebody in particular.
///
/// # Panics
/// As [`page`].
pub fn page_as(actor: Actor, lang: Lang, texts: &[Texts]) -> Page {
    let catalogue = Catalogue::load(texts).unwrap_or_else(|fault| panic!("{fault}"));
    let policies = Arc::new(Policies::load(&[]).unwrap_or_else(|fault| panic!("{fault}")));
    let (clock, random) = (Clock::at(Timestamp::from_micros(1_795_340_520_000_000)), Random::seeded(1));
    let cx = Context {
        actor,
        on_behalf_of: None,
        purpose: None,
        clock,
        random,
        lang,
        time_zone: TimeZone::UTC,
        request_id: "sample".into(),
        policies: Arc::clone(&policies),
    };
    let asked = Asked { uri: Uri::from_static("/"), host: None };
    Page::new(Arc::new(Shell::bare(catalogue, policies)), cx, asked, "sample".into(), None)
}
