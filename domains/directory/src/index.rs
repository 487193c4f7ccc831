//! What the search index holds of the directory: a document for each service at a location that the public finds.

use std::collections::HashMap;

use kernel::{Lang, Text};
use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Value};
use search::{Document, NUMBERS, Role};
use store::{Tx, sql};
use uuid::Uuid;

use crate::rows::select_in;
use crate::{
    LocationId, OrganisationId, Precision, ServiceAtLocationId, ServiceCard, ServiceId, Theme, ThemeCode, cards,
    organisation, theme,
};

/// The kind of the documents; each is named by its service.
pub(crate) const KIND: &str = "service";

/// What the numbers of a document mean to whoever ranks.
pub(crate) mod number {
    /// 0 the most generalist line, 2 the most specialised, -1 unknown.
    pub(crate) const LEVEL: usize = 0;
    /// The day of the last check, in days since 1970; 0 unknown.
    pub(crate) const VERIFIED: usize = 1;
    /// How precisely the place is known: 0 the house, 5 only the region.
    pub(crate) const PRECISION: usize = 2;
    /// The care zone, by [`super::code_number`]; 0 unknown.
    pub(crate) const ZONE: usize = 3;
    /// The municipality, by [`super::code_number`]; 0 unknown.
    pub(crate) const MUNICIPALITY: usize = 4;
    /// The opening hours, by [`super::code_number`] of the expression; 0 unknown.
    pub(crate) const HOURS: usize = 5;
}

/// A number that stands for a code in a document (FNV-1a), never 0.
pub(crate) fn code_number(code: &str) -> i32 {
    let hash = code.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    i32::from_ne_bytes(hash.max(1).to_ne_bytes())
}

/// The directory as the index reads it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Services;

#[async_trait::async_trait]
impl search::Source for Services {
    fn kind(&self) -> &'static str {
        KIND
    }

    async fn count(&self, db: &DatabaseConnection) -> Result<u64, DbErr> {
        let text = format!("select count(*) as n {FOUND}");
        let row = db.query_one_raw(sql(db, &text, [])).await?;
        row.map_or(Ok(0), |row| row.try_get::<i64>("", "n")).map(i64::unsigned_abs)
    }

    async fn page(&self, db: &DatabaseConnection, after: Option<Uuid>, limit: u32) -> Result<Vec<Document>, DbErr> {
        let text = format!("select s.id {FOUND} and s.id > $1 order by s.id limit {limit}");
        let rows = db.query_all_raw(sql(db, &text, [after.unwrap_or_default().into()])).await?;
        let ids: Vec<ServiceId> = rows.iter().map(|row| row.try_get("", "id")).collect::<Result<_, _>>()?;
        documents(db, &ids).await
    }

    async fn some(&self, db: &DatabaseConnection, keys: &[Uuid]) -> Result<Vec<Document>, DbErr> {
        let ids: Vec<ServiceId> = keys.iter().copied().map(ServiceId::from_uuid).collect();
        documents(db, &ids).await
    }
}

/// The services that the public finds: open, at a place, of an organisation that exists and is of a kind that is listed.
const FOUND: &str = "from service s
  join organisation o on o.id = s.organisation_id
  left join organisation_kind k on k.code = o.kind
  where s.status = 'active' and o.active and coalesce(k.listed, true)
    and exists (select 1 from service_at_location at where at.service_id = s.id)";

async fn documents(db: &DatabaseConnection, ids: &[ServiceId]) -> Result<Vec<Document>, DbErr> {
    let vocabulary = Vocabulary::read(db).await?;
    let cards = cards(db, ids).await?;
    let found = cards.into_iter().filter(ServiceCard::is_found);
    let cards: Vec<ServiceCard> = found.collect();
    let about = About::read(db, cards.iter().map(|card| card.organisation)).await?;
    Ok(cards.iter().map(|card| document(card, &vocabulary, about.get(card.organisation))).collect())
}

fn document(card: &ServiceCard, vocabulary: &Vocabulary, about: Option<&About>) -> Document {
    let mut document = Document::of(card.service.uuid())
        .texts(Role::Title, &card.name)
        .texts(Role::Keywords, &card.organisation_name)
        .texts(Role::Body, &card.summary);
    for theme in vocabulary.themes(&card.themes) {
        document = document.texts(Role::Keywords, &theme.names).tag(format!("theme:{}", theme.code));
        for (lang, word) in &theme.synonyms {
            document = document.text(Role::Keywords, *lang, word);
        }
    }
    if let Some(about) = about {
        for alias in &about.aliases {
            document =
                Lang::ALL.into_iter().fold(document, |document, lang| document.text(Role::Keywords, lang, alias));
        }
        document = document.texts(Role::Body, &about.description);
        if let Some(kind) = about.kind.as_ref().and_then(|code| vocabulary.kinds.get(code)) {
            document = document.texts(Role::Keywords, kind);
        }
    }
    document.tags.extend(tags(card));
    document.point = card.place.point.map(coarse);
    document.numbers = numbers(card);
    document.payload = serde_json::to_vec(card).unwrap_or_default();
    document
}

fn tags(card: &ServiceCard) -> impl Iterator<Item = String> + '_ {
    let place = &card.place;
    let codes = [("zone", &place.zone), ("municipality", &place.municipality), ("postal_code", &place.postal_code)];
    let places = codes.into_iter().filter_map(|(kind, code)| Some(format!("{kind}:{}", code.as_ref()?)));
    let languages = card.languages.iter().map(|language| format!("language:{language}"));
    let areas = card.areas.iter().map(|area| format!("area:{area}"));
    places.chain(languages).chain(areas).chain(card.line.iter().map(|line| format!("line:{line}")))
}

fn numbers(card: &ServiceCard) -> [i32; NUMBERS] {
    let code = |code: &Option<String>| code.as_deref().map_or(0, code_number);
    let epoch = jiff::civil::date(1970, 1, 1);
    let mut numbers = [0; NUMBERS];
    numbers[number::LEVEL] = card.line.map_or(-1, |line| i32::try_from(line.level()).unwrap_or(-1));
    numbers[number::VERIFIED] =
        card.verified_on.map_or(0, |day| i32::try_from(day.days_since(kernel::Day::new(epoch))).unwrap_or(0));
    numbers[number::PRECISION] = match card.place.precision {
        Precision::Address => 0,
        Precision::Street => 1,
        Precision::PostalCode => 2,
        Precision::Municipality => 3,
        Precision::Zone => 4,
        Precision::Region => 5,
    };
    numbers[number::ZONE] = code(&card.place.zone);
    numbers[number::MUNICIPALITY] = code(&card.place.municipality);
    numbers[number::HOURS] = code(&card.hours);
    numbers
}

#[expect(clippy::cast_possible_truncation, reason = "the index keeps places to the metre")]
fn coarse(point: crate::Point) -> search::Point {
    search::Point { lat: point.lat as f32, lon: point.lon as f32 }
}

/// The names that many documents share.
struct Vocabulary {
    themes: HashMap<ThemeCode, Theme>,
    kinds: HashMap<String, Text>,
}

impl Vocabulary {
    async fn read(db: &DatabaseConnection) -> Result<Self, DbErr> {
        let themes = theme::records::all(db).await?.into_iter().map(|theme| (theme.code.clone(), theme)).collect();
        let kinds = organisation::records::kinds(db).await?.into_iter().map(|kind| (kind.code, kind.names)).collect();
        Ok(Self { themes, kinds })
    }

    /// Themes, and those that they are part of, each once.
    fn themes(&self, codes: &[ThemeCode]) -> Vec<&Theme> {
        let mut found: Vec<&Theme> = Vec::new();
        let mut wanted: Vec<&ThemeCode> = codes.iter().rev().collect();
        while let Some(theme) = wanted.pop().and_then(|code| self.themes.get(code)) {
            if !found.iter().any(|known| known.code == theme.code) {
                found.push(theme);
                wanted.extend(&theme.broader);
            }
        }
        found
    }
}

/// What an organisation adds to the documents of its services.
struct About {
    description: Text,
    kind: Option<String>,
    aliases: Vec<String>,
}

struct AboutAll(HashMap<OrganisationId, About>);

impl AboutAll {
    fn get(&self, id: OrganisationId) -> Option<&About> {
        self.0.get(&id)
    }
}

impl About {
    async fn read(
        db: &DatabaseConnection,
        organisations: impl Iterator<Item = OrganisationId>,
    ) -> Result<AboutAll, DbErr> {
        let mut ids: Vec<OrganisationId> = organisations.collect();
        ids.sort();
        ids.dedup();
        let values: Vec<Value> = ids.iter().map(|id| (*id).into()).collect();
        let mut all = HashMap::new();
        for row in select_in(db, "select id, description, kind from organisation where id", values.clone()).await? {
            let about = Self {
                description: row.try_get("", "description")?,
                kind: row.try_get("", "kind")?,
                aliases: Vec::new(),
            };
            all.insert(row.try_get("", "id")?, about);
        }
        let query = "select organisation_id, name from organisation_alias where organisation_id";
        for row in select_in(db, query, values).await? {
            if let Some(about) = all.get_mut(&row.try_get("", "organisation_id")?) {
                about.aliases.push(row.try_get("", "name")?);
            }
        }
        Ok(AboutAll(all))
    }
}

/// Tells the index which services to look at again, in the transaction that changes them.
pub(crate) async fn changed(tx: &Tx, mut services: Vec<ServiceId>) -> Result<(), DbErr> {
    services.sort();
    services.dedup();
    let keys: Vec<Uuid> = services.into_iter().map(ServiceId::uuid).collect();
    search::changed_many(tx, KIND, &keys).await
}

/// The services of organisations.
pub(crate) async fn services_of(
    db: &impl ConnectionTrait,
    organisations: &[OrganisationId],
) -> Result<Vec<ServiceId>, DbErr> {
    let ids = organisations.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select id from service where organisation_id", ids).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// The services at locations.
pub(crate) async fn services_at(db: &impl ConnectionTrait, locations: &[LocationId]) -> Result<Vec<ServiceId>, DbErr> {
    let ids = locations.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select service_id as id from service_at_location where location_id", ids).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

/// The services behind services at locations.
pub(crate) async fn services_offered(
    db: &impl ConnectionTrait,
    places: impl IntoIterator<Item = ServiceAtLocationId>,
) -> Result<Vec<ServiceId>, DbErr> {
    let ids = places.into_iter().map(Into::into).collect();
    let rows = select_in(db, "select service_id as id from service_at_location where id", ids).await?;
    rows.iter().map(|row| row.try_get("", "id")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_numbers_tell_codes_apart_and_are_never_nothing() {
        let codes = ["CO", "N", "NE", "S", "SE", "", "21004", "21010"];
        let mut numbers: Vec<i32> = codes.iter().map(|code| code_number(code)).collect();
        assert!(numbers.iter().all(|number| *number != 0));
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), codes.len());
    }
}
