//! Looking for duplicates: a job, queued after an import and when an editor asks.

use std::collections::BTreeSet;

use access::Context;
use futures_util::FutureExt as _;
use jobs::{Handler, Job, Outcome};
use kernel::{Text, Timestamp};
use sea_orm::{DbErr, QueryResult};
use serde::{Deserialize, Serialize};
use store::{Store, Tx};

use super::blocking::pairs;
use super::common::Carried;
use super::names::{forms, whole};
use super::rules::{Profile, SUSPECT, Spot, compare};
use super::{Pair, Verdict, records};
use crate::Point;
use crate::entry::EntryKind;

/// The kinds that are looked through.
const KINDS: [EntryKind; 2] = [EntryKind::Organisation, EntryKind::Service];
/// Pairs of a kind that are kept, the likeliest: nobody goes through more.
const MOST: usize = 5_000;
/// Digits of a phone number that count, from the end: what stands before is the country.
const DIGITS: usize = 8;

/// The job.
#[derive(Serialize, Deserialize)]
pub(crate) struct FindDuplicates;

impl Job for FindDuplicates {
    const NAME: &'static str = "directory.find_duplicates";

    fn key(&self) -> Option<String> {
        Some(String::new())
    }
}

/// Who does it.
pub(crate) fn handler() -> Handler {
    Handler::new(|cx, store, _: FindDuplicates| {
        async move {
            match find(cx, store).await {
                Ok(()) => Outcome::Done,
                Err(error) => Outcome::Retry(error.to_string()),
            }
        }
        .boxed()
    })
}

async fn find(cx: &Context, store: &Store) -> Result<(), store::StoreError> {
    for kind in KINDS {
        let profiles = records::profiles(store.read(), kind).await?;
        let at = cx.now();
        let found = jobs::quietly(move || suspects(kind, &profiles, at)).await;
        let found = found.map_err(|error| DbErr::Custom(error.to_string()))?;
        let tx = store.begin().await?;
        records::put(&tx, kind, &found).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Queues it: entries have changed.
pub(crate) async fn queue(cx: &Context, tx: &Tx) -> Result<(), DbErr> {
    jobs::enqueue(cx, tx, &FindDuplicates).await.map(drop)
}

/// The pairs that an editor should look at, the likeliest first.
pub(crate) fn suspects(kind: EntryKind, profiles: &[Profile], at: Timestamp) -> Vec<Pair> {
    let carried = Carried::among(profiles);
    let profile = |at: u32| usize::try_from(at).ok().and_then(|at| profiles.get(at));
    let mut found: Vec<Pair> = pairs(profiles)
        .into_iter()
        .filter_map(|(one, other)| Some((profile(one)?, profile(other)?)))
        .map(|(one, other)| (one.id.min(other.id), one.id.max(other.id), compare(&carried, one, other)))
        .filter(|(_, _, compared)| compared.score >= SUSPECT)
        .map(|(one, other, compared)| Pair {
            kind,
            one,
            other,
            score: compared.score,
            signs: compared.signs,
            others: compared.others,
            found_at: at,
            verdict: Verdict::Open,
        })
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.one, a.other).cmp(&(b.one, b.other))));
    found.truncate(MOST);
    found
}

impl Profile {
    /// Adds the forms of a name in every language.
    pub(crate) fn name(&mut self, names: &Text) {
        let mut all: BTreeSet<_> = std::mem::take(&mut self.names).into_iter().collect();
        all.extend(names.versions().flat_map(|(_, name)| forms(&name.text)));
        self.wholes.extend(names.versions().map(|(_, name)| whole(&name.text)));
        self.names = all.into_iter().collect();
    }

    /// Adds the ways to reach it that a row has.
    pub(super) fn reach(&mut self, row: &QueryResult) -> Result<(), DbErr> {
        let text = |column: &str| row.try_get::<Option<String>>("", column);
        self.phones.extend(text("phone")?.and_then(|phone| digits(&phone)));
        self.emails.extend(text("email")?.map(|email| email.to_lowercase()));
        self.websites.extend(text("website")?.and_then(|website| address(&website)));
        Ok(())
    }
}

impl Spot {
    /// A place by its parts.
    pub(crate) fn new(postal_code: Option<String>, street: &Text, number: &str, point: Option<Point>) -> Self {
        let number: String = number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        let address = |name: &str| format!("{} {number}", search::folded(name).concat());
        let mut addresses: Vec<String> = street.versions().map(|(_, name)| address(&name.text)).collect();
        if number.is_empty() {
            addresses.clear();
        }
        addresses.sort();
        addresses.dedup();
        Self { postal_code, addresses, point }
    }
}

/// The last digits of a phone number.
fn digits(phone: &str) -> Option<String> {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    (digits.len() >= DIGITS).then(|| digits[digits.len() - DIGITS..].iter().collect())
}

/// Host and path of a page, however it is written.
fn address(website: &str) -> Option<String> {
    let rest = website.split_once("://").map_or(website, |(_, rest)| rest).to_lowercase();
    let bare = rest.strip_prefix("www.").unwrap_or(&rest).trim_end_matches('/').to_owned();
    (!bare.is_empty()).then_some(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_to_reach_somebody_are_compared_however_they_are_written() {
        for written in ["+32 2 435 51 38", "02/435.51.38", "0032 2 435 51 38"] {
            assert_eq!(digits(written).as_deref(), Some("24355138"), "{written}");
        }
        assert_eq!(digits("112"), None);
        for written in ["http://www.example.org/", "https://example.org", "Example.org"] {
            assert_eq!(address(written).as_deref(), Some("example.org"), "{written}");
        }
        let street = Text::source(kernel::Lang::Fr, "Rue de l'Été");
        let spot = |number: &str| Spot::new(None, &street, number, None).addresses;
        assert_eq!(spot("12 A"), spot("12a"));
        assert!(spot("").is_empty(), "a street alone is no address");
    }

    /// The names of an organisation as others write them, from the file of real spelling variants: which of them are found, and how
    /// many of those that are found are wrong.
    #[test]
    fn real_spelling_variants_are_found_and_others_are_not() {
        let Some(root) = std::env::var_os("RELAIS_SHARED") else { return };
        let file = std::path::PathBuf::from(root).join("data/brussels/facts/partners.csv");
        let rows: Vec<intake::Row> =
            intake::open(&file, &intake::Limits::default()).unwrap().collect::<Result<_, _>>().unwrap();
        let mut named: Vec<(usize, String)> = Vec::new();
        for (at, row) in rows.iter().enumerate() {
            let variants = row.get("variants").unwrap_or_default().into_owned();
            let all = std::iter::once(row.get("name").unwrap_or_default().into_owned()).chain(
                variants.split(';').map(|variant| variant.trim().to_owned()).filter(|variant| !variant.is_empty()),
            );
            named.extend(all.map(|name| (at, name)));
        }
        let profile = |name: &String| Profile { names: forms(name), ..Profile::default() };
        let profiles: Vec<Profile> = named.iter().map(|(_, name)| profile(name)).collect();
        let carried = Carried::among(&profiles);
        let (mut right, mut wrong, mut all) = (0_u32, 0_u32, 0_u32);
        let (mut shared_blocks, mut missed) = (0_u32, Vec::new());
        let paired = pairs(&profiles);
        for (one, (row, name)) in named.iter().enumerate() {
            for (other, (other_row, other_name)) in named.iter().enumerate().skip(one + 1) {
                let same = row == other_row;
                let found = compare(&carried, &profiles[one], &profiles[other]).score >= SUSPECT;
                all += u32::from(same);
                right += u32::from(same && found);
                wrong += u32::from(!same && found);
                let key = (u32::try_from(one).unwrap(), u32::try_from(other).unwrap());
                if same && !found {
                    missed.push(format!("{name} / {other_name}"));
                }
                shared_blocks += u32::from(found && paired.contains(&key));
                assert!(same || !found || name != other_name, "{name} stands in two rows");
            }
        }
        let precision = f64::from(right) / f64::from((right + wrong).max(1));
        let recall = f64::from(right) / f64::from(all.max(1));
        assert!(precision >= 0.99, "precision {precision:.3}: {right} right, {wrong} wrong");
        // 48 of 90 pairs; 38 before abbreviations, translations and single slips counted. Most of the others share nothing that a
        // name tells ("Verzekeringscomité" for RIZIV): the region pack knows such names as variants.
        assert!(recall >= 0.53, "recall {recall:.3}: {right} of {all}, missed {missed:#?}");
        assert_eq!(shared_blocks, right + wrong, "what is alike shares a key");
    }

    #[test]
    fn a_hundred_thousand_entries_take_seconds() {
        let words =
            ["populier", "linde", "kompas", "anker", "horizon", "merel", "esdoorn", "vlinder", "kastanje", "tuinwijk"];
        let name = |n: usize| format!("Dienst {} {} {n}", words[n % 10], words[(n / 10) % 10]);
        let profiles: Vec<Profile> = (0..100_000)
            .map(|n| Profile { id: uuid::Uuid::from_u128(n as u128), names: forms(&name(n)), ..Profile::default() })
            .collect();
        let begun = std::time::Instant::now();
        let found = suspects(EntryKind::Organisation, &profiles, Timestamp::from_micros(0));
        assert!(found.len() < 100, "{}", found.len());
        assert!(begun.elapsed().as_secs() < 120, "{:?} without optimising", begun.elapsed());
    }
}
