//! A walk along routes that change something: each step is held against what the route says it leaves in the journal.

use std::collections::BTreeSet;

use axum::body::{Body, to_bytes};
use axum::http::{Method, Request};
use journal::Filter;
use kernel::PageRequest;
use serde_json::Value;
use testkit::{Client, Reply, World};
use tower::ServiceExt as _;
use web::Trace;

/// A walk, and which routes it came along.
pub struct Walk<'a> {
    pub world: &'a World,
    walked: BTreeSet<String>,
}

impl<'a> Walk<'a> {
    pub fn new(world: &'a World) -> Self {
        Self { world, walked: BTreeSet::new() }
    }

    /// Sends a form to a route, with this in the place of its parameter, and looks at what that left in the journal.
    pub async fn post(&mut self, client: &Client, route: &str, value: &str, fields: &[(&str, &str)]) -> Reply {
        let before = self.entries().await.len();
        let reply = client.post(&filled(route, value), fields).await;
        assert!(matches!(reply.status.as_u16(), 200 | 303), "{route}: {}\n{}", reply.status, reply.outline());
        self.look(&Method::POST, route, before).await;
        reply
    }

    /// As [`Walk::post`], with a file.
    pub async fn post_file(&mut self, client: &Client, route: &str, file: (&str, &str, &[u8])) -> Reply {
        let before = self.entries().await.len();
        let reply = client.post_files(route, &[], &[file]).await.expect(303);
        self.look(&Method::POST, route, before).await;
        reply
    }

    /// Sends what a program sends with its token, and looks at what that left in the journal; answers the body.
    pub async fn send(&mut self, token: &str, (method, route): (Method, &str), value: &str, body: Value) -> Value {
        let before = self.entries().await.len();
        let request = Request::builder().method(&method).uri(filled(route, value)).header("host", "relais.example");
        let request = request.header("authorization", format!("Bearer {token}")).header("if-match", "*");
        let request = request.header("content-type", "application/json").body(Body::from(body.to_string())).unwrap();
        let answer = self.world.router().oneshot(request).await.unwrap();
        let (status, body) = (answer.status(), to_bytes(answer.into_body(), 1 << 20).await.unwrap());
        assert!(status.is_success(), "{method} {route}: {status}\n{}", String::from_utf8_lossy(&body));
        self.look(&method, route, before).await;
        serde_json::from_slice(&body).unwrap_or_default()
    }

    /// Holds what was left since so many entries against what the route says.
    async fn look(&mut self, method: &Method, route: &str, before: usize) {
        let known = self.world.routes.iter().find(|known| known.method == *method && known.path == route);
        let trace = known.unwrap_or_else(|| panic!("there is no route {method} {route}")).trace;
        let left = self.entries().await.split_off(before);
        match trace {
            Some(Trace::Nothing(_)) => {
                assert!(left.is_empty(), "{route} says that it leaves nothing, and left {left:?}");
            }
            // One deed may be several for the journal: who is invited is also given a role.
            Some(Trace::Journal(action)) => {
                assert!(
                    left.iter().any(|left| left == action),
                    "{route} says that it leaves `{action}`, and left {left:?}"
                );
            }
            None => panic!("{route} does not say what it leaves"),
        }
        self.walked.insert(format!("{method} {route}"));
    }

    /// The routes that change something and were not walked.
    pub fn left_out(&self) -> Vec<String> {
        let mutating = self.world.routes.iter().filter(|route| route.trace.is_some());
        let named = mutating.map(|route| format!("{} {}", route.method, route.path));
        named.filter(|name| !self.walked.contains(name)).collect()
    }

    /// The id of the account with an address.
    pub async fn find(&self, admin: &Client, email: &str) -> String {
        let found = admin.post("/admin/accounts", &[("email", email)]).await.expect(303);
        found.location().unwrap().rsplit('/').next().unwrap().to_owned()
    }

    /// The actions of all entries, the oldest first.
    async fn entries(&self) -> Vec<String> {
        let mut all = Vec::new();
        loop {
            let next = PageRequest::new(PageRequest::MOST, all.len() as u64);
            let list = journal::list(self.world.store().read(), &Filter::default(), next).await.unwrap();
            all.extend(list.items.into_iter().map(|entry| entry.note.action));
            if all.len() as u64 >= list.total {
                break;
            }
        }
        all.into_iter().rev().collect()
    }
}

/// A path with this in the place of its parameters; several of them are parted by a blank.
fn filled(route: &str, value: &str) -> String {
    let mut values = value.split(' ');
    let mut fill = |part| if str::starts_with(part, '{') { values.next().unwrap_or(value) } else { part };
    route.split('/').map(&mut fill).collect::<Vec<_>>().join("/")
}

/// What stands between two marks of a page.
pub fn between(html: &str, before: &str, after: &str) -> String {
    let (_, rest) = html.split_once(before).unwrap_or_else(|| panic!("no `{before}` in {html}"));
    rest.split_once(after).unwrap_or_else(|| panic!("no `{after}` after `{before}`")).0.to_owned()
}
