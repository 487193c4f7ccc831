//! Facets: a count is the number of hits that its choice would leave, whatever else is chosen.

use kernel::Lang;
use search::{Around, Document, Hits, Index, Lexicon, Narrowing, Query};
use store::Store;

use crate::sample::{KIND, STEPS, at, filled, fresh, id, named, question};

const COLOURS: [&str; 4] = ["blue", "green", "red", "white"];
const SIZES: [&str; 3] = ["large", "medium", "small"];
const RINGS: [f32; 3] = [1_000.0, 2_000.0, 5_000.0];

/// The numbers that decide what is what: a small generator, the same each time.
fn drawn(n: u128) -> usize {
    usize::try_from(n.wrapping_mul(2_654_435_761) >> 7 & 0xffff).unwrap()
}

/// Three hundred notes, each fifth at two places that differ.
fn world() -> Vec<Document> {
    let note = |n: u128, salt: u128| {
        let chance = drawn(n * 31 + salt);
        let words = if chance.is_multiple_of(3) { "tolk" } else { "tolk huis" };
        let mut document = named(id(n), Lang::Nl, words).tag(format!("colour:{}", COLOURS[chance % 4]));
        if chance.is_multiple_of(2) {
            document = document.tag(format!("size:{}", SIZES[chance / 5 % 3]));
        }
        if !chance.is_multiple_of(7) {
            document =
                document.tag(format!("hours:{}", if (chance / 11).is_multiple_of(3) { "late" } else { "early" }));
            document.point = Some(at(50.0 + f32::from(u16::try_from(chance % 90).unwrap()) / 1_000.0, 4.0));
        }
        document
    };
    (1..=300).flat_map(|n| [Some(note(n, 0)), n.is_multiple_of(5).then(|| note(n, 1))]).flatten().collect()
}

type Chosen = (Vec<&'static str>, Vec<&'static str>, Option<f32>, bool);

fn ask(index: &Index, words: &str, (colours, sizes, within, holding): &Chosen) -> Hits {
    let tags = |facet: &str, values: &[&str]| values.iter().map(|value| format!("{facet}:{value}")).collect::<Vec<_>>();
    let chosen = [("colour", tags("colour", colours)), ("size", tags("size", sizes))];
    let narrowing = Narrowing {
        chosen: chosen.into_iter().filter(|(_, tags)| !tags.is_empty()).collect(),
        counting: true,
        around: Some(Around::new(at(50.0, 4.0))),
        within: *within,
        rings: &RINGS,
        holds: Some(&|hours| Some(hours == "early")),
        holding: *holding,
    };
    index.search(&Query { narrowing, ..question(words) }).unwrap()
}

#[store::test(STEPS)]
async fn a_count_is_what_its_choice_would_leave(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    let choices: [Chosen; 7] = [
        (vec![], vec![], None, false),
        (vec!["blue"], vec![], None, false),
        (vec!["blue", "red"], vec!["small"], None, false),
        (vec!["green"], vec!["large", "small"], Some(5_000.0), false),
        (vec![], vec!["medium"], None, true),
        (vec!["white"], vec![], Some(2_000.0), true),
        (vec!["white", "blue"], vec!["medium"], Some(5_000.0), true),
    ];
    for words in ["tolk", "", "huis"] {
        for chosen in &choices {
            let counts = ask(&index, words, chosen).counts;
            let total = |change: &dyn Fn(&mut Chosen)| {
                let mut other = chosen.clone();
                change(&mut other);
                ask(&index, words, &other).total
            };
            for (facet, values) in [("colour", &COLOURS[..]), ("size", &SIZES[..])] {
                for value in values {
                    let counted = counts.of(facet).find(|(of, _)| of == value).map_or(0, |(_, count)| count);
                    let left =
                        total(&|other| if facet == "colour" { other.0 = vec![value] } else { other.1 = vec![value] });
                    assert_eq!(counted, left, "{words} {chosen:?} {facet}:{value}");
                }
            }
            for (ring, counted) in RINGS.iter().zip(&counts.rings) {
                assert_eq!(*counted, total(&|other| other.2 = Some(*ring)), "{words} {chosen:?} {ring}");
            }
            assert_eq!(counts.holding, total(&|other| other.3 = true), "{words} {chosen:?}");
        }
    }
}

#[store::test(STEPS)]
async fn nothing_is_counted_unasked_and_an_unknown_facet_has_no_values(store: Store) {
    let (_dir, index) = filled(&store, &Lexicon::default(), world()).await;
    let plain = index.search(&question("tolk")).unwrap();
    assert_eq!((plain.total, plain.counts), (300, search::Counts::default()));
    let chosen = vec![("weight", vec!["weight:heavy".to_owned()])];
    let nothing = Query { narrowing: Narrowing { chosen, counting: true, ..Narrowing::default() }, ..question("tolk") };
    let nothing = index.search(&nothing).unwrap();
    assert_eq!((nothing.total, nothing.counts.tags.len()), (0, 0));
}

#[store::test(STEPS)]
async fn a_record_whose_documents_meet_more_and_fewer_words_is_shown_once(store: Store) {
    let twice = |words: &str| named(id(1), Lang::Nl, words).tag("colour:red".to_owned());
    let documents = vec![twice("tolk kerkstraat"), twice("tolk"), named(id(2), Lang::Nl, "tolk")];
    let (_dir, index) = filled(&store, &Lexicon::default(), documents).await;
    let hits = ask(&index, "tolk kerkstraat", &(vec![], vec![], None, false));
    assert_eq!((hits.total, hits.hits.len(), hits.whole), (2, 2, 1));
    assert_eq!(hits.counts.of("colour").collect::<Vec<_>>(), [("red", 1)]);
}

#[test]
fn of_very_many_hits_some_are_counted_for_all() {
    // Every record is large; of five, one is blue and four are red; every seventh stands in two documents.
    let document = |n: u128| {
        let colour = if n.is_multiple_of(5) { "blue" } else { "red" };
        let document = named(id(n), Lang::Nl, "tolk").tag(format!("colour:{colour}")).tag("size:large".to_owned());
        if n.is_multiple_of(2) { document.tag("hours:early".to_owned()) } else { document }
    };
    let twice = |n: u128| std::iter::repeat_n(document(n), if n.is_multiple_of(7) { 2 } else { 1 });
    let documents: Vec<Document> = (1..=70_000).flat_map(twice).collect();
    let (_dir, index) = fresh(&Lexicon::default());
    let index = index.apart(KIND, &documents).unwrap();
    for words in ["tolk", ""] {
        let hits = ask(&index, words, &(vec![], vec![], None, false));
        assert!(hits.counts.estimated && hits.total == 70_000, "{words}");
        let count = |facet: &str, value: &str| hits.counts.of(facet).find(|(of, _)| *of == value).unwrap().1;
        assert_eq!(count("size", "large"), 70_000, "what all of them have is counted for all");
        let near = |counted: u64, truly: u64| counted.abs_diff(truly) < truly / 10;
        assert!(near(count("colour", "blue"), 14_000), "{:?}", hits.counts);
        assert!(near(count("colour", "red"), 56_000) && near(hits.counts.holding, 35_000), "{:?}", hits.counts);
        let blue = ask(&index, words, &(vec!["blue"], vec![], None, true));
        assert_eq!(blue.total, 7_000);
        assert!(near(blue.counts.of("colour").find(|(of, _)| *of == "red").unwrap().1, 28_000), "{:?}", blue.counts);
    }
}
