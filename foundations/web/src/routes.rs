//! The routes of a module: declared with the right that each one asks, so that a test can list them all.

use axum::Router;
use axum::extract::Request;
use axum::handler::Handler;
use axum::http::Method;
use axum::middleware::{Next, from_fn};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, delete, get, post, put};

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
}

impl<S: Clone + Send + Sync + 'static> Default for Routes<S> {
    fn default() -> Self {
        Self::new()
    }
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// No routes yet.
    pub fn new() -> Self {
        Self { router: Router::new(), table: Vec::new() }
    }

    /// A route that reads.
    #[must_use]
    pub fn get<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H, right: Right) -> Self {
        self.add(Method::GET, path, get(handler), right)
    }

    /// A route that changes something. Its journal action is that of its right; see [`Routes::journals`].
    #[must_use]
    pub fn post<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H, right: Right) -> Self {
        self.add(Method::POST, path, post(handler), right)
    }

    /// A route that replaces a record, for programs.
    #[must_use]
    pub fn put<H: Handler<T, S>, T: 'static>(self, path: &str, handler: H, right: Right) -> Self {
        self.add(Method::PUT, path, put(handler), right)
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

    fn add(mut self, method: Method, path: &str, handler: MethodRouter<S>, right: Right) -> Self {
        let trace = match right {
            Right::Action(action) if gate::changes(&method) => Some(Trace::Journal(action)),
            _ => None,
        };
        let guarded = handler.layer(from_fn(move |request: Request, next: Next| admit(right, request, next)));
        self.router = self.router.route(path, guarded);
        self.table.push(Route { method, path: path.to_owned(), right, trace });
        self
    }

    /// These routes and those of another module.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.table.extend(other.table);
        self
    }

    /// Every route with its right.
    pub fn table(&self) -> &[Route] {
        &self.table
    }

    /// Gives the handlers their state.
    pub fn with_state(self, state: S) -> Routes {
        Routes { router: self.router.with_state(state), table: self.table }
    }
}

impl Routes {
    pub(crate) fn into_router(self) -> Router {
        self.router
    }
}

/// Lets a request through a door, or says why not.
async fn admit(right: Right, request: Request, next: Next) -> Response {
    let Some(page) = request.extensions().get::<Page>().cloned() else {
        return Failure::unexpected("a route outside the shell: mount it with web::mount").into_response();
    };
    if !page.allows(right) {
        let known = page.actor().account().is_some();
        return if known { Failure::forbidden() } else { Failure::sign_in() }.into_response();
    }
    match gate::check(&page, request).await {
        Ok(request) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
