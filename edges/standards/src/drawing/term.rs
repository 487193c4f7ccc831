//! Themes as the terms of a taxonomy.

use directory::Theme;
use kernel::Lang;

use super::{Ground, translations};
use crate::publication::{Belongs, Drawn, Kind, Spot, Traits, named};
use crate::sheet::{Sheet, Words, text, words};

/// The word by which we know the taxonomy of all themes.
pub(super) const TAXONOMY: &str = "themes";

/// The taxonomy and all its terms.
pub(crate) fn all(ground: &Ground) -> Vec<Drawn> {
    let mut drawn = vec![taxonomy(ground)];
    drawn.extend(ground.themes.iter().map(|theme| term(ground, theme)));
    drawn
}

fn taxonomy(ground: &Ground) -> Drawn {
    let id = named(Kind::Taxonomy, TAXONOMY);
    Drawn {
        id,
        kind: Kind::Taxonomy,
        belongs: Belongs::default(),
        names: text(ground.say("standards-taxonomy")),
        traits: Traits::default(),
        spot: Spot::default(),
        hsds: taxonomy_sheet(ground).done(),
        fhir: None,
    }
}

fn taxonomy_sheet(ground: &Ground) -> Sheet {
    let mut sheet = Sheet::of(named(Kind::Taxonomy, TAXONOMY));
    sheet.words("name", &ground.say("standards-taxonomy"));
    sheet.words("description", &ground.say("standards-taxonomy-about"));
    sheet
}

fn term(ground: &Ground, theme: &Theme) -> Drawn {
    let mut sheet = sheet(ground, theme);
    sheet.only_whole(|sheet| {
        sheet.json("taxonomy_detail", &taxonomy_sheet(ground).done());
        if let Some(all) = translations(&[("name", &theme.names)]) {
            sheet.json("translations", &all);
        }
    });
    let parent = theme.broader.as_ref().map(|code| named(Kind::TaxonomyTerm, code.as_str()));
    Drawn {
        id: named(Kind::TaxonomyTerm, theme.code.as_str()),
        kind: Kind::TaxonomyTerm,
        belongs: Belongs::default(),
        names: theme.names.clone(),
        traits: Traits { parent, taxonomy: Some(named(Kind::Taxonomy, TAXONOMY)), ..Traits::default() },
        spot: Spot::default(),
        hsds: sheet.done(),
        fhir: None,
    }
}

/// A term as others mention it.
pub(super) fn mention(ground: &Ground, theme: &Theme) -> String {
    sheet(ground, theme).done()
}

fn sheet(ground: &Ground, theme: &Theme) -> Sheet {
    let mut sheet = Sheet::of(named(Kind::TaxonomyTerm, theme.code.as_str()));
    sheet.word("code", theme.code.as_str());
    sheet.text("name", &theme.names);
    sheet.words("description", &description(theme));
    if let Some(broader) = &theme.broader {
        sheet.id("parent_id", named(Kind::TaxonomyTerm, broader.as_str()));
    }
    sheet.words("taxonomy", &ground.say("standards-taxonomy"));
    sheet.id("taxonomy_id", named(Kind::Taxonomy, TAXONOMY));
    sheet
}

/// The standard demands a description: the name, with what people say when they mean it.
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
    described
}
