//! What the helpdesk counts.

use figures::{Counted, Counts, Kind, Measure, Question};
use kernel::Month;
use sea_orm::{DatabaseConnection, DbErr};

use crate::contact::filter::{Filter, THEME, expression};
use crate::contact::records;

const DIMENSIONS: &[&str] = &["line", "channel", "inquirer", "zone", "municipality", "theme", "need", "month"];

/// Contacts with a question.
pub const CONTACTS: Measure = Measure {
    code: "helpdesk.contacts",
    name: "helpdesk-measure-contacts",
    unit: "helpdesk-unit-contacts",
    definition: "helpdesk-measure-contacts-definition",
    kind: Kind::Count,
    part_of: None,
    dimensions: DIMENSIONS,
    compute: |db, question| Box::pin(count(db, question, &[])),
    open: |question| open(question, &[]),
};

/// Contacts with a question that was answered in the same contact.
pub const DIRECT_ANSWERS: Measure = Measure {
    code: "helpdesk.direct_answers",
    name: "helpdesk-measure-direct-answers",
    definition: "helpdesk-measure-direct-answers-definition",
    part_of: Some(&CONTACTS),
    compute: |db, question| Box::pin(count(db, question, &[("direct", &["yes"])])),
    open: |question| open(question, &[("direct", &["yes"])]),
    ..CONTACTS
};

/// The share of contacts with a question that was answered in the same contact.
pub const DIRECT_ANSWER_RATE: Measure = Measure {
    code: "helpdesk.direct_answer_rate",
    name: "helpdesk-measure-direct-rate",
    unit: "helpdesk-unit-percent",
    definition: "helpdesk-measure-direct-rate-definition",
    kind: Kind::Rate,
    compute: |db, question| Box::pin(rate(db, question)),
    open: |question| open(question, &[("direct", &["yes", "no"])]),
    ..CONTACTS
};

/// Contacts with a need that nothing could be given for.
pub const UNMET_NEEDS: Measure = Measure {
    code: "helpdesk.unmet_needs",
    name: "helpdesk-measure-unmet",
    definition: "helpdesk-measure-unmet-definition",
    part_of: Some(&CONTACTS),
    compute: |db, question| Box::pin(count(db, question, &[("need", &["unmet"])])),
    open: |question| open(question, &[("need", &["unmet"])]),
    ..CONTACTS
};

/// All measures of the helpdesk.
pub const MEASURES: &[Measure] = &[CONTACTS, DIRECT_ANSWERS, DIRECT_ANSWER_RATE, UNMET_NEEDS];

/// What a measure adds to every question: values of dimensions.
type Narrower<'a> = [(&'a str, &'a [&'a str])];

/// The question that a measure really asks: only contacts with a question count.
fn narrowed(question: &Question, narrower: &Narrower<'_>) -> Question {
    let asked = question.clone().only("kind", ["question"]);
    narrower.iter().fold(asked, |asked, (dimension, values)| {
        // A question about other values of the same dimension stays narrower than the measure.
        let wanted = question.filters.get(*dimension);
        let both = values.iter().filter(|value| wanted.is_none_or(|wanted| wanted.iter().any(|one| one == *value)));
        let both: Vec<&str> = both.copied().collect();
        asked.only(dimension, both)
    })
}

fn open(question: &Question, narrower: &Narrower<'_>) -> String {
    format!("/helpdesk/contacts?{}", narrowed(question, narrower).query())
}

async fn count(db: &DatabaseConnection, question: &Question, narrower: &Narrower<'_>) -> Result<Counts, DbErr> {
    let cells = cells(db, question, narrower).await?;
    let cells = cells.into_iter().map(|(at, n)| Counted { at, numerator: n, denominator: None }).collect();
    Ok(Counts { cells, since: since(db, question).await? })
}

async fn rate(db: &DatabaseConnection, question: &Question) -> Result<Counts, DbErr> {
    let answered = cells(db, question, &[("direct", &["yes"])]).await?;
    let noted = cells(db, question, &[("direct", &["yes", "no"])]).await?;
    let directly = |at: &[String]| answered.iter().find(|(of, _)| of == at).map_or(0, |(_, n)| *n);
    let cells = noted
        .iter()
        .map(|(at, n)| Counted { at: at.clone(), numerator: directly(at), denominator: Some(*n) })
        .collect();
    Ok(Counts { cells, since: since(db, question).await? })
}

/// The first month in which anything was recorded on the lines in question. What others record is not seen by this.
async fn since(db: &DatabaseConnection, question: &Question) -> Result<Option<Month>, DbErr> {
    let mut recorded = Filter { settled: question.settled, ..Filter::default() };
    if let Some(lines) = question.filters.get("line") {
        recorded = recorded.only("line", lines);
    }
    records::since(db, &recorded).await
}

async fn cells(
    db: &DatabaseConnection,
    question: &Question,
    narrower: &Narrower<'_>,
) -> Result<Vec<(Vec<String>, i64)>, DbErr> {
    let column = |dimension: &&'static str| match expression(dimension, question.settled) {
        Some(expression) => Ok(expression),
        None if *dimension == THEME => Ok("coalesce(t.theme, 'unknown')"),
        None => Err(DbErr::Custom(format!("contacts have no dimension `{dimension}`"))),
    };
    let by = question.by.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    let filter = Filter::from(&narrowed(question, narrower));
    records::tally(db, &filter, &by, question.by.contains(&THEME)).await
}
