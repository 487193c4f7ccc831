//! Words that are known to be right, what is filed under what they mean, compounds that nobody has, and stems of names.

use kernel::Lang;
use search::{Document, Hits, Lexicon, Query};
use store::Store;

use crate::sample::{STEPS, filled, id, named, names, question};

fn world() -> Vec<Document> {
    let names = [
        (Lang::Fr, "Pharmacie Fatima"),
        (Lang::Nl, "Praten over rouw"),
        (Lang::Nl, "Begeleiding van jongeren"),
        (Lang::Nl, "Vervoer met de rolstoel"),
        (Lang::Nl, "Vervoer voor iedereen"),
        (Lang::Fr, "Pharmacie Hong"),
    ];
    let mut documents: Vec<Document> = (1..).zip(names).map(|(n, (lang, name))| named(id(n), lang, name)).collect();
    documents[1].tags = vec!["theme:grief".to_owned()];
    documents
}

fn sorted(hits: &Hits) -> Vec<String> {
    let mut names = names(hits);
    names.sort();
    names
}

#[store::test(STEPS)]
async fn words_that_are_right_are_neither_completed_nor_mended(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    for word in ["fatina", "pharm"] {
        assert!(index.search(&question(word)).unwrap().total > 0, "{word}");
        let right = index.search(&Query { as_written: true, ..question(word) }).unwrap();
        assert!(right.total == 0 && right.mended.is_empty() && right.unknown == [word], "{word}");
    }
}

#[store::test(STEPS)]
async fn what_is_filed_under_the_meaning_is_found_without_the_words(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    let tags = ["theme:grief".to_owned(), "theme:nobodys".to_owned()];
    let ask = |words| index.search(&Query { or_tagged: &tags, ..question(words) }).unwrap();
    let found = ask("pharmacie hong");
    assert_eq!(sorted(&found), ["Pharmacie Fatima", "Pharmacie Hong", "Praten over rouw"]);
    assert_eq!((found.whole, names(&found)[0].as_str()), (2, "Pharmacie Hong"), "the words tell more");
    assert_eq!(sorted(&ask("xqzwvk")), ["Praten over rouw"], "also where nobody has a word");
    assert_eq!(ask("").total, 6, "without words everything is a hit");
}

#[store::test(STEPS)]
async fn a_compound_is_found_by_all_its_parts_else_by_some(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    let ask = |words| index.search(&question(words)).unwrap();
    let whole = ask("rolstoelvervoer");
    assert_eq!((sorted(&whole).as_slice(), whole.whole), (["Vervoer met de rolstoel".to_owned()].as_slice(), 1));
    let apart = ask("rouwbegeleiding");
    assert_eq!(sorted(&apart), ["Begeleiding van jongeren", "Praten over rouw"]);
    assert_eq!((apart.whole, apart.mended.len(), apart.unknown.len()), (0, 0, 0), "nobody has both");
    let half = ask("rouwgroep");
    assert_eq!(
        (sorted(&half).as_slice(), half.unknown.as_slice()),
        (["Praten over rouw".to_owned()].as_slice(), ["rouwgroep".to_owned()].as_slice())
    );
}

#[store::test(STEPS)]
async fn a_word_that_only_shares_a_stem_is_told(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    let by_stem = |words| index.search(&question(words)).unwrap().by_stem;
    assert_eq!(by_stem("honger"), ["honger"]);
    assert!(by_stem("hong").is_empty() && by_stem("rolstoelvervoer").is_empty() && by_stem("xqzwvk").is_empty());
}
