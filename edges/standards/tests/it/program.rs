//! A program with a token, as the tests send it to the door.

use access::{Role, Scope};
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request};
use http_body_util::BodyExt as _;
use serde_json::Value;
use testkit::{Client, World};
use tower::ServiceExt as _;

/// A program with a token.
pub struct Program<'a> {
    pub world: &'a World,
    pub token: String,
}

/// What it was answered.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Answer {
    /// The answer, once it is known to have this status.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}", self.body);
        self
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

/// Makes a token in the browser; the fields are those of the form.
pub async fn token(client: &Client, fields: &[(&str, &str)]) -> String {
    client.get("/me/tokens").await.expect(200);
    let all = [&[("name", "Test program"), ("days", "30")], fields].concat();
    let page = client.post("/me/tokens", &all).await.expect(200).text();
    let (_, rest) = page.split_once("<code>relais_").expect("the token");
    format!("relais_{}", rest.split_once('<').unwrap().0)
}

impl<'a> Program<'a> {
    /// Of an editor, with a token that reaches so far.
    pub async fn of_editor(world: &'a World, reach: &str) -> Self {
        let token = token(&world.editor().await, &[("reach", reach)]).await;
        Self { world, token }
    }

    /// Of a partner for an organisation.
    pub async fn of_partner(world: &'a World, organisation: &str, reach: &str) -> Self {
        let partner = world.somebody(&[(Role::Partner, Scope::Organisation(organisation.to_owned()))]).await;
        let token = token(&partner, &[("reach", reach)]).await;
        Self { world, token }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], None).await
    }

    pub async fn send(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Option<Value>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", "relais.example");
        request = request.header("authorization", format!("Bearer {}", self.token)).header("accept-language", "en");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let body = body.map(|body| body.to_string());
        if body.is_some() {
            request = request.header("content-type", "application/json");
        }
        let request = request.body(body.map_or_else(Body::empty, Body::from)).unwrap();
        let answer = self.world.router().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Answer { status: parts.status.as_u16(), headers: parts.headers, body }
    }
}
