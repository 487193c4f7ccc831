//! Who read a translation over, and when: worked out from what its entry was before, so that restoring, merging and importing keep
//! it true by themselves.

use journal::Filter;
use kernel::{Lang, PageRequest, Text, Timestamp, Translation, TranslationState};
use sea_orm::{ConnectionTrait, DbErr};

use super::fields::{self, Sort};
use super::records::{Version, history};
use super::{RECORD, Record};
use crate::Origin;

/// That the words of a language were read over.
#[derive(Clone, PartialEq, Eq, Debug, serde::Serialize)]
pub struct Review {
    /// The field.
    pub field: &'static str,
    /// The language.
    pub language: Lang,
    /// By whom, as the journal names actors.
    pub by: String,
    /// When.
    pub at: Timestamp,
}

/// Who read over what counts as reviewed in an entry. Of what its source brought as reviewed nothing is known.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(db: &impl ConnectionTrait, record: &Record) -> Result<Vec<Review>, DbErr> {
    let reviewed = reviewed(record);
    if reviewed.is_empty() {
        return Ok(Vec::new());
    }
    let versions = history(db, record.entry()).await?;
    let (mut reviews, mut from_the_start) = (Vec::new(), Vec::new());
    for (field, language, words) in reviewed {
        match turned((field, language, &words), &versions) {
            Some(then) => reviews.push(Review { field, language, by: then.changed_by.clone(), at: then.until }),
            None => from_the_start.push((field, language)),
        }
    }
    if !from_the_start.is_empty()
        && record.origin().source == Origin::HERE
        && let Some((by, at)) = maker(db, record).await?
    {
        let review = |(field, language)| Review { field, language, by: by.clone(), at };
        reviews.extend(from_the_start.into_iter().map(review));
    }
    Ok(reviews)
}

/// The words that count as reviewed: field, language, and the words.
fn reviewed(record: &Record) -> Vec<(&'static str, Lang, Translation)> {
    let texts = fields::of(record.entry().kind).iter().filter(|field| matches!(field.sort, Sort::Name | Sort::Text));
    let of_field = |field: &'static fields::Field| {
        let text = text(record, field.name);
        let all: Vec<(Lang, Translation)> = text.versions().map(|(lang, words)| (lang, words.clone())).collect();
        all.into_iter().map(|(lang, words)| (field.name, lang, words))
    };
    texts.flat_map(of_field).filter(|(.., words)| words.state == TranslationState::Reviewed).collect()
}

/// The version that ended when the words became what they are; the latest stands first.
fn turned<'a>((field, lang, words): (&str, Lang, &Translation), versions: &'a [Version]) -> Option<&'a Version> {
    versions.iter().find(|version| text(&version.record, field).get(lang) != Some(words))
}

fn text(record: &Record, field: &str) -> Text {
    record.field(field).and_then(|value| serde_json::from_value(value).ok()).unwrap_or_default()
}

/// Who made an entry by hand, and when: the first that the journal tells of it.
async fn maker(db: &impl ConnectionTrait, record: &Record) -> Result<Option<(String, Timestamp)>, DbErr> {
    let filter = Filter {
        action: Some("directory.edit".to_owned()),
        record_kind: Some(RECORD.to_owned()),
        record_id: Some(record.entry().to_string()),
        ..Filter::default()
    };
    let total = journal::list(db, &filter, PageRequest::first(1)).await?.total;
    let last = PageRequest::new(1, total.saturating_sub(1));
    let first = journal::list(db, &filter, last).await?.items.pop();
    Ok(first.map(|entry| (entry.note.actor, entry.at)))
}
