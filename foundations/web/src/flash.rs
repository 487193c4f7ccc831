//! The message that the next page shows, with a way to undo what was done.

use axum::http::HeaderValue;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use percent_encoding::{NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::cookies;

/// What the next page says on top.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Flash {
    /// The key of the text.
    pub key: String,
    /// The path of the page that says it: no other may, whatever the visitor opens meanwhile.
    pub page: String,
    /// Where a press of "undo" is sent, by POST.
    pub undo: Option<String>,
}

impl Flash {
    pub(crate) fn read(cookie: &str) -> Option<Self> {
        let text = percent_decode_str(cookie).decode_utf8().ok()?;
        let (key, places) = text.split_once('|')?;
        let (page, undo) = places.split_once('|')?;
        let fits = |key: &str| key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let ours = undo.starts_with('/') && !undo.starts_with("//") && !undo.contains('\\');
        let undo = ours.then(|| undo.to_owned());
        (key.len() < 100 && fits(key)).then(|| Self { key: key.to_owned(), page: page.to_owned(), undo })
    }

    /// The cookie that takes the message to the next page.
    pub(crate) fn cookie(&self, secure: bool) -> Option<HeaderValue> {
        cookies::set(cookies::FLASH, &self.written(), Some(60), secure)
    }

    fn written(&self) -> String {
        let text = format!("{}|{}|{}", self.key, self.page, self.undo.as_deref().unwrap_or_default());
        utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string()
    }
}

/// "Done; see there": the answer to a form that was carried out.
#[derive(Clone, Debug)]
pub struct SeeOther {
    to: String,
    flash: Option<Flash>,
}

/// Sends the browser on to a page of ours after a form was carried out.
pub fn see_other(to: impl Into<String>) -> SeeOther {
    SeeOther { to: to.into(), flash: None }
}

impl SeeOther {
    /// The text that the next page shows on top.
    #[must_use]
    pub fn saying(mut self, key: impl Into<String>) -> Self {
        let page = self.to.split(['?', '#']).next().unwrap_or_default().to_owned();
        self.flash = Some(Flash { key: key.into(), page, undo: None });
        self
    }

    /// Offers to undo, beside the text: a POST to this path.
    #[must_use]
    pub fn undo(mut self, path: impl Into<String>) -> Self {
        if let Some(flash) = &mut self.flash {
            flash.undo = Some(path.into());
        }
        self
    }
}

/// The message is attached: the shell knows how its cookie may travel and sets it.
impl IntoResponse for SeeOther {
    fn into_response(self) -> Response {
        let Ok(to) = HeaderValue::from_str(&self.to) else {
            return crate::Failure::not_found().into_response();
        };
        let mut response = StatusCode::SEE_OTHER.into_response();
        response.headers_mut().insert(LOCATION, to);
        if let Some(flash) = self.flash {
            response.extensions_mut().insert(flash);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flash_survives_its_cookie() {
        let undo = Some("/helpdesk/contacts/1/restore".into());
        let flash = Flash { key: "helpdesk-removed".into(), page: "/helpdesk/contacts".into(), undo };
        assert_eq!(Flash::read(&flash.written()), Some(flash));
        let plain = Flash { key: "helpdesk-saved".into(), page: "/".into(), undo: None };
        assert_eq!(Flash::read(&plain.written()), Some(plain));
    }

    #[test]
    fn a_forged_cookie_leads_nowhere_else() {
        assert_eq!(Flash::read("a%7C%2F%7C%2F%2Fevil.example").unwrap().undo, None);
        assert_eq!(Flash::read("a%7C%2F%7Chttps%3A%2F%2Fevil.example").unwrap().undo, None);
        assert_eq!(Flash::read("a%7C%2F%7C%2F%5Cevil.example").unwrap().undo, None);
        assert_eq!(Flash::read("%3Cb%3E%7C%2F%7C"), None);
    }
}
