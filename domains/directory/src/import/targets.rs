//! The fields of ours that a mapping may name: one that there is not would be passed over in silence, and what it should have brought
//! with it.

use std::collections::BTreeSet;

use intake::Mapping;
use kernel::Lang;

use super::choice::{OPEN_MAP, OWN};

/// Fields that only mappings of others name.
const OF_OTHERS: [&str; 7] = [
    "lang",
    "location.address",
    "location.neighbourhood",
    "location.sector",
    "location.street.all",
    "organisation.brand",
    "service.extra_themes",
];
/// How alike two names must be for one to be named in the place of the other.
const ALIKE: f64 = 0.6;

/// A field that a mapping names and that there is not: a sentence with the nearest one that there is.
pub(super) fn unknown(mapping: &Mapping) -> Option<String> {
    let known = known();
    let wrong = mapping.targets().find(|target| !known.contains(*target))?;
    let shown: String = wrong.chars().take(60).collect();
    let nearest = known
        .iter()
        .map(|name| (strsim::normalized_damerau_levenshtein(wrong, name), name))
        .filter(|(alike, _)| *alike >= ALIKE)
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    let remedy = nearest.map_or_else(
        || "take one that the handbook names".to_owned(),
        |(_, name)| format!("write `{name}`, if that is what is meant"),
    );
    Some(format!("the mapping names a field of ours that there is not, `{shown}`; {remedy}"))
}

/// Every field that a mapping may name: those of our own columns and of the open map with them, texts in each language.
fn known() -> BTreeSet<String> {
    let own: Vec<Mapping> = [OWN, OPEN_MAP].into_iter().filter_map(|text| Mapping::parse(text).ok()).collect();
    let named = own.iter().flat_map(Mapping::targets).chain(OF_OTHERS);
    let mut all = BTreeSet::new();
    for target in named {
        let stem = Lang::ALL.iter().find_map(|lang| target.strip_suffix(&format!(".{lang}")));
        if let Some(stem) = stem.or_else(|| target.strip_suffix(".all")) {
            let words = Lang::ALL.iter().map(|lang| format!("{stem}.{lang}"));
            all.extend(words.chain([format!("{stem}.all"), stem.to_owned()]));
        }
        all.insert(target.to_owned());
    }
    all
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn refused(fields: &str) -> Option<String> {
        unknown(&Mapping::parse(&format!("kind = \"directory\"\n{fields}")).unwrap())
    }

    #[test]
    fn a_field_that_there_is_not_is_told_with_the_nearest() {
        for (fields, nearest) in [
            ("[fields]\n\"contact.fone\" = \"tel\"", "`contact.phone`"),
            ("[fields]\nsource_id = \"nr\"\n[optional]\n\"service.summry.nl\" = \"zin\"", "`service.summary.nl`"),
            ("[fields]\nsource_id = \"nr\"\n[defaults]\n\"organisation.kinds\" = \"x\"", "`organisation.kind`"),
            ("[fields]\nsource_id = \"nr\"\n[values.\"service.state\"]\nA = \"active\"", "`service.stat"),
            ("only = \"organisation.knd\"\n[fields]\nsource_id = \"nr\"", "`organisation.kind`"),
        ] {
            let told = refused(fields).unwrap();
            assert!(told.contains(nearest), "{told}");
        }
        assert!(refused("[fields]\nwhatever = \"x\"").unwrap().contains("the handbook"));
        assert_eq!(refused("[fields]\n\"organisation.names.all\" = \"naam\"\n\"service.plain.fr\" = \"facile\""), None);
    }

    #[test]
    fn mappings_that_are_in_use_name_only_fields_that_there_are() {
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../regions/brussels/mappings");
        let texts = std::fs::read_dir(pack).unwrap().map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        let of_pack: Vec<Mapping> = texts.filter_map(|text| Mapping::parse(&text).ok()).collect();
        let ours: Vec<&Mapping> = of_pack.iter().filter(|mapping| mapping.kind == "directory").collect();
        assert!(!ours.is_empty());
        for mapping in ours {
            assert_eq!(unknown(mapping), None);
        }
    }
}
