//! Every query about the terms of the thesaurus; those about their versions stand beside.

pub(crate) mod versions;

use std::collections::{HashMap, HashSet};

use kernel::Text;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, held, sql};

use super::{Mapping, Synonym, TermFacet};
use crate::rows::{Table, delete, placeholders, select_in};
use crate::{ServiceId, Theme, ThemeCode};

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
        "place",
        "retired",
        "replaced_by",
        "pack",
        "revision",
    ],
    key: Some("code"),
};
/// Codes in one statement.
const AT_ONCE: usize = 400;

const RELATED: Table = Table { name: "theme_related", columns: &["theme", "related", "position"], key: None };
const SYNONYM: Table = Table { name: "theme_synonym", columns: &["theme", "lang", "word"], key: None };
const MAPPING: Table = Table { name: "theme_mapping", columns: &["theme", "scheme", "code", "fit"], key: None };

/// A term with what is known of its keeping.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Kept {
    pub theme: Theme,
    /// What the region pack says of it.
    pub pack: Option<Theme>,
    /// Its place in the order of the region pack.
    pub position: i64,
    /// Its place among the parts of the same term, where editors ordered these.
    pub place: Option<i64>,
    /// The revision that changed it last; 0 for one from before there were revisions.
    pub revision: i64,
}

impl Kept {
    /// Whether an editor added it, so that no pack knows of it.
    pub fn is_own(&self) -> bool {
        self.revision > 0 && self.pack.is_none()
    }

    /// Whether an editor made it another than the pack has it.
    pub fn differs(&self) -> bool {
        self.revision > 0 && self.pack.as_ref().is_some_and(|pack| *pack != self.theme)
    }
}

/// Every term with its words, relations and mappings: each before its parts, and these in the order that editors gave them, else in
/// that of the pack.
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
    Ok(in_order(all))
}

/// Where each term that was merged leads. What took the place of one that took the place of another is kept as such.
pub(crate) async fn merged(db: &impl ConnectionTrait) -> Result<HashMap<ThemeCode, ThemeCode>, DbErr> {
    let text = "select code, replaced_by from theme where replaced_by is not null";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "code")?, row.try_get("", "replaced_by")?))).collect()
}

/// Each term before its parts. What was never placed follows what was; what a circle keeps from every top comes last.
fn in_order(mut all: Vec<Kept>) -> Vec<Kept> {
    all.sort_by_key(|kept| (kept.place.is_none(), kept.place, kept.position));
    let codes: HashSet<ThemeCode> = all.iter().map(|kept| kept.theme.code.clone()).collect();
    let mut parts: HashMap<Option<ThemeCode>, Vec<Kept>> = HashMap::new();
    for kept in all {
        let above = kept.theme.broader.clone().filter(|code| codes.contains(code));
        parts.entry(above).or_default().push(kept);
    }
    let mut open: Vec<Kept> = parts.remove(&None).unwrap_or_default();
    open.reverse();
    let mut ordered = Vec::with_capacity(codes.len());
    while let Some(kept) = open.pop() {
        let below = parts.remove(&Some(kept.theme.code.clone())).unwrap_or_default();
        open.extend(below.into_iter().rev());
        ordered.push(kept);
    }
    let mut rest: Vec<Kept> = parts.into_values().flatten().collect();
    rest.sort_by(|one, other| one.theme.code.cmp(&other.theme.code));
    ordered.extend(rest);
    ordered
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
        place: row.try_get("", "place")?,
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
    let rows = all.iter().map(|Kept { theme, pack, position, place, revision }| -> [Value; 13] {
        [
            theme.code.clone().into(),
            theme.facet.into(),
            theme.names.clone().into(),
            theme.note.clone().into(),
            theme.broader.clone().into(),
            theme.door.into(),
            theme.icon.clone().into(),
            (*position).into(),
            (*place).into(),
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

/// Gives terms these places among each other.
pub(crate) async fn place(tx: &Tx, codes: &[&ThemeCode]) -> Result<(), DbErr> {
    for (place, code) in (0_i64..).zip(codes) {
        let values: [Value; 2] = [place.into(), (*code).clone().into()];
        tx.execute_raw(sql(tx, "update theme set place = $1 where code = $2", values)).await?;
    }
    Ok(())
}

/// How many services carry each need, or one that was merged into it.
pub(crate) async fn uses(db: &impl ConnectionTrait) -> Result<HashMap<ThemeCode, u64>, DbErr> {
    let text = "select coalesce(t.replaced_by, t.code) as theme, count(distinct st.service_id) as uses
        from service_theme st join theme t on t.code = st.theme group by coalesce(t.replaced_by, t.code)";
    let rows = db.query_all_raw(sql(db, text, [])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "theme")?, row.try_get::<i64>("", "uses")?.unsigned_abs()))).collect()
}

/// How many services name a term, or one that was merged into it, in whatever way: as a theme, as a profession, as a setting, or in
/// the rules of whom they are for.
pub(crate) async fn uses_of(db: &impl ConnectionTrait, code: &ThemeCode) -> Result<u64, DbErr> {
    let text = "select count(*) as uses from service s where exists (
        select 1 from theme t where (t.code = $1 or t.replaced_by = $1) and (
            exists (select 1 from service_theme st where st.service_id = s.id and st.theme = t.code)
            or cast(s.eligibility as text) like '%\"' || replace(t.code, '_', '\\_') || '\"%' escape '\\'
            or cast(s.professions as text) like '%\"' || replace(t.code, '_', '\\_') || '\"%' escape '\\'
            or cast(s.settings as text) like '%\"' || replace(t.code, '_', '\\_') || '\"%' escape '\\'))";
    let row = db.query_one_raw(sql(db, text, [code.clone().into()])).await?;
    row.map_or(Ok(0), |row| row.try_get::<i64>("", "uses").map(i64::unsigned_abs))
}

/// The services that carry one of some terms as a theme, a profession or a setting, at most so many.
pub(crate) async fn services_with(
    db: &impl ConnectionTrait,
    codes: &[ThemeCode],
    most: usize,
) -> Result<Vec<ServiceId>, DbErr> {
    let mut services: Vec<ServiceId> = Vec::new();
    for chunk in codes.chunks(AT_ONCE) {
        let left = most.saturating_sub(services.len());
        let text = format!(
            "select distinct service_id from service_theme where theme in ({}) limit {left}",
            placeholders(0, chunk.len())
        );
        let values = chunk.iter().map(|code| code.clone().into());
        for row in db.query_all_raw(sql(db, &text, values)).await? {
            services.push(row.try_get("", "service_id")?);
        }
    }
    services.extend(helped_by(db, codes, most).await?);
    services.sort();
    services.dedup();
    Ok(services)
}

/// The services that name one of some terms as a profession or a setting, at most so many of each term.
async fn helped_by(db: &impl ConnectionTrait, codes: &[ThemeCode], most: usize) -> Result<Vec<ServiceId>, DbErr> {
    let values = codes.iter().map(|code| code.clone().into()).collect();
    let text = "select code from theme where facet in ('profession', 'setting') and code";
    let mut services = Vec::new();
    for row in select_in(db, text, values).await? {
        let code: ThemeCode = row.try_get("", "code")?;
        let text = format!(
            "select id from service where cast(professions as text) like $1 escape '\\'
            or cast(settings as text) like $1 escape '\\' limit {most}"
        );
        let part = format!("%\"{}\"%", code.as_str().replace('_', "\\_"));
        for row in db.query_all_raw(sql(db, &text, [part.into()])).await? {
            services.push(row.try_get("", "id")?);
        }
    }
    Ok(services)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(code: &str, broader: Option<&str>, (position, place): (i64, Option<i64>)) -> Kept {
        let text = format!(r#"{{"code":"{code}","names":{{}},"synonyms":[],"broader":null,"related":[]}}"#);
        let theme: Theme = serde_json::from_str(&text).unwrap();
        let theme = Theme { broader: broader.map(|code| code.parse().unwrap()), ..theme };
        Kept { theme, pack: None, position, place, revision: 1 }
    }

    #[test]
    fn parts_follow_their_whole_in_the_order_that_editors_gave_them() {
        let all = vec![
            kept("a1", Some("a"), (0, None)),
            kept("a", None, (1, None)),
            kept("a2", Some("a"), (2, Some(1))),
            kept("b", None, (3, Some(0))),
            kept("a3", Some("a"), (4, Some(0))),
            kept("lost", Some("nowhere"), (5, None)),
            kept("x", Some("y"), (6, None)),
            kept("y", Some("x"), (7, None)),
        ];
        let ordered: Vec<String> = in_order(all).into_iter().map(|kept| kept.theme.code.to_string()).collect();
        assert_eq!(ordered, ["b", "a", "a3", "a2", "a1", "lost", "x", "y"]);
    }
}
