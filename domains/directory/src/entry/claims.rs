//! Who says what about a field, who goes first, and when that is a disagreement: pure.
//!
//! The order is: what was decided, editors, the organisation itself, caution, the record's own source, other sources. A source that is
//! silent about a field lets the next one speak; a person who emptied a field means it.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use kernel::Timestamp;
use serde_json::Value;

use super::fields::{self, Sort};
use super::record::{says_nothing, says_same};
use super::{EntryKind, Patch};

/// Who speaks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Voice {
    /// An editor chose between those who disagreed.
    Decided,
    /// An editor.
    Editor,
    /// The organisation itself.
    Partner,
    /// Nobody in particular: it stands beside something secret, and is secret as well until a person decides.
    Caution,
    /// A source, by name.
    Source(String),
}

impl Voice {
    /// Whether a person speaks, and not a file.
    pub const fn is_person(&self) -> bool {
        !matches!(self, Self::Caution | Self::Source(_))
    }

    /// Smaller goes first; `own` is the record's own source.
    fn rank(&self, own: &str) -> u8 {
        match self {
            Self::Decided => 0,
            Self::Editor => 1,
            Self::Partner => 2,
            Self::Caution => 3,
            Self::Source(name) if name == own => 4,
            Self::Source(_) => 5,
        }
    }
}

/// Names of sources never begin with this sign in a claim: they are written with one more of it.
const MARK: char = '@';

impl fmt::Display for Voice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Decided => f.write_str("@decided"),
            Self::Editor => f.write_str("@editor"),
            Self::Partner => f.write_str("@partner"),
            Self::Caution => f.write_str("@caution"),
            Self::Source(name) if name.starts_with(MARK) => write!(f, "{MARK}{name}"),
            Self::Source(name) => f.write_str(name),
        }
    }
}

impl FromStr for Voice {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(match text {
            "@decided" => Self::Decided,
            "@editor" => Self::Editor,
            "@partner" => Self::Partner,
            "@caution" => Self::Caution,
            name => {
                Self::Source(name.strip_prefix(MARK).filter(|rest| rest.starts_with(MARK)).unwrap_or(name).to_owned())
            }
        })
    }
}

kernel::column_text!(Voice);

/// What somebody says about a field.
#[derive(Clone, PartialEq, Debug)]
pub struct Claim {
    /// The field.
    pub field: String,
    /// Who says it.
    pub voice: Voice,
    /// What.
    pub value: Value,
    /// Since when.
    pub said_at: Timestamp,
    /// Who wrote it down, as the journal names actors.
    pub said_by: String,
}

/// The field of which the latest day counts, whoever says it: a source that looked in June knows more than who looked in March.
pub(crate) const LOOKED_AT: &str = "verified_on";

/// What an entry shows of all that is said about it; `own` is its own source.
pub(crate) fn shown(own: &str, said: &[Claim]) -> Patch {
    let first = |of_field: &[&Claim]| winner(own, of_field).map(|first| (first.field.clone(), first.value.clone()));
    by_field(said).into_values().filter_map(|of_field| first(&of_field)).collect()
}

/// The fields in dispute among all that is said about an entry. What is worked out from others is nobody's word.
pub(crate) fn disputed(kind: EntryKind, own: &str, said: &[Claim]) -> Vec<String> {
    let is_word = |name: &str| fields::find(kind, name).is_some_and(|field| !matches!(field.sort, Sort::Derived));
    let disputed = by_field(said).into_iter().filter(|(field, claims)| is_word(field) && is_disputed(own, claims));
    disputed.map(|(field, _)| field.to_owned()).collect()
}

/// What is said, by field.
pub(crate) fn by_field(said: &[Claim]) -> BTreeMap<&str, Vec<&Claim>> {
    let mut all: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    for claim in said {
        all.entry(claim.field.as_str()).or_default().push(claim);
    }
    all
}

/// The claim that the record shows, of all claims about one field; nothing when nobody says anything.
pub fn winner<'a>(own: &str, claims: &[&'a Claim]) -> Option<&'a Claim> {
    let speaks = |claim: &&&Claim| claim.voice.is_person() || !says_nothing(&claim.value);
    let order = |claim: &&Claim| (claim.voice.rank(own), std::cmp::Reverse(claim.said_at), claim.voice.clone());
    let spoken = claims.iter().filter(speaks).copied();
    let spoken = if claims.first().is_some_and(|claim| claim.field == LOOKED_AT) {
        let over = over_since(claims);
        spoken
            .filter(|claim| claim.value.is_null() || claim.value.as_str() > over.as_deref())
            .max_by_key(|claim| claim.value.as_str())
    } else {
        spoken.min_by_key(order)
    };
    // Where all are silent the own source's silence stands.
    spoken.or_else(|| claims.iter().copied().min_by_key(order))
}

/// The day on which something was changed that nobody confirmed, of claims about when somebody looked at the whole: an older day is
/// over, whoever names it.
fn over_since(claims: &[&Claim]) -> Option<String> {
    let taken_back = claims.iter().filter(|claim| claim.voice.is_person() && claim.value.is_null());
    let last = taken_back.map(|claim| claim.said_at).max();
    last.map(|at| at.day_in(&jiff::tz::TimeZone::UTC).to_string())
}

/// Whether somebody should decide: another says something else, and the one who goes first has not seen it. Sources see nothing;
/// a person has seen what was there before they spoke.
pub fn is_disputed(own: &str, claims: &[&Claim]) -> bool {
    let Some(first) = winner(own, claims) else { return false };
    claims.iter().any(|other| {
        let speaks = other.voice.is_person() || !says_nothing(&other.value);
        let unseen = !first.voice.is_person() || other.said_at > first.said_at;
        speaks && !says_same(&other.value, &first.value) && unseen
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn claim(voice: &str, value: Value, at: i64) -> Claim {
        let voice = voice.parse().unwrap();
        Claim { field: "phone".into(), voice, value, said_at: Timestamp::from_micros(at), said_by: "test".into() }
    }

    #[test]
    fn who_goes_first_and_what_is_a_disagreement() {
        let own = || claim("own", json!("1"), 10);
        let cases = [
            ("one source", vec![own()], "1", false),
            ("an editor goes before the source", vec![own(), claim("@editor", json!("2"), 20)], "2", false),
            (
                "a source that spoke later is heard",
                vec![claim("own", json!("3"), 30), claim("@editor", json!("2"), 20)],
                "2",
                true,
            ),
            (
                "agreeing later is no dispute",
                vec![claim("own", json!("2"), 30), claim("@editor", json!("2"), 20)],
                "2",
                false,
            ),
            ("two sources disagree", vec![own(), claim("other", json!("9"), 5)], "1", true),
            (
                "the other fills what is empty",
                vec![claim("own", json!(null), 10), claim("other", json!("9"), 5)],
                "9",
                false,
            ),
            (
                "a decision settles sources",
                vec![own(), claim("other", json!("9"), 5), claim("@decided", json!("9"), 20)],
                "9",
                false,
            ),
            (
                "an editor goes before a partner",
                vec![own(), claim("@editor", json!("2"), 20), claim("@partner", json!("4"), 30)],
                "2",
                true,
            ),
            ("a partner goes before the source", vec![own(), claim("@partner", json!("4"), 30)], "4", false),
            ("caution goes before the source, and asks", vec![own(), claim("@caution", json!("5"), 5)], "5", true),
            (
                "a partner is not asked by caution",
                vec![own(), claim("@caution", json!("5"), 5), claim("@partner", json!("1"), 30)],
                "1",
                false,
            ),
        ];
        for (name, claims, shown, disputed) in cases {
            let claims: Vec<&Claim> = claims.iter().collect();
            assert_eq!(winner("own", &claims).unwrap().value, json!(shown), "{name}");
            assert_eq!(is_disputed("own", &claims), disputed, "{name}");
        }
    }

    #[test]
    fn the_latest_day_on_which_somebody_looked_counts_whoever_says_it() {
        let on = |voice: &str, day: Value, at: i64| Claim { field: LOOKED_AT.to_owned(), ..claim(voice, day, at) };
        for (source, latest) in
            [(json!("2026-06-01"), "2026-06-01"), (json!("2026-02-01"), "2026-03-01"), (json!(null), "2026-03-01")]
        {
            let said = [on("own", source, 30), on("@editor", json!("2026-03-01"), 20)];
            assert_eq!(shown("own", &said).get(LOOKED_AT), Some(&json!(latest)));
            assert!(disputed(EntryKind::Service, "own", &said).is_empty(), "a day is nobody's word");
        }
    }

    #[test]
    fn a_change_that_nobody_confirmed_ends_the_day_until_somebody_looks_again() {
        // 2026-03-01, in microseconds.
        const CHANGED: i64 = 1_772_366_400_000_000;
        let on = |voice: &str, day: Value| Claim { field: LOOKED_AT.to_owned(), ..claim(voice, day, CHANGED) };
        for (source, expected) in [
            (json!("2026-02-01"), json!(null)),
            (json!("2026-03-01"), json!(null)),
            (json!("2026-03-02"), json!("2026-03-02")),
            (json!(null), json!(null)),
        ] {
            let said = [on("own", source.clone()), on("@editor", json!(null))];
            assert_eq!(shown("own", &said).get(LOOKED_AT), Some(&expected), "{source}");
        }
    }

    #[test]
    fn the_same_words_in_another_order_contradict_nothing() {
        let claims = [claim("own", json!(["fr", "nl"]), 10), claim("other", json!(["nl", "fr"]), 20)];
        assert!(!is_disputed("own", &claims.iter().collect::<Vec<_>>()));
        let claims = [claim("own", json!(["fr", "nl"]), 10), claim("other", json!(["nl"]), 20)];
        assert!(is_disputed("own", &claims.iter().collect::<Vec<_>>()));
    }

    #[test]
    fn an_editor_may_empty_a_field() {
        let claims = [claim("own", json!("1"), 10), claim("@editor", json!(null), 20)];
        let claims: Vec<&Claim> = claims.iter().collect();
        assert_eq!(winner("own", &claims).unwrap().value, json!(null));
        assert!(!is_disputed("own", &claims));
    }

    #[test]
    fn no_source_speaks_with_the_voice_of_a_person() {
        for name in ["pack", "@editor", "@", "@@x", "@partner", "@caution", ""] {
            let voice = Voice::Source(name.to_owned());
            assert_eq!(voice.to_string().parse::<Voice>().unwrap(), voice, "{name}");
        }
        assert_eq!("@editor".parse::<Voice>().unwrap(), Voice::Editor);
    }
}
