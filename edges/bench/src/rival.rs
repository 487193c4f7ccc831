//! The same offer in PostgreSQL's full text search: bare SQL from a pool, to its advantage without any page.

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;

use crate::load::{ASKERS, Asker};
use crate::questions::{Language, Question};

/// Rows sent at once.
const CHUNK: usize = 5_000;
/// How many hits a page shows.
const LIMIT: usize = 20;

/// One service, as both sides index it.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) zone: String,
    /// What the title and the themes say, by language.
    pub(crate) title: [String; 2],
    /// What the rest says, by language.
    pub(crate) body: [String; 2],
}

/// Makes the table and its index anew, and fills it.
pub(crate) async fn build(url: &str, texts: &[Text]) -> Result<PgPool, String> {
    let askers = u32::try_from(ASKERS).map_err(|error| error.to_string())?;
    let options = PgPoolOptions::new().min_connections(askers).max_connections(askers);
    let pool = options.acquire_timeout(Duration::from_secs(30)).connect(url).await.map_err(told)?;
    for statement in [
        "drop table if exists offer",
        "create table offer (id serial primary key, zone text not null, title_nl text not null, title_fr text not null, \
         dutch tsvector not null, french tsvector not null)",
    ] {
        sqlx::query(statement).execute(&pool).await.map_err(told)?;
    }
    for chunk in texts.chunks(CHUNK) {
        fill(&pool, chunk).await?;
    }
    for statement in [
        "create index offer_dutch on offer using gin (dutch)",
        "create index offer_french on offer using gin (french)",
        "create index offer_zone on offer (zone)",
        "vacuum analyze offer",
    ] {
        sqlx::query(statement).execute(&pool).await.map_err(told)?;
    }
    Ok(pool)
}

async fn fill(pool: &PgPool, texts: &[Text]) -> Result<(), String> {
    let column = |value: fn(&Text) -> &String| texts.iter().map(|text| value(text).clone()).collect::<Vec<_>>();
    sqlx::query(
        "insert into offer (zone, title_nl, title_fr, dutch, french)
         select zone, title_nl, title_fr,
           setweight(to_tsvector('dutch', title_nl), 'A') || setweight(to_tsvector('dutch', body_nl), 'B'),
           setweight(to_tsvector('french', title_fr), 'A') || setweight(to_tsvector('french', body_fr), 'B')
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[])
           as given (zone, title_nl, title_fr, body_nl, body_fr)",
    )
    .bind(column(|text| &text.zone))
    .bind(column(|text| &text.title[0]))
    .bind(column(|text| &text.title[1]))
    .bind(column(|text| &text.body[0]))
    .bind(column(|text| &text.body[1]))
    .execute(pool)
    .await
    .map(drop)
    .map_err(told)
}

/// Someone who asks PostgreSQL.
pub(crate) struct Client {
    pool: PgPool,
    questions: Arc<Vec<Question>>,
}

impl Client {
    /// As many as there are connections.
    pub(crate) fn several(pool: &PgPool, questions: &Arc<Vec<Question>>) -> Vec<Self> {
        (0..ASKERS).map(|_| Self { pool: pool.clone(), questions: Arc::clone(questions) }).collect()
    }
}

impl Asker for Client {
    async fn ask(&mut self, question: usize) -> Result<(), String> {
        let question = &self.questions[question];
        let zone = question.place.as_ref().and_then(|place| place.zone.as_deref());
        let asked = sqlx::query(statement(question.language, zone.is_some())).bind(&question.words);
        let asked = if let Some(zone) = zone { asked.bind(zone) } else { asked };
        let rows = asked.fetch_all(&self.pool).await.map_err(told)?;
        if rows.len() <= LIMIT { Ok(()) } else { Err("PostgreSQL answered more than was asked".to_owned()) }
    }
}

fn statement(language: Language, in_zone: bool) -> &'static str {
    match (language, in_zone) {
        (Language::Dutch, true) => {
            "select id, title_nl, zone, ts_rank(dutch, asked) as rank from offer, plainto_tsquery('dutch', $1) as asked \
             where dutch @@ asked and zone = $2 order by rank desc limit 20"
        }
        (Language::Dutch, false) => {
            "select id, title_nl, zone, ts_rank(dutch, asked) as rank from offer, plainto_tsquery('dutch', $1) as asked \
             where dutch @@ asked order by rank desc limit 20"
        }
        (Language::French, true) => {
            "select id, title_fr, zone, ts_rank(french, asked) as rank from offer, plainto_tsquery('french', $1) as asked \
             where french @@ asked and zone = $2 order by rank desc limit 20"
        }
        (Language::French, false) => {
            "select id, title_fr, zone, ts_rank(french, asked) as rank from offer, plainto_tsquery('french', $1) as asked \
             where french @@ asked order by rank desc limit 20"
        }
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn told(error: sqlx::Error) -> String {
    format!("PostgreSQL: {error}")
}
