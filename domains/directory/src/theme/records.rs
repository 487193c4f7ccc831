//! Every query about the terms of the thesaurus.

use std::collections::HashMap;

use kernel::Text;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, held, sql};

use super::version::Version;
use super::{Mapping, Synonym, TermFacet};
use crate::rows::{Table, delete, select_in};
use crate::{Theme, ThemeCode};

const THEME: Table = Table {
    name: "theme",
    columns: &[
        "code",
        "facet",
        "names",
        "note",
        "broader",
        "door",
        "icon",
        "position",
        "retired",
        "replaced_by",
        "pack",
        "revision",
    ],
    key: Some("code"),
};
const RELATED: Table = Table { name: "theme_related", columns: &["theme", "related", "position"], key: None };
const SYNONYM: Table = Table { name: "theme_synonym", columns: &["theme", "lang", "word"], key: None };
const MAPPING: Table = Table { name: "theme_mapping", columns: &["theme", "scheme", "code", "fit"], key: None };
const VERSION: Table =
    Table { name: "theme_version", columns: &["theme", "revision", "at", "by_whom", "deed", "state"], key: None };

/// A term with what is known of its keeping.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Kept {
    pub theme: Theme,
    /// What the region pack says of it.
    pub pack: Option<Theme>,
    /// Its place in the order of all terms.
    pub position: i64,
    /// The revision that changed it last; 0 for one from before there were revisions.
    pub revision: i64,
}

/// Every term with its words, relations and mappings, in the order of the pack.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Theme>, DbErr> {
    Ok(kept(db).await?.into_iter().map(|kept| kept.theme).collect())
}

/// As [`all`], with what is known of their keeping.
pub(crate) async fn kept(db: &impl ConnectionTrait) -> Result<Vec<Kept>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select * from theme order by position, code", [])).await?;
    let mut all: Vec<Kept> = rows.iter().map(kept_of).collect::<Result<_, _>>()?;
    let text = "select theme, lang, word from theme_synonym";
    let mut words =
        grouped(db, text, |row| Ok(Synonym { lang: row.try_get("", "lang")?, word: row.try_get("", "word")? })).await?;
    let text = "select theme, related from theme_related order by theme, position";
    let mut related = grouped(db, text, |row| row.try_get("", "related")).await?;
    let text = "select theme, scheme, code, fit from theme_mapping";
    let mut mappings = grouped(db, text, mapping).await?;
    for Kept { theme, .. } in &mut all {
        theme.synonyms = words.remove(&theme.code).unwrap_or_default();
        theme.related = related.remove(&theme.code).unwrap_or_default();
        theme.mappings = mappings.remove(&theme.code).unwrap_or_default();
        // Databases sort by their own alphabet; terms are compared.
        theme.synonyms.sort();
        theme.mappings.sort();
    }
    Ok(all)
}

fn mapping(row: &QueryResult) -> Result<Mapping, DbErr> {
    Ok(Mapping { scheme: row.try_get("", "scheme")?, code: row.try_get("", "code")?, fit: row.try_get("", "fit")? })
}

/// The rows of a table beside the terms, by term.
async fn grouped<T>(
    db: &impl ConnectionTrait,
    text: &str,
    of: fn(&QueryResult) -> Result<T, DbErr>,
) -> Result<HashMap<ThemeCode, Vec<T>>, DbErr> {
    let mut all: HashMap<ThemeCode, Vec<T>> = HashMap::new();
    for row in db.query_all_raw(sql(db, text, [])).await? {
        all.entry(row.try_get("", "theme")?).or_default().push(of(&row)?);
    }
    Ok(all)
}

/// The codes that a file of others may name as the theme of a service: needs in use, and those that another took the place of.
pub(crate) async fn accepted(db: &impl ConnectionTrait) -> Result<Vec<ThemeCode>, DbErr> {
    let text = "select code from theme where facet = $1 and (not retired or replaced_by is not null)";
    let rows = db.query_all_raw(sql(db, text, [TermFacet::Need.into()])).await?;
    rows.iter().map(|row| row.try_get("", "code")).collect()
}

/// The names of every term in use, by code; one that was merged has the name of the other.
///
/// # Errors
/// When the database cannot be read.
pub async fn names(db: &impl ConnectionTrait) -> Result<Vec<(ThemeCode, Text)>, DbErr> {
    let text = "select t.code, n.names from theme t join theme n on n.code = coalesce(t.replaced_by, t.code)
        where not n.retired";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "code")?, row.try_get("", "names")?))).collect()
}

/// The names of those of some terms that are in use, in the order of `codes`; one that was merged has the name of the other.
///
/// # Errors
/// When the database cannot be read.
pub async fn names_of(db: &impl ConnectionTrait, codes: &[ThemeCode]) -> Result<Vec<(ThemeCode, Text)>, DbErr> {
    let values: Vec<Value> = codes.iter().map(|code| code.clone().into()).collect();
    let rows = select_in(
        db,
        "select t.code, n.names from theme t join theme n on n.code = coalesce(t.replaced_by, t.code)
        where not n.retired and t.code",
        values,
    )
    .await?;
    let named = |row: &QueryResult| Ok((row.try_get("", "code")?, row.try_get("", "names")?));
    let mut named: Vec<(ThemeCode, Text)> = rows.iter().map(named).collect::<Result<_, DbErr>>()?;
    named.sort_by_key(|(code, _)| codes.iter().position(|wanted| wanted == code));
    Ok(named)
}

fn kept_of(row: &QueryResult) -> Result<Kept, DbErr> {
    let theme = Theme {
        code: row.try_get("", "code")?,
        facet: row.try_get::<TermFacet>("", "facet")?,
        names: row.try_get("", "names")?,
        note: row.try_get("", "note")?,
        synonyms: Vec::new(),
        related: Vec::new(),
        mappings: Vec::new(),
        broader: row.try_get("", "broader")?,
        door: row.try_get("", "door")?,
        icon: row.try_get("", "icon")?,
        retired: row.try_get("", "retired")?,
        replaced_by: row.try_get("", "replaced_by")?,
    };
    Ok(Kept {
        theme,
        pack: row.try_get("", "pack")?,
        position: row.try_get("", "position")?,
        revision: row.try_get("", "revision")?,
    })
}

/// The revision of the thesaurus.
///
/// # Errors
/// When the database cannot be read.
pub async fn revision(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let row = db.query_one_raw(sql(db, "select revision from thesaurus where id = 1", [])).await?;
    row.map_or(Ok(0), |row| row.try_get("", "revision"))
}

/// The present revision, held until the commit: whoever reads it here alone changes terms.
pub(crate) async fn hold(tx: &Tx) -> Result<i64, DbErr> {
    let text = format!("select revision from thesaurus where id = 1{}", held(tx));
    let row = tx.query_one_raw(sql(tx, &text, [])).await?;
    row.ok_or_else(|| DbErr::Custom("the thesaurus has no revision".to_owned()))?.try_get("", "revision")
}

/// Notes that the thesaurus has a new revision.
pub(crate) async fn turn(tx: &Tx, revision: i64) -> Result<(), DbErr> {
    let text = "update thesaurus set revision = $1 where id = 1";
    tx.execute_raw(sql(tx, text, [revision.into()])).await.map(drop)
}

/// Writes terms with everything that belongs to them. A broader term must be there or stand before its parts.
pub(crate) async fn put(tx: &Tx, all: &[Kept]) -> Result<(), DbErr> {
    let rows = all.iter().map(|Kept { theme, pack, position, revision }| -> [Value; 12] {
        [
            theme.code.clone().into(),
            theme.facet.into(),
            theme.names.clone().into(),
            theme.note.clone().into(),
            theme.broader.clone().into(),
            theme.door.into(),
            theme.icon.clone().into(),
            (*position).into(),
            theme.retired.into(),
            theme.replaced_by.clone().into(),
            pack.clone().into(),
            (*revision).into(),
        ]
    });
    THEME.put(tx, rows.collect()).await?;
    for table in [&SYNONYM, &RELATED, &MAPPING] {
        delete(tx, table.name, "theme", all.iter().map(|kept| kept.theme.code.clone().into()).collect()).await?;
    }
    put_parts(tx, all).await
}

async fn put_parts(tx: &Tx, all: &[Kept]) -> Result<(), DbErr> {
    let words = all.iter().flat_map(|Kept { theme, .. }| {
        let row = |one: &Synonym| -> [Value; 3] {
            [theme.code.clone().into(), one.lang.clone().into(), one.word.as_str().into()]
        };
        theme.synonyms.iter().map(row)
    });
    SYNONYM.put(tx, words.collect()).await?;
    let related = all.iter().flat_map(|Kept { theme, .. }| {
        (0_i64..).zip(&theme.related).map(|(position, other)| -> [Value; 3] {
            [theme.code.clone().into(), other.clone().into(), position.into()]
        })
    });
    RELATED.put(tx, related.collect()).await?;
    let mappings = all.iter().flat_map(|Kept { theme, .. }| {
        theme.mappings.iter().map(|one| -> [Value; 4] {
            [theme.code.clone().into(), one.scheme.into(), one.code.as_str().into(), one.fit.into()]
        })
    });
    MAPPING.put(tx, mappings.collect()).await
}

/// Keeps versions.
pub(crate) async fn add_versions(tx: &Tx, versions: Vec<Version>) -> Result<(), DbErr> {
    let rows = versions.into_iter().map(|one| -> [Value; 6] {
        let Version { theme, revision, at, by, deed, state } = one;
        [theme.into(), revision.into(), at.into(), by.into(), deed.into(), state.into()]
    });
    VERSION.put(tx, rows.collect()).await
}
