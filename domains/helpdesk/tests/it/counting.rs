//! Figures counted by hand, and every number opening onto exactly as many contacts.

use figures::{By, Figure, Measure, Question, Value, table, total};
use helpdesk::contact::filter::Filter;
use helpdesk::contact::{Entry, Kind, Need, records};
use helpdesk::measures::{CONTACTS, DIRECT_ANSWER_RATE, DIRECT_ANSWERS, MEASURES, UNMET_NEEDS};
use store::Store;

use crate::world::*;

/// Ten contacts: eight questions, a wrong number, a hang-up.
async fn ten(store: &Store) {
    let at = |month: u8, zone: Option<&str>, themes: &[&str], need, direct| Entry {
        at: format!("2026-{month:02}-15T12:00:00Z").parse().unwrap(),
        zone: zone.map(str::to_owned),
        themes: themes.iter().map(|theme| (*theme).to_owned()).collect(),
        need,
        direct: Some(direct),
        ..question("general")
    };
    let general = [
        at(1, Some("N"), &["a"], Need::Met, true),
        at(1, Some("N"), &["a", "b"], Need::Met, true),
        at(1, None, &["b"], Need::Unmet, false),
        Entry { channel: "mail".to_owned(), ..at(2, Some("S"), &["a"], Need::Partly, false) },
        Entry { channel: "mail".to_owned(), ..at(3, Some("S"), &["c"], Need::Unmet, true) },
        Entry { kind: Kind::HangUp, ..at(3, Some("S"), &["c"], Need::Met, true) },
        Entry { kind: Kind::WrongNumber, ..at(3, None, &[], Need::Met, true) },
    ];
    for entry in general {
        log(store, &system(), entry).await.unwrap();
    }
    for direct in [true, false, false] {
        let entry = Entry { line: "psychologist".to_owned(), ..at(2, None, &["a"], Need::Met, direct) };
        log(store, &system(), entry).await.unwrap();
    }
}

async fn split(store: &Store, measure: &Measure, by: &'static str) -> Vec<(String, Value)> {
    let by = By { dimension: by, values: &[] };
    let table = table(store.read(), measure, &year(), by).await.unwrap();
    table.rows.into_iter().map(|row| (row.value, row.figure.value)).collect()
}

fn year() -> Question {
    Question::over("2026".parse().unwrap())
}

fn known(cells: &[(&str, f64)]) -> Vec<(String, Value)> {
    cells.iter().map(|(value, n)| ((*value).to_owned(), Value::Known(*n))).collect()
}

#[store::test(&steps())]
async fn counts_are_those_of_the_hand(store: Store) {
    open(&store).await;
    ten(&store).await;
    let whole = |figure: Figure| (figure.value, figure.numerator, figure.denominator);
    assert_eq!(whole(total(store.read(), &CONTACTS, &year()).await.unwrap()), (Value::Known(8.0), Some(8), None));
    assert_eq!(whole(total(store.read(), &DIRECT_ANSWERS, &year()).await.unwrap()), (Value::Known(4.0), Some(4), None));
    assert_eq!(
        whole(total(store.read(), &DIRECT_ANSWER_RATE, &year()).await.unwrap()),
        (Value::Known(50.0), Some(4), Some(8))
    );
    assert_eq!(total(store.read(), &UNMET_NEEDS, &year()).await.unwrap().value, Value::Known(2.0));
    assert_eq!(split(&store, &CONTACTS, "line").await, known(&[("general", 5.0), ("psychologist", 3.0)]));
    assert_eq!(split(&store, &CONTACTS, "channel").await, known(&[("mail", 2.0), ("phone", 6.0)]));
    assert_eq!(split(&store, &CONTACTS, "zone").await, known(&[("N", 2.0), ("S", 2.0), ("unknown", 4.0)]));
    assert_eq!(split(&store, &CONTACTS, "theme").await, known(&[("a", 6.0), ("b", 2.0), ("c", 1.0)]));
    assert_eq!(split(&store, &CONTACTS, "month").await, known(&[("2026-01", 3.0), ("2026-02", 4.0), ("2026-03", 1.0)]));
    assert_eq!(split(&store, &UNMET_NEEDS, "zone").await, known(&[("S", 1.0), ("unknown", 1.0)]));
}

#[store::test(&steps())]
async fn every_number_opens_onto_as_many_contacts(store: Store) {
    open(&store).await;
    ten(&store).await;
    for measure in MEASURES {
        for dimension in measure.dimensions {
            let by = By { dimension, values: &[] };
            let table = table(store.read(), measure, &year(), by).await.unwrap();
            for row in table.rows.iter().chain([&table.total]) {
                let shown = row.figure.denominator.or(row.figure.numerator).unwrap_or(0);
                let listed = records::count(store.read(), &opened(&(measure.open)(&row.question))).await.unwrap();
                assert_eq!(i64::try_from(listed).unwrap(), shown, "{} {dimension} {}", measure.code, row.value);
            }
        }
    }
}

/// The filter that an address asks for.
fn opened(address: &str) -> Filter {
    let query = address.strip_prefix("/helpdesk/contacts?").unwrap();
    let mut filter = Filter::default();
    for pair in query.split('&') {
        let (name, value) = pair.split_once('=').unwrap();
        if name == "period" {
            filter.period = Some(value.parse().unwrap());
        } else {
            assert!(Filter::knows(name), "{name}");
            filter.only.entry(name.to_owned()).or_default().push(value.to_owned());
        }
    }
    filter
}

#[store::test(&steps())]
async fn a_line_without_contacts_has_no_rate_rather_than_zero(store: Store) {
    open(&store).await;
    log(&store, &system(), Entry { direct: Some(false), ..question("general") }).await.unwrap();
    let rate = |line: &str| year().only("line", [line]);
    let none = total(store.read(), &DIRECT_ANSWER_RATE, &rate("psychologist")).await.unwrap();
    let zero = total(store.read(), &DIRECT_ANSWER_RATE, &rate("general")).await.unwrap();
    assert_eq!((none.value, zero.value), (Value::NoData, Value::Known(0.0)));
}
