//! The routes of a module: declared with the right that each one asks, so that a test can list them all.

use access::Actor;
use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE, HeaderName,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn, map_response};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, patch, post, put};

use crate::mount::framed;
use crate::upload::{self, FileBound};
use crate::{Failure, Page, gate};

/// Who may come through a door at all. What exactly they may do there, the action behind it decides.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Right {
    /// Everybody.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// Whoever could do this action on some record, as the policies say.
    Action(&'static str),
}

/// What a mutating route leaves in the journal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trace {
    /// An entry with this action.
    Journal(&'static str),
    /// Nothing, because it changes nothing; with the reason.
    Nothing(&'static str),
}

/// A route as the table of rights shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Route {
    /// The method.
    pub method: Method,
    /// The path, with its parameters in braces.
    pub path: String,
    /// Who may come in.
    pub right: Right,
    /// What it leaves in the journal; `None` only for routes that read.
    pub trace: Option<Trace>,
}

/// The routes of a module, and their table.
#[derive(Debug)]
pub struct Routes<S = ()> {
    router: Router<S>,
    table: Vec<Route>,
    /// Whether the routes declared from here on may be read by the pages of other sites.
    shared: bool,
    /// Whether they are for programs that bring a token, and for nobody else.
    programs: bool,
    /// The paths of those that take files, which may be long in arriving.
    uploads: Vec<String>,
}

/// Why a question that is sent leaves nothing in the journal.
const ONLY_ASKS: &str = "only reads; what is asked travels in the body, so that no address holds it";

/// How a door is kept.
#[derive(Clone, Copy)]
struct Door {
    right: Right,
    shared: bool,
    /// It asks for no proof of where the request comes from: it only reads, or its address is the proof.
    asks: bool,
    /// Only for programs that bring a token, which is proof enough.
    programs: bool,
    /// It takes files, up to a bound.
    files: Option<FileBound>,
}

/// What the pages of every other site may do with an open door: read, without anybody's cookies.
const SHARED: [(HeaderName, &str); 6] = [
    (ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, OPTIONS"),
    (ACCESS_CONTROL_ALLOW_HEADERS, "accept, accept-language, content-type, if-none-match, if-modified-since"),
    (ACCESS_CONTROL_EXPOSE_HEADERS, "content-language, etag, link"),
    (ACCESS_CONTROL_MAX_AGE, "86400"),
    (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
];

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// No routes yet.
    pub fn new() -> Self {
        Self { router: Router::new(), table: Vec::new(), shared: false, programs: false, uploads: Vec::new() }
    }

    /// The routes declared from here on are for the programs and pages of other sites as well: their answers may be read from
    /// anywhere. Only for what is public.
    #[must_use]
    pub fn shared(mut self) -> Self {
        self.shared = true;
        self
    }

    /// The routes declared from here on are for programs that bring a token: a session opens none of them, and no form is sent there.
    #[must_use]
    pub fn programs(mut self) -> Self {
        self.programs = true;
        self
    }

    /// A route that reads.
    #[must_use]
    pub fn get<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H, right: Right) -> Self {
        self.add(Method::GET, path, get(handler), right)
    }

    /// A route that changes something and whose address alone is the proof: a secret that only a letter carried. Mail programs
    /// send such a request without ever having seen a page of ours (RFC 8058).
    #[must_use]
    pub fn by_address<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H, right: Right) -> Self {
        let door = Door { right, shared: self.shared, asks: true, programs: false, files: None };
        self.open(Method::POST, path, post(handler), door)
    }

    /// A page that reads, that everybody may see, and that other sites may put into a page of theirs: it takes no cookie along, so
    /// it must show the same to everybody and hold no form that changes something.
    #[must_use]
    pub fn framed<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H) -> Self {
        let door = Door { right: Right::Public, shared: false, asks: false, programs: false, files: None };
        self.open(Method::GET, path, get(handler).layer(map_response(async |answer: Response| framed(answer))), door)
    }

    /// A route that changes something. Its journal action is that of its right; see [`Routes::journals`].
    #[must_use]
    pub fn post<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H, right: Right) -> Self {
        self.add(Method::POST, path, post(handler), right)
    }

    /// A route that changes something and takes a form with files (`multipart/form-data`), whose handler takes an [`crate::Upload`].
    #[must_use]
    pub fn upload<H: Handler<T, S>, T: 'static>(
        mut self,
        path: &str,
        handler: H,
        (right, bound): (Right, FileBound),
    ) -> Self {
        self.uploads.push(path.to_owned());
        let door = Door { right, shared: false, asks: false, programs: false, files: Some(bound) };
        self.open(Method::POST, path, post(handler), door)
    }

    /// A route that only reads although it is posted to: what is asked travels in the body. It asks for no proof of where it was
    /// sent from, so it must change nothing.
    #[must_use]
    pub fn ask<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H, right: Right) -> Self {
        let door = Door { right, shared: self.shared, asks: true, programs: self.programs, files: None };
        self.open(Method::POST, path, post(handler), door).leaves_no_trace(ONLY_ASKS)
    }

    /// A route that replaces a record, for programs.
    #[must_use]
    pub fn put<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H, right: Right) -> Self {
        self.add(Method::PUT, path, put(handler), right)
    }

    /// A route that changes parts of a record, for programs.
    #[must_use]
    pub fn patch<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H, right: Right) -> Self {
        self.add(Method::PATCH, path, patch(handler), right)
    }

    /// A route that removes a record, for programs.
    #[must_use]
    pub fn delete<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H, right: Right) -> Self {
        self.add(Method::DELETE, path, delete(handler), right)
    }

    /// Names the journal action of the route just declared, where it is not that of its right.
    #[must_use]
    pub fn journals(self, action: &'static str) -> Self {
        self.traced(Trace::Journal(action))
    }

    /// Says why the mutating route just declared leaves no journal entry.
    #[must_use]
    pub fn leaves_no_trace(self, because: &'static str) -> Self {
        self.traced(Trace::Nothing(because))
    }

    fn traced(mut self, trace: Trace) -> Self {
        if let Some(last) = self.table.last_mut() {
            last.trace = Some(trace);
        }
        self
    }

    fn add(self, method: Method, path: &str, handler: MethodRouter<S>, right: Right) -> Self {
        let door = Door { right, shared: self.shared, asks: false, programs: self.programs, files: None };
        self.open(method, path, handler, door)
    }

    fn open(mut self, method: Method, path: &str, handler: MethodRouter<S>, door: Door) -> Self {
        let right = door.right;
        let trace = match right {
            Right::Action(action) if gate::changes(&method) => Some(Trace::Journal(action)),
            _ => None,
        };
        // A browser asks first whether another site's page may ask at all.
        let handler = if door.shared && !self.table.iter().any(|route| route.path == path) {
            handler.options(|| async { StatusCode::NO_CONTENT })
        } else {
            handler
        };
        let guarded = handler.layer(from_fn(move |request: Request, next: Next| admit(door, request, next)));
        self.router = self.router.route(path, guarded);
        self.table.push(Route { method, path: path.to_owned(), right, trace });
        self
    }

    /// These routes and those of another module.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self.uploads.extend(other.uploads);
        self
    }

    /// Every route with its right.
    pub fn table(&self) -> &[Route] {
        &self.table
    }

    /// Gives the handlers their state.
    pub fn with_state(self, state: S) -> Routes {
        Routes {
            router: self.router.with_state(state),
            table: self.table,
            shared: self.shared,
            programs: self.programs,
            uploads: self.uploads,
        }
    }
}

impl Routes {
    /// The router, and the paths that take files.
    pub(crate) fn into_router(self) -> (Router, Vec<String>) {
        (self.router, self.uploads)
    }
}

/// Lets a request through a door, or says why not. A browser that asks on behalf of another site's page hears what it may do.
async fn admit(door: Door, request: Request, next: Next) -> Response {
    if !door.shared {
        return pass(door, request, next).await;
    }
    let mut answer = if request.method() == Method::OPTIONS {
        StatusCode::NO_CONTENT.into_response()
    } else {
        pass(door, request, next).await
    };
    for (name, value) in SHARED {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

async fn pass(door: Door, request: Request, next: Next) -> Response {
    let Some(page) = request.extensions().get::<Page>().cloned() else {
        return Failure::unexpected("a route outside the shell: mount it with web::mount").into_response();
    };
    if !page.allows(door.right) {
        return turned_away(door, page.actor()).into_response();
    }
    if door.programs && page.actor().program().is_none() {
        return Failure::needs_token().into_response();
    }
    let checked = match door.files {
        Some(bound) => upload::receive(&page, request, bound).await,
        None if door.asks || door.programs => gate::whole(&page, request).await,
        None => gate::check(&page, request).await,
    };
    match checked {
        Ok(request) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}

/// Why somebody does not come in.
fn turned_away(door: Door, actor: &Actor) -> Failure {
    match actor {
        Actor::Visitor if door.programs => Failure::needs_token(),
        Actor::Visitor => Failure::sign_in(),
        Actor::Program(_) => Failure::narrow_token(),
        Actor::Account(_) | Actor::System(_) => Failure::forbidden(),
    }
}

/// Keeps what an answer says to the pages of other sites when it is drawn anew.
pub(crate) fn keep_shared(from: &HeaderMap, to: &mut HeaderMap) {
    if from.contains_key(ACCESS_CONTROL_ALLOW_ORIGIN) {
        to.extend(SHARED.map(|(name, value)| (name, HeaderValue::from_static(value))));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_only_asks_says_that_it_leaves_nothing() {
        let routes: Routes = Routes::new().shared().ask("/questions", || async {}, Right::Public);
        assert_eq!(routes.table()[0].trace, Some(Trace::Nothing(ONLY_ASKS)));
        assert_eq!(routes.table()[0].method, Method::POST);
    }

    #[test]
    fn the_table_names_right_and_journal_action_of_every_route() {
        let routes: Routes = Routes::new()
            .get("/contacts", || async {}, Right::Action("helpdesk.read_contacts"))
            .post("/contacts", || async {}, Right::Action("helpdesk.log_contact"))
            .post("/sign-out", || async {}, Right::SignedIn)
            .journals("access.sign_out")
            .post("/preview", || async {}, Right::Public)
            .leaves_no_trace("only draws what was typed");
        let traces: Vec<_> = routes.table().iter().map(|route| route.trace).collect();
        let journal = |action| Some(Trace::Journal(action));
        let nothing = Some(Trace::Nothing("only draws what was typed"));
        assert_eq!(traces, [None, journal("helpdesk.log_contact"), journal("access.sign_out"), nothing]);
        assert_eq!(routes.table()[0].right, Right::Action("helpdesk.read_contacts"));
    }
}
