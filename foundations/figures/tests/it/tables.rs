//! Tables of a small measure of our own, counted by hand.

use figures::{
    By, Computing, Counted, Counts, Guard, Kind, Measure, Question, Registry, Table, Value, guarded_table, table, total,
};
use kernel::Month;
use sea_orm::{ConnectionTrait as _, DatabaseConnection};
use store::{Migration, Store, sql};

const VISITS: &[Migration] = &[Migration {
    name: "sample-0001",
    sql: "create table visit (month text not null, zone text not null, welcome {flag} not null);\n",
}];

const COUNT: Measure = Measure {
    code: "sample.visits",
    name: "sample-visits",
    unit: "sample-visits-unit",
    definition: "sample-visits-definition",
    kind: Kind::Count,
    part_of: None,
    dimensions: &["zone", "month"],
    compute: visits,
    open: |question| format!("/visits?{}", question.query()),
};

const RATE: Measure = Measure { code: "sample.welcome", kind: Kind::Rate, compute: welcome, ..COUNT };

/// The welcome ones among the visits.
const PART: Measure = Measure { code: "sample.part", part_of: Some(&COUNT), compute: welcome, ..COUNT };

fn visits<'a>(db: &'a DatabaseConnection, question: &'a Question) -> Computing<'a> {
    Box::pin(counted(db, question, false))
}

fn welcome<'a>(db: &'a DatabaseConnection, question: &'a Question) -> Computing<'a> {
    Box::pin(counted(db, question, true))
}

async fn counted(db: &DatabaseConnection, question: &Question, rate: bool) -> Result<Counts, sea_orm::DbErr> {
    let zone = question.filters.get("zone").and_then(|values| values.first().cloned());
    let keys = question.by.join(", ");
    let (select, group) =
        if keys.is_empty() { (String::new(), String::new()) } else { (format!("{keys},"), format!("group by {keys}")) };
    let text = format!(
        "select {select} count(*) as n, count(*) filter (where welcome) as yes from visit
         where month between $1 and $2 and ($3 is null or zone = $3) {group}"
    );
    let values = [question.period.first().into(), question.period.last().into(), zone.into()];
    let rows = db.query_all_raw(sql(db, &text, values)).await?;
    let cells = rows.iter().map(|row| {
        let (n, yes): (i64, i64) = (row.try_get("", "n")?, row.try_get("", "yes")?);
        let at = question.by.iter().map(|key| row.try_get("", key)).collect::<Result<_, _>>()?;
        Ok(Counted { at, numerator: if rate { yes } else { n }, denominator: rate.then_some(n) })
    });
    let since = db.query_one_raw(sql(db, "select min(month) as since from visit", [])).await?;
    let since: Option<Month> = since.map_or(Ok(None), |row| row.try_get("", "since"))?;
    Ok(Counts { cells: cells.collect::<Result<_, sea_orm::DbErr>>()?, since })
}

/// So many visits in a month and zone, of which so many welcome.
async fn visit(store: &Store, cells: &[(&str, &str, u32, u32)]) {
    let tx = store.begin().await.unwrap();
    for (month, zone, n, yes) in cells {
        for i in 0..*n {
            let text = "insert into visit (month, zone, welcome) values ($1, $2, $3)";
            tx.execute_raw(sql(&tx, text, [(*month).into(), (*zone).into(), (i < *yes).into()])).await.unwrap();
        }
    }
    tx.commit().await.unwrap();
}

fn over(period: &str) -> Question {
    Question::over(period.parse().unwrap())
}

fn zones() -> Vec<String> {
    ["N", "S", "E"].map(str::to_owned).to_vec()
}

fn values(table: &figures::Table) -> Vec<(&str, Value)> {
    table.rows.iter().map(|row| (row.value.as_str(), row.figure.value)).collect()
}

#[store::test(VISITS)]
async fn tables_are_counted_as_by_hand_and_every_row_can_be_opened(store: Store) {
    visit(&store, &[("2026-01", "N", 3, 2), ("2026-01", "S", 1, 0), ("2026-02", "N", 2, 2), ("2025-12", "S", 7, 7)])
        .await;
    let by = By { dimension: "zone", values: &zones() };
    let counts = table(store.read(), &COUNT, &over("2026"), by).await.unwrap();
    assert_eq!(values(&counts), [("N", Value::Known(5.0)), ("S", Value::Known(1.0)), ("E", Value::Known(0.0))]);
    assert_eq!(counts.total.figure.value, Value::Known(6.0));
    assert_eq!((COUNT.open)(&counts.rows[0].question), "/visits?period=2026&zone=N");
    let again = total(store.read(), &COUNT, &counts.rows[0].question).await.unwrap();
    assert_eq!(again.value, counts.rows[0].figure.value);
    let rates = table(store.read(), &RATE, &over("2026"), by).await.unwrap();
    assert_eq!(values(&rates), [("N", Value::Known(80.0)), ("S", Value::Known(0.0)), ("E", Value::NoData)]);
    assert_eq!((rates.rows[0].figure.numerator, rates.rows[0].figure.denominator), (Some(4), Some(5)));
}

#[store::test(VISITS)]
async fn before_the_first_record_there_is_no_data_which_is_not_zero(store: Store) {
    let nothing = total(store.read(), &COUNT, &over("2026")).await.unwrap();
    assert_eq!(nothing.value, Value::NoData);
    visit(&store, &[("2026-03", "N", 1, 0)]).await;
    let before = total(store.read(), &COUNT, &over("2026-02")).await.unwrap();
    let after = total(store.read(), &COUNT, &over("2026-04")).await.unwrap();
    assert_eq!((before.value, after.value), (Value::NoData, Value::Known(0.0)));
    assert_eq!(total(store.read(), &RATE, &over("2026-04")).await.unwrap().value, Value::NoData);
    assert_eq!(total(store.read(), &RATE, &over("2026-03")).await.unwrap().value, Value::Known(0.0));
}

/// Two months, of which the first has a small count.
const TWO_MONTHS: [(&str, &str, u32, u32); 5] = [
    ("2026-01", "N", 20, 10),
    ("2026-01", "S", 2, 1),
    ("2026-01", "E", 9, 5),
    ("2026-02", "N", 30, 12),
    ("2026-02", "S", 40, 30),
];

/// What a reader who may not open the visits is told of a period in a running month.
async fn told(store: &Store, measure: &Measure, period: &str, running: &str) -> Table {
    let guard = Guard { smallest: 5, running: running.parse().unwrap() };
    let by = By { dimension: "zone", values: &zones() };
    guarded_table(store.read(), measure, &over(period), by, guard).await.unwrap()
}

#[store::test(VISITS)]
async fn who_may_not_open_the_records_does_not_see_small_counts_nor_what_betrays_them(store: Store) {
    visit(&store, &TWO_MONTHS).await;
    let (hidden, known, later) = (Value::Withheld, Value::Known, Value::Unfinished);
    let month = told(&store, &COUNT, "2026-01", "2026-03").await;
    assert_eq!((month.total.figure.value, month.rows), (known(31.0), vec![]), "a month says nothing of its parts");
    let running = told(&store, &COUNT, "2026", "2026-03").await;
    assert_eq!(running.total.figure.value, known(101.0));
    assert_eq!(values(&running), [("N", later), ("S", later), ("E", later)]);
    visit(&store, &[("2026-02", "W", 3, 3)]).await;
    let over = told(&store, &COUNT, "2026", "2027-01").await;
    assert_eq!(values(&over), [("N", known(50.0)), ("S", known(42.0)), ("E", hidden), ("W", hidden)]);
    assert_eq!(told(&store, &RATE, "2026", "2026-03").await.total.figure.value, later, "it would tell its months");
    let rate = told(&store, &RATE, "2026", "2027-01").await;
    assert!(rate.rows.iter().all(|row| row.figure.value.known().is_none() && row.figure.numerator.is_none()));
    assert_eq!(rate.total.figure.value, known(59.0), "whole per cents: more would tell how many");
    assert_eq!(told(&store, &RATE, "2026-01", "2026-03").await.total.figure.value, hidden);
    assert_eq!(told(&store, &COUNT, "2026-01..2026-02", "2026-03").await.total.figure.value, hidden);
}

#[store::test(VISITS)]
async fn a_small_month_shows_neither_itself_nor_what_it_consists_of(store: Store) {
    visit(&store, &[("2026-03", "N", 14, 7)]).await;
    let before = told(&store, &COUNT, "2026", "2026-04").await;
    visit(&store, &[("2026-04", "S", 1, 1)]).await;
    let after = told(&store, &COUNT, "2026", "2026-05").await;
    assert_eq!(before.total.figure.value, Value::Known(14.0));
    assert_eq!(after.total.figure.value, Value::Unfinished);
    let rows = |table: &Table| table.rows.iter().map(|row| (row.value.clone(), row.figure.value)).collect::<Vec<_>>();
    assert_eq!(rows(&before), rows(&after), "no zone appears, and none changes");
    let months = By { dimension: "month", values: &["2026-03".to_owned(), "2026-04".to_owned()] };
    let guard = Guard { smallest: 5, running: "2026-05".parse().unwrap() };
    let by_month = guarded_table(store.read(), &COUNT, &over("2026"), months, guard).await.unwrap();
    assert_eq!(values(&by_month), [("2026-03", Value::Known(14.0)), ("2026-04", Value::Withheld)]);
}

#[store::test(VISITS)]
async fn a_month_that_is_not_over_is_told_nothing_of(store: Store) {
    visit(&store, &TWO_MONTHS).await;
    let before = told(&store, &COUNT, "2026", "2026-02").await;
    assert_eq!(before.total.figure.value, Value::Known(31.0), "the running month does not count");
    visit(&store, &[("2026-02", "S", 1, 1)]).await;
    for measure in [COUNT, RATE, PART] {
        for period in ["2026-02", "2026-07", "2027"] {
            let table = told(&store, &measure, period, "2026-02").await;
            let all = table.rows.iter().chain([&table.total]);
            assert!(
                all.map(|row| row.figure.value).all(|value| value == Value::Unfinished),
                "{} {period}",
                measure.code
            );
        }
    }
    assert_eq!(
        told(&store, &COUNT, "2026", "2026-02").await,
        before,
        "a look before and after one visit tells nothing"
    );
}

#[store::test(VISITS)]
async fn a_part_is_told_once_the_year_is_over_unless_the_rest_is_small(store: Store) {
    visit(&store, &TWO_MONTHS).await;
    assert_eq!(told(&store, &PART, "2026", "2026-12").await.total.figure.value, Value::Unfinished);
    assert_eq!(told(&store, &PART, "2026", "2027-01").await.total.figure.value, Value::Known(58.0));
    visit(&store, &[("2025-03", "N", 20, 18)]).await;
    assert_eq!(told(&store, &COUNT, "2025", "2027-01").await.total.figure.value, Value::Known(20.0));
    assert_eq!(
        told(&store, &PART, "2025", "2027-01").await.total.figure.value,
        Value::Withheld,
        "two were not welcome"
    );
}

#[test]
fn two_measures_cannot_share_a_code() {
    assert_eq!(Registry::new([COUNT, COUNT]).unwrap_err().to_string(), "two measures are called `sample.visits`");
    let registry = Registry::new([RATE, COUNT]).unwrap();
    assert_eq!(registry.all().map(|measure| measure.code).collect::<Vec<_>>(), ["sample.visits", "sample.welcome"]);
    assert!(registry.get("sample.visits").is_some());
}
