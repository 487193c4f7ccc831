//! How an entry stands: its freshness in words, what was confirmed when and how, and confirming it in one click.

use axum::extract::State;
use axum::response::IntoResponse as _;
use house::House;
use sea_orm::{ConnectionTrait, DbErr};
use web::{Answer, Choice, Failure, Form, Page, Path, see_other};

use super::history::by;
use super::saying::Teller;
use super::stale::otherwise;
use crate::entry::actions::resource;
use crate::entry::confirmations::{self, Channel, Confirmation};
use crate::entry::freshness::{self, Freshness, Standing};
use crate::entry::sighting::Sighting;
use crate::entry::{EntryId, EntryKind, Record, fields, records};
use crate::{Service, ServiceAtLocationId, ServiceId, service_at_location};

/// How an entry stands, as a page shows it.
pub(crate) struct Stands {
    pub state: String,
    /// The class of the chip.
    pub look: &'static str,
    pub score: String,
    /// What was confirmed: field, and a sentence.
    pub confirmed: Vec<(String, String)>,
    /// The fields that nobody confirmed.
    pub open: Vec<String>,
    pub channels: Vec<Choice>,
}

/// How an entry stands today.
pub(crate) async fn of(db: &impl ConnectionTrait, teller: &Teller<'_>, record: &Record) -> Result<Stands, Failure> {
    let entry = record.entry();
    let confirmed = records::confirmations_of(db, entry).await?;
    let is_disputed = !records::disputes_of(db, entry).await?.is_empty();
    let page = teller.page;
    let standing = freshness::of_record(record, &confirmed, is_disputed, page.cx().today());
    let told = confirmed.iter().filter_map(|one| {
        let field = fields::find(entry.kind, &one.field)?;
        Some((teller.label(field), sentence(page, one)))
    });
    let open = freshness::counted(record).into_iter();
    let open = open.filter(|field| !confirmed.iter().any(|one| one.field == field.name));
    Ok(Stands {
        state: state_in_words(page, standing.state),
        look: look(standing.state),
        score: score(page, standing),
        confirmed: told.collect(),
        open: open.map(|field| teller.label(field)).collect(),
        channels: channels(page),
    })
}

/// When, how and by whom something was confirmed, and until when that holds: `by phone, on 22 November 2026, by you`.
fn sentence(page: &Page, one: &Confirmation) -> String {
    let how = page.tr(format!("directory-channel-{}", one.channel)).to_string();
    let said = page.tr("directory-confirmed-how").arg("how", how).arg("day", page.short_day(one.on)).to_string();
    // The organisation itself is channel and speaker at once.
    let by = if one.channel == Channel::Itself { String::new() } else { format!(", {}", by(page, &one.by)) };
    let until = page.tr("directory-confirmed-until").arg("day", page.short_day(one.valid_until)).to_string();
    format!("{said}{by}. {until}")
}

/// A state in a word.
pub(crate) fn state_in_words(page: &Page, state: Freshness) -> String {
    page.tr(format!("directory-fresh-{state}")).to_string()
}

/// The class of the chip of a state.
pub(crate) const fn look(state: Freshness) -> &'static str {
    match state {
        Freshness::Fresh => "good",
        Freshness::Due | Freshness::Unverified => "warn",
        Freshness::Stale | Freshness::Disputed => "bad",
    }
}

fn score(page: &Page, standing: Standing) -> String {
    page.tr("directory-score").arg("score", standing.score).to_string()
}

/// How somebody may have come to know, to choose from.
pub(crate) fn channels(page: &Page) -> Vec<Choice> {
    let all = Channel::ALL.iter().filter(|channel| **channel != Channel::Source);
    all.map(|channel| Choice::new(channel, page.tr(format!("directory-channel-{channel}")))).collect()
}

/// How whoever fills in a form came to know, when they say so. That a source says so is for imports.
pub(crate) fn heard(form: &mut Form) -> Result<Option<Channel>, Failure> {
    let channel = form.optional::<Channel>("channel");
    if channel == Some(Channel::Source) { Err(Failure::bad_input("channel")) } else { Ok(channel) }
}

/// What is confirmed together: a service with its places and where they are; else the entry alone.
pub(crate) async fn together(db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<EntryId>, DbErr> {
    let mut all = vec![entry];
    if entry.kind == EntryKind::Service {
        for at in service_at_location::records::of_service(db, ServiceId::from_uuid(entry.id)).await? {
            all.extend([EntryId::from(at.id), at.location.into()]);
        }
        all.sort();
        all.dedup();
    }
    Ok(all)
}

/// What somebody may confirm of an entry and what goes with it: where others are as well, they do not speak for the building.
async fn confirmable(page: &Page, db: &impl ConnectionTrait, entry: EntryId) -> Result<Vec<EntryId>, DbErr> {
    let mut all = Vec::new();
    for one in together(db, entry).await? {
        if one.kind != EntryKind::Location || one == entry || page.may("directory.confirm", &resource(db, one).await?) {
            all.push(one);
        }
    }
    Ok(all)
}

/// What a page shows of all that its button confirms, for its form to carry; nothing for whoever may not confirm it.
pub(crate) async fn sighted(page: &Page, db: &impl ConnectionTrait, entry: EntryId) -> Result<String, DbErr> {
    if !page.may("directory.confirm", &resource(db, entry).await?) {
        return Ok(String::new());
    }
    let all = confirmable(page, db, entry).await?;
    Ok(Sighting::of(db, &all, page.cx().now()).await?.to_string())
}

/// `POST /directory/entries/ENTRY/confirm`: all of it is still right.
pub(crate) async fn confirm(
    page: Page,
    State(house): State<House>,
    Path(entry): Path<EntryId>,
    mut form: Form,
) -> Answer {
    let Some(channel) = form.required::<Channel>("channel") else { return Err(Failure::bad_input("channel")) };
    if channel == Channel::Source {
        return Err(Failure::bad_input("channel"));
    }
    let seen = form.optional::<Sighting>("sighting");
    if !form.is_sound() {
        return Err(Failure::bad_input("sighting"));
    }
    let tx = house.store.begin().await?;
    let all = confirmable(&page, &tx, entry).await?;
    if let Some(seen) = seen
        && !seen.holds(&tx, &all).await?
    {
        tx.rollback().await?;
        return Err(otherwise(&page, &house, (&seen, &all), format!("/directory/entries/{entry}")).await?);
    }
    confirmations::confirm(page.cx(), &tx, &all, channel).await?;
    tx.commit().await?;
    let back = match form.value("back") {
        "worklist" => "/directory/worklist".to_owned(),
        "page" => public_page(house.store.read(), entry).await?.unwrap_or_else(|| "/directory/worklist".to_owned()),
        _ => format!("/directory/entries/{entry}"),
    };
    Ok(see_other(back).saying("directory-confirmed").into_response())
}

/// The page on which the public reads an entry.
pub(crate) async fn public_page(db: &impl ConnectionTrait, entry: EntryId) -> Result<Option<String>, DbErr> {
    Ok(match entry.kind {
        EntryKind::Organisation => Some(format!("/organisations/{}", entry.id)),
        EntryKind::Service => Some(format!("/services/{}", entry.id)),
        EntryKind::Location | EntryKind::ServiceAtLocation => {
            let services: Vec<ServiceId> = records::services_behind(db, entry).await?;
            services.first().map(|id| format!("/services/{id}"))
        }
    })
}

/// When and how the hours of a place were last confirmed, in a sentence.
pub(crate) async fn of_hours(
    db: &impl ConnectionTrait,
    page: &Page,
    at: ServiceAtLocationId,
) -> Result<Option<String>, DbErr> {
    let confirmed = records::confirmations_of(db, at.into()).await?;
    let hours = confirmed.iter().find(|one| one.field == "opening_hours");
    Ok(hours.map(|one| {
        let how = page.tr(format!("directory-channel-{}", one.channel)).to_string();
        page.tr("directory-hours-confirmed").arg("how", how).arg("day", page.short_day(one.on)).to_string()
    }))
}

/// The day on which a whole service was last confirmed, in a sentence; with how, when it was done here.
pub(crate) async fn of_service(
    db: &impl ConnectionTrait,
    page: &Page,
    service: &Service,
) -> Result<Option<String>, DbErr> {
    let Some(day) = service.verified_on else { return Ok(None) };
    let confirmed = records::confirmations_of(db, service.id.into()).await?;
    let here = confirmed.iter().find(|one| one.on == day);
    Ok(Some(match here {
        Some(one) => {
            let how = page.tr(format!("directory-channel-{}", one.channel)).to_string();
            page.tr("directory-verified-how").arg("how", how).arg("day", page.day(day)).to_string()
        }
        None => page.tr("directory-verified").arg("day", page.day(day)).to_string(),
    }))
}
