//! Every query about themes.

use std::collections::HashMap;

use kernel::Lang;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Tx, sql};

use crate::rows::{Table, delete};
use crate::{Theme, ThemeCode};

const THEME: Table =
    Table { name: "theme", columns: &["code", "names", "broader", "door", "icon", "position"], key: Some("code") };
const RELATED: Table = Table { name: "theme_related", columns: &["theme", "related", "position"], key: None };
const SYNONYM: Table = Table { name: "theme_synonym", columns: &["theme", "lang", "word"], key: None };

/// Every theme with its synonyms and what it is related to, in the order of the pack.
///
/// # Errors
/// When the database cannot be read.
pub async fn all(db: &impl ConnectionTrait) -> Result<Vec<Theme>, DbErr> {
    let rows = db.query_all_raw(sql(db, "select * from theme order by position, code", [])).await?;
    let mut themes: Vec<Theme> = rows.iter().map(theme).collect::<Result<_, _>>()?;
    let text = "select theme, lang, word from theme_synonym order by theme, lang, word";
    let words = db.query_all_raw(sql(db, text, [])).await?;
    let mut related = related(db).await?;
    let mut words: Vec<(ThemeCode, Lang, String)> = words
        .iter()
        .map(|row| Ok((row.try_get("", "theme")?, row.try_get("", "lang")?, row.try_get("", "word")?)))
        .collect::<Result<_, DbErr>>()?;
    for theme in &mut themes {
        let own = words.extract_if(.., |(code, _, _)| *code == theme.code);
        theme.synonyms = own.map(|(_, lang, word)| (lang, word)).collect();
        theme.related = related.remove(&theme.code).unwrap_or_default();
    }
    Ok(themes)
}

async fn related(db: &impl ConnectionTrait) -> Result<HashMap<ThemeCode, Vec<ThemeCode>>, DbErr> {
    let text = "select theme, related from theme_related order by theme, position";
    let mut related: HashMap<ThemeCode, Vec<ThemeCode>> = HashMap::new();
    for row in db.query_all_raw(sql(db, text, [])).await? {
        related.entry(row.try_get("", "theme")?).or_default().push(row.try_get("", "related")?);
    }
    Ok(related)
}

fn theme(row: &QueryResult) -> Result<Theme, DbErr> {
    Ok(Theme {
        code: row.try_get("", "code")?,
        names: row.try_get("", "names")?,
        synonyms: Vec::new(),
        related: Vec::new(),
        broader: row.try_get("", "broader")?,
        door: row.try_get("", "door")?,
        icon: row.try_get("", "icon")?,
    })
}

/// Writes themes in their order; a broader theme must stand before its parts. Synonyms and relations are replaced.
pub(crate) async fn put(tx: &Tx, themes: &[Theme]) -> Result<(), DbErr> {
    let rows = themes.iter().enumerate().map(|(position, theme)| -> [Value; 6] {
        [
            theme.code.clone().into(),
            theme.names.clone().into(),
            theme.broader.clone().into(),
            theme.door.into(),
            theme.icon.clone().into(),
            i64::try_from(position).unwrap_or(i64::MAX).into(),
        ]
    });
    THEME.put(tx, rows.collect()).await?;
    for table in ["theme_synonym", "theme_related"] {
        delete(tx, table, "theme", themes.iter().map(|theme| theme.code.clone().into()).collect()).await?;
    }
    let words = themes.iter().flat_map(|theme| {
        theme
            .synonyms
            .iter()
            .map(|(lang, word)| -> [Value; 3] { [theme.code.clone().into(), (*lang).into(), word.as_str().into()] })
    });
    SYNONYM.put(tx, words.collect()).await?;
    let related = themes.iter().flat_map(|theme| {
        (0_i64..).zip(&theme.related).map(|(position, other)| -> [Value; 3] {
            [theme.code.clone().into(), other.clone().into(), position.into()]
        })
    });
    RELATED.put(tx, related.collect()).await
}

/// Removes a theme and its place in every service.
pub(crate) async fn remove(tx: &Tx, code: &ThemeCode) -> Result<(), DbErr> {
    for text in [
        "delete from service_theme where theme = $1",
        "update theme set broader = null where broader = $1",
        "delete from theme where code = $1",
    ] {
        tx.execute_raw(sql(tx, text, [code.clone().into()])).await?;
    }
    Ok(())
}
