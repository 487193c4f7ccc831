//! What the needs register counts.

use std::collections::BTreeMap;

use figures::{Counted, Counts, Kind, Measure, Question};
use sea_orm::{DatabaseConnection, DbErr};

use crate::need::filter::{Filter, Moment, expression};
use crate::need::records;
use crate::themes::Merged;

/// What needs can be split by.
const DIMENSIONS: &[&str] = &["theme", "zone", "municipality", "source", "state", "month"];

/// Needs that were written down.
pub const NOTED: Measure = Measure {
    code: "needs.noted",
    name: "needs-measure-noted",
    unit: "needs-unit",
    definition: "needs-measure-noted-definition",
    kind: Kind::Count,
    part_of: None,
    dimensions: DIMENSIONS,
    compute: |db, question| Box::pin(count(db, question, Moment::Noted)),
    open: |question| open(question, Moment::Noted),
};

/// Needs that somebody was told of.
pub const RELAYED: Measure = Measure {
    code: "needs.relayed",
    name: "needs-measure-relayed",
    definition: "needs-measure-relayed-definition",
    compute: |db, question| Box::pin(count(db, question, Moment::Relayed)),
    open: |question| open(question, Moment::Relayed),
    ..NOTED
};

/// Needs that were answered.
pub const ANSWERED: Measure = Measure {
    code: "needs.answered",
    name: "needs-measure-answered",
    definition: "needs-measure-answered-definition",
    compute: |db, question| Box::pin(count(db, question, Moment::Answered)),
    open: |question| open(question, Moment::Answered),
    ..NOTED
};

/// All measures of the register.
pub const MEASURES: &[Measure] = &[NOTED, RELAYED, ANSWERED];

fn open(question: &Question, moment: Moment) -> String {
    format!("/needs?moment={moment}&{}", question.query())
}

async fn count(db: &DatabaseConnection, question: &Question, moment: Moment) -> Result<Counts, DbErr> {
    let column = |dimension: &&'static str| {
        expression(dimension, moment).ok_or_else(|| DbErr::Custom(format!("needs have no dimension `{dimension}`")))
    };
    let by = question.by.iter().map(column).collect::<Result<Vec<_>, _>>()?;
    let merged = Merged::load(db).await?;
    let cells = records::tally(db, &Filter::of(question, moment).with_merged(&merged), &by).await?;
    let cells = together(cells, question, &merged);
    let cells = cells.into_iter().map(|(at, n)| Counted { at, numerator: n, denominator: None }).collect();
    Ok(Counts { cells, since: records::since(db).await? })
}

/// Counts of themes that were merged, added to those of the theme that took their place.
fn together(cells: Vec<(Vec<String>, i64)>, question: &Question, merged: &Merged) -> BTreeMap<Vec<String>, i64> {
    let mut all = BTreeMap::new();
    for (mut at, n) in cells {
        for (code, dimension) in at.iter_mut().zip(&question.by) {
            if *dimension == "theme" {
                *code = merged.now(code).to_owned();
            }
        }
        *all.entry(at).or_default() += n;
    }
    all
}
