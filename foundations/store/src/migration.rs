//! Bringing the database to the shape that this program expects.

use kernel::Clock;
use sea_orm::{ConnectionTrait, DbErr};
use sha2::{Digest as _, Sha256};

use crate::{Engine, Store, StoreError, Tx, sql};

/// One step of a department's schema. Applied once, in order, never edited afterwards.
///
/// The SQL is written once, statements ending in `;` at a line's end, in lower case, with these words for types:
/// `{id}` a UUID, `{moment}` a timestamp in UTC, `{day}` a calendar day, `{json}` a document, `{whole}` a 64-bit
/// integer, `{real}` a double, `{flag}` a boolean, `{bytes}` binary. `text` is the same on both engines.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Department, number and subject: `helpdesk-0001-contacts`.
    pub name: &'static str,
    /// The statements.
    pub sql: &'static str,
}

/// Why the database could not be brought up to date.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The database has steps that this program does not know.
    #[error("the database was made by a newer Relais (it has the step `{0}`); run that version, or restore a backup")]
    Newer(String),
    /// A step was edited after it had been applied.
    #[error("the step `{0}` was applied in another form; this program cannot be of the same line as the database")]
    Edited(String),
    /// A step failed; nothing of it remains.
    #[error("the step `{name}` failed: {source}")]
    Failed {
        /// The step.
        name: &'static str,
        /// What the database said.
        source: DbErr,
    },
    /// The database could not be read or written.
    #[error("{0}; {remedy}", remedy = .0.remedy())]
    Store(#[from] StoreError),
}

impl From<DbErr> for MigrationError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}

pub(crate) const BOOK: &str = "create table if not exists migration (
  name text primary key not null, checksum text not null, applied_at {moment} not null)";

/// Applies what is missing, each step in a transaction of its own, and returns the names of the steps applied.
///
/// # Errors
/// When the database is newer than the program, when a step was edited, or when a step fails.
pub async fn migrate(store: &Store, steps: &[Migration], clock: &Clock) -> Result<Vec<&'static str>, MigrationError> {
    let engine = store.engine();
    store.writer().execute_unprepared(&portable(BOOK, engine)).await?;
    let mut done = Vec::new();
    for step in pending(store, steps).await? {
        if apply(store, step, clock).await? {
            tracing::info!(migration.name = step.name, "applied");
            done.push(step.name);
        }
    }
    Ok(done)
}

/// The steps that are not yet applied.
///
/// # Errors
/// When the database is newer than the program or a step was edited.
pub async fn pending(store: &Store, steps: &[Migration]) -> Result<Vec<Migration>, MigrationError> {
    let applied = applied(store).await?;
    if let Some((newer, _)) = applied.iter().find(|(name, _)| !steps.iter().any(|step| step.name == name)) {
        return Err(MigrationError::Newer(newer.clone()));
    }
    let mut missing = Vec::new();
    for step in steps {
        match applied.iter().find(|(name, _)| name == step.name) {
            Some((name, sum)) if *sum != checksum(step) => return Err(MigrationError::Edited(name.clone())),
            Some(_) => {}
            None => missing.push(*step),
        }
    }
    Ok(missing)
}

/// Names and checksums of the steps that the database has; empty for a database that was never migrated.
///
/// # Errors
/// When the database cannot be read.
pub async fn applied(store: &Store) -> Result<Vec<(String, String)>, StoreError> {
    if !crate::tables(store).await?.iter().any(|table| table == "migration") {
        return Ok(Vec::new());
    }
    let rows = store.read().query_all_raw(sql(store.read(), "select name, checksum from migration", [])).await?;
    Ok(rows
        .iter()
        .map(|row| Ok((row.try_get("", "name")?, row.try_get("", "checksum")?)))
        .collect::<Result<_, DbErr>>()?)
}

/// Applies a step, unless another process has done so since the missing ones were listed; answers whether it did.
async fn apply(store: &Store, step: Migration, clock: &Clock) -> Result<bool, MigrationError> {
    let failed = |source| MigrationError::Failed { name: step.name, source };
    let tx = store.begin().await?;
    if store.engine() == Engine::Postgres {
        // Of two processes the second waits here; on SQLite it waited to begin.
        tx.execute_unprepared("lock table migration in exclusive mode").await.map_err(failed)?;
    }
    let known = sql(&tx, "select 1 from migration where name = $1", [step.name.into()]);
    if tx.query_one_raw(known).await.map_err(failed)?.is_some() {
        return Ok(false);
    }
    build(&tx, step.sql).await.map_err(failed)?;
    let values = [step.name.into(), checksum(&step).into(), clock.now().into()];
    let note = sql(&tx, "insert into migration (name, checksum, applied_at) values ($1, $2, $3)", values);
    tx.execute_raw(note).await.map_err(failed)?;
    tx.commit().await?;
    Ok(true)
}

/// Runs a script of portable SQL, in the caller's transaction.
pub(crate) async fn build(tx: &Tx, script: &str) -> Result<(), DbErr> {
    for statement in statements(&portable(script, Engine::of(tx))) {
        tx.execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// The engine's own words for the portable type words.
fn portable(text: &str, engine: Engine) -> String {
    let words: [(&str, &str, &str); 8] = [
        ("{id}", "blob", "uuid"),
        ("{moment}", "timestamp_with_timezone_text", "timestamptz"),
        ("{day}", "date_text", "date"),
        ("{json}", "json_text", "jsonb"),
        ("{whole}", "bigint", "bigint"),
        ("{real}", "double", "double precision"),
        ("{flag}", "boolean", "boolean"),
        ("{bytes}", "blob", "bytea"),
    ];
    words.into_iter().fold(text.to_owned(), |text, (word, sqlite, postgres)| {
        text.replace(word, if engine == Engine::Sqlite { sqlite } else { postgres })
    })
}

/// The statements of a script: each ends in `;` at a line's end; lines that begin with `--` are remarks.
fn statements(script: &str) -> Vec<String> {
    let code: Vec<&str> = script.lines().filter(|line| !line.trim_start().starts_with("--")).collect();
    let code = code.join("\n");
    code.split(";\n").map(|part| part.trim().trim_end_matches(';').to_owned()).filter(|part| !part.is_empty()).collect()
}

pub(crate) fn checksum(step: &Migration) -> String {
    hex::encode(Sha256::digest(step.sql.as_bytes()))
}
