//! What the index asks the database for.

use std::collections::{HashMap, HashSet};

use kernel::Text;
use sea_orm::{ConnectionTrait, DbErr, Value};
use store::sql;

use crate::rows::{from_json, select_in};
use crate::{Identifier, OrganisationId, ServiceAtLocationId, ServiceId, organisation};

/// So many letters of a running text are indexed, in each language.
const INDEXED: usize = 1_000;

/// The services that the public finds: open, of an organisation that exists and is of a kind that is listed.
const FOUND: &str = "from service s
  join organisation o on o.id = s.organisation_id
  left join organisation_kind k on k.code = o.kind
  where s.status = 'active' and o.active and coalesce(k.listed, true)";

/// How many services the public finds.
pub(crate) async fn count(db: &impl ConnectionTrait) -> Result<u64, DbErr> {
    let row = db.query_one_raw(sql(db, &format!("select count(*) as n {FOUND}"), [])).await?;
    row.map_or(Ok(0), |row| row.try_get::<i64>("", "n").map(i64::unsigned_abs))
}

/// The ids of up to `limit` of them after one, in their order.
pub(crate) async fn ids_after(
    db: &impl ConnectionTrait,
    after: ServiceId,
    limit: u32,
) -> Result<Vec<ServiceId>, DbErr> {
    let text = format!("select s.id {FOUND} and s.id > $1 order by s.id limit {limit}");
    let rows = db.query_all_raw(sql(db, &text, [after.into()])).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// Those of some places that are there and that everybody may know, at this moment.
pub(crate) async fn open_places(
    db: &impl ConnectionTrait,
    places: Vec<ServiceAtLocationId>,
) -> Result<HashSet<ServiceAtLocationId>, DbErr> {
    let query = "select at.id from service_at_location at join location l on l.id = at.location_id
        where not l.confidential and at.id";
    let rows = select_in(db, query, places.into_iter().map(Into::into).collect()).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// What an organisation adds to the words of its services.
#[derive(Default)]
pub(crate) struct About {
    pub description: Text,
    /// The names of its kind.
    pub kind: Text,
    pub aliases: Vec<String>,
    /// Its numbers in registers.
    pub identifiers: Vec<Identifier>,
}

/// The running texts of a service that stand on no card, as far as they are indexed.
#[derive(Default)]
pub(crate) struct Told {
    pub description: Text,
    pub plain: Text,
    pub audience: Text,
}

/// The running texts of some services.
pub(crate) async fn told(
    db: &impl ConnectionTrait,
    services: impl Iterator<Item = ServiceId>,
) -> Result<HashMap<ServiceId, Told>, DbErr> {
    let mut ids: Vec<ServiceId> = services.collect();
    ids.dedup();
    let values: Vec<Value> = ids.into_iter().map(Into::into).collect();
    let mut all = HashMap::new();
    for row in select_in(db, "select id, description, plain, audience from service where id", values).await? {
        let text = |column| from_json::<Text>(&row, column).map(|text| cut(&text));
        let told = Told { description: text("description")?, plain: text("plain")?, audience: text("audience")? };
        all.insert(row.try_get("", "id")?, told);
    }
    Ok(all)
}

/// The beginning of a text, in each language up to the end of a word: what stands far down tells little of what a service is, and a
/// long text must not outweigh the others.
fn cut(text: &Text) -> Text {
    text.versions().fold(Text::default(), |all, (lang, version)| {
        let end = version.text.char_indices().nth(INDEXED).map(|(end, _)| end);
        let beginning = end.map_or(version.text.as_str(), |end| {
            let beginning = &version.text[..end];
            beginning.rsplit_once(char::is_whitespace).map_or(beginning, |(whole, _)| whole)
        });
        all.with(lang, beginning, version.state)
    })
}

/// What organisations add to the words of their services.
pub(crate) async fn about(
    db: &impl ConnectionTrait,
    organisations: impl Iterator<Item = OrganisationId>,
) -> Result<HashMap<OrganisationId, About>, DbErr> {
    let mut ids: Vec<OrganisationId> = organisations.collect();
    ids.sort();
    ids.dedup();
    let values: Vec<Value> = ids.into_iter().map(Into::into).collect();
    let kinds: HashMap<String, Text> =
        organisation::records::kinds(db).await?.into_iter().map(|kind| (kind.code, kind.names)).collect();
    let mut all: HashMap<OrganisationId, About> = HashMap::new();
    for row in select_in(db, "select id, description, kind from organisation where id", values.clone()).await? {
        let kind: Option<String> = row.try_get("", "kind")?;
        let kind = kind.and_then(|code| kinds.get(&code).cloned()).unwrap_or_default();
        let about =
            About { description: row.try_get("", "description")?, kind, aliases: Vec::new(), identifiers: Vec::new() };
        all.insert(row.try_get("", "id")?, about);
    }
    let query = "select organisation_id, name from organisation_alias where organisation_id";
    for row in select_in(db, query, values.clone()).await? {
        if let Some(about) = all.get_mut(&row.try_get("", "organisation_id")?) {
            about.aliases.push(row.try_get("", "name")?);
        }
    }
    let query = "select organisation_id, scheme, value from organisation_identifier where organisation_id";
    for row in select_in(db, query, values).await? {
        if let Some(about) = all.get_mut(&row.try_get("", "organisation_id")?) {
            about.identifiers.push(Identifier { scheme: row.try_get("", "scheme")?, value: row.try_get("", "value")? });
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    #[test]
    fn a_long_text_is_cut_after_a_word_and_a_short_one_is_not() {
        let long =
            Text::source(Lang::Nl, "été ".repeat(400)).with(Lang::Fr, "court", kernel::TranslationState::Reviewed);
        let cut = cut(&long);
        let letters = cut.plain(Lang::Nl).chars().count();
        assert!(letters <= INDEXED && letters > INDEXED - 10 && cut.plain(Lang::Nl).ends_with("été"), "{letters}");
        assert_eq!(cut.plain(Lang::Fr), "court");
        let word = Text::source(Lang::Nl, "a".repeat(2 * INDEXED));
        assert_eq!(super::cut(&word).plain(Lang::Nl).len(), INDEXED, "a single word is cut as well");
    }
}
