//! The cookies of the pages: language, form guard, session, the message for the next page, and keepsakes.
//!
//! Over HTTPS each has the prefix `__Host-`: a browser then takes it only from this host, over HTTPS and for every path, so that
//! no neighbour on the same domain can set it.

use std::borrow::Cow;

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

/// The language that the reader chose; a year.
pub(crate) const LANGUAGE: &str = "lang";
/// What form tokens of somebody not signed in are bound to; until the browser closes.
pub(crate) const GUARD: &str = "guard";
/// The message for the next page.
pub(crate) const FLASH: &str = "flash";
/// The session of somebody who is signed in.
pub(crate) const SESSION: &str = "session";

/// The name that a cookie has on the way.
fn named(name: &str, secure: bool) -> Cow<'_, str> {
    if secure { format!("__Host-{name}").into() } else { name.into() }
}

/// The value of a cookie of the request.
pub(crate) fn get<'a>(headers: &'a HeaderMap, name: &str, secure: bool) -> Option<&'a str> {
    let name = named(name, secure);
    let all = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    all.flat_map(|header| header.split(';')).find_map(|pair| {
        let (key, value) = pair.trim().split_once('=')?;
        (key == name && !value.is_empty()).then_some(value)
    })
}

/// A cookie to set. Values are hexadecimal, codes or percent-encoded, so they need no quoting.
pub(crate) fn set(name: &str, value: &str, age: Option<u32>, secure: bool) -> Option<HeaderValue> {
    let age = age.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let (name, flag) = (named(name, secure), if secure { "; Secure" } else { "" });
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{age}{flag}")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(COOKIE, HeaderValue::from_static("xlang=fr; lang=nl; empty="));
        headers.append(COOKIE, HeaderValue::from_static("guard=abc"));
        headers.append(COOKIE, HeaderValue::from_static("__Host-guard=def"));
        assert_eq!(get(&headers, LANGUAGE, false), Some("nl"));
        assert_eq!(get(&headers, GUARD, false), Some("abc"));
        assert_eq!(get(&headers, "empty", false), None);
        assert_eq!((get(&headers, GUARD, true), get(&headers, LANGUAGE, true)), (Some("def"), None));
    }

    #[test]
    fn cookies_are_out_of_reach_of_scripts_and_other_sites() {
        let cookie = set(SESSION, "abc", Some(60), true).unwrap();
        assert_eq!(cookie, "__Host-session=abc; Path=/; HttpOnly; SameSite=Lax; Max-Age=60; Secure");
        let cookie = set(GUARD, "abc", None, false).unwrap();
        assert_eq!(cookie, "guard=abc; Path=/; HttpOnly; SameSite=Lax");
    }
}
