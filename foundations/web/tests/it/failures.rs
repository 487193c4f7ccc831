//! What goes wrong is told: as a page to people, as `problem+json` to programs, never in a layer's own words.

use axum::http::header;

use crate::site::{ask, get, head};

#[tokio::test]
async fn each_failure_has_its_status_and_a_sentence() {
    let cases = [
        ("/nowhere", 404, "Cette page n’existe pas"),
        ("/numbers/abc", 404, "Cette page n’existe pas"),
        ("/numbers/4?limit=x", 400, "Quelque chose ne va pas dans l’adresse"),
        ("/slow", 503, "trop long"),
        ("/away", 503, "ne répond pas"),
        ("/panics", 500, "chez nous"),
    ];
    for (path, status, sentence) in cases {
        let (answer, html) = ask(get(path).header(header::ACCEPT_LANGUAGE, "fr"), "").await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
        assert!(
            html.contains(sentence) && html.contains("<html lang=\"fr\"") && html.contains("href=\"/\""),
            "{path}: {html}"
        );
        assert!(!html.contains("a secret name"), "{html}");
    }
}

#[tokio::test]
async fn an_address_that_is_too_long_is_refused_before_a_page_repeats_it() {
    let asked = async |letters: usize| {
        let address = format!("/numbers/4?limit=3&x={}", "x".repeat(letters));
        ask(get(&address).header(header::ACCEPT_LANGUAGE, "en"), "").await
    };
    assert_eq!(asked(16_000).await.0.status(), 200);
    let (answer, html) = asked(17_000).await;
    assert_eq!(answer.status(), 414);
    assert!(html.contains("too long"), "{html}");
}

#[tokio::test]
async fn passing_trouble_says_when_to_come_back() {
    assert_eq!(head(&ask(get("/away"), "").await.0, "retry-after"), "30");
    assert_eq!(head(&ask(get("/slow"), "").await.0, "retry-after"), "10");
    let session_store_away = get("/demo").header(header::COOKIE, "session=away");
    assert_eq!(ask(session_store_away, "").await.0.status(), 503);
}

#[tokio::test]
async fn programs_get_a_problem_that_names_the_field() {
    let (answer, body) = ask(get("/numbers/4?limit=x").header(header::ACCEPT, "application/json"), "").await;
    assert_eq!(head(&answer, "content-type"), "application/problem+json");
    let problem: serde_json::Value = serde_json::from_str(&body).unwrap();
    assert_eq!((problem["status"].as_u64(), problem["field"].as_str()), (Some(400), Some("limit")));
    assert_eq!(problem["reference"].as_str().map(str::len), Some(36));
    let (_, body) = ask(get("/api/nowhere").header(header::ACCEPT, "text/html"), "").await;
    assert!(body.contains("\"status\":404"), "{body}");
}

#[tokio::test]
async fn a_wrong_method_keeps_its_list_of_right_ones() {
    let (answer, html) = ask(get("/slow").method("PUT"), "").await;
    assert_eq!(answer.status(), 405);
    assert_eq!(head(&answer, "allow"), "GET,HEAD");
    assert!(html.contains("<h1>"));
}

#[tokio::test]
async fn who_came_to_nothing_is_offered_a_search_and_a_number() {
    let (_, html) = ask(get("/nowhere").header(header::ACCEPT_LANGUAGE, "en"), "").await;
    for expected in ["action=\"/search\"", "name=\"q\"", "tel:", "copy the whole address"] {
        assert!(html.contains(expected), "{expected}: {html}");
    }
    assert!(web::testing::check_html(&html).is_empty(), "{html}");
    let (_, html) = ask(get("/numbers/4?limit=x").header(header::ACCEPT_LANGUAGE, "en"), "").await;
    assert!(!html.contains("action=\"/search\"") && !html.contains("“limit”"), "{html}");
}
