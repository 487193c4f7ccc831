//! Misspelt words: by ear, at the first letter, in a part of a compound, among others; and that none of it takes long.

use kernel::Lang;
use search::{Dictionary, Document, Hits, Index, Lexicon, Query, Role};
use store::Store;

use crate::sample::{STEPS, filled, found, id, named, question};

fn world() -> Vec<Document> {
    let names = [
        (Lang::Nl, "Cardioloog Hartkamp"),
        (Lang::Fr, "Pharmacie du Parc"),
        (Lang::Nl, "Psycholoog in de buurt"),
        (Lang::Fr, "Psychologue du quartier"),
        (Lang::Nl, "Thuisverpleging Noord"),
        (Lang::Nl, "Vluchtelingenwerk"),
        (Lang::Fr, "Hôpital du Nord"),
        (Lang::Fr, "Orthophoniste"),
        (Lang::En, "Physiotherapist"),
        (Lang::Nl, "Vervoer met de rolstoel"),
        (Lang::Nl, "Een specialist voor het hart"),
        (Lang::Fr, "Dactylo"),
        (Lang::Nl, "Verleiding"),
        (Lang::Fr, "Ergothérapeute"),
        (Lang::Fr, "Oto"),
    ];
    (1..).zip(names).map(|(n, (lang, name))| named(id(n), lang, name)).collect()
}

fn meant(hits: &Hits) -> Vec<(&str, &str)> {
    hits.mended.iter().map(|word| (word.typed.as_str(), word.meant.as_str())).collect()
}

fn ask(index: &Index, words: &str) -> Hits {
    index.search(&question(words)).unwrap()
}

#[store::test(STEPS)]
async fn what_is_written_by_ear_is_found_and_the_word_is_named(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    for (typed, word, first) in [
        ("kardioloog", "cardioloog", "Cardioloog Hartkamp"),
        ("tardioloog", "cardioloog", "Cardioloog Hartkamp"),
        ("farmasie", "pharmacie", "Pharmacie du Parc"),
        ("FARMASIE", "pharmacie", "Pharmacie du Parc"),
        ("sikoloog", "psycholoog", "Psycholoog in de buurt"),
        ("sicologue", "psychologue", "Psychologue du quartier"),
        ("tuisverpleging", "thuisverpleging", "Thuisverpleging Noord"),
        ("fluchtelingenwerk", "vluchtelingenwerk", "Vluchtelingenwerk"),
        ("opital", "hôpital", "Hôpital du Nord"),
        ("lhopital", "hôpital", "Hôpital du Nord"),
        ("d’opital", "hôpital", "Hôpital du Nord"),
        ("ortofonist", "orthophoniste", "Orthophoniste"),
        ("fisioterapist", "physiotherapist", "Physiotherapist"),
        ("verlijding", "verleiding", "Verleiding"),
        ("ergoterapeut", "ergothérapeute", "Ergothérapeute"),
    ] {
        let hits = ask(&index, typed);
        let told: Vec<&str> = hits.mended.iter().map(|word| word.meant.as_str()).collect();
        assert_eq!((told, hits.unknown.len()), (vec![word], 0), "{typed}");
        assert_eq!(found(&index, typed).first().map(String::as_str), Some(first), "{typed}");
    }
    for known in ["dactylo", "d'actylo", "l'hopital", "HÔPITAL"] {
        assert!(meant(&ask(&index, known)).len() < 2 && ask(&index, known).total == 1, "{known}");
    }
    assert!(ask(&index, "l’hopital").mended.is_empty(), "what stands before an apostrophe is no misspelling");
}

#[store::test(STEPS)]
async fn of_words_that_sound_alike_the_readers_own_is_meant(store: Store) {
    let words = [(Lang::Nl, "Kabinet"), (Lang::Fr, "Cabinet")];
    let documents = (1..).zip(words).map(|(n, (lang, name))| named(id(n), lang, name)).collect();
    let (_dir, index) = filled(&store, &Lexicon::default(), documents).await;
    for (lang, word) in [(Lang::Nl, "kabinet"), (Lang::Fr, "cabinet")] {
        let hits = index.search(&Query { lang, ..question("qabinet") }).unwrap();
        assert_eq!(meant(&hits), [("qabinet", word)]);
    }
}

#[store::test(STEPS)]
async fn a_misspelt_part_of_a_compound_is_mended(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    for (typed, word, first) in [
        ("hartspesialist", "hartspecialist", "Een specialist voor het hart"),
        ("rolstoelvervour", "rolstoelvervoer", "Vervoer met de rolstoel"),
        ("rolstulvervoer", "rolstoelvervoer", "Vervoer met de rolstoel"),
    ] {
        let hits = ask(&index, typed);
        assert_eq!((meant(&hits), hits.unknown.len()), (vec![(typed, word)], 0), "{typed}");
        assert_eq!(found(&index, typed), [first], "{typed}");
    }
    let nowhere = ask(&index, "kinderopfang");
    assert!(nowhere.mended.is_empty() && nowhere.total == 0, "of a compound whose parts nobody has nothing is said");
    assert_eq!(nowhere.unknown, ["kinderopfang"]);
}

#[store::test(STEPS)]
async fn a_word_that_only_the_dictionary_has_is_named_and_said_to_be_nowhere(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    let dictionary = Dictionary::of(["Dermatoloog", "cardiologue", "Radioloog"]);
    let ask = |words| index.search(&Query { dictionary: Some(&dictionary), ..question(words) }).unwrap();
    let misspelt = ask("dermathologe");
    assert_eq!(meant(&misspelt), [("dermathologe", "dermatoloog")]);
    assert_eq!((misspelt.total, misspelt.unknown.as_slice()), (0, ["dermathologe".to_owned()].as_slice()));
    let spelt = ask("radioloog");
    assert!(spelt.mended.is_empty() && spelt.unknown == ["radioloog"], "well spelt, though cardioloog is near");
    assert_eq!(meant(&ask("kardioloog")), [("kardioloog", "cardioloog")], "the nearest of both");
    let group =
        Lexicon { synonyms: vec![vec!["verloskundige".to_owned(), "pharmacie".to_owned()]], ..Lexicon::default() };
    let (_dir, index) = filled(&store, &group, world()).await;
    assert_eq!(found(&index, "ferloskundige"), ["Pharmacie du Parc"], "what means the same is found");
}

#[store::test(STEPS)]
async fn one_misspelt_word_among_others_is_mended_alone(store: Store) {
    let mut documents = world();
    documents.push(named(id(90), Lang::Nl, "Rouw").text(Role::Body, Lang::Nl, "Een psycholoog luistert."));
    let (_dir, index) = filled(&store, &Lexicon::default(), documents).await;
    let hits = ask(&index, "een sikoloog bij rouw");
    assert_eq!((meant(&hits), hits.unknown.len()), (vec![("sikoloog", "psycholoog")], 0));
    assert_eq!(found(&index, "een sikoloog bij rouw").first().map(String::as_str), Some("Rouw"));
    let hits = ask(&index, "xqzwvk kardioloog");
    assert_eq!(
        (meant(&hits), hits.unknown.as_slice()),
        (vec![("kardioloog", "cardioloog")], ["xqzwvk".to_owned()].as_slice())
    );
}

#[store::test(STEPS)]
async fn only_some_words_of_a_long_text_are_taken_for_others(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    for many in [
        "kardioloog ".repeat(300),
        "sikoloog, opital! ".repeat(150),
        format!("{} kardioloog", "tuisverplegink ".repeat(9)),
    ] {
        let hits = ask(&index, &many);
        assert_eq!(hits.mended.len(), Query::MENDED, "{many}");
        assert!(hits.mended.len() + hits.unknown.len() <= Query::WORDS, "{many}");
    }
    for nonsense in
        ["kardioloog".repeat(40), "zorgzurg".repeat(6), "x".repeat(200), "tuis".repeat(10) + "q", "ij".repeat(24)]
    {
        let hits = ask(&index, &nonsense);
        assert!(hits.total == 0 && hits.mended.is_empty() && hits.unknown.len() == 1, "{nonsense}");
    }
}

#[store::test(STEPS)]
async fn what_is_near_nothing_stays_unknown(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    for unknown in ["notaris", "xqzwvk", "vandenberghe", "auto", "meteroloog", "wis", "fysica", "peeters"] {
        let hits = ask(&index, unknown);
        assert!(hits.mended.is_empty() && hits.total == 0, "{unknown} is no {:?}", hits.mended);
    }
}
