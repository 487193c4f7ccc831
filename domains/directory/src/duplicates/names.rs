//! Names as they are compared: without accents, legal forms, articles and the words that only say what sort of place it is.

use std::collections::BTreeSet;

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

/// Legal forms, in the languages of the country.
const FORMS: &[&str] = &[
    "vzw", "asbl", "ivzw", "aisbl", "nv", "sa", "bv", "bvba", "sprl", "srl", "cv", "cvba", "scrl", "commv", "scomm",
    "vof", "snc", "gcv", "scs", "npo", "ngo", "ong",
];
/// Articles and what joins words.
const JOINTS: &[&str] = &[
    "de", "het", "een", "der", "den", "le", "la", "les", "l", "du", "des", "d", "the", "of", "van", "voor", "pour",
    "et", "en", "and", "aux", "au", "a", "in", "op", "te",
];
/// Words that say what sort of place something is or in which city, not which one it is.
const SORTS: &[&str] = &[
    "antenne",
    "apotheek",
    "beschut",
    "brussel",
    "brussels",
    "brusselse",
    "bruxelles",
    "bruxellois",
    "bruxelloise",
    "cabinet",
    "center",
    "centre",
    "centrum",
    "clinic",
    "clinique",
    "consortium",
    "dienst",
    "dienstencentra",
    "dienstencentrum",
    "domicile",
    "geestelijke",
    "gezondheid",
    "gezondheidscentrum",
    "gezondheidszorg",
    "groepspraktijk",
    "hopital",
    "hospital",
    "huis",
    "huisartsenpraktijk",
    "kliniek",
    "lokaal",
    "lokale",
    "maison",
    "medical",
    "medicale",
    "medicaux",
    "mentale",
    "mm",
    "numero",
    "pharma",
    "pharmacie",
    "pharmacy",
    "praktijk",
    "project",
    "projet",
    "sante",
    "service",
    "services",
    "sociaal",
    "social",
    "sociale",
    "soins",
    "thuiszorg",
    "thuisverpleging",
    "welzijn",
    "wijkgezondheidscentrum",
    "wonen",
    "ziekenhuis",
    "zorg",
];
/// From this length on a name may differ by a slip of the pen and still be the same.
const LONG: usize = 10;
/// How like two long names of several words must be, from 0 to 1.
const NEARLY: f64 = 0.9;
/// Letters of an abbreviation that nothing else is likely to have.
const RARE: usize = 5;

/// How like two names are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Likeness {
    /// One is within the other, with words that may tell it apart.
    Within,
    /// They differ by a slip of the pen.
    Nearly,
    /// They are the same but for spelling, legal form and the sort of place.
    Same,
}

/// A name as it is compared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(crate) struct Name {
    /// All its letters and digits together.
    pub squashed: String,
    /// The words that tell which one it is; all of them when none does.
    pub telling: BTreeSet<String>,
    /// How many words it has.
    words: usize,
}

/// The forms of a name: as a whole, what stands in brackets, what stands on either side of a slash.
pub(crate) fn forms(name: &str) -> Vec<Name> {
    let mut written: Vec<String> = Vec::new();
    let (outside, inside) = brackets(name);
    if let Some(inside) = inside.filter(|inside| is_name_of(inside, &outside)) {
        written.push(inside);
    }
    let parts: Vec<&str> = outside.split('/').map(str::trim).collect();
    let rare = |part: &&str| squash(part).chars().count() >= RARE;
    if parts.len() > 1 && parts.iter().all(rare) {
        written.extend(parts.into_iter().map(str::to_owned));
    }
    if let Some(joined) = joined_brackets(name) {
        written.push(joined);
    }
    written.push(outside);
    let mut forms: Vec<Name> = written.iter().filter_map(|text| Name::of(text)).collect();
    forms.sort();
    forms.dedup();
    forms
}

/// How like two names are in the forms that are most alike.
pub(crate) fn likeness(ours: &[Name], theirs: &[Name]) -> Option<Likeness> {
    ours.iter().flat_map(|one| theirs.iter().filter_map(|other| one.likeness(other))).max()
}

impl Name {
    fn of(text: &str) -> Option<Self> {
        let words = words(text);
        let bare: Vec<String> = words.iter().filter(|word| !FORMS.contains(&word.as_str())).cloned().collect();
        let bare = if bare.is_empty() { words } else { bare };
        let telling: BTreeSet<String> = bare
            .iter()
            .filter(|word| !JOINTS.contains(&word.as_str()) && !SORTS.contains(&word.as_str()))
            .cloned()
            .collect();
        let squashed = bare.concat();
        let telling = if telling.is_empty() { bare.iter().cloned().collect() } else { telling };
        (!squashed.is_empty()).then_some(Self { squashed, telling, words: bare.len() })
    }

    fn likeness(&self, other: &Self) -> Option<Likeness> {
        if self.squashed == other.squashed || self.telling == other.telling {
            return Some(Likeness::Same);
        }
        if self.is_nearly(other) {
            return Some(Likeness::Nearly);
        }
        let within = self.telling.is_subset(&other.telling) || other.telling.is_subset(&self.telling);
        within.then_some(Likeness::Within)
    }

    /// A slip of the pen in a long name; one letter of a short name makes another name.
    fn is_nearly(&self, other: &Self) -> bool {
        let length = self.squashed.chars().count().min(other.squashed.chars().count());
        let several = self.words > 1 && other.words > 1;
        length >= LONG && several && strsim::normalized_damerau_levenshtein(&self.squashed, &other.squashed) >= NEARLY
    }
}

/// The words of a text, without accents and in small letters; a plural `'s` goes.
fn words(text: &str) -> Vec<String> {
    let text = text.replace("'s", "").replace('\u{2019}', "'").replace('&', " ");
    let text: String = text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn squash(text: &str) -> String {
    words(text).concat()
}

/// A name outside its brackets, and what stands in them. Brackets within a word are left to [`joined_brackets`].
fn brackets(name: &str) -> (String, Option<String>) {
    let Some((before, rest)) = name.split_once('(') else { return (name.to_owned(), None) };
    let Some((inside, after)) = rest.split_once(')') else { return (name.to_owned(), None) };
    if before.ends_with(char::is_alphanumeric) {
        return (format!("{before}{after}"), None);
    }
    (format!("{} {}", before.trim(), after.trim()), Some(inside.trim().to_owned()))
}

/// `Soi(ns)` with what its brackets hold.
fn joined_brackets(name: &str) -> Option<String> {
    let (before, _) = name.split_once('(')?;
    before.ends_with(char::is_alphanumeric).then(|| name.replace(['(', ')'], ""))
}

/// Whether what stands in brackets is another name: words, a rare abbreviation, or one whose letters the name has in their order.
fn is_name_of(inside: &str, outside: &str) -> bool {
    let (short, long) = (squash(inside), squash(outside));
    if words(inside).len() > 1 || short.chars().count() >= RARE {
        return true;
    }
    let mut letters = long.chars();
    let first = short.chars().next();
    first.is_some() && first == long.chars().next() && short.chars().all(|letter| letters.any(|other| other == letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn like(one: &str, other: &str) -> Option<Likeness> {
        likeness(&forms(one), &forms(other))
    }

    #[test]
    fn spelling_form_and_sort_make_no_other_name() {
        for (one, other) in [
            ("Be.Hive", "Be-Hive"),
            ("vzw Aidants Proches", "Aidants-Proches ASBL"),
            ("École de design de Nantes", "Ecole de design van Nantes"),
            ("CAW (Centrum Algemeen Welzijnswerk)", "CAW's"),
            ("Relais Action Quartier (RAQ)", "RAQ"),
            ("Lifetech.brussels", "Lifetech"),
            ("Soins chez Soi(ns)", "Soins chez Soins"),
            ("RIZIV/INAMI", "INAMI"),
            ("Maison Médicale Enseignement", "MM Enseignement"),
            ("Apotheek Vandaele", "Pharmacie Vandaele SPRL"),
            ("BOOST consortium", "Boost"),
        ] {
            assert_eq!(like(one, other), Some(Likeness::Same), "{one} / {other}");
        }
    }

    #[test]
    fn a_slip_of_the_pen_is_told_from_another_name() {
        assert_eq!(like("Christelijke Mutualiteit", "Christelijke Mutaliteit"), Some(Likeness::Nearly));
        assert_eq!(like("Bras dessus bras dessous", "Bras dessus Bras dessuos"), Some(Likeness::Nearly));
        for (one, other) in [
            ("Vivalis", "Vivalys"),
            ("Maison médicale du Nord", "Maison Médicale des Marolles"),
            ("SIPES (ULB)", "ULB"),
            ("Allo Social (FDSS)", "FDSS"),
            ("Adviesraad voor Gezondheidszorg (GGC)", "Gemeenschappelijke Gemeenschapscommissie (GGC)"),
            ("Lokaal Dienstencentrum Forum", "Lokaal Dienstencentrum Aksent"),
            ("LWGC Vorst", "LWGC Brabant"),
            ("", "Apotheek"),
        ] {
            assert_eq!(like(one, other), None, "{one} / {other}");
        }
        assert_eq!(like("Multipharma Saint-Gilles", "Apotheek Multipharma"), Some(Likeness::Within));
    }
}
