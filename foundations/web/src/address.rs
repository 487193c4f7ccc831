//! Where the house is: its address to hand on, the `Host` of a request, and which origins are our own pages.

use axum::http::header::HOST;
use axum::http::uri::Authority;
use axum::http::{HeaderMap, Version};

use crate::Shell;

/// Whether a request says plainly whom it asks. HTTP/1.1 demands one `Host`: with two, a proxy may read the other one.
pub(crate) fn names_its_host(version: Version, headers: &HeaderMap) -> bool {
    let mut hosts = headers.get_all(HOST).iter();
    match (hosts.next(), hosts.next()) {
        (Some(host), None) => host.to_str().is_ok_and(is_host),
        (None, _) => version != Version::HTTP_11,
        (Some(_), Some(_)) => false,
    }
}

/// Whether a text is a host with or without a port, and nothing else.
fn is_host(text: &str) -> bool {
    text.parse::<Authority>().is_ok_and(|read| {
        let port = text.strip_prefix(read.host()).map(|rest| rest.strip_prefix(':').unwrap_or(rest));
        !read.host().is_empty() && port.is_some_and(|port| port.is_empty() || port.parse::<u16>().is_ok())
    })
}

/// The whole address of a path of ours, to hand on outside the browser: at the address that people are told, else at the one
/// that this request was sent to.
pub(crate) fn absolute(shell: &Shell, host: Option<&str>, path: &str) -> String {
    match (&shell.public_url, host) {
        (Some(url), _) => format!("{url}{path}"),
        (None, Some(host)) => format!("{}://{host}{path}", if shell.secure { "https" } else { "http" }),
        (None, None) => path.to_owned(),
    }
}

/// Whether an `Origin` is one of ours: the address that people are told, or the host asked, by the same scheme where that is
/// known.
pub(crate) fn is_ours(shell: &Shell, origin: &str, host: Option<&str>) -> bool {
    let public = shell.public_url.as_deref();
    let at_public = public.and_then(|url| strip_prefix(url, origin));
    let Some((scheme, from)) = origin.split_once("://") else { return false };
    let known = if shell.secure { Some("https") } else { public.and_then(|url| url.split("://").next()) };
    let at_host = host.is_some_and(|host| host.eq_ignore_ascii_case(from));
    at_public.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        || (at_host && known.is_none_or(|known| known.eq_ignore_ascii_case(scheme)))
}

/// What stands behind a beginning, whatever the case of its letters.
fn strip_prefix<'a>(text: &'a str, begin: &str) -> Option<&'a str> {
    let (head, rest) = text.split_at_checked(begin.len())?;
    head.eq_ignore_ascii_case(begin).then_some(rest)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use access::Policies;

    use super::*;
    use crate::Catalogue;

    fn shell(public_url: Option<&str>, secure: bool) -> Shell {
        let bare = Shell::bare(Catalogue::load(&[]).unwrap(), Arc::new(Policies::load(&[]).unwrap()));
        Shell { public_url: public_url.map(str::to_owned), secure, ..bare }
    }

    #[test]
    fn a_host_is_a_name_or_an_address_with_or_without_a_port() {
        for host in ["relais.example", "relais.example:8080", "127.0.0.1:80", "[::1]:80", "[::1]", "x:"] {
            assert!(is_host(host), "{host}");
        }
        for other in ["", ":80", "a b", "a@b", "a@a", "x:port", "x:99999", "x/y", "x?y", "http://x"] {
            assert!(!is_host(other), "{other}");
        }
    }

    #[test]
    fn http_1_1_names_exactly_one_host() {
        let hosts = |hosts: &[&'static str]| {
            let mut headers = HeaderMap::new();
            for host in hosts {
                headers.append(HOST, axum::http::HeaderValue::from_static(host));
            }
            headers
        };
        assert!(names_its_host(Version::HTTP_11, &hosts(&["x"])) && names_its_host(Version::HTTP_10, &hosts(&[])));
        for (version, wrong) in
            [(Version::HTTP_11, vec![]), (Version::HTTP_11, vec!["x", "x"]), (Version::HTTP_10, vec!["a b"])]
        {
            assert!(!names_its_host(version, &hosts(&wrong)), "{wrong:?}");
        }
    }

    #[test]
    fn an_address_to_hand_on_is_the_public_one_where_there_is_one() {
        let public = shell(Some("https://relais.example"), true);
        assert_eq!(absolute(&public, Some("evil.example"), "/reset/x"), "https://relais.example/reset/x");
        assert_eq!(absolute(&shell(None, false), Some("10.0.0.5:8080"), "/reset/x"), "http://10.0.0.5:8080/reset/x");
        assert_eq!(absolute(&shell(None, true), Some("relais.example"), "/x"), "https://relais.example/x");
        assert_eq!(absolute(&shell(None, false), None, "/reset/x"), "/reset/x");
    }

    #[test]
    fn an_origin_of_another_scheme_is_another_site() {
        let host = Some("relais.example");
        let (unknown, tls) = (shell(None, false), shell(Some("https://relais.example"), true));
        assert!(is_ours(&unknown, "https://relais.example", host) && is_ours(&unknown, "http://relais.example", host));
        assert!(is_ours(&tls, "https://Relais.example", host) && !is_ours(&tls, "http://relais.example", host));
        assert!(!is_ours(&shell(Some("http://relais.example"), false), "https://relais.example", host));
        // A proxy may write another host than the one that people typed.
        assert!(is_ours(&tls, "https://relais.example", Some("backend:8080")));
        for elsewhere in ["null", "https://evil.example", "https://relais.exampl", "https://relais.example.evil", ""] {
            assert!(!is_ours(&tls, elsewhere, host), "{elsewhere}");
        }
    }
}
