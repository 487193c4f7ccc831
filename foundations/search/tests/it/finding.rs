//! Finding: inflected, misspelt, unfinished and foreign words, and every text as a query.

use kernel::Lang;
use proptest::prelude::*;
use search::{Document, Facts, Lexicon, Query, Ranking, Role};
use store::Store;

use crate::sample::{KIND, STEPS, at, filled, found, fresh, id, named, names, question};

fn lexicon() -> Lexicon {
    let group = |forms: &[&str]| forms.iter().map(|form| (*form).to_owned()).collect();
    Lexicon {
        compound_parts: Vec::new(),
        synonyms: vec![
            group(&["OCMW", "CPAS"]),
            group(&["eenzaamheid", "je me sens seul", "solitude"]),
            group(&["thuisverpleging", "soins infirmiers à domicile", "home nursing"]),
        ],
    }
}

fn world() -> Vec<Document> {
    let names = [
        (Lang::Nl, "Apotheek De Zon"),
        (Lang::Fr, "Pharmacie de l'Église"),
        (Lang::Nl, "Huisartsenwachtpost Brussel"),
        (Lang::Fr, "Hébergement d'urgence"),
        (Lang::Fr, "CPAS d'Anderlecht"),
        (Lang::Fr, "Soins infirmiers à domicile Test"),
        (Lang::Nl, "Gezondheidszorg voor ouderen"),
        (Lang::Nl, "Praatgroep tegen eenzaamheid"),
        (Lang::En, "Community interpreters"),
        (Lang::Fr, "Soins palliatifs à domicile"),
        (Lang::Fr, "Domicile protégé"),
    ];
    (1..).zip(names).map(|(n, (lang, name))| named(id(n), lang, name)).collect()
}

#[store::test(STEPS)]
async fn words_are_found_however_they_are_written(store: Store) {
    let (_dir, index) = filled(&store, &lexicon(), world()).await;
    for (words, first) in [
        ("apotheken", "Apotheek De Zon"),
        ("apotek", "Apotheek De Zon"),
        ("apoth", "Apotheek De Zon"),
        ("PHARMACIES", "Pharmacie de l'Église"),
        ("eglise", "Pharmacie de l'Église"),
        ("wachtpost", "Huisartsenwachtpost Brussel"),
        ("huisarts", "Huisartsenwachtpost Brussel"),
        ("wachtpost huisartsen", "Huisartsenwachtpost Brussel"),
        ("hebergement", "Hébergement d'urgence"),
        ("hebergemant", "Hébergement d'urgence"),
        ("ocmw", "CPAS d'Anderlecht"),
        ("C.P.A.S.", "CPAS d'Anderlecht"),
        ("thuisverpleging", "Soins infirmiers à domicile Test"),
        ("zorg", "Gezondheidszorg voor ouderen"),
        ("je me sens seul", "Praatgroep tegen eenzaamheid"),
        ("interpreter", "Community interpreters"),
        ("soins palliatifs à domicile", "Soins palliatifs à domicile"),
        ("palliatifs domicile soins", "Soins palliatifs à domicile"),
        ("huisarts xqzwvk", "Huisartsenwachtpost Brussel"),
    ] {
        assert_eq!(found(&index, words).first().map(String::as_str), Some(first), "{words}");
    }
    assert!(found(&index, "gezondheid").iter().all(|name| !name.contains("Zon")), "gezondheid is not zon");
}

#[store::test(STEPS)]
async fn what_was_mended_or_unknown_is_told(store: Store) {
    let (_dir, index) = filled(&store, &lexicon(), world()).await;
    let mended = index.search(&question("hebergemant")).unwrap().mended;
    assert_eq!((mended[0].typed.as_str(), mended[0].meant.as_str()), ("hebergemant", "hébergement"));
    let nothing = index.search(&question("xqzwvk")).unwrap();
    assert_eq!((nothing.total, nothing.unknown.as_slice()), (0, ["xqzwvk".to_owned()].as_slice()));
    let exact = &index.search(&question("soins palliatifs a domicile")).unwrap().hits[0];
    assert!(exact.found.exact && exact.found.title && !exact.found.partial);
}

#[store::test(STEPS)]
async fn documents_with_all_words_come_before_those_with_most(store: Store) {
    let (_dir, index) = filled(&store, &lexicon(), world()).await;
    let hits = index.search(&question("soins palliatifs domicile")).unwrap();
    let names = names(&hits);
    assert_eq!(names[0], "Soins palliatifs à domicile");
    assert!(names.contains(&"Soins infirmiers à domicile Test".to_owned()));
    assert!(!names.contains(&"Domicile protégé".to_owned()), "one word of three is too few");
    assert!(hits.hits[1].found.partial);
}

/// Near first.
struct NearFirst;

impl Ranking for NearFirst {
    fn score(&self, _: f32, facts: &Facts) -> f32 {
        -facts.point.map_or(f32::MAX, |point| (point.lat - 50.0).abs())
    }
}

#[store::test(STEPS)]
async fn the_domain_orders_and_tags_filter(store: Store) {
    let placed = |n: u128, lat| {
        let mut document = named(id(n), Lang::Nl, &format!("Tolk {n}")).tag(format!("even:{}", n.is_multiple_of(2)));
        document = document.text(Role::Keywords, Lang::Fr, "interprète");
        document.point = Some(at(lat, 4.0));
        document
    };
    let mut documents: Vec<_> = (1..=30).map(|n| placed(n, if n < 16 { 50.5 } else { 50.1 })).collect();
    // The second place of note 7 is nearer; the note is shown once.
    documents.insert(7, placed(7, 50.0));
    let (_dir, index) = filled(&store, &Lexicon::default(), documents).await;
    let ask = |words, offset| {
        let query = Query { ranking: &NearFirst, limit: 7, offset, ..question(words) };
        index.search(&query).unwrap()
    };
    for words in ["tolk", "interprete", ""] {
        let paged: Vec<_> = (0..6).flat_map(|page| names(&ask(words, page * 7))).collect();
        assert_eq!((paged.len(), ask(words, 0).total), (30, 30), "{words}");
        assert_eq!((paged[0].as_str(), paged[1].as_str(), paged[16].as_str()), ("Tolk 7", "Tolk 16", "Tolk 1"));
    }
    let even = Query { tags: vec![vec!["even:true".to_owned(), "even:maybe".to_owned()]], ..question("tolk") };
    assert_eq!(index.search(&even).unwrap().total, 15);
    let other_kind = Query { kind: "other", ..question("tolk") };
    assert_eq!(index.search(&other_kind).unwrap().total, 0);
    let neither = Query { tags: vec![vec!["even:true".to_owned()], vec!["even:false".to_owned()]], ..question("") };
    assert_eq!(index.search(&neither).unwrap().total, 0);
}

#[store::test(STEPS)]
async fn no_text_fails_or_takes_long(store: Store) {
    let (_dir, index) = filled(&store, &lexicon(), world()).await;
    let hostile = [
        "a".repeat(10_000),
        "zorg ".repeat(2_000),
        "\u{0}\u{1}\u{2}\u{1b}[31m".to_owned(),
        "de het een la les the".to_owned(),
        "!?.,;:'\"()[]{}<>/\\|^$*+~".to_owned(),
        "😀🏥👩‍⚕️".to_owned(),
        "\u{202e}صحة العربية\u{202c}".to_owned(),
        ".*(a+)+$ AND OR NOT title:x~2^3 [a TO z]".to_owned(),
        "%' or 1=1 --".to_owned(),
        "\u{2}napotek \u{1}".to_owned(),
        "x".repeat(199) + "é",
    ];
    for words in &hostile {
        let hits = index.search(&Query { limit: u32::MAX, offset: u32::MAX, ..question(words) }).unwrap();
        assert!(hits.hits.is_empty(), "nothing lies beyond the furthest page");
        assert!(index.search(&question(words)).unwrap().total <= 11);
    }
    let nothing = index.search(&question("!?")).unwrap();
    assert_eq!((nothing.had_words, nothing.total), (false, 11));
    proptest!(ProptestConfig::with_cases(200), |(words in ".{0,60}")| {
        prop_assert!(index.search(&question(&words)).is_ok());
    });
}

#[store::test(STEPS)]
async fn what_is_quoted_is_meant_as_it_stands(store: Store) {
    let mut documents = world();
    let body = "Wij brengen een warme maaltijd aan huis.";
    documents.push(named(id(90), Lang::Nl, "Maaltijden").text(Role::Body, Lang::Nl, body));
    documents.push(named(id(91), Lang::Nl, "Huis van de maaltijd, warm onthaal"));
    let (_dir, index) = filled(&store, &lexicon(), documents).await;
    assert_eq!(found(&index, "\"warme maaltijd\""), ["Maaltijden"], "beside each other, in running text too");
    assert!(found(&index, "warme maaltijd").len() > 1);
    assert_eq!(found(&index, "« soins palliatifs »"), ["Soins palliatifs à domicile"]);
    assert_eq!(found(&index, "\"l'église\""), ["Pharmacie de l'Église"]);
    assert_eq!(found(&index, "domicile \"soins palliatifs\"")[0], "Soins palliatifs à domicile");
    assert!(!found(&index, "domicile \"soins palliatifs\"").contains(&"Domicile protégé".to_owned()));
    let literal = index.search(&question("\"apotek\"")).unwrap();
    assert_eq!(
        (literal.total, literal.mended.len(), literal.unknown.as_slice()),
        (0, 0, ["apotek".to_owned()].as_slice())
    );
    assert!(found(&index, "\"palliatifs soins\"").is_empty(), "in this order");
    assert!(found(&index, "\"ocmw\"").is_empty(), "a word of the same meaning is another word");
}

#[store::test(STEPS)]
async fn titles_are_suggested_by_their_beginning(store: Store) {
    let mut documents = world();
    documents.push(named(id(90), Lang::Fr, "Pharmacie de l'Église"));
    let (_dir, index) = filled(&store, &lexicon(), documents).await;
    let titles = |beginning: &str| index.titles(KIND, beginning, 3).unwrap();
    let first = &titles("pha")[0];
    assert_eq!(
        (first.folded.as_str(), first.often, first.payload.as_slice()),
        ("pharmacie de eglise", 2, "Pharmacie de l'Église".as_bytes())
    );
    assert_eq!(titles("").len(), 3);
    assert!(titles("xq").is_empty() && index.titles("other", "pha", 3).unwrap().is_empty());
}

#[test]
fn what_stands_behind_a_common_word_is_found_and_told_as_if_all_were_looked_at() {
    // All are called "hulp", one in three "thuis", one in forty "rouw", one in 5 000 "tolk"; more than a window of them.
    let words = [("hulp", 1), ("thuis", 3), ("rouw", 40), ("tolk", 5_000)];
    let has = |n: u128, word: &str| words.iter().any(|(of, every)| *of == word && n.is_multiple_of(*every));
    let title = |n: u128| words.map(|(word, _)| if has(n, word) { word } else { "" }).join(" ");
    let documents: Vec<Document> = (1..=40_000).map(|n| named(id(n), Lang::Nl, &title(n))).collect();
    let (_dir, index) = fresh(&Lexicon::default());
    let index = index.apart(KIND, &documents).unwrap();
    for asked in ["hulp tolk", "tolk hulp thuis", "hulp thuis rouw", "rouw tolk", "hulp thuis rouw tolk", "thuis"] {
        let typed: Vec<&str> = asked.split(' ').collect();
        let met = |n: u128| typed.iter().filter(|word| has(n, word)).count();
        // As many words as enough of them have, half of the words at least.
        let enough = |most: usize| (1..=40_000).filter(|n| met(*n) >= most).count() >= 10;
        let least = (typed.len().div_ceil(2)..=typed.len()).rev().find(|most| enough(*most)).unwrap();
        let total = (1..=40_000).filter(|n| met(*n) >= least).count();
        let whole = (1..=40_000).filter(|n| met(*n) == typed.len()).count();
        let hits = index.search(&question(asked)).unwrap();
        assert_eq!((hits.total, hits.whole), (total as u64, whole as u64), "{asked}");
        let met: Vec<usize> = hits.hits.iter().map(|hit| met(hit.key.as_u128())).collect();
        assert!(met.is_sorted_by(|one, next| one >= next) && met.iter().all(|met| *met >= least), "{asked}: {met:?}");
        assert!(index.finds(&question(asked)).unwrap(), "{asked}");
    }
    assert!(!index.finds(&question("notaris")).unwrap());
}
