//! What went wrong, told to a person: one type that becomes a page, or its twin in JSON.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;
use std::sync::Arc;

use access::Denied;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use sea_orm::DbErr;
use store::StoreError;

use crate::Arg;

/// What went wrong and what the visitor can do now. Handlers return it; the shell draws it.
#[derive(Clone, Debug)]
pub struct Failure(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    status: StatusCode,
    /// Keys in the catalogue: `<key>` is the sentence, with `<title>` above it.
    title: Cow<'static, str>,
    sentence: Cow<'static, str>,
    args: Vec<(&'static str, Arg)>,
    field: Option<String>,
    way_out: Option<WayOut>,
    retry_after: Option<u32>,
    sign_in: bool,
    cause: Option<String>,
}

/// Where a failure page sends people on to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WayOut {
    /// The path.
    pub href: String,
    /// The key of the text on the button.
    pub label: &'static str,
}

impl Failure {
    fn new(status: StatusCode, title: &'static str, sentence: impl Into<Cow<'static, str>>) -> Self {
        Self(Arc::new(Inner {
            status,
            title: title.into(),
            sentence: sentence.into(),
            args: Vec::new(),
            field: None,
            way_out: None,
            retry_after: None,
            sign_in: false,
            cause: None,
        }))
    }

    fn with(mut self, change: impl FnOnce(&mut Inner)) -> Self {
        // Nobody else holds a failure that is still being described.
        if let Some(inner) = Arc::get_mut(&mut self.0) {
            change(inner);
        }
        self
    }

    /// 404: there is nothing here (or nothing that this visitor may know of).
    pub fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "web-not-found-title", "web-not-found")
    }

    /// 405: the page cannot be used in this way.
    pub fn wrong_method() -> Self {
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "web-not-found-title", "web-wrong-method")
    }

    /// 403: signed in, but without the right.
    pub fn forbidden() -> Self {
        Self::new(StatusCode::FORBIDDEN, "web-forbidden-title", "web-forbidden")
    }

    /// Nobody is signed in, and somebody must be: pages lead to signing in, programs get 401.
    pub fn sign_in() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "web-sign-in-title", "web-sign-in").with(|inner| inner.sign_in = true)
    }

    /// 401: a token that opens nothing. Signing in does not help a program.
    pub fn bad_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "web-bad-token-title", "web-bad-token")
    }

    /// 401: only programs come in here, with a token.
    pub fn needs_token() -> Self {
        Self::new(StatusCode::UNAUTHORIZED, "web-bad-token-title", "web-needs-token")
    }

    /// 403: a program whose token, or whose maker, may not do this.
    pub fn narrow_token() -> Self {
        Self::new(StatusCode::FORBIDDEN, "web-forbidden-title", "web-narrow-token")
    }

    /// 403: a form without a valid token, or sent from another site.
    pub fn stale_form() -> Self {
        Self::new(StatusCode::FORBIDDEN, "web-stale-form-title", "web-stale-form")
    }

    /// 409 or 422: a domain refuses, in a sentence of its own catalogue that names the remedy. 404 and 410: what is asked is not there,
    /// or will not be there any more.
    pub fn refused(status: StatusCode, sentence: impl Into<Cow<'static, str>>) -> Self {
        let title = match status {
            StatusCode::NOT_FOUND => "web-not-found-title",
            StatusCode::GONE => "web-gone-title",
            _ => "web-refused-title",
        };
        Self::new(status, title, sentence)
    }

    /// 400: a part of the address or of what was sent cannot be read. Names the part.
    pub fn bad_input(field: impl Into<String>) -> Self {
        let field = field.into();
        Self::new(StatusCode::BAD_REQUEST, "web-bad-input-title", "web-bad-input")
            .arg("field", field.clone())
            .with(|inner| inner.field = Some(field))
    }

    /// 400: a value that is none of a closed list. Names the part, and what it may be.
    pub fn not_one_of(field: impl Into<String>, values: impl Into<String>) -> Self {
        let (field, values) = (field.into(), values.into());
        Self::new(StatusCode::BAD_REQUEST, "web-bad-input-title", "web-not-one-of")
            .arg("field", field.clone())
            .arg("values", values)
            .with(|inner| inner.field = Some(field))
    }

    /// 400: a request that does not say plainly which host it asks.
    pub fn no_host() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "web-bad-input-title", "web-no-host")
    }

    /// 400: what was sent broke off, or is not put together as it should be.
    pub fn broken() -> Self {
        Self::new(StatusCode::BAD_REQUEST, "web-bad-input-title", "web-broken")
    }

    /// 408: what was sent did not arrive in time.
    pub fn too_slow() -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, "web-too-slow-title", "web-too-slow")
    }

    /// 413: more was sent than is taken.
    pub fn too_large() -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "web-too-large-title", "web-too-large")
    }

    /// 414: an address that no page of ours has.
    pub fn long_address() -> Self {
        Self::new(StatusCode::URI_TOO_LONG, "web-too-large-title", "web-long-address")
    }

    /// 415: sent in a form that is not understood here.
    pub fn unsupported() -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "web-bad-input-title", "web-unsupported")
    }

    /// 429: too many attempts; again after so many seconds.
    pub fn too_many(seconds: u32) -> Self {
        Self::new(StatusCode::TOO_MANY_REQUESTS, "web-too-many-title", "web-too-many")
            .arg("minutes", seconds.div_ceil(60))
            .with(|inner| inner.retry_after = Some(seconds))
    }

    /// 503: it took us too long.
    pub fn timed_out() -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "web-busy-title", "web-timed-out")
            .with(|inner| inner.retry_after = Some(10))
    }

    /// 503: something that we need is away for now.
    pub fn unavailable(cause: impl fmt::Display) -> Self {
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "web-busy-title", "web-unavailable").with(|inner| {
            inner.retry_after = Some(30);
            inner.cause = Some(cause.to_string());
        })
    }

    /// 500: our fault. The cause goes to the log with the reference number that the visitor sees.
    pub fn unexpected(cause: impl fmt::Display) -> Self {
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "web-unexpected-title", "web-unexpected")
            .with(|inner| inner.cause = Some(cause.to_string()))
    }

    /// A failure for a bare status that some layer answered.
    pub(crate) fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND => Self::not_found(),
            StatusCode::METHOD_NOT_ALLOWED => Self::wrong_method(),
            StatusCode::FORBIDDEN => Self::forbidden(),
            StatusCode::UNAUTHORIZED => Self::sign_in(),
            StatusCode::PAYLOAD_TOO_LARGE => Self::too_large(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::unsupported(),
            StatusCode::REQUEST_TIMEOUT => Self::too_slow(),
            status if status.is_client_error() => Self::new(status, "web-bad-input-title", "web-unsupported"),
            status => Self::unexpected(format!("a layer answered {status}")),
        }
    }

    /// A value that the sentence mentions.
    #[must_use]
    pub fn arg(self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.with(|inner| inner.args.push((name, value.into())))
    }

    /// Where to go from here, instead of the home page.
    #[must_use]
    pub fn way_out(self, href: impl Into<String>, label: &'static str) -> Self {
        self.with(|inner| inner.way_out = Some(WayOut { href: href.into(), label }))
    }

    /// The status of the answer.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// The key of the title.
    pub fn title(&self) -> &str {
        &self.0.title
    }

    /// The key of the sentence.
    pub fn sentence(&self) -> &str {
        &self.0.sentence
    }

    /// The values that the sentence mentions.
    pub fn args(&self) -> &[(&'static str, Arg)] {
        &self.0.args
    }

    /// The part of the input that is at fault.
    pub fn field(&self) -> Option<&str> {
        self.0.field.as_deref()
    }

    /// Where to go from here, when there is a better place than home.
    pub fn leads_to(&self) -> Option<&WayOut> {
        self.0.way_out.as_ref()
    }

    /// Seconds after which it may work.
    pub fn retry_after(&self) -> Option<u32> {
        self.0.retry_after
    }

    /// Whether the same request may succeed later.
    pub(crate) fn may_pass(&self) -> bool {
        self.status().is_server_error() || self.retry_after().is_some()
    }

    /// Whether home is the only way on.
    pub(crate) fn is_dead_end(&self) -> bool {
        !self.asks_to_sign_in() && !self.may_pass() && self.leads_to().is_none()
    }

    /// Whether what was asked is not there, so that a search may help on.
    pub(crate) fn is_lost(&self) -> bool {
        matches!(self.status(), StatusCode::NOT_FOUND | StatusCode::GONE)
    }

    /// Whether signing in is the remedy.
    pub(crate) fn asks_to_sign_in(&self) -> bool {
        self.0.sign_in
    }

    /// What to write in the log.
    pub(crate) fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.0.status, self.0.sentence)?;
        self.0.cause.as_ref().map_or(Ok(()), |cause| write!(f, ": {cause}"))
    }
}

impl Error for Failure {}

impl From<DbErr> for Failure {
    fn from(error: DbErr) -> Self {
        if store::is_unavailable(&error) { Self::unavailable(error) } else { Self::unexpected(error) }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Query(error) => error.into(),
            StoreError::Open(cause) | StoreError::Away(cause) => Self::unavailable(cause),
            other => Self::unexpected(other),
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Self::unexpected(error)
    }
}

impl From<Denied> for Failure {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied { by_program: true, .. } => Self::narrow_token(),
            Denied { sign_in_may_help: true, .. } => Self::sign_in(),
            Denied { .. } => Self::forbidden(),
        }
    }
}

/// The bare status with the failure attached: the shell knows language and layout and draws it.
impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}
