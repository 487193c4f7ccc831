//! Where the answer to a form will lead: never to another site.

/// A place of ours to go on to, from what an address or a form says; `fallback` when it is anywhere else.
pub(crate) fn local<'a>(next: &'a str, fallback: &'a str) -> &'a str {
    let plain = next.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let straight = !path.contains("//") && !path.split('/').any(|step| step == "." || step == "..");
    let ours = path.starts_with('/') && straight && !path.starts_with("/sign-");
    if plain && ours && next.len() < 2_000 { next } else { fallback }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for ours in ["/", "/helpdesk/contacts?line=general&page=2", "/me"] {
            assert_eq!(local(ours, "/"), ours);
        }
        let elsewhere = [
            "",
            "//evil.example",
            "/.//evil.example",
            "/me/../..//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "javascript:x",
            "/a\r\nb",
            "/sign-in",
            "/é",
        ];
        for next in elsewhere {
            assert_eq!(local(next, "/me"), "/me", "{next}");
        }
    }
}
