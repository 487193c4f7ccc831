//! The directory: who helps with what, where and when, and how somebody finds it.

use std::collections::HashMap;

use access::Rights;
use sea_orm::{ConnectionTrait, DbErr};
use store::Migration;

mod asking;
mod calendar;
mod card;
mod conflicts;
pub mod duplicates;
mod editing;
mod embed;
pub mod entry;
mod finding;
mod front;
mod ground;
mod guarding;
mod hours;
pub mod import;
mod index;
mod location;
mod module;
pub mod naming;
mod offer;
mod organisation;
mod origin;
pub mod outreach;
pub mod pack;
mod pages;
pub mod proposal;
mod refusal;
mod repeats;
mod rows;
mod service;
mod service_at_location;
mod sheet;
mod showing;
mod theme;
mod unanswered;
mod upkeep;
mod upload;
pub mod watching;
mod withdrawing;
mod worklist;

pub use calendar::Calendar;
pub use card::records::{cards, cards_of};
pub use card::{CardPlace, ServiceCard, reached};
pub use entry::{EntryId, EntryKind};
pub use finding::{
    Answer, Facet, Filters, Finder, FindingFault, InWords, Match, Question, RINGS_KM, Reason, Refinements, SERVICE,
    Services, Suggestion, SuggestionKind, Whereabouts, Wish, lexicon,
};
pub use front::{Emergency, FrontDesk};
pub use guarding::is_any_secret;
pub use hours::{Ahead, DayHours, Hours, NoHours, Noted, NotedKind, Standing};
pub use kernel::UnknownWord;
pub use location::{Location, LocationId};
pub use module::module;
pub use offer::{
    ORGANISATION, Offer, first_at, offer, organisation_ids_after, organisations, organisations_of_source,
    service_ids_after, services_of_source, services_with_capacity, source_names, sources, sources_of_kind,
    sources_of_services,
};
pub use organisation::{AliasSort, Identifier, NoIdentifier, Organisation, OrganisationId, OrganisationKind};
pub use origin::Origin;
pub use refusal::Refusal;
pub use service::{
    Activation, Activator, Area, Contradiction, Cost, CostSort, Eligibility, Gender, Line, Referral, Rhythm, Service,
    ServiceId, ServiceKind, Spoken, Status, Users, Way,
};
pub use service_at_location::{Access, Accessibility, Capacity, Closure, ServiceAtLocation, ServiceAtLocationId};
pub use territory::{Point, Precision};
pub use theme::rules::Problem;
pub use theme::version::{Deed, Version};
pub use theme::{Fit, Mapping, NoCode, Scheme, Synonym, TermFacet, Theme, ThemeCode};
pub use unanswered::{Listener, Shortfall, Unanswered};
pub use upload::forget as forget_uploads;
pub use withdrawing::{Concealed, Withdrawing};

/// The kind under which the change feed tells of the thesaurus: always of the whole of it.
pub const THESAURUS: &str = "thesaurus";

/// The tables of the directory.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "directory-0001-offer", sql: include_str!("../migrations/0001_offer.sql") },
    Migration { name: "directory-0002-meant-for", sql: include_str!("../migrations/0002_meant_for.sql") },
    Migration { name: "directory-0003-whole-offer", sql: include_str!("../migrations/0003_whole_offer.sql") },
    Migration { name: "directory-0004-thesaurus", sql: include_str!("../migrations/0004_thesaurus.sql") },
    Migration { name: "directory-0005-keeping-true", sql: include_str!("../migrations/0005_keeping_true.sql") },
    Migration { name: "directory-0006-sources", sql: include_str!("../migrations/0006_sources.sql") },
    Migration { name: "directory-0006-duplicates", sql: include_str!("../migrations/0006_duplicates.sql") },
    Migration { name: "directory-0008-sheets", sql: include_str!("../migrations/0008_sheets.sql") },
    Migration { name: "directory-0009-terms", sql: include_str!("../migrations/0009_terms.sql") },
    Migration { name: "directory-0010-moves", sql: include_str!("../migrations/0010_moves.sql") },
    Migration { name: "directory-0030-aside", sql: include_str!("../migrations/0030_aside.sql") },
    Migration { name: "directory-0060-settings", sql: include_str!("../migrations/0060_settings.sql") },
    Migration { name: "directory-0070-occasions", sql: include_str!("../migrations/0070_occasions.sql") },
    Migration { name: "directory-0075-uploads", sql: include_str!("../migrations/0075_uploads.sql") },
    Migration { name: "directory-0090-guarded", sql: include_str!("../migrations/0090_guarded.sql") },
    Migration { name: "directory-0093-common-names", sql: include_str!("../migrations/0093_common_names.sql") },
    Migration { name: "directory-0096-confirmed-at", sql: include_str!("../migrations/0096_confirmed_at.sql") },
    Migration { name: "directory-0095-stopped", sql: include_str!("../migrations/0095_stopped.sql") },
    Migration { name: "directory-0097-upload-source", sql: include_str!("../migrations/0097_upload_source.sql") },
];

/// The class of every column of the directory.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may do what with the directory.
pub const RIGHTS: &[Rights] = &[
    Rights { resource: "Directory", policies: include_str!("../rights/directory.cedar") },
    Rights { resource: "Entry", policies: include_str!("../rights/entry.cedar") },
    Rights { resource: "Thesaurus", policies: include_str!("../rights/thesaurus.cedar") },
];

/// The texts of the directory's pages.
pub const TEXTS: web::Texts = web::texts!("directory");

/// The entry that is there in the place of one that was merged, so that its old address still leads somewhere; nothing for one that
/// was not merged.
///
/// # Errors
/// When the database cannot be read.
pub async fn redirected(db: &impl ConnectionTrait, entry: EntryId) -> Result<Option<EntryId>, DbErr> {
    duplicates::mergers::redirected(db, entry).await
}

/// Which entries were merged into one, however often: what other departments keep about them is about this one now.
///
/// # Errors
/// When the database cannot be read.
pub async fn merged_into(db: &impl ConnectionTrait, kept: EntryId) -> Result<Vec<EntryId>, DbErr> {
    duplicates::mergers::leading_to(db, kept).await
}

/// Everything that people look for help with: the needs in use, in the order of the pack, broader ones before their parts.
///
/// # Errors
/// When the database cannot be read.
pub async fn themes(db: &impl ConnectionTrait) -> Result<Vec<Theme>, DbErr> {
    Ok(thesaurus(db).await?.into_iter().filter(Theme::is_sought).collect())
}

/// Where each term that was merged leads: what other departments wrote down under its code is read as the one that took its place.
///
/// # Errors
/// When the database cannot be read.
pub async fn merged_terms(db: &impl ConnectionTrait) -> Result<HashMap<ThemeCode, ThemeCode>, DbErr> {
    theme::records::merged(db).await
}

/// Every kind of organisation, by code.
///
/// # Errors
/// When the database cannot be read.
pub async fn organisation_kinds(db: &impl ConnectionTrait) -> Result<Vec<OrganisationKind>, DbErr> {
    organisation::records::kinds(db).await
}

/// Every term of the thesaurus, of every facet, those out of use as well, in the order of the pack.
///
/// # Errors
/// When the database cannot be read.
pub async fn thesaurus(db: &impl ConnectionTrait) -> Result<Vec<Theme>, DbErr> {
    theme::records::all(db).await
}

/// How many fields are in dispute of entries that came from a source: they wait for an editor.
///
/// # Errors
/// When the database cannot be read.
pub async fn disagreements_of_source(db: &impl ConnectionTrait, source: &str) -> Result<u64, DbErr> {
    conflicts::of_source(db, source).await
}

/// The revision of the thesaurus: goes up with every change of a term.
///
/// # Errors
/// When the database cannot be read.
pub async fn thesaurus_revision(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    theme::records::revision(db).await
}

/// The versions of every term that changed since it was first kept, the newest first; the first of each is how it stands.
///
/// # Errors
/// When the database fails.
pub async fn terms_before(db: &impl ConnectionTrait) -> Result<HashMap<ThemeCode, Vec<Version>>, DbErr> {
    theme::records::versions::of_changed(db).await
}
