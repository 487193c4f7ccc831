//! Questions that narrow: with choices of facets, each page with its facets counted and its map drawn; and what is suggested
//! while somebody types. Every question is new, so that nothing is remembered.

use std::sync::Arc;
use std::time::Duration;

use crate::figure::{Bar, Figure};
use crate::ground::Ground;
use crate::load::http::Browser;
use crate::load::{self, ASKERS, Round};
use crate::process::Server;
use crate::questions::{self, EVER_NEW, Question};

/// Turns; the median counts.
const TURNS: usize = 5;
/// How long a turn lasts.
const TURN: Duration = Duration::from_secs(5);
/// What people narrow by, in turn.
const CHOICES: [&str; 8] = [
    "",
    "&language=fr",
    "&line=first",
    "&open=1",
    "&line=first&line=second&language=nl",
    "&within=3",
    "&for=public&open=1",
    "&zone=CO&zone=N",
];
/// Fewest and most letters after which suggestions are asked.
const LETTERS: [usize; 2] = [2, 8];

/// Measures narrowed questions and suggestions on the large directory.
pub(crate) async fn measure(ground: &Ground) -> Result<Vec<Figure>, String> {
    let server = ground.filled().await?.serve().await?;
    let questions = questions::mix(&ground.region, EVER_NEW)?;
    let narrowed = turns(&server, &narrowed(&questions)).await?;
    let suggested = turns(&server, &begun(&questions)).await?;
    Ok(vec![
        Figure::new("narrowed, facets and map", narrowed.throughput, "pages/s", Bar::None),
        Figure::new("narrowed, facets and map, p99", narrowed.p99, "ms", Bar::Under(15.0)),
        Figure::new("suggestions", suggested.throughput, "answers/s", Bar::None),
        Figure::new("suggestions, p99", suggested.p99, "ms", Bar::Under(20.0)),
    ])
}

/// Every question with a choice.
pub(crate) fn narrowed(questions: &[Question]) -> Arc<Vec<Vec<u8>>> {
    // The mix alternates languages; going by halves, each language meets each choice.
    let choice = |at: usize| CHOICES[at / 2 % CHOICES.len()];
    Arc::new(questions.iter().enumerate().map(|(at, question)| question.narrowed(choice(at))).collect())
}

fn begun(questions: &[Question]) -> Arc<Vec<Vec<u8>>> {
    let letters = |at: usize| LETTERS[0] + at / 2 % (LETTERS[1] - LETTERS[0] + 1);
    Arc::new(questions.iter().enumerate().map(|(at, question)| question.begun(letters(at))).collect())
}

/// The median of several turns.
pub(crate) struct Median {
    pub(crate) throughput: f64,
    pub(crate) p99: f64,
}

/// Asks in turns, each going on where the last one ended, after a turn that does not count.
pub(crate) async fn turns(server: &Server, requests: &Arc<Vec<Vec<u8>>>) -> Result<Median, String> {
    let mut rounds: Vec<Round> = Vec::new();
    let share = requests.len() / (TURNS + 1);
    for turn in requests.chunks(share).take(TURNS + 1) {
        let turn = Arc::new(turn.to_vec());
        let askers = Browser::several(server.address, &turn, ASKERS).await?;
        rounds.push(load::round(askers, turn.len(), TURN).await?);
    }
    let counted = &rounds[1..];
    Ok(Median {
        throughput: load::median(counted.iter().map(|round| round.throughput)),
        p99: load::median(counted.iter().map(|round| round.wait(0.99))),
    })
}
