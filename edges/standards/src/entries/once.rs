//! Doing once what a program marks and may send again: the answer is kept a day, sealed, and given again.

use std::ops::ControlFlow;

use access::{Context, TokenId};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use directory::entry::EntryKind;
use house::House;
use jiff::SignedDuration;
use kernel::Timestamp;
use sea_orm::{ConnectionTrait, DbErr};
use sha2::{Digest as _, Sha256};
use store::{Tx, broken_constraint, sql};
use web::{Failure, Page};

use super::draw::Answer;
use super::sent::mark;
use super::trouble::Trouble;

/// How long an answer is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24);
/// What answers are sealed for.
const SEALED: &str = "standards.api_answer";

/// A request as it is told apart from another with the same mark.
pub(super) struct Request<'a> {
    pub page: &'a Page,
    pub house: &'a House,
    /// The kind of the entry that it is about.
    pub kind: EntryKind,
    pub mark: Option<String>,
    pub body: &'a [u8],
}

impl<'a> Request<'a> {
    /// A request that its program may have marked.
    pub fn marked(
        (page, house): (&'a Page, &'a House),
        kind: EntryKind,
        (headers, body): (&HeaderMap, &'a [u8]),
    ) -> Result<Self, Failure> {
        Ok(Self { page, house, kind, mark: mark(headers)?, body })
    }

    /// What the same request was answered before, without beginning anything.
    pub async fn answered(&self) -> Result<Option<Answer>, Failure> {
        self.known(self.house.store.read()).await
    }

    /// Begins the unit of work that is asked for, unless it was done before: then its answer is given again.
    pub async fn begin(&self) -> Result<ControlFlow<Response, Tx>, Failure> {
        let tx = self.house.store.begin().await?;
        match self.known(&tx).await? {
            Some(known) => {
                tx.rollback().await?;
                Ok(ControlFlow::Break(known.sent()?))
            }
            None => Ok(ControlFlow::Continue(tx)),
        }
    }

    /// Ends the unit of work that the request asked for, with its answer or without a trace.
    pub async fn end(&self, tx: Tx, done: Result<Answer, Trouble>) -> Result<Response, Failure> {
        let answer = match done {
            Ok(answer) => answer,
            Err(trouble) => {
                tx.rollback().await?;
                return trouble.told(self.page, self.kind);
            }
        };
        self.keep(&tx, &answer).await?;
        tx.commit().await?;
        answer.sent()
    }

    fn token(&self) -> Option<(TokenId, &str)> {
        let program = self.page.actor().program()?;
        Some((program.token, self.mark.as_deref()?))
    }

    /// What is kept to tell the request from another.
    fn digest(&self) -> String {
        let mut digest = Sha256::new();
        digest.update(self.page.path());
        digest.update([0]);
        digest.update(self.body);
        hex::encode(digest.finalize())
    }

    /// What the same request was answered before.
    async fn known(&self, db: &impl ConnectionTrait) -> Result<Option<Answer>, Failure> {
        let Some((token, mark)) = self.token() else { return Ok(None) };
        let text = "select digest, status, place, body from api_answer
            where token = $1 and mark = $2 and made_at > $3";
        let values = [token.into(), mark.into(), self.oldest().into()];
        let Some(row) = db.query_one_raw(sql(db, text, values)).await? else { return Ok(None) };
        if row.try_get::<String>("", "digest")? != self.digest() {
            return Err(Failure::refused(StatusCode::UNPROCESSABLE_ENTITY, "standards-api-mark-used"));
        }
        let sealed: Vec<u8> = row.try_get("", "body")?;
        let body = self.house.vault.open_text(SEALED, &sealed).map_err(Failure::unexpected)?;
        let status: i64 = row.try_get("", "status")?;
        Ok(Some(Answer {
            status: u16::try_from(status).unwrap_or_default(),
            place: row.try_get("", "place")?,
            body: serde_json::from_str(&body).map_err(Failure::unexpected)?,
        }))
    }

    async fn keep(&self, tx: &Tx, answer: &Answer) -> Result<(), Failure> {
        let Some((token, mark)) = self.token() else { return Ok(()) };
        let old = "delete from api_answer where made_at <= $1";
        tx.execute_raw(sql(tx, old, [self.oldest().into()])).await?;
        let body = serde_json::to_string(&answer.body).map_err(Failure::unexpected)?;
        let text = "insert into api_answer (token, mark, digest, status, place, body, made_at)
            values ($1, $2, $3, $4, $5, $6, $7)";
        let values: [sea_orm::Value; 7] = [
            token.into(),
            mark.into(),
            self.digest().into(),
            i64::from(answer.status).into(),
            answer.place.clone().into(),
            self.house.vault.seal_text(SEALED, &body).into(),
            self.cx().now().into(),
        ];
        tx.execute_raw(sql(tx, text, values)).await.map(drop).map_err(at_once)
    }

    fn oldest(&self) -> Timestamp {
        self.cx().now().plus(-KEPT)
    }

    fn cx(&self) -> &Context {
        self.page.cx()
    }
}

/// The same request twice at one moment: the database lets one through, and the other may ask again.
fn at_once(error: DbErr) -> Failure {
    if broken_constraint(&error).is_some() {
        return Failure::refused(StatusCode::CONFLICT, "standards-api-at-once");
    }
    error.into()
}
