//! Every query about declared figures.

use kernel::{Page, PageRequest, Text};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Listing, Tx, sql};

use super::{Declared, DeclaredId};
use crate::Period;

/// The declared figures of a measure, by period and dimensions.
///
/// # Errors
/// When the database cannot be read.
pub async fn of(db: &impl ConnectionTrait, measure: &str) -> Result<Vec<Declared>, DbErr> {
    let text = "select * from declared_figure where measure = $1 order by period, about";
    let rows = db.query_all_raw(sql(db, text, [measure.into()])).await?;
    rows.iter().map(|row| declared(row).map(|(_, figure)| figure)).collect()
}

/// All declared figures, by measure, period and dimensions.
///
/// # Errors
/// When the database cannot be read.
pub async fn list(db: &impl ConnectionTrait, request: PageRequest) -> Result<Page<Declared>, DbErr> {
    let listing = Listing { columns: "*", from: "declared_figure", order: "measure, period, about" };
    store::page(db, listing, &[], request).await?.try_map(|row| declared(row).map(|(_, figure)| figure))
}

/// The figure declared for the same measure, dimensions and period.
pub(super) async fn exactly(
    db: &impl ConnectionTrait,
    figure: &Declared,
) -> Result<Option<(DeclaredId, Declared)>, DbErr> {
    let text = "select * from declared_figure where measure = $1 and about = $2 and period = $3";
    let values = [figure.measure.as_str().into(), figure.about().into(), figure.period.into()];
    db.query_one_raw(sql(db, text, values)).await?.map(|row| declared(&row)).transpose()
}

pub(super) async fn insert(tx: &Tx, id: DeclaredId, figure: &Declared) -> Result<(), DbErr> {
    let text = "insert into declared_figure (measure, about, period, value, unit, numerator, denominator, target,
        derived, note, source, id) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    tx.execute_raw(sql(tx, text, values(id, figure)?)).await.map(drop)
}

pub(super) async fn replace(tx: &Tx, id: DeclaredId, figure: &Declared) -> Result<(), DbErr> {
    let text = "update declared_figure set measure = $1, about = $2, period = $3, value = $4, unit = $5,
        numerator = $6, denominator = $7, target = $8, derived = $9, note = $10, source = $11 where id = $12";
    tx.execute_raw(sql(tx, text, values(id, figure)?)).await.map(drop)
}

fn values(id: DeclaredId, figure: &Declared) -> Result<[Value; 12], DbErr> {
    let json = |text: &Text| serde_json::to_value(text).map_err(|error| DbErr::Type(error.to_string()));
    Ok([
        figure.measure.as_str().into(),
        figure.about().into(),
        figure.period.into(),
        figure.value.into(),
        figure.unit.as_str().into(),
        figure.numerator.into(),
        figure.denominator.into(),
        figure.target.into(),
        figure.derived.into(),
        json(&figure.note)?.into(),
        json(&figure.source)?.into(),
        id.into(),
    ])
}

fn declared(row: &QueryResult) -> Result<(DeclaredId, Declared), DbErr> {
    let about: String = row.try_get("", "about")?;
    let pairs = about.split('&').filter_map(|pair| pair.split_once('='));
    let period: Period = row.try_get("", "period")?;
    let figure = Declared {
        measure: row.try_get("", "measure")?,
        dimensions: pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
        period,
        value: row.try_get("", "value")?,
        unit: row.try_get("", "unit")?,
        numerator: row.try_get("", "numerator")?,
        denominator: row.try_get("", "denominator")?,
        target: row.try_get("", "target")?,
        derived: row.try_get("", "derived")?,
        note: row.try_get("", "note")?,
        source: row.try_get("", "source")?,
    };
    Ok((row.try_get("", "id")?, figure))
}
