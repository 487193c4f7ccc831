//! What the helpdesk takes from a region's pack: the desk, and the figures declared before Relais.

use std::collections::BTreeMap;

use access::Context;
use figures::declared::{self, Declared};
use figures::{Measure, Period};
use house::import::{ImportFault, ImportReport};
use house::{Pack, PackFault, PackText};
use serde::Deserialize;
use store::Tx;

use crate::Refusal;
use crate::desk::{self, actions::SetUp};
use crate::measures::MEASURES;

const DECLARED: &str = "declared.toml";

#[derive(Deserialize)]
struct DeclaredFile {
    #[serde(default)]
    declared: Vec<PackFigure>,
}

/// A declared figure as packs write it; what is not named here is a dimension of its measure.
#[derive(Deserialize)]
struct PackFigure {
    measure: String,
    year: i16,
    value: f64,
    unit: String,
    numerator: Option<i64>,
    denominator: Option<i64>,
    target: Option<f64>,
    #[serde(default)]
    derived: bool,
    #[serde(default)]
    note: PackText,
    source: PackText,
    #[serde(flatten)]
    dimensions: BTreeMap<String, String>,
}

/// What loading a pack did.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Loaded {
    /// Lines, channels, inquirers, emergency lines and guides.
    pub desk: SetUp,
    /// Declared figures.
    pub figures: declared::Loaded,
}

/// Why a pack was not loaded. Nothing of it remains.
#[derive(Debug, thiserror::Error)]
pub enum LoadFault {
    /// A file cannot be used.
    #[error(transparent)]
    Pack(#[from] PackFault),
    /// Setting up the desk was refused.
    #[error(transparent)]
    Desk(#[from] Refusal),
    /// A declared figure was refused.
    #[error(transparent)]
    Figures(#[from] declared::Refusal),
}

/// Everything that is wrong with what the helpdesk takes from a pack.
pub fn check(pack: &Pack) -> Vec<PackFault> {
    let mut faults = desk::pack::check(pack);
    match figures(pack) {
        Ok(figures) => faults.extend(figures.iter().flat_map(|(measure, figure)| misfits(pack, measure, figure))),
        Err(fault) => faults.push(fault),
    }
    faults
}

/// Loads what the helpdesk takes from a pack. Loading it again changes nothing.
///
/// # Errors
/// When a file cannot be used, or the actor may not set up the desk.
pub async fn load(cx: &Context, tx: &Tx, pack: &Pack) -> Result<Loaded, LoadFault> {
    if let Some(fault) = check(pack).into_iter().next() {
        return Err(fault.into());
    }
    let desk = desk::actions::set_up(cx, tx, &desk::pack::read(pack)?).await?;
    let figures: Vec<Declared> = figures(pack)?.into_iter().map(|(_, figure)| figure).collect();
    Ok(Loaded { desk, figures: declared::load(cx, tx, &figures).await? })
}

/// As [`load`], as the whole house hears of it.
pub(crate) async fn taken_in(cx: &Context, tx: &Tx, pack: &Pack) -> Result<ImportReport, ImportFault> {
    let Loaded { desk, figures } = load(cx, tx, pack).await.map_err(fault)?;
    let count = |many: usize| u64::try_from(many).unwrap_or(u64::MAX);
    Ok(ImportReport {
        added: count(desk.added + figures.added),
        changed: count(desk.changed + figures.changed),
        unchanged: count(desk.unchanged + figures.unchanged),
        removed: count(desk.retired),
        ..ImportReport::default()
    })
}

fn fault(fault: LoadFault) -> ImportFault {
    match fault {
        LoadFault::Pack(fault) => fault.into(),
        LoadFault::Desk(Refusal::Denied(denied)) | LoadFault::Figures(declared::Refusal::Denied(denied)) => {
            denied.into()
        }
        LoadFault::Desk(Refusal::Failed(error)) | LoadFault::Figures(declared::Refusal::Failed(error)) => error.into(),
        other => ImportFault::Unusable(other.to_string()),
    }
}

/// The declared figures of the helpdesk's own measures; other departments load theirs.
fn figures(pack: &Pack) -> Result<Vec<(&'static Measure, Declared)>, PackFault> {
    if pack.text(DECLARED).is_none() {
        return Ok(Vec::new());
    }
    let file: DeclaredFile = pack.read(DECLARED)?;
    let ours = |figure: PackFigure| {
        let measure = MEASURES.iter().find(|measure| measure.code == figure.measure)?;
        Some((measure, declared(figure)))
    };
    Ok(file.declared.into_iter().filter_map(ours).collect())
}

fn misfits(pack: &Pack, measure: &Measure, figure: &Declared) -> Vec<PackFault> {
    let strange = figure.dimensions.keys().filter(|name| !measure.dimensions.contains(&name.as_str()));
    let fault = |name: &String| {
        let message = format!("`{}` has no dimension `{name}`", measure.code);
        pack.fault(DECLARED, &format!("{name} ="), message, format!("use one of: {}", measure.dimensions.join(", ")))
    };
    strange.map(fault).collect()
}

fn declared(figure: PackFigure) -> Declared {
    Declared {
        measure: figure.measure,
        dimensions: figure.dimensions,
        period: Period::Year(figure.year),
        value: figure.value,
        unit: figure.unit,
        numerator: figure.numerator,
        denominator: figure.denominator,
        target: figure.target,
        derived: figure.derived,
        note: figure.note.into(),
        source: figure.source.into(),
    }
}
