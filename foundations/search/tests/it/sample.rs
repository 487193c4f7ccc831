//! A small domain for these tests: notes with a name, a text and a place, kept in a table.

use std::sync::Arc;

use kernel::Lang;
use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbErr, QueryResult};
use search::{
    Document, Facets, Facts, Hits, Index, Indexer, Lexicon, Narrowing, Point, Query, Ranking, Role, Sketch, Source,
    Stretch,
};
use store::{Migration, Store, sql};
use uuid::Uuid;

pub const KIND: &str = "note";

const TABLE: Migration = Migration {
    name: "sample-0001",
    sql: "create table note (id {id} primary key not null, name text not null, body text not null);\n",
};

/// The feed and the notes.
pub const STEPS: &[Migration] = &[search::MIGRATIONS[0], TABLE];

/// The notes of a database, in a version of what their documents hold.
pub struct Notes(pub u32);

#[async_trait::async_trait]
impl Source for Notes {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn version(&self) -> u32 {
        self.0
    }

    async fn count(&self, db: &DatabaseConnection) -> Result<u64, DbErr> {
        let row = db.query_one_raw(sql(db, "select count(*) as n from note", [])).await?;
        row.map_or(Ok(0), |row| row.try_get::<i64>("", "n").map(i64::unsigned_abs))
    }

    async fn page(&self, db: &DatabaseConnection, after: Option<Uuid>, limit: u32) -> Result<Stretch, DbErr> {
        let text = format!("select id, name, body from note where id > $1 order by id limit {limit}");
        let rows = db.query_all_raw(sql(db, &text, [after.unwrap_or(Uuid::nil()).into()])).await?;
        let documents: Vec<Document> = rows.iter().map(document).collect::<Result<_, _>>()?;
        Ok(Stretch { last: documents.last().map(|last| last.key), records: documents.len() as u64, documents })
    }

    async fn some(&self, db: &DatabaseConnection, keys: &[Uuid]) -> Result<Vec<Document>, DbErr> {
        let mut found = Vec::new();
        for key in keys {
            let query = sql(db, "select id, name, body from note where id = $1", [(*key).into()]);
            found.extend(db.query_one_raw(query).await?.as_ref().map(document).transpose()?);
        }
        Ok(found)
    }
}

fn document(row: &QueryResult) -> Result<Document, DbErr> {
    let (name, body): (String, String) = (row.try_get("", "name")?, row.try_get("", "body")?);
    Ok(named(row.try_get("", "id")?, Lang::Nl, &name).text(Role::Body, Lang::Nl, &body))
}

/// A document with a title, which is also its payload.
pub fn named(key: Uuid, lang: Lang, name: &str) -> Document {
    let mut document = Document::of(key).text(Role::Title, lang, name);
    document.payload = name.as_bytes().to_vec();
    document
}

/// The id of the nth note.
pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(n)
}

/// Adds or rewrites a note, and notes that in the feed, in one transaction.
pub async fn put(store: &Store, n: u128, name: &str) {
    let tx = store.begin().await.unwrap();
    let text = "insert into note (id, name, body) values ($1, $2, '')
        on conflict (id) do update set name = excluded.name";
    tx.execute_raw(sql(&tx, text, [id(n).into(), name.into()])).await.unwrap();
    search::changed(&tx, KIND, id(n)).await.unwrap();
    tx.commit().await.unwrap();
}

/// Order by how well the words fit alone.
pub struct ByText;

impl Ranking for ByText {
    fn score(&self, text: f32, _: &Facts) -> f32 {
        text
    }

    fn at_most(&self, text: f32, _: &Sketch) -> f32 {
        text
    }
}

/// A question for notes by a reader of Dutch.
pub fn question(words: &str) -> Query<'_> {
    Query {
        kind: KIND,
        words,
        extra_words: "",
        dictionary: None,
        as_written: false,
        or_tagged: &[],
        lang: Lang::Nl,
        tags: Vec::new(),
        narrowing: Narrowing::default(),
        ranking: &ByText,
        limit: 20,
        offset: 0,
    }
}

/// The names of what is found.
pub fn names(hits: &Hits) -> Vec<String> {
    hits.hits.iter().map(|hit| String::from_utf8(hit.payload.clone()).unwrap()).collect()
}

/// The names of what an index finds for these words.
pub fn found(index: &Index, words: &str) -> Vec<String> {
    names(&index.search(&question(words)).unwrap())
}

/// A place in degrees.
pub fn at(lat: f32, lon: f32) -> Point {
    Point { lat, lon }
}

/// An empty index in a directory that lives as long as the test.
pub fn fresh(lexicon: &Lexicon) -> (tempfile::TempDir, Index) {
    let dir = tempfile::tempdir().unwrap();
    let index = Index::open(dir.path(), lexicon, &[Arc::new(Given(Vec::new()))]).unwrap();
    (dir, index)
}

/// Documents that need no table.
pub struct Given(pub Vec<Document>);

#[async_trait::async_trait]
impl Source for Given {
    fn kind(&self) -> &'static str {
        KIND
    }

    fn version(&self) -> u32 {
        1
    }

    fn facets(&self) -> Facets {
        Facets { counted: &["colour", "size"], moving: Some("hours") }
    }

    async fn count(&self, _: &DatabaseConnection) -> Result<u64, DbErr> {
        Ok(self.0.len() as u64)
    }

    async fn page(&self, _: &DatabaseConnection, after: Option<Uuid>, _: u32) -> Result<Stretch, DbErr> {
        let all = Stretch { last: Some(Uuid::max()), records: self.0.len() as u64, documents: self.0.clone() };
        Ok(if after.is_none() { all } else { Stretch::default() })
    }

    async fn some(&self, _: &DatabaseConnection, _: &[Uuid]) -> Result<Vec<Document>, DbErr> {
        Ok(Vec::new())
    }
}

/// An index filled with some documents.
pub async fn filled(store: &Store, lexicon: &Lexicon, documents: Vec<Document>) -> (tempfile::TempDir, Index) {
    let (dir, index) = fresh(lexicon);
    Indexer::new(store.clone(), index.clone(), vec![Arc::new(Given(documents))]).catch_up().await.unwrap();
    (dir, index)
}
