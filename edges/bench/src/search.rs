//! Searching under load: our page, the same question to PostgreSQL, and the bare server, in turns.

use std::sync::Arc;
use std::time::Duration;

use sqlx::PgPool;

use crate::figure::{Bar, Figure};
use crate::ground::Ground;
use crate::load::http::{Browser, get};
use crate::load::{self, ASKERS, Round};
use crate::process::Server;
use crate::questions::{self, EVER_NEW, Question, REPEATED};
use crate::rival::{self, Client};

/// Turns that each side gets; the median counts, so that a passing disturbance does not.
const TURNS: usize = 5;
/// How long a turn of ours and of PostgreSQL lasts.
const TURN: Duration = Duration::from_secs(5);
/// How long a turn of the bare server lasts; it is steadier.
const SHORT_TURN: Duration = Duration::from_secs(2);
/// Asked before anything is counted.
const WARM_UP: Duration = Duration::from_secs(3);

/// The three that are compared.
struct Sides {
    page: Server,
    hello: Server,
    postgres: PgPool,
    questions: Arc<Vec<Question>>,
    requests: Arc<Vec<Vec<u8>>>,
    new_requests: Arc<Vec<Vec<u8>>>,
}

/// What all turns of one side gave.
struct Turns {
    page: Vec<Round>,
    new_page: Vec<Round>,
    hello: Vec<Round>,
    postgres: Vec<Round>,
}

/// Measures throughput, waits and memory.
pub(crate) async fn measure(ground: &Ground, postgres: &str) -> Result<Vec<Figure>, String> {
    let questions = Arc::new(questions::mix(&ground.region, REPEATED)?);
    let requests = |questions: &[Question]| Arc::new(questions.iter().map(Question::request).collect());
    let new_requests = requests(&questions::mix(&ground.region, EVER_NEW)?);
    let requests = requests(&questions);
    let postgres = rival::build(postgres, &ground.texts()).await?;
    let page = ground.filled().await?.serve().await?;
    let hello = ground.hello().await?;
    let sides = Sides { page, hello, postgres, questions, requests, new_requests };
    sides.warm_up().await?;
    let turns = sides.take_turns().await?;
    Ok(figures(&turns, sides.page.resident()?))
}

impl Sides {
    async fn warm_up(&self) -> Result<(), String> {
        self.ask_page(&self.requests, WARM_UP).await?;
        self.ask_hello(WARM_UP / 3).await?;
        self.ask_postgres(WARM_UP).await.map(drop)
    }

    async fn take_turns(&self) -> Result<Turns, String> {
        let mut turns = Turns { page: Vec::new(), new_page: Vec::new(), hello: Vec::new(), postgres: Vec::new() };
        for _ in 0..TURNS {
            turns.page.push(self.ask_page(&self.requests, TURN).await?);
            turns.new_page.push(self.ask_page(&self.new_requests, TURN).await?);
            turns.postgres.push(self.ask_postgres(TURN).await?);
            turns.hello.push(self.ask_hello(SHORT_TURN).await?);
        }
        Ok(turns)
    }

    async fn ask_page(&self, requests: &Arc<Vec<Vec<u8>>>, time: Duration) -> Result<Round, String> {
        let askers = Browser::several(self.page.address, requests, ASKERS).await?;
        load::round(askers, requests.len(), time).await
    }

    async fn ask_hello(&self, time: Duration) -> Result<Round, String> {
        let askers = Browser::several(self.hello.address, &Arc::new(vec![get("/", "")]), ASKERS).await?;
        load::round(askers, 1, time).await
    }

    async fn ask_postgres(&self, time: Duration) -> Result<Round, String> {
        load::round(Client::several(&self.postgres, &self.questions), self.questions.len(), time).await
    }
}

fn figures(turns: &Turns, resident: f64) -> Vec<Figure> {
    let throughput = |rounds: &[Round]| load::median(rounds.iter().map(|round| round.throughput));
    let wait = |rounds: &[Round], share| load::median(rounds.iter().map(|round| round.wait(share)));
    let (page, postgres, hello) = (throughput(&turns.page), throughput(&turns.postgres), throughput(&turns.hello));
    let new_page = throughput(&turns.new_page);
    vec![
        Figure::new("search page", page, "pages/s", Bar::None),
        Figure::new("PostgreSQL full text", postgres, "queries/s", Bar::None),
        Figure::new("bare axum hello", hello, "answers/s", Bar::None),
        Figure::new("search page over PostgreSQL", page / postgres, "times", Bar::AtLeast(20.0)),
        Figure::new("search page, each question new", new_page, "pages/s", Bar::None),
        Figure::new("each question new, over PostgreSQL", new_page / postgres, "times", Bar::None),
        Figure::new("each question new, p99", wait(&turns.new_page, 0.99), "ms", Bar::Under(10.0)),
        Figure::new("search page, share of hello", 100.0 * page / hello, "%", Bar::None),
        Figure::new("search page, p50", wait(&turns.page, 0.5), "ms", Bar::None),
        Figure::new("search page, p99", wait(&turns.page, 0.99), "ms", Bar::Under(10.0)),
        Figure::new("PostgreSQL full text, p99", wait(&turns.postgres, 0.99), "ms", Bar::None),
        Figure::new("resident memory under load", resident, "MiB", Bar::Under(400.0)),
    ]
}
