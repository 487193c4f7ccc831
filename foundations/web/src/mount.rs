//! The way in and out of every request: language, visitor, limits, failures, headers, log.

use std::any::Any;
use std::sync::Arc;
use std::time::Duration;

use access::token::Shown;
use access::{Actor, Context};
use axum::Router;
use axum::extract::{DefaultBodyLimit, MatchedPath, Request, State};
use axum::http::header::{
    ALLOW, AUTHORIZATION, CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, HeaderName, REFERRER_POLICY,
    SET_COOKIE, STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_http::CompressionLevel;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate};

use crate::draw::{Audience, draw};
use crate::page::Asked;
use crate::routes::keep_shared;
use crate::{Failure, Flash, Limits, Page, Routes, Shell, address, assets, cookies, language};

/// What a page may load and where it may send: ourselves only, and no script in the page.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'";

/// The same for a page that other sites may put into one of theirs.
const FRAMED: &str = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; \
    base-uri 'none'; frame-ancestors *";

/// The same for a page that shows a page of ours inside it.
const FRAMING: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'; frame-src 'self'";

/// The header of a request whose page only gives a fragment; see `relais.js`.
const FRAGMENT: &str = "x-fragment";
/// The longest path and query that are read, bytes: links of a page repeat what was asked, each the whole of it.
const LONGEST_ADDRESS: usize = 16 << 10;

const SAFETY: [(HeaderName, &str); 6] = [
    (CONTENT_SECURITY_POLICY, POLICY),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (REFERRER_POLICY, "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// The whole site: the routes of all modules inside the shell.
pub fn mount(shell: Shell, routes: Routes) -> Router {
    let body = shell.limits.body;
    let (router, uploads) = routes.into_router();
    let hall = Hall { shell: Arc::new(shell), uploads: uploads.into() };
    router
        .fallback(|| async { Failure::not_found() })
        .method_not_allowed_fallback(|| async { Failure::wrong_method() })
        .layer(DefaultBodyLimit::max(body))
        .layer(CatchPanicLayer::custom(told))
        .layer(from_fn_with_state(hall, receive))
        .merge(assets::routes())
        // Brotli would save another tenth of a page and cost megabytes of memory for each; the files of the look have it.
        .layer(CompressionLayer::new().br(false).quality(CompressionLevel::Precise(4)).compress_when(gains()))
        .layer(axum::middleware::map_response(add_safety))
}

/// Marks an answer that stands in a page of another site: it takes no cookie along and is nobody's in particular.
#[derive(Clone, Copy)]
pub(crate) struct Framed;

/// Lets other sites put an answer into a page of theirs.
pub(crate) fn framed(mut answer: Response) -> Response {
    let headers = answer.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));
    answer.extensions_mut().insert(Framed);
    answer
}

/// Lets a page show pages of ours inside it, in frames.
pub fn with_frames(mut answer: Response) -> Response {
    answer.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMING));
    answer
}

/// What compressing makes smaller: not what is packed already.
fn gains() -> impl Predicate {
    DefaultPredicate::new().and(NotForContentType::const_new("application/zip"))
}

/// A panic becomes a failure like any other; its text goes to the log.
#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over")]
fn told(panic: Box<dyn Any + Send>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without a text");
    Failure::unexpected(format!("panic: {text}")).into_response()
}

/// What every request passes through.
#[derive(Clone)]
struct Hall {
    shell: Arc<Shell>,
    /// The paths that take files.
    uploads: Arc<[String]>,
}

impl Hall {
    /// How long somebody may wait for an answer.
    fn patience(&self, method: &Method, route: Option<&str>) -> Duration {
        let takes_files = *method == Method::POST && self.uploads.iter().any(|path| Some(path.as_str()) == route);
        let Limits { time, parcel, .. } = self.shell.limits;
        if takes_files { parcel + time } else { time }
    }
}

async fn receive(State(hall): State<Hall>, mut request: Request, next: Next) -> Response {
    let shell = &hall.shell;
    let began = shell.clock.now();
    let (method, path) = (request.method().clone(), request.uri().path().to_owned());
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let audience = Audience::of(&method, &path, request.headers());
    let (visit, trouble) = visit(shell, request.headers(), request.uri()).await;
    let plain = address::names_its_host(request.version(), request.headers());
    let trouble = if plain { trouble } else { Some(Failure::no_host()) };
    let asked = request.uri().path_and_query().map_or(0, |asked| asked.as_str().len());
    let trouble = if asked > LONGEST_ADDRESS { Some(Failure::long_address()) } else { trouble };
    request.extensions_mut().insert(visit.page.clone());

    let answer = match trouble {
        Some(failure) => failure.into_response(),
        None => match tokio::time::timeout(hall.patience(&method, route.as_deref()), next.run(request)).await {
            Ok(answer) => answer,
            Err(_) => Failure::timed_out().into_response(),
        },
    };
    let mut answer = told_to(&visit.page, answer, audience);
    visit.leave(shell, &mut answer);
    // Neither query nor path values: they may hold what people type.
    tracing::info!(
        request.id = visit.page.request_id(),
        http.method = %method,
        http.route = route.as_deref().unwrap_or("none"),
        http.status = answer.status().as_u16(),
        took_us = i64::try_from(shell.clock.now().since(began).as_micros()).unwrap_or(i64::MAX),
        "answered"
    );
    answer
}

/// What the shell keeps about a request until its answer leaves.
struct Visit {
    page: Page,
    /// The language to remember.
    asked_for: Option<HeaderValue>,
    /// The guard to set when the page holds a form and the visitor has none yet.
    new_guard: Option<String>,
}

/// Finds out who comes. A database that is away makes a visitor and a failure.
async fn visit(shell: &Arc<Shell>, headers: &HeaderMap, uri: &axum::http::Uri) -> (Visit, Option<Failure>) {
    let (lang, asked_for) = language::choose(uri, headers, shell.secure);
    let bearer = bearer(headers, uri.path());
    // Who comes with a token is that program, whatever the browser would have brought along.
    let session = cookies::get(headers, cookies::SESSION, shell.secure).filter(|_| bearer.is_none());
    let (actor, trouble) = match (bearer, session) {
        (Some(token), _) => program(shell, token).await,
        (None, Some(token)) => match shell.sessions.actor(token).await {
            Ok(actor) => (actor, None),
            Err(error) => (Actor::Visitor, Some(Failure::from(error))),
        },
        (None, None) => (Actor::Visitor, None),
    };
    let guard = cookies::get(headers, cookies::GUARD, shell.secure).filter(|guard| guard.len() == 32);
    let (holder, new_guard) = match (actor.account(), session, guard) {
        (Some(_), Some(token), _) => (token.to_owned(), None),
        (_, _, Some(guard)) => (guard.to_owned(), None),
        _ => {
            let guard = hex::encode(shell.random.bytes::<16>());
            (guard.clone(), Some(guard))
        }
    };
    // A fragment does not show the message and leaves it for the next whole page.
    let whole = !headers.contains_key(FRAGMENT);
    let flash = cookies::get(headers, cookies::FLASH, shell.secure).filter(|_| whole).and_then(Flash::read);
    // The cookie is the browser's: a key of nobody's making is neither shown nor logged.
    let flash = flash.filter(|flash| flash.page == uri.path() && shell.catalogue.has(lang, &flash.key));
    let asked = Asked { uri: uri.clone(), host: headers.get(HOST).cloned() };
    let page = Page::new(Arc::clone(shell), context(shell, actor, lang), asked, holder, flash);
    let remember = || cookies::set(cookies::LANGUAGE, lang.code(), Some(31_536_000), shell.secure);
    (Visit { page, asked_for: asked_for.then(remember).flatten(), new_guard }, trouble)
}

/// Where programs come with tokens. Elsewhere a token says nothing.
const FOR_PROGRAMS: &str = "/api/v1/";

/// The token that a program sends.
fn bearer<'a>(headers: &'a HeaderMap, path: &str) -> Option<&'a str> {
    let sent = headers.get(AUTHORIZATION).filter(|_| path.starts_with(FOR_PROGRAMS))?.to_str().ok()?;
    let (scheme, token) = sent.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// Which program comes with a token.
async fn program(shell: &Shell, token: &str) -> (Actor, Option<Failure>) {
    match shell.sessions.program(token).await {
        Ok(Shown::Opens(actor)) => (actor, None),
        Ok(Shown::Nothing) => (Actor::Visitor, Some(Failure::bad_token())),
        Ok(Shown::TooOften(seconds)) => (Actor::Visitor, Some(Failure::too_many(seconds))),
        Err(error) => (Actor::Visitor, Some(Failure::from(error))),
    }
}

fn context(shell: &Shell, actor: Actor, lang: kernel::Lang) -> Context {
    Context {
        on_behalf_of: actor.program().map(|program| program.maker.id),
        actor,
        purpose: None,
        clock: shell.clock.clone(),
        random: shell.random.clone(),
        lang,
        time_zone: shell.time_zone.clone(),
        request_id: shell.random.uuid(shell.clock.now()).to_string(),
        policies: Arc::clone(&shell.policies),
    }
}

/// Draws a failure, and whatever a layer answered in its own words.
fn told_to(page: &Page, mut answer: Response, audience: Audience) -> Response {
    if let Some(failure) = answer.extensions_mut().remove::<Failure>() {
        let mut drawn = draw(page, &failure, audience);
        if let Some(methods) = answer.headers().get(ALLOW) {
            drawn.headers_mut().insert(ALLOW, methods.clone());
        }
        keep_shared(answer.headers(), drawn.headers_mut());
        return drawn;
    }
    let status = answer.status();
    let worded = |kind: &HeaderValue| kind.to_str().is_ok_and(|kind| kind.contains("html") || kind.contains("json"));
    let broken = status.is_client_error() || status.is_server_error();
    if broken && !answer.headers().get(CONTENT_TYPE).is_some_and(worded) {
        let mut drawn = draw(page, &Failure::of_status(status), audience);
        keep_shared(answer.headers(), drawn.headers_mut());
        return drawn;
    }
    answer
}

impl Visit {
    /// Sets the cookies and headers that the visitor takes along.
    fn leave(&self, shell: &Shell, answer: &mut Response) {
        if answer.extensions_mut().remove::<Framed>().is_some() {
            answer.headers_mut().append(VARY, HeaderValue::from_static("accept-language"));
        } else {
            self.hand_over(shell, answer);
        }
        if shell.secure {
            answer.headers_mut().insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static("max-age=31536000"));
        }
    }

    fn hand_over(&self, shell: &Shell, answer: &mut Response) {
        let is_page = answer.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let status = answer.status();
        let flash = answer.extensions_mut().remove::<Flash>();
        let headers = answer.headers_mut();
        let private = !matches!(self.page.actor(), Actor::Visitor);
        if is_page || status == StatusCode::SEE_OTHER || private {
            let rule = if private || self.page.has_form() { "no-store" } else { "private, no-cache" };
            headers.entry(CACHE_CONTROL).or_insert(HeaderValue::from_static(rule));
            headers.append(VARY, HeaderValue::from_static("cookie, accept-language"));
        } else if !headers.contains_key(CACHE_CONTROL) && !headers.contains_key(VARY) {
            // What says nothing of caches still differs by language.
            headers.append(VARY, HeaderValue::from_static("cookie, accept-language"));
        }
        if let Some(cookie) = self.asked_for.clone() {
            headers.append(SET_COOKIE, cookie);
        }
        if let Some(guard) = self.new_guard.as_ref().filter(|_| self.page.has_form())
            && let Some(cookie) = cookies::set(cookies::GUARD, guard, None, shell.secure)
        {
            headers.append(SET_COOKIE, cookie);
        }
        if let Some(cookie) = flash.and_then(|flash| flash.cookie(shell.secure)) {
            headers.append(SET_COOKIE, cookie);
        }
        // The message was for this page, and a page that tells of a failure did not show it.
        if is_page
            && status.is_success()
            && self.page.flash().is_some()
            && let Some(cookie) = cookies::set(cookies::FLASH, "", Some(0), shell.secure)
        {
            headers.append(SET_COOKIE, cookie);
        }
    }
}

async fn add_safety(mut answer: Response) -> Response {
    for (name, value) in SAFETY {
        answer.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    answer
}
