//! Pages: every part in every language, the way in and out, the files of the look.

use axum::http::{Request, Version, header};
use kernel::Lang;

use crate::site::{ask, ask_at, get, head, site_at};

#[test]
fn the_texts_are_whole_in_every_language() {
    let faults = web::testing::check_catalogue(env!("CARGO_MANIFEST_DIR"), &web::TEXTS);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[tokio::test]
async fn every_part_is_drawn_in_every_language() {
    for lang in Lang::ALL {
        let (answer, html) = ask(get(&format!("/demo?lang={lang}")), "").await;
        assert_eq!(answer.status(), 200);
        assert_eq!(web::testing::check_html(&html), Vec::<String>::new());
        assert!(html.contains(&format!("<html lang=\"{lang}\"")), "{html}");
        assert!(!html.contains("web-") && !html.contains("demo-") && !html.contains("style="), "{html}");
        for part in [
            "class=\"crumbs\"",
            "class=\"chip good\"",
            "panel warm",
            "class=\"empty\"",
            "class=\"pages\"",
            "class=\"chart\"",
            "class=\"map\"",
            "<textarea",
            "<select",
            "class=\"picks\"",
            "class=\"door\"",
        ] {
            assert!(html.contains(part), "{part}: {html}");
        }
        assert_eq!(head(&answer, "content-type"), "text/html; charset=utf-8");
        assert!(head(&answer, "set-cookie").contains(&format!("lang={lang}; Path=/; HttpOnly; SameSite=Lax")));
    }
}

#[tokio::test]
async fn a_macro_sees_its_own_name_and_not_the_caller_s() {
    let (_, html) = ask(get("/demo"), "").await;
    assert!(!html.contains("de naam van de oproeper"), "{html}");
    assert!(html.contains(r#"<input id="name" name="name" type="text" value="" autocomplete="off" data-key="n" aria-describedby="name-hint">"#), "{html}");
}

#[tokio::test]
async fn a_missing_translation_shows_its_language() {
    let (_, html) = ask(get("/demo").header(header::ACCEPT_LANGUAGE, "nl"), "").await;
    assert!(
        html.contains(r#"<span lang="fr">Aide &#60;à&#62; domicile</span> <span class="standin">in het Frans</span>"#),
        "{html}"
    );
    let (_, html) = ask(get("/demo").header(header::ACCEPT_LANGUAGE, "en"), "").await;
    assert!(html.contains("Home help") && !html.contains("standin"), "{html}");
}

#[tokio::test]
async fn the_page_says_where_and_when_it_is() {
    let (_, html) = ask(get("/demo?q=a%26b&lang=nl"), "").await;
    assert!(html.contains(r#"href="/demo?q=a%26b&#38;lang=fr" hreflang="fr""#), "{html}");
    assert!(html.contains("Afgedrukt op zondag 22 november 2026") && html.contains("Brussel · Bruxelles"), "{html}");
    let (_, html) = ask(get("/demo").header(header::COOKIE, "session=responder"), "").await;
    assert!(html.contains(r#"<a href="/desk">Balie</a>"#) && html.contains("Test Tester"), "{html}");
}

#[tokio::test]
async fn every_answer_carries_the_safety_headers() {
    for path in ["/demo", "/nowhere", "/numbers/4"] {
        let (answer, _) = ask(get(path), "").await;
        let policy = head(&answer, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(head(&answer, "x-content-type-options"), "nosniff");
        assert_eq!(head(&answer, "referrer-policy"), "same-origin");
    }
}

#[tokio::test]
async fn pages_with_a_form_or_a_name_are_kept_by_nobody() {
    let (answer, _) = ask(get("/demo"), "").await;
    assert_eq!(head(&answer, "cache-control"), "no-store");
    let (answer, _) = ask(get("/nowhere"), "").await;
    assert_eq!(head(&answer, "cache-control"), "private, no-cache");
    assert!(!head(&answer, "set-cookie").contains("guard"));
}

#[tokio::test]
async fn the_files_of_the_look_are_found_compressed_and_kept() {
    let (_, html) = ask(get("/demo"), "").await;
    let address = html.split('"').find(|piece| piece.starts_with("/assets/relais-") && piece.contains(".css")).unwrap();
    let (plain, css) = ask(get(address), "").await;
    assert!(plain.status() == 200 && css.contains("--paper"));
    for coding in ["gzip", "br"] {
        let (packed, body) = ask(get(address).header(header::ACCEPT_ENCODING, coding), "").await;
        assert_eq!(head(&packed, "content-encoding"), coding);
        assert!(body.len() < css.len() / 2);
        assert!(head(&packed, "cache-control").contains("immutable"));
    }
}

#[tokio::test]
async fn pages_are_compressed_when_asked() {
    let (_, plain) = ask(get("/demo"), "").await;
    let (answer, packed) = ask(get("/demo").header(header::ACCEPT_ENCODING, "gzip"), "").await;
    assert_eq!(head(&answer, "content-encoding"), "gzip");
    assert!(packed.len() < plain.len());
}

#[tokio::test]
async fn a_request_names_one_host_that_can_be_one() {
    let (answer, html) = ask(get("/demo").header(header::HOST, "relais.example"), "").await;
    assert!(answer.status() == 400 && html.contains("niet duidelijk voor welke site"), "{} {html}", answer.status());
    for host in [None, Some("a b"), Some("relais.example@evil.example")] {
        let request = Request::builder().uri("/demo");
        let request = host.into_iter().fold(request, |request, host| request.header(header::HOST, host));
        assert_eq!(ask(request, "").await.0.status(), 400, "{host:?}");
    }
    let old = Request::builder().uri("/demo").version(Version::HTTP_10);
    assert_eq!(ask(old, "").await.0.status(), 200);
}

#[tokio::test]
async fn addresses_to_hand_on_do_not_follow_the_host_of_a_request() {
    let asked = || Request::builder().uri("/where").header(header::HOST, "evil.example");
    let (_, told) = ask_at(site_at("https://relais.example"), asked(), "").await;
    assert_eq!(told, "https://relais.example/reset/x");
    assert_eq!(ask(asked(), "").await.1, "http://evil.example/reset/x", "nobody said how people reach it");
}
