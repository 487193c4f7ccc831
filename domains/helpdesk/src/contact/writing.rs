//! The form of a contact: logging one while talking, and correcting one later.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use house::House;
use web::{Answer, Form, Page, Path, Query, see_other};

use super::drawing::{Clash, Draft, draw};
use super::{Contact, ContactId, State as Life, actions, forms, rules};
use crate::Refusal;
use crate::surroundings;

/// `GET /helpdesk/contacts/new`
pub(crate) async fn new(page: Page, State(house): State<House>, query: Query) -> Answer {
    let mut form = Form::blank();
    form.set("id", ContactId::generate(&page.cx().clock, &page.cx().random).to_string());
    form.set("line", query.text("line", 60)?);
    form.set("q", query.text("q", forms::LONGEST_WORDS)?);
    draw(Draft::new(page, form), &house, StatusCode::OK).await
}

/// `POST /helpdesk/contacts`
pub(crate) async fn log(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let Ok(id) = form.value("id").parse::<ContactId>() else {
        return afresh(page, &house, form, "helpdesk-fault-form").await;
    };
    let placed = surroundings::place(&house, &page, &form, None)?;
    let Some(entry) = forms::read(&page, &house.vault, &mut form, &placed, None)? else {
        return draw(Draft::new(page, form), &house, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let tx = house.store.begin().await?;
    match actions::log(page.cx(), &tx, id, entry).await {
        Ok(contact) => {
            tx.commit().await?;
            Ok(logged(&form, &contact))
        }
        Err(refusal) => {
            tx.rollback().await?;
            match refusal {
                Refusal::SentBefore(known) => sent_again(page, &house, form, *known).await,
                other => again(Draft::new(page, form), &house, other).await,
            }
        }
    }
}

fn logged(form: &Form, contact: &Contact) -> Response {
    let next = format!("/helpdesk/contacts/new?line={}", contact.entry.line);
    let to = if form.has("then", "next") { next } else { format!("/helpdesk/contacts/{}", contact.id) };
    let undo = format!("/helpdesk/contacts/{}/withdraw", contact.id);
    see_other(to).saying("helpdesk-logged").undo(undo).into_response()
}

/// The same form came once more: sent twice by accident, or sent again with other words, which correct what it made.
async fn sent_again(page: Page, house: &House, mut form: Form, known: Contact) -> Answer {
    if known.state == Life::Withdrawn {
        return afresh(page, house, form, "helpdesk-refused-sent-withdrawn").await;
    }
    // Read as a correction, what was not typed again (the moment) or cannot be compared (a sealed note) is as it was.
    let placed = surroundings::place(house, &page, &form, Some(&known))?;
    let entry = forms::read(&page, &house.vault, &mut form, &placed, Some(&known))?.map(rules::tidy);
    if entry.as_ref() == Some(&known.entry) {
        return Ok(logged(&form, &known));
    }
    let kind = entry.as_ref().map_or(known.entry.kind, |entry| entry.kind);
    form.set("kind", kind.code());
    clashing(Draft { typed: entry, ..Draft::correcting(page, form, known.clone()) }, house, known, Clash::SentBefore)
        .await
}

/// The form once more under an id of its own, with everything typed, saying why.
async fn afresh(page: Page, house: &House, mut form: Form, why: &'static str) -> Answer {
    form.set("id", ContactId::generate(&page.cx().clock, &page.cx().random).to_string());
    form.add_fault("clash", why);
    draw(Draft::new(page, form), house, StatusCode::CONFLICT).await
}

/// `POST /helpdesk/contacts/find`: searches the directory inside the form. Changes nothing, keeps everything typed.
pub(crate) async fn find(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let id = if form.ticked("seen") { form.optional::<ContactId>("id") } else { None };
    let draft = match id {
        Some(id) => {
            let contact = actions::readable(page.cx(), house.store.read(), id).await?;
            Draft::correcting(page, form, contact)
        }
        None => Draft::new(page, form),
    };
    draw(Draft { searched: true, ..draft }, &house, StatusCode::OK).await
}

/// `GET /helpdesk/contacts/ID/correct`
pub(crate) async fn edit(page: Page, State(house): State<House>, Path(id): Path<ContactId>) -> Answer {
    let contact = actions::readable(page.cx(), house.store.read(), id).await?;
    let line = crate::desk::records::line(house.store.read(), &contact.entry.line).await?;
    page.cx().require("helpdesk.correct_contact", &contact.resource(page.cx(), line.as_ref()))?;
    let place = surroundings::typed_place(&house, &page, &contact)?;
    let form = forms::filled(&page, &house.vault, &contact, place)?;
    draw(Draft::correcting(page, form, contact), &house, StatusCode::OK).await
}

/// `POST /helpdesk/contacts/ID/correct`
pub(crate) async fn correct(
    page: Page,
    State(house): State<House>,
    Path(id): Path<ContactId>,
    mut form: Form,
) -> Answer {
    let before = actions::readable(page.cx(), house.store.read(), id).await?;
    let placed = surroundings::place(&house, &page, &form, Some(&before))?;
    if let (Some(mut sent), Some(clash)) = (form.sent_to_be_redrawn(), Clash::said_in(&form)) {
        let typed = forms::read(&page, &house.vault, &mut sent, &placed, Some(&before))?;
        let draft = Draft { typed, ..Draft::correcting(page, sent, before.clone()) };
        return clashing(draft, &house, before, clash).await;
    }
    let seen = form.value("seen").parse::<i64>();
    if seen.is_err() {
        form.set("seen", before.version.to_string());
        form.add_fault("clash", "helpdesk-fault-form");
    }
    let entry = forms::read(&page, &house.vault, &mut form, &placed, Some(&before))?;
    let (Ok(seen), Some(entry)) = (seen, entry) else {
        return draw(Draft::correcting(page, form, before), &house, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let tx = house.store.begin().await?;
    match actions::correct(page.cx(), &tx, id, seen, entry.clone()).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(see_other(format!("/helpdesk/contacts/{id}")).saying("helpdesk-corrected").into_response())
        }
        Err(refusal) => {
            tx.rollback().await?;
            again(Draft { typed: Some(entry), ..Draft::correcting(page, form, before) }, &house, refusal).await
        }
    }
}

/// The form goes back to whoever sent it, saying what to do; nothing typed is lost.
async fn again(mut draft: Draft, house: &House, refusal: Refusal) -> Answer {
    match refusal {
        Refusal::Incomplete(faults) => {
            for fault in faults {
                draft.form.add_fault(fault.field, fault.key);
            }
            draw(draft, house, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Refusal::Changed(present) => clashing(draft, house, *present, Clash::Colleague).await,
        other => Err(other.into()),
    }
}

/// The form as a correction of what stands there now, with what was typed still in it.
async fn clashing(mut draft: Draft, house: &House, present: Contact, clash: Clash) -> Answer {
    draft.form.set("id", present.id.to_string());
    draft.form.set("seen", present.version.to_string());
    let why = match clash {
        Clash::Colleague => "helpdesk-refused-changed",
        Clash::SentBefore => "helpdesk-refused-sent-before",
    };
    draft.form.add_fault("clash", why);
    draw(Draft { correcting: Some(present), clash: Some(clash), ..draft }, house, StatusCode::CONFLICT).await
}
