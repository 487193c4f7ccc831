//! Which language a request is answered in: `?lang=`, then the cookie, then `Accept-Language`.

use axum::http::{HeaderMap, Uri, header};
use kernel::Lang;

use crate::cookies;

/// The language of the answer, and whether the address asked for it (then the cookie remembers it).
pub(crate) fn choose(uri: &Uri, headers: &HeaderMap, secure: bool) -> (Lang, bool) {
    if let Some(asked) = asked(uri) {
        return (asked, true);
    }
    let remembered = cookies::get(headers, cookies::LANGUAGE, secure).and_then(|code| code.parse().ok());
    let accepted = || {
        let header = headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok()?;
        preferred(header)
    };
    (remembered.or_else(accepted).unwrap_or_default(), false)
}

fn asked(uri: &Uri) -> Option<Lang> {
    let query = form_urlencoded::parse(uri.query()?.as_bytes());
    query.into_iter().find(|(name, _)| name == "lang").and_then(|(_, code)| code.parse().ok())
}

/// The best of our languages in an `Accept-Language` header. Absurdly long headers are read in part.
fn preferred(header: &str) -> Option<Lang> {
    let mut best: Option<(f32, Lang)> = None;
    for part in header.split(',').take(20) {
        let mut pieces = part.trim().split(';');
        let Some(lang) = pieces.next().and_then(|code| code.trim().parse().ok()) else { continue };
        let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        if weight > 0.0 && best.is_none_or(|(found, _)| weight > found) {
            best = Some((weight, lang));
        }
    }
    best.map(|(_, lang)| lang)
}

/// The same address in another language.
pub(crate) fn elsewhere(uri: &Uri, lang: Lang) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    let old = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes());
    query.extend_pairs(old.filter(|(name, _)| name != "lang"));
    query.append_pair("lang", lang.code());
    // Two strokes at the start would name another host.
    format!("/{}?{}", uri.path().trim_start_matches('/'), query.finish())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn the_address_wins_over_the_cookie_and_the_cookie_over_the_browser() {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT_LANGUAGE, HeaderValue::from_static("de, en;q=0.4, fr-BE;q=0.8"));
        assert_eq!(choose(&Uri::from_static("/"), &headers, false), (Lang::Fr, false));
        headers.insert(header::COOKIE, HeaderValue::from_static("lang=en"));
        assert_eq!(choose(&Uri::from_static("/"), &headers, false), (Lang::En, false));
        assert_eq!(choose(&Uri::from_static("/search?q=x&lang=nl"), &headers, false), (Lang::Nl, true));
        assert_eq!(choose(&Uri::from_static("/?lang=xx"), &headers, false), (Lang::En, false));
        assert_eq!(choose(&Uri::from_static("/"), &HeaderMap::new(), false), (Lang::Nl, false));
    }

    #[test]
    fn a_page_links_to_itself_in_another_language() {
        let uri = Uri::from_static("/search?q=soins%20%26%20aide&lang=fr&place=1090");
        assert_eq!(elsewhere(&uri, Lang::Nl), "/search?q=soins+%26+aide&place=1090&lang=nl");
        assert_eq!(elsewhere(&Uri::from_static("//evil.example/me"), Lang::Nl), "/evil.example/me?lang=nl");
    }
}
