//! Somebody says that all is right on a page that is no longer how it is: nothing is confirmed, and what changed is told.

use axum::http::StatusCode;
use house::House;
use web::{Failure, Page};

use super::names::Names;
use super::pages::title;
use super::saying::Teller;
use crate::entry::EntryId;
use crate::entry::sighting::Sighting;

/// As many entries are named.
const NAMED: usize = 5;

/// What whoever confirmed entries that are otherwise than they saw them is told: which fields of which, and where to look again.
///
/// # Errors
/// When the database cannot be read.
pub async fn otherwise(
    page: &Page,
    house: &House,
    (seen, entries): (&Sighting, &[EntryId]),
    way: String,
) -> Result<Failure, Failure> {
    let db = house.store.read();
    let names = Names::load(house).await?;
    let teller = Teller { page, names: &names };
    let mut told = Vec::new();
    for (record, fields) in seen.changed_since(db, entries).await?.iter().take(NAMED) {
        let fields: Vec<String> = fields.iter().map(|field| teller.label(field)).collect();
        told.push(format!("{} ({})", title(db, page, record).await?, fields.join(", ")));
    }
    let refused = |key| Failure::refused(StatusCode::CONFLICT, key);
    let failure = if told.is_empty() {
        refused("directory-refused-seen-otherwise")
    } else {
        refused("directory-refused-seen-changed").arg("what", told.join("; "))
    };
    Ok(failure.way_out(way, "directory-look-again"))
}
