//! Declaring figures.

use std::collections::BTreeSet;

use access::{Context, Record, Resource};
use journal::Changes;
use store::Tx;

use super::{Declared, DeclaredId, Refusal, records};

/// What loading figures did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Loaded {
    /// Figures that were new.
    pub added: usize,
    /// Figures that had another value, target or source before.
    pub changed: usize,
    /// Figures that were there as they are.
    pub unchanged: usize,
}

/// Declares figures. Loading the same again changes nothing; a figure declared anew replaces the former one.
///
/// # Errors
/// When it is not permitted, or a figure is declared twice or without a number.
pub async fn load(cx: &Context, tx: &Tx, figures: &[Declared]) -> Result<Loaded, Refusal> {
    let mut seen = BTreeSet::new();
    let mut done = Loaded::default();
    for figure in figures {
        cx.require("figures.declare", &Resource::new("Measure", &figure.measure))?;
        let (measure, period) = (figure.measure.clone(), figure.period);
        if !figure.value.is_finite() || figure.unit.trim().is_empty() {
            return Err(Refusal::NoNumber { measure, period });
        }
        if !seen.insert((measure.clone(), figure.about(), period)) {
            return Err(Refusal::Twice { measure, period });
        }
        match records::exactly(tx, figure).await? {
            Some((_, known)) if known == *figure => done.unchanged += 1,
            Some((id, known)) => {
                records::replace(tx, id, figure).await?;
                note(cx, tx, id, Some(&known), figure).await?;
                done.changed += 1;
            }
            None => {
                let id = DeclaredId::generate(&cx.clock, &cx.random);
                records::insert(tx, id, figure).await?;
                note(cx, tx, id, None, figure).await?;
                done.added += 1;
            }
        }
    }
    Ok(done)
}

async fn note(
    cx: &Context,
    tx: &Tx,
    id: DeclaredId,
    before: Option<&Declared>,
    after: &Declared,
) -> Result<(), Refusal> {
    let changes = Changes::none()
        .field("measure", before.map(|was| &was.measure), &after.measure)
        .field("about", before.map(Declared::about), after.about())
        .field("period", before.map(|was| was.period), after.period)
        .field("value", before.map(|was| was.value), after.value)
        .field("unit", before.map(|was| &was.unit), &after.unit)
        .field("numerator", before.and_then(|was| was.numerator), after.numerator)
        .field("denominator", before.and_then(|was| was.denominator), after.denominator)
        .field("target", before.and_then(|was| was.target), after.target)
        .field("derived", before.map(|was| was.derived), after.derived)
        .field("note", before.map(|was| &was.note), &after.note)
        .field("source", before.map(|was| &was.source), &after.source);
    let record = Record { action: "figures.declare", kind: "declared_figure", id: id.to_string(), changes };
    Ok(cx.record(tx, record).await?)
}
