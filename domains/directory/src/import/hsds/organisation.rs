//! Organisations of HSDS.

use kernel::Text;

use super::{Draft, Profile, Said, Unusable, each_version};
use crate::import::fields;
use crate::import::fields::{LONGEST_NAME, LONGEST_TEXT};
use crate::import::flags::neither;
use crate::repeats::once;
use crate::{AliasSort, Identifier, Organisation, OrganisationId, Origin};

/// The longest legal form, letters.
const LONGEST_FORM: usize = 80;
/// How lists of registers call the Crossroads Bank for Enterprises.
const KBO: [&str; 6] = ["kbo", "bce", "crossroads", "ondernemingsnummer", "enterprise", "entreprise"];
/// How they call the health insurance.
const RIZIV: [&str; 4] = ["riziv", "inami", "nihdi", "rizivinami"];

impl Draft<'_> {
    /// Who offers a service, with what the service tells of it; nothing of one that told of itself. A service without an organisation
    /// stands for its own.
    pub(super) fn owner(
        &mut self,
        service: &Said<'_>,
        own: &Origin,
    ) -> Result<(OrganisationId, Option<Organisation>), Unusable> {
        let said = service.part("organization");
        let id = said.and_then(|said| said.text("id")).or_else(|| service.text("organization_id"));
        if let Some(id) = id.filter(|id| self.reader.told.contains(id)) {
            return Ok((OrganisationId::of(&self.reader.origin(&id)), None));
        }
        let organisation = match said {
            Some(said) => self.who(&said)?,
            None => self.unnamed(service, own)?,
        };
        Ok((organisation.id, Some(organisation)))
    }

    /// An organisation by itself.
    pub(super) fn who(&mut self, said: &Said<'_>) -> Result<Organisation, Unusable> {
        let Some(id) = said.text("id").filter(|id| id.chars().count() <= super::LONGEST_ID) else {
            return Err(self.refuse("its organisation has no id", "give each organisation a UUID"));
        };
        let Some(name) = self.text(said, "name", LONGEST_NAME) else {
            return Err(self.refuse("its organisation has no name", "give the organisation a name"));
        };
        // HSDS demands a description; the name once more is none.
        let told = self.texts(said, "description", LONGEST_TEXT);
        let is_none = |text: &Text| text.versions().all(|(_, version)| version.text == name);
        let description = if is_none(&told) { Text::default() } else { told };
        let other = said.text("alternate_name").filter(|other| *other != name && other.chars().count() <= LONGEST_NAME);
        let parent = said.text("parent_organization_id").filter(|parent| *parent != id);
        let names = match said.versions("name") {
            all if all.is_empty() => Text::same_everywhere(&fields::tidy_name(&name)),
            _ => each_version(&self.texts(said, "name", LONGEST_NAME), |_, name| fields::tidy_name(name)),
        };
        Ok(Organisation {
            aliases: other_names(said, other),
            identifiers: self.identifiers(said),
            legal_form: said.text("legal_status").filter(|form| form.chars().count() <= LONGEST_FORM),
            parent: parent.map(|parent| OrganisationId::of(&self.reader.origin(&parent))),
            networks: self.networks(said),
            kind: self.kind(Some(said)),
            description,
            website: self.reached(said, "website", fields::website),
            email: self.reached(said, "email", fields::email),
            phone: self.phone(said),
            active: self.is_active(said),
            ..Organisation::new(self.reader.origin(&id), names)
        })
    }

    /// Whether it is there; it is, unless its source says clearly that it is not.
    fn is_active(&mut self, said: &Said<'_>) -> bool {
        if let Some(word) = said.neither("active") {
            self.left_out(neither(&word, "active"));
        }
        said.flag("active").unwrap_or(true)
    }

    /// The networks that it belongs to.
    fn networks(&self, said: &Said<'_>) -> Vec<OrganisationId> {
        let ids: Vec<String> = Profile::of(said).all("network");
        let ids = ids.iter().filter(|id| id.chars().count() <= super::LONGEST_ID);
        ids.map(|id| OrganisationId::of(&self.reader.origin(id))).collect()
    }

    /// A list of services may name the organisation by its id only, or not at all.
    fn unnamed(&mut self, service: &Said<'_>, own: &Origin) -> Result<Organisation, Unusable> {
        let Some(name) = self.text(service, "name", LONGEST_NAME) else {
            return Err(self.refuse("it has no name", "give the service a name"));
        };
        let origin = service.text("organization_id").map_or_else(|| own.clone(), |id| self.reader.origin(&id));
        let names = Text::same_everywhere(&fields::tidy_name(&name));
        Ok(Organisation { kind: self.kind(None), ..Organisation::new(origin, names) })
    }

    /// The kind that it says of itself in our profile, else the one that the mapping says for all; only one that we know.
    fn kind(&self, said: Option<&Said<'_>>) -> Option<String> {
        let is_known = |kind: &String| self.reader.known.kinds.contains(kind);
        let own = said.and_then(|said| said.text("kind")).filter(is_known);
        own.or_else(|| self.reader.reading.kind.clone().filter(is_known))
    }

    /// Its numbers in registers, those that can be ones.
    fn identifiers(&mut self, said: &Said<'_>) -> Vec<Identifier> {
        let mut all: Vec<Identifier> = Vec::new();
        for one in said.parts("organization_identifiers") {
            let Some(number) = one.text("identifier") else { continue };
            let names = [one.text("identifier_scheme"), one.text("identifier_type")];
            let register = register(names.iter().flatten().map(String::as_str));
            match Identifier::read(&register, &number) {
                Ok(identifier) => all.push(identifier),
                Err(why) => self.left_out(why),
            }
        }
        // The deprecated field says nothing of its register: a number that proves itself is one of the Crossroads Bank.
        all.extend(said.text("tax_id").and_then(|number| Identifier::kbo_in(&number)));
        all.sort();
        all.dedup();
        all
    }

    /// A way to reach somebody; what cannot be used is left out and told.
    pub(super) fn reached(&mut self, said: &Said<'_>, field: &str, read: fn(&str) -> Option<String>) -> Option<String> {
        let text = said.text(field)?;
        let good = read(&text);
        if good.is_none() {
            let shown: String = text.chars().take(60).collect();
            self.left_out(format!("`{shown}` is no {field} that can be used"));
        }
        good
    }

    /// The number to call: a voice first, else whichever is no fax.
    pub(super) fn phone(&mut self, said: &Said<'_>) -> Option<String> {
        let phones = said.parts("phones");
        let sort = |phone: &Said<'_>| match phone.text("type").as_deref().map(str::to_ascii_lowercase).as_deref() {
            None | Some("voice") => Some(0),
            Some("cell") => Some(1),
            Some("text") => Some(2),
            _ => None,
        };
        let mut usable: Vec<(i32, &Said<'_>)> = phones.iter().filter_map(|phone| Some((sort(phone)?, phone))).collect();
        usable.sort_by_key(|(sort, _)| *sort);
        let number = usable.first().and_then(|(_, phone)| phone.text("number"))?;
        let good = fields::phone(number.trim_matches(['"', '\'', ' ']));
        if good.is_none() {
            let shown: String = number.chars().take(60).collect();
            self.left_out(format!("`{shown}` is no phone number that can be used"));
        }
        good
    }
}

/// Other names: the one that the standard has room for, and those that our own lists tell besides.
fn other_names(said: &Said<'_>, alternate: Option<String>) -> Vec<(AliasSort, String)> {
    let more = said.parts("attributes").into_iter().filter_map(|attribute| {
        let sort = match attribute.text("link_type")?.as_str() {
            "variant" => AliasSort::Variant,
            "former_name" => AliasSort::Former,
            _ => return None,
        };
        Some((sort, attribute.text("value").filter(|name| name.chars().count() <= LONGEST_NAME)?))
    });
    let alternate = alternate.map(|name| (AliasSort::Variant, name));
    let mut names: Vec<_> =
        alternate.into_iter().chain(more).map(|(sort, name)| (sort, fields::tidy_name(&name))).collect();
    once(&mut names);
    names
}

/// Our name for a register, by what others call it.
fn register<'a>(names: impl Iterator<Item = &'a str> + Clone) -> String {
    let words: Vec<String> = names.clone().flat_map(search::folded).collect();
    let called = |known: &[&str]| words.iter().any(|word| known.contains(&word.as_str()));
    if called(&KBO) {
        return Identifier::KBO.to_owned();
    }
    if called(&RIZIV) {
        return Identifier::RIZIV.to_owned();
    }
    let first = names.clone().next().map(search::folded).unwrap_or_default().join("_");
    let word: String = first.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(30).collect();
    if word.is_empty() { "other".to_owned() } else { word }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_are_known_by_many_names() {
        for (names, expected) in [
            (vec!["BE-BCE_KBO"], Identifier::KBO),
            (vec!["Company", "Numéro d'entreprise"], Identifier::KBO),
            (vec!["RIZIV/INAMI"], Identifier::RIZIV),
            (vec!["GB-COH", "Company number"], "gb_coh"),
            (vec![], "other"),
        ] {
            assert_eq!(register(names.iter().copied()), expected, "{names:?}");
        }
    }
}
