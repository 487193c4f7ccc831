//! The organisations that an organisation is part of and belongs to, picked by name: names are offered while somebody types, and
//! read when the form is sent.

use axum::Json;
use axum::extract::State;
use house::House;
use kernel::Lang;
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Value, json};
use web::{Failure, Form, Page, Query};

use super::filling::read;
use super::reading::line;
use crate::entry::{Patch, Record};
use crate::naming::{self, Meant};
use crate::organisation::records;
use crate::{Organisation, OrganisationId};

/// Networks of an organisation that are read, at most.
const MOST_NETWORKS: u32 = 300;
/// Organisations above each other, at most.
const DEEPEST: usize = 20;

/// `GET /directory/names?q=`: the organisations with a name in which these words stand.
pub(crate) async fn offer(
    page: Page,
    State(house): State<House>,
    query: Query,
) -> Result<Json<naming::Offered>, Failure> {
    Ok(Json(naming::offered(house.store.read(), query.text("q", naming::LONGEST)?, page.lang()).await?))
}

/// Fills in the names of the organisations that a record names.
pub(crate) async fn fill(db: &impl ConnectionTrait, form: &mut Form, record: &Record, lang: Lang) -> Result<(), DbErr> {
    let Record::Organisation(of) = record else { return Ok(()) };
    for (name, id) in inputs(of) {
        form.set(&name, naming::shown(db, id, lang).await?);
    }
    Ok(())
}

/// The inputs of an organisation's links, each with what stands there.
fn inputs(of: &Organisation) -> Vec<(String, OrganisationId)> {
    let parent = of.parent.map(|parent| ("parent".to_owned(), parent));
    let networks = of.networks.iter().enumerate().map(|(at, network)| (format!("networks.{at}"), *network));
    parent.into_iter().chain(networks).collect()
}

/// Reads the names that were typed into the patch of an organisation. What is called by nobody, or by several, is at fault in the form.
pub(crate) async fn changes(
    db: &impl ConnectionTrait,
    form: &mut Form,
    (record, patch): (&Record, &mut Patch),
    lang: Lang,
) -> Result<(), DbErr> {
    let Record::Organisation(of) = record else { return Ok(()) };
    if form.all("parent").next().is_some() {
        let typed = line(form, "parent");
        let parent = picked(db, form, ("parent", &typed), (of, lang)).await?;
        if let Some(parent) = parent
            && above(db, parent, of.id).await?
        {
            form.add_fault("parent", "directory-fault-circle");
        }
        put(patch, "parent", json!(parent), json!(of.parent));
    }
    let mut networks: Vec<OrganisationId> = Vec::new();
    let mut at = 0;
    while form.all(&format!("networks.{at}")).next().is_some() && at < MOST_NETWORKS {
        let typed = line(form, &format!("networks.{at}"));
        networks.extend(picked(db, form, ("networks", &typed), (of, lang)).await?);
        at += 1;
    }
    if at > 0 {
        networks.sort();
        networks.dedup();
        let mut before: Vec<OrganisationId> = read(&json!(of.networks));
        before.sort();
        put(patch, "networks", json!(networks), json!(before));
    }
    Ok(())
}

fn put(patch: &mut Patch, field: &str, value: Value, before: Value) {
    if value != before {
        patch.put(field, value);
    }
}

/// The organisation that was meant; the form says when there is none, or when there are several. What stands there already stays,
/// though it may be gone.
async fn picked(
    db: &impl ConnectionTrait,
    form: &mut Form,
    (field, typed): (&'static str, &str),
    (of, lang): (&Organisation, Lang),
) -> Result<Option<OrganisationId>, DbErr> {
    if typed.is_empty() {
        return Ok(None);
    }
    for (_, id) in inputs(of) {
        if naming::shown(db, id, lang).await? == typed {
            return Ok(Some(id));
        }
    }
    let mut found = naming::called(db, typed).await?;
    found.retain(|(id, _)| *id != of.id);
    match naming::among(&found, lang) {
        Meant::One(id, _) => return Ok(Some(id)),
        Meant::Nobody => form.add_fault(field, "directory-fault-organisation-unknown"),
        Meant::Several(names) => {
            let args = vec![("names", names.join(", ").into())];
            form.add_fault_with(field, "directory-fault-organisation-several", args);
        }
    }
    Ok(None)
}

/// Whether an organisation stands above another one, or is that one: each would then be part of itself.
async fn above(db: &impl ConnectionTrait, start: OrganisationId, wanted: OrganisationId) -> Result<bool, DbErr> {
    let mut next = Some(start);
    for _ in 0..DEEPEST {
        let Some(id) = next else { return Ok(false) };
        if id == wanted {
            return Ok(true);
        }
        next = records::parent_of(db, id).await?;
    }
    // So deep a line is a circle that a source brought.
    Ok(false)
}
