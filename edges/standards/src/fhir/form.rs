//! In which form an answer is wanted: JSON, since no other is spoken here.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT;

use super::outcome::Outcome;
use crate::hsds::Sent;

/// Refuses who wants another form than JSON: by `_format`, which goes before what its headers say, or by `Accept`.
pub(super) fn check(sent: &Sent) -> Result<(), Outcome> {
    let format = sent.query.get("_format").map(str::trim).filter(|format| !format.is_empty());
    if format.map_or_else(|| takes_json(&sent.headers), is_json) { Ok(()) } else { Err(Outcome::only_json()) }
}

fn is_json(kind: &str) -> bool {
    let bare = kind.split(';').next().unwrap_or_default().trim();
    // What stood as a plus in an address was read as a space.
    let bare = bare.to_ascii_lowercase().replace(' ', "+");
    matches!(
        bare.as_str(),
        "json" | "text/json" | "application/json" | "application/fhir+json" | "application/json+fhir"
    )
}

/// Whether some form that a program takes is JSON; who does not say takes all, and a person's browser shows what there is.
fn takes_json(headers: &HeaderMap) -> bool {
    let mut kinds = headers.get_all(ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
    if kinds.peek().is_none() {
        return true;
    }
    kinds.flat_map(|all| all.split(',')).any(|one| {
        let mut parts = one.split(';').map(str::trim);
        let kind = parts.next().unwrap_or_default();
        let refused = parts.any(|part| part.strip_prefix("q=").is_some_and(|q| q.parse::<f32>() == Ok(0.0)));
        !refused && (matches!(kind, "*/*" | "application/*" | "text/html") || is_json(kind))
    })
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn json_is_given_to_whoever_takes_it() {
        let takes =
            |accept: &'static str| takes_json(&HeaderMap::from_iter([(ACCEPT, HeaderValue::from_static(accept))]));
        for accept in ["application/fhir+json", "text/html, */*;q=0.8", "application/fhir+xml, application/json;q=0.5"]
        {
            assert!(takes(accept), "{accept}");
        }
        for accept in ["application/fhir+xml", "text/turtle", "application/json;q=0, text/xml", ""] {
            assert!(!takes(accept), "{accept}");
        }
        assert!(takes_json(&HeaderMap::new()));
        assert!(
            is_json("json") && is_json("application/fhir json; charset=utf-8") && !is_json("xml") && !is_json("ttl")
        );
    }
}
