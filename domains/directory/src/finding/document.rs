//! A service as the index sees it: its words by how much they count, its tags, its numbers, and its card as payload.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use kernel::Lang;
use sea_orm::{DatabaseConnection, DbErr};
use search::{Document, Facets, Role, Source, Stretch};
use uuid::Uuid;

use super::facets::{COUNTED, HOURS, is_for_professionals, tags};
use super::numbers::pack;
use super::records::{self, About, Told};
use super::themes::ThemeBook;
use super::written;
use crate::{Identifier, OrganisationId, Point, ServiceCard, ServiceId};

/// The kind of document that a service is; what [`search::changed`] is called with when one changes.
pub const SERVICE: &str = "service";
/// The version of what a document of a service holds: its card, its numbers and its tags. A test fails until it goes up with them.
const VERSION: u32 = 6;
/// Carried by what is offered when nothing else fits.
pub(crate) const FALLBACK: &str = "fallback";

/// Every service that the public can find.
#[derive(Debug, Default)]
pub struct Services {
    /// The thesaurus with its revision: some thousand words, not to be read for each handful of services.
    themes: Mutex<Option<(i64, Arc<ThemeBook>)>>,
}

impl Services {
    async fn themes(&self, db: &DatabaseConnection) -> Result<Arc<ThemeBook>, DbErr> {
        let revision = crate::thesaurus_revision(db).await?;
        let known = self.themes.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some((_, themes)) = known.filter(|(known, _)| *known == revision) {
            return Ok(themes);
        }
        let themes = Arc::new(ThemeBook::new(crate::thesaurus(db).await?));
        *self.themes.lock().unwrap_or_else(PoisonError::into_inner) = Some((revision, Arc::clone(&themes)));
        Ok(themes)
    }
}

#[async_trait::async_trait]
impl Source for Services {
    fn kind(&self) -> &'static str {
        SERVICE
    }

    fn version(&self) -> u32 {
        VERSION
    }

    fn facets(&self) -> Facets {
        Facets { counted: COUNTED, moving: Some(HOURS) }
    }

    async fn count(&self, db: &DatabaseConnection) -> Result<u64, DbErr> {
        records::count(db).await
    }

    async fn page(&self, db: &DatabaseConnection, after: Option<Uuid>, limit: u32) -> Result<Stretch, DbErr> {
        let after = ServiceId::from_uuid(after.unwrap_or_default());
        let ids = records::ids_after(db, after, limit).await?;
        let documents = Material::read(db, &ids).await?.documents(&*self.themes(db).await?)?;
        Ok(Stretch { last: ids.last().map(|id| id.uuid()), records: ids.len() as u64, documents })
    }

    async fn some(&self, db: &DatabaseConnection, keys: &[Uuid]) -> Result<Vec<Document>, DbErr> {
        let ids: Vec<ServiceId> = keys.iter().map(|key| ServiceId::from_uuid(*key)).collect();
        Material::read(db, &ids).await?.documents(&*self.themes(db).await?)
    }
}

/// What documents of some services are made of, apart from the words of the thesaurus.
pub(crate) struct Material {
    cards: Vec<ServiceCard>,
    about: HashMap<OrganisationId, About>,
    told: HashMap<ServiceId, Told>,
}

impl Material {
    /// Reads what is known of some services.
    pub(crate) async fn read(db: &DatabaseConnection, ids: &[ServiceId]) -> Result<Self, DbErr> {
        let mut cards = crate::cards(db, ids).await?;
        cards.retain(ServiceCard::is_found);
        let about = records::about(db, cards.iter().map(|card| card.organisation)).await?;
        let told = records::told(db, cards.iter().map(|card| card.service)).await?;
        Ok(Self { cards, about, told })
    }

    /// The documents that a thesaurus makes of it; a theme that is merged there counts as the one that takes its place.
    pub(crate) fn documents(&self, themes: &ThemeBook) -> Result<Vec<Document>, DbErr> {
        let (nothing, silence) = (About::default(), Told::default());
        let made = self.cards.iter().map(|card| {
            let about = self.about.get(&card.organisation).unwrap_or(&nothing);
            let told = self.told.get(&card.service).unwrap_or(&silence);
            document(&themes.as_merged(card), (about, told), themes).map_err(|error| DbErr::Custom(error.to_string()))
        });
        made.collect()
    }
}

fn document(
    card: &ServiceCard,
    (about, told): (&About, &Told),
    themes: &ThemeBook,
) -> Result<Document, postcard::Error> {
    let mut document = Document::of(card.service.uuid())
        .texts(Role::Title, &card.name)
        .texts(Role::Title, &card.organisation_name)
        .texts(Role::Keywords, &about.kind)
        .texts(Role::Body, &card.summary)
        .texts(Role::Body, &told.description)
        .texts(Role::Body, &told.plain)
        .texts(Role::Body, &told.audience)
        .texts(Role::Body, &about.description)
        .texts(Role::Body, &card.place.names)
        .texts(Role::Body, &card.place.street);
    for lang in Lang::ALL {
        // A name or a number belongs to no language; it must be found from each.
        for alias in &about.aliases {
            document = document.text(Role::Keywords, lang, alias);
        }
        document = document.text(Role::Keywords, lang, card.place.postal_code.as_deref().unwrap_or_default());
    }
    for (n, theme) in card.themes.iter().enumerate() {
        let role = if n == 0 { Role::Keywords } else { Role::Body };
        for (lang, word) in themes.words(theme) {
            document = document.text(role, lang, word);
        }
    }
    for term in card.professions.iter().chain(&card.settings) {
        for (lang, word) in themes.words(term) {
            document = document.text(Role::Body, lang, word);
        }
    }
    document.tags = tags(card, themes);
    document.tags.extend(about.identifiers.iter().map(identifier_tag));
    document.tags.extend(written::reached_by(card));
    document.tags.extend(card.fallback.then(|| FALLBACK.to_owned()));
    // The middle of a municipality is no door: nothing is reckoned from it.
    document.point = card.place.door().map(near_enough);
    document.numbers = pack(card, is_for_professionals(card, themes));
    document.payload = postcard::to_allocvec(card)?;
    Ok(document)
}

/// What carries a number of whoever offers it.
pub(crate) fn identifier_tag(identifier: &Identifier) -> String {
    format!("id:{}:{}", identifier.scheme, identifier.value)
}

/// The index keeps points to a metre or so.
#[expect(clippy::cast_possible_truncation, reason = "a metre is near enough for an order")]
pub(crate) fn near_enough(point: Point) -> search::Point {
    search::Point { lat: point.lat as f32, lon: point.lon as f32 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::origin::fingerprint;
    use crate::{
        Accessibility, Activation, Activator, Area, Capacity, CardPlace, CostSort, Eligibility, Line, Precision,
        Referral, ServiceAtLocationId, ServiceKind, Spoken, Status, ThemeCode, Users, Way,
    };

    fn card() -> ServiceCard {
        let text = |words: &str| kernel::Text::source(Lang::Nl, words);
        ServiceCard {
            service: ServiceId::from_uuid(Uuid::from_u128(1)),
            at: ServiceAtLocationId::from_uuid(Uuid::from_u128(2)),
            kind: ServiceKind::Service,
            name: text("Testzorg"),
            summary: text("Een test."),
            themes: vec!["home_nursing".parse::<ThemeCode>().unwrap(), "home_care".parse().unwrap()],
            professions: vec!["profession_nurse".parse().unwrap()],
            settings: vec!["setting_home".parse().unwrap()],
            line: Some(Line::First),
            languages: vec!["nl".parse::<Spoken>().unwrap()],
            areas: vec![Area::Zone("N".into())],
            users: Some(Users::Public),
            eligibility: Eligibility { min_age: Some(18), ..Eligibility::default() },
            costs: vec![CostSort::Free],
            fallback: false,
            referral: Some(Referral::Professional),
            activation: Activation { who: vec![Activator::Oneself], how: vec![Way::Phone], text: text("Bel ons.") },
            status: Status::Active,
            verified_on: Some("2026-01-02".parse().unwrap()),
            organisation: OrganisationId::from_uuid(Uuid::from_u128(3)),
            organisation_name: text("Testgroep"),
            listed: true,
            place: CardPlace {
                names: kernel::Text::default(),
                street: text("Teststraat"),
                house_number: Some("1".into()),
                postal_code: Some("1090".into()),
                municipality: Some("21010".into()),
                zone: Some("N".into()),
                neighbourhood: Some("x".into()),
                point: Some(Point { lat: 50.5, lon: 4.5 }),
                precision: Precision::Address,
                confidential: false,
            },
            phone: Some("02 000 00 00".into()),
            email: Some("test@example.org".into()),
            website: Some("https://example.org".into()),
            hours: Some("Mo-Fr 09:00-17:00".into()),
            accessibility: Accessibility { step_free: Some(true), ..Accessibility::default() },
            capacity: Some(Capacity {
                accepting: Some(true),
                places: Some(3),
                waiting_days: None,
                known_on: "2026-01-02".parse().unwrap(),
            }),
        }
    }

    #[test]
    fn a_document_that_holds_something_else_has_another_version() {
        let document = document(&card(), (&About::default(), &Told::default()), &ThemeBook::default()).unwrap();
        let held = fingerprint(&(document.payload, document.numbers, document.tags));
        // Whoever changes the card, the numbers or the tags writes the new fingerprint here, and the next version above.
        assert_eq!((VERSION, held.as_str()), (6, "48119d14226c93415166b0d6eb2b0a4c"));
    }
}
