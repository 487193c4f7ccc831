//! The terms of the thesaurus, each of the taxonomy of its facet.

use directory::{Deed, Mapping, TermFacet, Theme, Version};
use kernel::Lang;
use uuid::Uuid;

use super::past::{self, Earlier};
use super::{Ground, translated};
use crate::publication::{Belongs, Drawn, Kind, Spot, Traits, named};
use crate::sheet::{Sheet, Words, quoted, text, words};

/// The word by which we know the taxonomy of needs.
const NEEDS: &str = "themes";

/// The taxonomy of a facet.
struct Taxonomy {
    /// The word by which we know it.
    word: &'static str,
    /// The texts of its name and of what it holds.
    texts: [&'static str; 2],
}

impl Taxonomy {
    const fn of(facet: TermFacet) -> Self {
        let (word, texts) = match facet {
            TermFacet::Need => (NEEDS, ["standards-taxonomy", "standards-taxonomy-about"]),
            TermFacet::Situation => {
                ("situations", ["standards-taxonomy-situation", "standards-taxonomy-situation-about"])
            }
            TermFacet::Status => ("statuses", ["standards-taxonomy-status", "standards-taxonomy-status-about"]),
            TermFacet::Profession => {
                ("professions", ["standards-taxonomy-profession", "standards-taxonomy-profession-about"])
            }
            TermFacet::Setting => ("settings", ["standards-taxonomy-setting", "standards-taxonomy-setting-about"]),
        };
        Self { word, texts }
    }

    fn id(&self) -> Uuid {
        named(Kind::Taxonomy, self.word)
    }

    fn names(&self, ground: &Ground) -> Words {
        ground.say(self.texts[0])
    }

    fn sheet(&self, ground: &Ground) -> Sheet {
        let mut sheet = Sheet::of(self.id());
        sheet.words("name", &self.names(ground));
        sheet.words("description", &ground.say(self.texts[1]));
        sheet
    }
}

/// The id of the taxonomy of a facet.
pub(super) fn taxonomy_id(facet: TermFacet) -> Uuid {
    Taxonomy::of(facet).id()
}

/// The taxonomies that have terms, and all of these.
pub(crate) fn all(ground: &Ground) -> Vec<Drawn> {
    let has_terms = |facet: &&TermFacet| ground.themes.iter().any(|theme| theme.facet == **facet);
    let mut drawn: Vec<Drawn> = TermFacet::ALL.iter().filter(has_terms).map(|facet| taxonomy(ground, *facet)).collect();
    drawn.extend(ground.themes.iter().map(|theme| term(ground, theme)));
    drawn
}

fn taxonomy(ground: &Ground, facet: TermFacet) -> Drawn {
    let taxonomy = Taxonomy::of(facet);
    Drawn {
        id: taxonomy.id(),
        kind: Kind::Taxonomy,
        belongs: Belongs::default(),
        names: text(taxonomy.names(ground)),
        traits: Traits::default(),
        spot: Spot::default(),
        hsds: taxonomy.sheet(ground).done(),
        fhir: None,
    }
}

/// A term with what it was before.
fn term(ground: &Ground, theme: &Theme) -> Drawn {
    let id = named(Kind::TaxonomyTerm, theme.code.as_str());
    let versions = ground.terms_before.get(&theme.code).map_or(&[][..], Vec::as_slice);
    let earlier = versions.windows(2).filter_map(|pair| match pair {
        [after, before] => Some(earlier(ground, before, after)),
        _ => None,
    });
    let mention = mention(ground, theme);
    let metadata = past::rows(id, &mention, earlier);
    let mut sheet = sheet(ground, theme);
    sheet.only_whole(|sheet| {
        sheet.json("taxonomy_detail", &Taxonomy::of(theme.facet).sheet(ground).done());
        sheet.list("mappings", &theme.mappings.iter().map(mapping).collect::<Vec<_>>());
        sheet.list("metadata", &metadata);
        translated(sheet, &[("name", &theme.names), ("description", &theme.note)]);
    });
    let parent = theme.broader.as_ref().map(|code| named(Kind::TaxonomyTerm, code.as_str()));
    let taxonomy = Some(Taxonomy::of(theme.facet).id());
    Drawn {
        id,
        kind: Kind::TaxonomyTerm,
        belongs: Belongs::default(),
        names: theme.names.clone(),
        traits: Traits { parent, taxonomy, ..Traits::default() },
        spot: Spot::default(),
        hsds: sheet.done(),
        fhir: None,
    }
}

/// A term as it was before a version of it, and who made it so: the region's pack or a keeper.
fn earlier(ground: &Ground, before: &Version, after: &Version) -> Earlier<'static> {
    let by = if after.deed == Deed::Pack { "pack" } else { "keeper" };
    Earlier { drawing: mention(ground, &before.state), until: after.at, by }
}

/// A code of another scheme.
fn mapping(mapping: &Mapping) -> String {
    let code = quoted(&mapping.code);
    format!("{{\"scheme\":\"{}\",\"code\":{code},\"match\":\"{}\"}}", mapping.scheme, mapping.fit)
}

/// A term as others mention it.
pub(super) fn mention(ground: &Ground, theme: &Theme) -> String {
    sheet(ground, theme).done()
}

fn sheet(ground: &Ground, theme: &Theme) -> Sheet {
    let taxonomy = Taxonomy::of(theme.facet);
    let mut sheet = Sheet::of(named(Kind::TaxonomyTerm, theme.code.as_str()));
    sheet.word("code", theme.code.as_str());
    sheet.text("name", &theme.names);
    sheet.words("description", &description(theme));
    if let Some(broader) = &theme.broader {
        sheet.id("parent_id", named(Kind::TaxonomyTerm, broader.as_str()));
    }
    sheet.words("taxonomy", &taxonomy.names(ground));
    sheet.id("taxonomy_id", taxonomy.id());
    sheet
}

/// The standard demands a description: the name, with what people say when they mean it; then what it covers.
fn description(theme: &Theme) -> Words {
    let mut described = words(&theme.names);
    for (name, lang) in described.iter_mut().zip(Lang::ALL) {
        let said: Vec<&str> = theme
            .synonyms
            .iter()
            .filter(|said| said.lang.as_str() == lang.code())
            .map(|said| said.word.as_str())
            .collect();
        if !said.is_empty() {
            *name = format!("{name} ({})", said.join(", "));
        }
    }
    for (name, note) in described.iter_mut().zip(words(&theme.note)).filter(|(_, note)| !note.is_empty()) {
        *name = format!("{name}. {note}");
    }
    described
}
