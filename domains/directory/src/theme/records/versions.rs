//! Every query about the versions of terms.

use std::collections::HashMap;

use kernel::{Page, PageRequest};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Listing, Tx, sql};

use crate::rows::Table;
use crate::theme::ThemeCode;
use crate::theme::version::{Deed, Version};

const VERSION: Table = Table {
    name: "theme_version",
    columns: &["theme", "revision", "at", "by_whom", "deed", "state", "moved"],
    key: None,
};

/// Keeps versions.
pub(crate) async fn add(tx: &Tx, versions: Vec<Version>) -> Result<(), DbErr> {
    let rows = versions.into_iter().map(|one| -> [Value; 7] {
        let Version { theme, revision, at, by, deed, state, moved } = one;
        [theme.into(), revision.into(), at.into(), by.into(), deed.into(), state.into(), moved.into()]
    });
    VERSION.put(tx, rows.collect()).await
}

/// The versions of a term, the newest first.
pub(crate) async fn of(db: &impl ConnectionTrait, code: &ThemeCode) -> Result<Vec<Version>, DbErr> {
    let text = "select * from theme_version where theme = $1 order by revision desc";
    let rows = db.query_all_raw(sql(db, text, [code.clone().into()])).await?;
    rows.iter().map(version).collect()
}

/// The versions of every term that changed since it was first kept, the newest first.
pub(crate) async fn of_changed(db: &impl ConnectionTrait) -> Result<HashMap<ThemeCode, Vec<Version>>, DbErr> {
    let text = "select * from theme_version where theme in
        (select theme from theme_version group by theme having count(*) > 1) order by theme, revision desc";
    let mut all: HashMap<ThemeCode, Vec<Version>> = HashMap::new();
    for row in db.query_all_raw(sql(db, text, [])).await? {
        let version = version(&row)?;
        all.entry(version.theme.clone()).or_default().push(version);
    }
    Ok(all)
}

/// What a revision changed.
pub(crate) async fn within(db: &impl ConnectionTrait, revision: i64) -> Result<Vec<Version>, DbErr> {
    let text = "select * from theme_version where revision = $1 order by theme";
    let rows = db.query_all_raw(sql(db, text, [revision.into()])).await?;
    rows.iter().map(version).collect()
}

/// A stretch of the changes that editors made, the newest first, each with the version before it.
pub(crate) async fn changes(
    db: &impl ConnectionTrait,
    request: PageRequest,
) -> Result<Page<(Version, Option<Version>)>, DbErr> {
    let listing = Listing { columns: "*", from: "theme_version where deed <> $1", order: "revision desc, theme" };
    let Page { items, total, request } = store::page(db, listing, &[Deed::Pack.into()], request).await?;
    let mut changes = Vec::with_capacity(items.len());
    let text = "select * from theme_version where theme = $1 and revision < $2 order by revision desc limit 1";
    for row in &items {
        let version = version(row)?;
        let values: [Value; 2] = [version.theme.clone().into(), version.revision.into()];
        let before = db.query_one_raw(sql(db, text, values)).await?;
        changes.push((version, before.as_ref().map(self::version).transpose()?));
    }
    Ok(Page { items: changes, total, request })
}

fn version(row: &QueryResult) -> Result<Version, DbErr> {
    Ok(Version {
        theme: row.try_get("", "theme")?,
        revision: row.try_get("", "revision")?,
        at: row.try_get("", "at")?,
        by: row.try_get("", "by_whom")?,
        deed: row.try_get("", "deed")?,
        state: row.try_get("", "state")?,
        moved: row.try_get("", "moved")?,
    })
}
