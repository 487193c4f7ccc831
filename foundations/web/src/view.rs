//! From a template to an answer.

use std::fmt::Write as _;

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::{Failure, Markup};

/// Bytes that most pages fit in: a page that grows while it is drawn is copied each time.
const USUAL_PAGE: usize = 32 << 10;

/// What a page's handler returns.
pub type Answer = Result<Response, Failure>;

/// Draws a page.
///
/// # Errors
/// When the template fails, which only a failing `Display` inside it can cause.
pub fn view(template: &impl Template) -> Answer {
    view_with(StatusCode::OK, template)
}

/// Draws a part of a page that another department puts into one of its own. What is at fault in a form must be known by then.
///
/// # Errors
/// As [`view`].
pub fn part(template: &impl Template) -> Result<Markup, Failure> {
    let html = template.render()?;
    Ok(Markup::write(|all| all.write_str(&html)))
}

/// Draws a page again for a form that goes back to the visitor, with what is wrong with it.
///
/// # Errors
/// As [`view`].
pub fn again(template: &impl Template) -> Answer {
    view_with(StatusCode::UNPROCESSABLE_ENTITY, template)
}

/// Draws a page with another status.
///
/// # Errors
/// As [`view`].
pub fn view_with(status: StatusCode, template: &impl Template) -> Answer {
    let mut html = String::with_capacity(USUAL_PAGE);
    if status.is_client_error() {
        // The list of faults stands above the fields and names them in their order: the first drawing finds both out.
        template.render_into(&mut html)?;
        html.clear();
    }
    template.render_into(&mut html)?;
    Ok((status, [(CONTENT_TYPE, "text/html; charset=utf-8")], html).into_response())
}
