//! What a change of terms does to the search, before it is saved: for the words that it touches, the first services now and then.
//!
//! The question is put to two small indexes in memory, one made with the terms as they are and one with the terms as they would be.
//! In a directory of some thousand services these hold all of them and the answer is exact; in a larger one they hold those that can
//! differ, as far as they are among the first, and the preview says so.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use kernel::Lang;
use sea_orm::DatabaseConnection;
use uuid::Uuid;

use super::changing::concerned;
use super::records;
use super::rules::folded;
use super::{Theme, ThemeCode};
use crate::finding::{FindingFault, Material, TrialFault};
use crate::{Answer, Finder, Question, ServiceId};

/// Words that are looked at.
const MOST_WORDS: usize = 8;
/// Services shown of each answer.
const FIRST: u32 = 5;
/// A directory of so many services is tried out as a whole.
const WHOLE: u32 = 3_000;
/// Services taken along for each word, and for the terms, in a larger one.
const SAMPLE: u32 = 200;

/// What a change would do.
pub(super) struct Preview {
    /// The words touched, each with what is found.
    pub asked: Vec<Asked>,
    /// Words touched that are not looked at.
    pub more: usize,
    /// Words that other terms have too: the word, the name of the other, its code.
    pub shared: Vec<(String, String, String)>,
    /// Whether only a part of the services was looked at.
    pub is_sample: bool,
}

/// What is found by a word.
pub(super) struct Asked {
    pub words: String,
    pub touched: Touched,
    pub before: Found,
    pub after: Found,
}

/// What happens to a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Touched {
    Added,
    Removed,
    /// It stands for another term.
    Moved,
    /// It stays; the term stands elsewhere or beside others.
    Stays,
}

/// An answer in short.
#[derive(PartialEq, Eq)]
pub(super) struct Found {
    pub total: u64,
    /// The names of the first services.
    pub first: Vec<String>,
    /// The names of the themes whose services stand in, where nobody is known for the one that is named.
    pub instead: Vec<String>,
}

impl Asked {
    /// Whether the change makes no difference.
    pub(super) fn is_same(&self) -> bool {
        self.before == self.after
    }
}

impl Touched {
    /// The key of the text that says it.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Added => "directory-term-word-added",
            Self::Removed => "directory-term-word-removed",
            Self::Moved => "directory-term-word-moved",
            Self::Stays => "directory-term-word-stays",
        }
    }
}

/// Terms as they are and as they would be.
pub(super) struct Ahead<'a> {
    pub before: &'a [Theme],
    pub after: &'a [Theme],
    /// Those that change.
    pub changed: &'a [ThemeCode],
}

/// A word that a change touches.
type Word = (String, Lang, Touched);

/// Looks ahead.
pub(super) async fn preview(
    db: &DatabaseConnection,
    finder: &Arc<Finder>,
    lang: Lang,
    ahead: &Ahead<'_>,
) -> Result<Preview, TrialFault> {
    let mut words = ahead.words(lang);
    let more = words.len().saturating_sub(MOST_WORDS);
    let shared = ahead.shared(&words, lang);
    words.truncate(MOST_WORDS);
    if words.is_empty() {
        return Ok(Preview { asked: Vec::new(), more, shared, is_sample: false });
    }
    let (services, is_sample) = services(db, finder, ahead, &words).await?;
    let material = Material::read(db, &services).await?;
    let (finder, before, after) = (Arc::clone(finder), ahead.before.to_vec(), ahead.after.to_vec());
    let try_out = move || {
        let (now, then) = (finder.trial(&material, before)?, finder.trial(&material, after)?);
        let ask = |(words, lang_of_word, touched): Word| {
            let question = asking(&words, lang_of_word, FIRST);
            let (before, after) = (found(now.find(&question)?, lang), found(then.find(&question)?, lang));
            Ok::<_, FindingFault>(Asked { words, touched, before, after })
        };
        Ok::<_, TrialFault>(words.into_iter().map(ask).collect::<Result<_, _>>()?)
    };
    // It takes some tenths of a second: nobody else's answer waits for it.
    let asked = tokio::task::spawn_blocking(try_out).await??;
    Ok(Preview { asked, more, shared, is_sample })
}

fn asking(words: &str, lang: Lang, limit: u32) -> Question<'_> {
    Question { words, lang, limit, ..Question::default() }
}

/// The services to try it out on, and whether there are others: all of them, or those that have one of the words now and those that
/// are filed under one of the terms.
async fn services(
    db: &DatabaseConnection,
    finder: &Finder,
    ahead: &Ahead<'_>,
    words: &[Word],
) -> Result<(Vec<ServiceId>, bool), TrialFault> {
    let all = crate::service_ids_after(db, ServiceId::from_uuid(Uuid::nil()), WHOLE + 1).await?;
    if all.len() <= WHOLE as usize {
        return Ok((all, false));
    }
    let codes = concerned(ahead.before, ahead.after, ahead.changed);
    let beside = ahead.after.iter().filter(|term| ahead.changed.contains(&term.code)).flat_map(|term| &term.related);
    let codes: Vec<ThemeCode> = codes.iter().chain(beside).cloned().collect();
    let mut some: BTreeSet<ServiceId> =
        records::services_with(db, &codes, SAMPLE as usize).await?.into_iter().collect();
    for (words, lang, _) in words {
        let answer = finder.find(&asking(words, *lang, SAMPLE))?;
        some.extend(answer.matches.iter().map(|one| one.card.service));
    }
    Ok((some.into_iter().collect(), true))
}

fn found(answer: Answer, lang: Lang) -> Found {
    let name = |one: &crate::Match| {
        let card = &one.card;
        format!("{} ({})", card.name.plain(lang), card.organisation_name.plain(lang))
    };
    Found {
        total: answer.total,
        first: answer.matches.iter().map(name).collect(),
        instead: answer.instead.iter().map(|name| name.plain(lang).to_owned()).collect(),
    }
}

impl Ahead<'_> {
    /// The words that come, go or change hands; where none does, the names of the terms that move in the tree or beside others. Only
    /// what people look for has words that are searched.
    fn words(&self, lang: Lang) -> Vec<Word> {
        let (was, is) = (self.forms(self.before, lang), self.forms(self.after, lang));
        let mut words: Vec<Word> = Vec::new();
        for (folded, form) in &is {
            let touched = match was.get(folded) {
                None => Touched::Added,
                Some(old) if old.codes != form.codes => Touched::Moved,
                Some(_) => continue,
            };
            words.push((form.word.clone(), form.lang, touched));
        }
        let gone = was.iter().filter(|(folded, _)| !is.contains_key(*folded));
        words.extend(gone.map(|(_, form)| (form.word.clone(), form.lang, Touched::Removed)));
        if words.is_empty() {
            words.extend(
                self.moved().flat_map(|term| {
                    term.names.versions().map(|(lang, name)| (name.text.clone(), lang, Touched::Stays))
                }),
            );
        }
        words
    }

    /// The words of the changed terms, folded.
    fn forms(&self, terms: &[Theme], lang: Lang) -> BTreeMap<String, Form> {
        let mut forms: BTreeMap<String, Form> = BTreeMap::new();
        for term in terms.iter().filter(|term| term.is_sought() && self.changed.contains(&term.code)) {
            let names = term.names.versions().map(|(lang, name)| (lang, &name.text));
            let synonyms = term.synonyms.iter().map(|one| (one.lang.as_str().parse().unwrap_or(lang), &one.word));
            for (lang, word) in names.chain(synonyms) {
                let folded = folded(word);
                if !folded.is_empty() {
                    let form = forms.entry(folded).or_insert_with(|| Form {
                        word: word.clone(),
                        lang,
                        codes: BTreeSet::new(),
                    });
                    form.codes.insert(term.code.clone());
                }
            }
        }
        forms
    }

    /// The changed terms that stand elsewhere than before.
    fn moved(&self) -> impl Iterator<Item = &Theme> {
        let was: HashMap<&ThemeCode, &Theme> = self.before.iter().map(|term| (&term.code, term)).collect();
        self.after.iter().filter(move |term| {
            let differs = |was: &&Theme| was.broader != term.broader || was.related != term.related;
            term.is_sought() && self.changed.contains(&term.code) && was.get(&term.code).is_some_and(differs)
        })
    }

    /// The words that come or change hands and that other terms have too.
    fn shared(&self, words: &[Word], lang: Lang) -> Vec<(String, String, String)> {
        let coming = words.iter().filter(|(_, _, touched)| matches!(touched, Touched::Added | Touched::Moved));
        let coming: HashMap<String, &str> = coming.map(|(word, ..)| (folded(word), word.as_str())).collect();
        if coming.is_empty() {
            return Vec::new();
        }
        let mut shared = Vec::new();
        for term in self.after.iter().filter(|term| term.is_sought() && !self.changed.contains(&term.code)) {
            let forms: HashSet<String> = term.forms().map(folded).collect();
            let words = forms.iter().filter_map(|form| coming.get(form));
            let name = term.names.plain(lang);
            shared.extend(words.map(|word| ((*word).to_owned(), name.to_owned(), term.code.to_string())));
        }
        shared.sort();
        shared
    }
}

/// A word, and the changed terms that have it.
struct Form {
    word: String,
    lang: Lang,
    codes: BTreeSet<ThemeCode>,
}

#[cfg(test)]
mod tests {
    use kernel::Text;

    use super::*;
    use crate::{Synonym, TermFacet};

    fn term(code: &str, name: &str, words: &[&str]) -> Theme {
        let text = format!(r#"{{"code":"{code}","names":{{}},"synonyms":[],"broader":null,"related":[]}}"#);
        let plain: Theme = serde_json::from_str(&text).unwrap();
        let word = |word: &&str| Synonym { lang: "nl".parse().unwrap(), word: (*word).to_owned() };
        Theme { names: Text::source(Lang::Nl, name), synonyms: words.iter().map(word).collect(), ..plain }
    }

    fn words(before: &[Theme], after: &[Theme]) -> Vec<(String, Touched)> {
        let changed: Vec<ThemeCode> = after.iter().map(|term| term.code.clone()).collect();
        let ahead = Ahead { before, after, changed: &changed };
        ahead.words(Lang::Nl).into_iter().map(|(word, _, touched)| (word, touched)).collect()
    }

    #[test]
    fn the_words_that_come_and_go_are_touched() {
        let (was, is) =
            (term("x", "Kiné", &["fysio", "kinesist"]), term("x", "kine", &["Kinesist", "kinesitherapeut"]));
        assert_eq!(
            words(std::slice::from_ref(&was), &[is]),
            [("kinesitherapeut".to_owned(), Touched::Added), ("fysio".to_owned(), Touched::Removed)]
        );
        assert_eq!(words(&[], std::slice::from_ref(&was)).len(), 3);
        assert!(words(std::slice::from_ref(&was), std::slice::from_ref(&was)).is_empty());
        let moved = Theme { broader: Some("y".parse().unwrap()), ..was.clone() };
        assert_eq!(words(std::slice::from_ref(&was), &[moved]), [("Kiné".to_owned(), Touched::Stays)]);
        let other = Theme { facet: TermFacet::Setting, ..was };
        assert!(words(&[], &[other]).is_empty(), "nobody searches by these");
    }

    #[test]
    fn merging_moves_words_and_others_may_share_them() {
        let (a, b) = (term("a", "Kine", &["fysio"]), term("b", "Revalidatie", &[]));
        let gone = Theme { retired: true, replaced_by: Some(b.code.clone()), ..a.clone() };
        let grown = term("b", "Revalidatie", &["fysio", "Kine"]);
        let told = words(&[a, b], &[gone, grown.clone()]);
        assert_eq!(told, [("fysio".to_owned(), Touched::Moved), ("Kine".to_owned(), Touched::Moved)]);
        let all = [grown.clone(), term("c", "Sport", &["Fysio"])];
        let ahead = Ahead { before: &[], after: &all, changed: &[grown.code] };
        let shared = ahead.shared(&ahead.words(Lang::Nl), Lang::Nl);
        assert_eq!(shared, [("fysio".to_owned(), "Sport".to_owned(), "c".to_owned())]);
    }
}
