//! The organisations that an organisation is part of and belongs to, picked by name: names are offered while somebody types, and
//! read when the form is sent. Where several are called the same, a piece of their id tells them apart.

use axum::Json;
use axum::extract::State;
use house::House;
use kernel::{Lang, Text};
use sea_orm::{ConnectionTrait, DbErr};
use serde::Serialize;
use serde_json::{Value, json};
use web::{Failure, Form, Page, Query};

use super::filling::read;
use super::reading::line;
use crate::entry::{Patch, Record};
use crate::organisation::records;
use crate::{Organisation, OrganisationId};

/// Names that are offered.
const MOST: usize = 12;
/// Organisations that are looked at for a name.
const LOOKED_AT: u32 = 300;
/// The longest name that is read, in characters.
const LONGEST: usize = 300;
/// Letters of an id that tell organisations of one name apart.
const MARK: usize = 8;
/// Organisations above each other, at most.
const DEEPEST: usize = 20;
/// What parts a name from the mark of its organisation.
const SIGN: &str = " #";

/// Names of organisations, as a field offers them.
#[derive(Serialize)]
pub(crate) struct Offered {
    names: Vec<String>,
}

/// `GET /directory/names?q=`: the organisations with a name in which these words stand.
pub(crate) async fn offer(page: Page, State(house): State<House>, query: Query) -> Result<Json<Offered>, Failure> {
    let typed = search::folded(query.text("q", LONGEST)?);
    let fits = |names: &Text| {
        let words: Vec<String> = names.versions().flat_map(|(_, name)| search::folded(&name.text)).collect();
        typed.iter().all(|typed| words.iter().any(|word| word.starts_with(typed.as_str())))
    };
    let mut known = looked_up(house.store.read(), query.get("q").unwrap_or_default()).await?;
    known.retain(|(_, names)| fits(names));
    let names = known.iter().take(MOST).map(|(id, _)| label(&known, *id, page.lang())).collect();
    Ok(Json(Offered { names }))
}

/// The organisations that may be called so, by the longest of the plain words that was typed: accents are compared afterwards.
async fn looked_up(db: &impl ConnectionTrait, typed: &str) -> Result<Vec<(OrganisationId, Text)>, DbErr> {
    let plain = |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let words = typed.split(|c: char| !c.is_alphanumeric());
    let word = words.filter(plain).max_by_key(|word| word.len()).filter(|word| !word.is_empty());
    // A name without any plain word is looked up as it is; the signs that stand for others would find everything.
    let whole = typed.trim().replace(['%', '_'], "");
    match word.unwrap_or(&whole) {
        "" => Ok(Vec::new()),
        letters => records::with_letters(db, letters, LOOKED_AT).await,
    }
}

/// What to call an organisation among others: its name, with a mark when another is called so too in any language.
fn label(known: &[(OrganisationId, Text)], id: OrganisationId, lang: Lang) -> String {
    let name = |wanted| known.iter().find(|(id, _)| *id == wanted).map_or("", |(_, names)| names.plain(lang));
    let own = name(id);
    let folded = search::folded(own);
    let is_called = |names: &Text| names.versions().any(|(_, name)| search::folded(&name.text) == folded);
    let same = known.iter().filter(|(_, names)| is_called(names)).count();
    if same > 1 { format!("{own}{SIGN}{}", mark(id)) } else { own.to_owned() }
}

/// The end of an id: its beginning is the same for those that were made in one moment.
fn mark(id: OrganisationId) -> String {
    let id = id.to_string();
    id.get(id.len().saturating_sub(MARK)..).unwrap_or_default().to_owned()
}

/// Fills in the names of the organisations that a record names.
pub(crate) async fn fill(db: &impl ConnectionTrait, form: &mut Form, record: &Record, lang: Lang) -> Result<(), DbErr> {
    let Record::Organisation(of) = record else { return Ok(()) };
    for (name, id) in inputs(of) {
        form.set(&name, shown(db, id, lang).await?);
    }
    Ok(())
}

/// The inputs of an organisation's links, each with what stands there.
fn inputs(of: &Organisation) -> Vec<(String, OrganisationId)> {
    let parent = of.parent.map(|parent| ("parent".to_owned(), parent));
    let networks = of.networks.iter().enumerate().map(|(at, network)| (format!("networks.{at}"), *network));
    parent.into_iter().chain(networks).collect()
}

/// The name of an organisation as a field shows it, so that the same is read from it.
async fn shown(db: &impl ConnectionTrait, id: OrganisationId, lang: Lang) -> Result<String, DbErr> {
    let known = records::names_of(db, &[id]).await?;
    let Some((_, names)) = known.first() else { return Ok(format!("{SIGN}{}", mark(id)).trim().to_owned()) };
    let mut alike = looked_up(db, names.plain(lang)).await?;
    alike.retain(|(other, _)| *other != id);
    alike.push((id, names.clone()));
    Ok(label(&alike, id, lang))
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
    while form.all(&format!("networks.{at}")).next().is_some() && at < LOOKED_AT {
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
        if shown(db, id, lang).await? == typed {
            return Ok(Some(id));
        }
    }
    let mut found = called(db, typed).await?;
    if let Some((name, wanted)) = typed.rsplit_once(SIGN).filter(|_| found.is_empty()) {
        found = called(db, name).await?;
        found.retain(|(id, _)| mark(*id) == wanted);
    }
    found.retain(|(id, _)| *id != of.id);
    match found.as_slice() {
        [(id, _)] => return Ok(Some(*id)),
        [] => form.add_fault(field, "directory-fault-organisation-unknown"),
        several => {
            let marked: Vec<String> = several.iter().map(|(id, _)| label(several, *id, lang)).take(MOST).collect();
            let args = vec![("names", marked.join(", ").into())];
            form.add_fault_with(field, "directory-fault-organisation-several", args);
        }
    }
    Ok(None)
}

/// The organisations that are called so in a language.
async fn called(db: &impl ConnectionTrait, name: &str) -> Result<Vec<(OrganisationId, Text)>, DbErr> {
    let folded = search::folded(name);
    let mut found = looked_up(db, name).await?;
    found.retain(|(_, names)| names.versions().any(|(_, name)| search::folded(&name.text) == folded));
    Ok(found)
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

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn organisations_of_one_name_are_told_apart() {
        let known: Vec<(OrganisationId, Text)> = [(1, "Huis"), (2, "Huis"), (3, "Hof")]
            .map(|(n, name)| (OrganisationId::from_uuid(Uuid::from_u128(n)), Text::source(Lang::Nl, name)))
            .into();
        let labels: Vec<String> = known.iter().map(|(id, _)| label(&known, *id, Lang::Fr)).collect();
        assert_eq!(labels, ["Huis #00000001", "Huis #00000002", "Hof"]);
    }
}
