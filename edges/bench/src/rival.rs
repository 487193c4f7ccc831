//! The same offer in PostgreSQL's full text search: the same words, zone filter, ranking and limit, as bare SQL from a pool.
//! It draws no page, mends no word and knows no synonym but those of the themes: all that is to its advantage.

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

/// One service, as both sides index it. Texts are in Dutch and in French.
#[derive(Clone, Debug)]
pub(crate) struct Text {
    pub(crate) zone: String,
    pub(crate) municipality: String,
    pub(crate) line: &'static str,
    pub(crate) verified_on: String,
    pub(crate) title: [String; 2],
    pub(crate) organisation: [String; 2],
    pub(crate) summary: [String; 2],
    /// The words of its main theme.
    pub(crate) keywords: [String; 2],
    /// The rest of its words.
    pub(crate) body: [String; 2],
}

/// Makes the table and its index anew, and fills it.
pub(crate) async fn build(url: &str, texts: &[Text]) -> Result<PgPool, String> {
    let askers = u32::try_from(ASKERS).map_err(|error| error.to_string())?;
    let options = PgPoolOptions::new().min_connections(askers).max_connections(askers);
    let pool = options.acquire_timeout(Duration::from_secs(30)).connect(url).await.map_err(told)?;
    for statement in [
        "drop table if exists offer",
        "create table offer (id serial primary key, zone text not null, municipality text not null, line text not null, \
         verified_on date not null, title_nl text not null, title_fr text not null, organisation_nl text not null, \
         organisation_fr text not null, summary_nl text not null, summary_fr text not null, dutch tsvector not null, \
         french tsvector not null)",
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
    let column = |value: fn(&Text) -> &str| texts.iter().map(|text| value(text).to_owned()).collect::<Vec<_>>();
    let filling = sqlx::query(
        "insert into offer (zone, municipality, line, verified_on, title_nl, title_fr, organisation_nl, organisation_fr, \
           summary_nl, summary_fr, dutch, french)
         select zone, municipality, line, verified_on::date, title_nl, title_fr, organisation_nl, organisation_fr, \
           summary_nl, summary_fr,
           setweight(to_tsvector('dutch', title_nl || ' ' || organisation_nl), 'A') || \
             setweight(to_tsvector('dutch', keywords_nl), 'B') || setweight(to_tsvector('dutch', body_nl), 'C'),
           setweight(to_tsvector('french', title_fr || ' ' || organisation_fr), 'A') || \
             setweight(to_tsvector('french', keywords_fr), 'B') || setweight(to_tsvector('french', body_fr), 'C')
         from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], \
             $9::text[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[])
           as given (zone, municipality, line, verified_on, title_nl, title_fr, organisation_nl, organisation_fr, \
             summary_nl, summary_fr, keywords_nl, keywords_fr, body_nl, body_fr)",
    );
    let columns: [fn(&Text) -> &str; 14] = [
        |text| &text.zone,
        |text| &text.municipality,
        |text| text.line,
        |text| &text.verified_on,
        |text| &text.title[0],
        |text| &text.title[1],
        |text| &text.organisation[0],
        |text| &text.organisation[1],
        |text| &text.summary[0],
        |text| &text.summary[1],
        |text| &text.keywords[0],
        |text| &text.keywords[1],
        |text| &text.body[0],
        |text| &text.body[1],
    ];
    let filling = columns.into_iter().fold(filling, |filling, value| filling.bind(column(value)));
    filling.execute(pool).await.map(drop).map_err(told)
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
        let place = question.place.as_ref();
        let zone = place.and_then(|place| place.zone.as_deref());
        let municipality = place.and_then(|place| place.municipality.as_deref()).unwrap_or_default();
        let asked = sqlx::query(statement(question.language, zone.is_some())).bind(&question.words).bind(municipality);
        let asked = if let Some(zone) = zone { asked.bind(zone) } else { asked };
        let rows = asked.fetch_all(&self.pool).await.map_err(told)?;
        if rows.len() <= LIMIT { Ok(()) } else { Err("PostgreSQL answered more than was asked".to_owned()) }
    }
}

/// The columns of a card, how many services there are in all, and the weights of the directory's ranking: near, generalist
/// before specialist, verified lately.
macro_rules! statement {
    ($vector:literal, $config:literal, $language:literal, $filter:literal) => {
        concat!(
            "select id, title_",
            $language,
            ", organisation_",
            $language,
            ", summary_",
            $language,
            ", zone, municipality, line, verified_on, count(*) over () as total, ts_rank(",
            $vector,
            ", asked) \
             * case when municipality = $2 then 1.3 else 1.0 end \
             * case line when 'second' then 0.88 when '' then 0.97 else 1.0 end \
             * case when verified_on > current_date - 366 then 1.06 else 1.0 end as rank \
             from offer, plainto_tsquery('",
            $config,
            "', $1) as asked where ",
            $vector,
            " @@ asked",
            $filter,
            " order by rank desc limit 20"
        )
    };
}

fn statement(language: Language, in_zone: bool) -> &'static str {
    match (language, in_zone) {
        (Language::Dutch, true) => statement!("dutch", "dutch", "nl", " and zone = $3"),
        (Language::Dutch, false) => statement!("dutch", "dutch", "nl", ""),
        (Language::French, true) => statement!("french", "french", "fr", " and zone = $3"),
        (Language::French, false) => statement!("french", "french", "fr", ""),
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn told(error: sqlx::Error) -> String {
    format!("PostgreSQL: {error}")
}
