//! What is meant by a word that is a theme's own, by a compound, and by what people type beside what they look for.

use directory::{Answer, Facet, Filters, Match, Question, Wish, thesaurus};
use kernel::Lang;
use store::Store;

use crate::world::{City, city, finder, load_offer, sample, steps};

fn ask(city: &City, question: Question<'_>) -> Answer {
    city.finder.find(&Question { limit: 20, ..question }).unwrap()
}

fn asked(city: &City, words: &str, lang: Lang) -> Answer {
    ask(city, Question { words, lang, ..Question::default() })
}

fn names(answer: &Answer) -> Vec<&str> {
    answer.matches.iter().map(|one| one.card.name.plain(Lang::Nl)).collect()
}

#[store::test(&steps())]
async fn no_word_of_a_theme_is_taken_for_another_and_all_of_the_theme_is_found(store: Store) {
    let city = city(&store, &[]).await;
    let themes = thesaurus(store.read()).await.unwrap();
    let mut wrong = Vec::new();
    for theme in themes.iter().filter(|theme| theme.is_sought()) {
        let filters = Filters::of(Facet::Theme, &theme.code);
        let filed = ask(&city, Question { filters, ..Question::default() }).total;
        for form in theme.forms().filter(|form| city.finder.place_in(form, &city.gazetteer).is_none()) {
            let answer = city.finder.find(&Question { words: form, limit: 1, ..Question::default() }).unwrap();
            let is_told = answer.mended.is_empty() && answer.unknown.is_empty() && answer.wishes.is_empty();
            if answer.themes.contains(&theme.code) && (!is_told || answer.total < filed) {
                wrong.push(format!("{form}: {} of {filed}, {:?} {:?}", answer.total, answer.mended, answer.wishes));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
}

/// The small pack with somebody whose name has the stem of a word for a theme under which nobody is filed.
fn with_a_namesake(word: &'static str) -> house::Pack {
    sample(move |name, text| match name {
        "themes.toml" => text + &format!("\n[[theme]]\ncode = \"hunger\"\nnames = {{ nl = \"{word}\" }}\n"),
        "organisations.toml" => text.replace("Test Care", "Van Hong"),
        _ => text,
    })
}

#[store::test(&steps())]
async fn a_name_with_the_stem_of_a_theme_is_no_answer_to_it(store: Store) {
    let pack = with_a_namesake("Honger");
    load_offer(&store, &pack).await;
    let (finder, _index) = finder(&store).await;
    let total = |words| finder.find(&Question { words, limit: 5, ..Question::default() }).unwrap().total;
    assert!(total("hong") > 0, "somebody is called so");
    assert_eq!(total("honger"), 0, "and nobody is filed under it");
}

#[store::test(&steps())]
async fn a_compound_that_nobody_has_is_found_by_most_of_its_parts(store: Store) {
    let city = city(&store, &[]).await;
    for (words, part) in [
        ("rouwbegeleiding", "rouw"),
        ("rouwzorg", "rouw"),
        ("rouwgroep", "rouw"),
        ("rouwverwerking", "rouw"),
        ("palliatievezorg", "palliatieve zorg"),
        ("voedselbanken", "voedselbank"),
        ("schuldhulpverlening", "schuld"),
        ("dagcentrum", "dagcentra"),
        ("ggz", "geestelijke gezondheidszorg"),
    ] {
        let (found, by_part) = (asked(&city, words, Lang::Nl), asked(&city, part, Lang::Nl));
        assert!(found.mended.is_empty(), "{words}: {:?}", found.mended);
        assert!(found.total > 0, "{words}; {part} finds {}", by_part.total);
    }
}

#[store::test(&steps())]
async fn words_for_how_it_should_be_are_not_what_is_looked_for(store: Store) {
    let city = city(&store, &[]).await;
    for (words, without, wish) in [
        ("psycholoog open", "psycholoog", Wish::OpenNow),
        ("psychologist open now", "psychologist", Wish::OpenNow),
        ("psychologue ouvert maintenant", "psychologue", Wish::OpenNow),
        ("gratis psycholoog", "psycholoog", Wish::Free),
        ("psychologue gratuit", "psychologue", Wish::Free),
    ] {
        let (answer, plain) = (asked(&city, words, Lang::Nl), asked(&city, without, Lang::Nl));
        assert_eq!((answer.total, &answer.themes), (plain.total, &plain.themes), "{words}: {:?}", names(&answer));
        assert_eq!((answer.wishes.as_slice(), answer.wishes_alone, answer.mended.len()), (&[wish][..], false, 0));
    }
    let free = Filters::of(Facet::Cost, "free");
    let free = ask(&city, Question { filters: free, ..Question::default() }).total;
    let (alone, open) = (asked(&city, "gratuit", Lang::Fr), asked(&city, "open nu", Lang::Nl));
    assert_eq!((alone.total, alone.wishes_alone, alone.wishes), (free, true, vec![Wish::Free]));
    let is_open = |one: &Match| one.standing.is_open();
    assert!(open.wishes_alone && open.matches.iter().all(is_open), "{:?}", names(&open));
    assert!(asked(&city, "\"open nu\"", Lang::Nl).wishes.is_empty(), "what is quoted is meant as it stands");
}

#[store::test(&steps())]
async fn whoever_has_a_number_or_an_address_is_found_by_it(store: Store) {
    let ways = "phone = \"02 000 00 00\"\nemail = \"hallo@example.org\"\nwebsite = \"https://www.example.org/nl/\"";
    let pack = sample(move |name, text| match name {
        "organisations.toml" => text.replace("phone = \"02 000 00 00\"", ways),
        _ => text,
    });
    load_offer(&store, &pack).await;
    let (finder, _index) = finder(&store).await;
    let total = |words| finder.find(&Question { words, limit: 5, ..Question::default() }).unwrap().total;
    for typed in [
        "02 000 00 00",
        "020000000",
        "02/000.00.00",
        "+32 2 000 00 00",
        "0032 2 000 00 00",
        "+32 (0)2 000 00 00",
        "tel. 02 000 00 00",
        "“02 000 00 00”",
        "Hallo@Example.org",
        "e-mail hallo@example.org",
        "https://www.example.org/nl/",
        "example.org/nl",
    ] {
        assert_eq!(total(typed), 2, "{typed}");
    }
    for other in ["02 000 00 01", "+33 2 000 00 00", "iemand@example.net", "example.net/nl"] {
        assert_eq!(total(other), 0, "{other}");
    }
}
