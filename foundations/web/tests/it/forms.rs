//! Forms: the proof that they are ours, what comes back when something is wrong, what follows when all is well.

use axum::http::header;
use axum::http::request::Builder;

use crate::site::{ask, ask_at, get, head, site_over};

/// Opens the form: the guard cookie and the token that belong together.
async fn opened() -> (String, String) {
    let (answer, html) = ask(get("/demo"), "").await;
    let cookie = head(&answer, "set-cookie").split(';').next().unwrap().to_owned();
    let token = html.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    (cookie, token)
}

fn post(cookie: &str) -> Builder {
    let request = get("/demo").method("POST").header(header::COOKIE, cookie);
    request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
}

#[tokio::test]
async fn a_form_of_ours_is_carried_out_and_the_next_page_says_so() {
    let (cookie, token) = opened().await;
    let (answer, _) = ask(post(&cookie), format!("csrf={token}&name=Test&password=x&channel=mail")).await;
    assert_eq!((answer.status().as_u16(), head(&answer, "location").as_str()), (303, "/demo"));
    let flash = head(&answer, "set-cookie").split(';').next().unwrap().to_owned();
    let (answer, html) = ask(get("/demo").header(header::COOKIE, &flash).header("x-fragment", "main"), "").await;
    assert!(!html.contains("Bewaard.") && !head(&answer, "set-cookie").contains("flash="), "{html}");
    let (answer, html) = ask(get("/demo").header(header::COOKIE, flash), "").await;
    assert!(html.contains("Bewaard.") && html.contains(r#"action="/demo/undo""#), "{html}");
    assert!(head(&answer, "set-cookie").contains("flash=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0"));
}

#[tokio::test]
async fn over_https_the_message_travels_only_there() {
    let (cookie, token) = opened().await;
    let form = format!("csrf={token}&name=Test&password=x&channel=mail");
    let (answer, _) = ask_at(site_over(true), post(&cookie), form).await;
    let flash = head(&answer, "set-cookie");
    assert!(flash.starts_with("flash=demo%2Dsaved%7C") && flash.ends_with("; Max-Age=60; Secure"), "{flash}");
}

#[tokio::test]
async fn a_form_that_is_not_ours_is_refused() {
    let (cookie, token) = opened().await;
    let good = format!("csrf={token}&name=Test&password=x&channel=mail");
    let refused = [
        (post(&cookie), "name=Test".to_owned()),
        (post("guard=00000000000000000000000000000000"), good.clone()),
        (post(&cookie).header("sec-fetch-site", "cross-site"), good.clone()),
        (post(&cookie).header(header::ORIGIN, "https://evil.example"), good.clone()),
        (
            post(&cookie).header(header::AUTHORIZATION, "Basic x").header(header::ORIGIN, "https://evil.example"),
            good.clone(),
        ),
        (post(&cookie).header("x-csrf-token", "made up"), good.clone()),
        (post("session=responder"), good),
    ];
    for (place, (request, body)) in refused.into_iter().enumerate() {
        let (answer, html) = ask(request, body).await;
        assert_eq!(answer.status(), 403, "{place}");
        assert!(html.contains("Stuur het formulier opnieuw"), "{html}");
    }
}

#[tokio::test]
async fn what_was_typed_stays_except_secrets_and_each_fault_leads_to_its_field() {
    let (cookie, token) = opened().await;
    let typed = "een veel te lange <naam> voor dit veld";
    let body = format!("csrf={token}&name={}&password=geheim&note=", typed.replace(' ', "+"));
    let (answer, html) = ask(post(&cookie), body).await;
    assert_eq!(answer.status(), 422);
    for part in [
        "2 antwoorden kloppen nog niet",
        r##"<a href="#name">Dit is 18 tekens te lang. Er passen er 20</a>"##,
        r##"<a href="#channel">Maak een keuze</a>"##,
        "value=\"een veel te lange &#60;naam&#62; voor dit veld\"",
        r#"aria-invalid="true" aria-describedby="name-hint name-fault""#,
        r#"<fieldset class="field wrong" id="channel""#,
    ] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("geheim"));
}

#[tokio::test]
async fn a_refusal_of_the_domain_is_a_page_with_its_way_out() {
    let (cookie, token) = opened().await;
    let (answer, html) = ask(post(&cookie), format!("csrf={token}&name=vol&password=x&channel=mail")).await;
    assert_eq!(answer.status(), 409);
    assert!(html.contains("De groep is vol. Kies een andere dag.") && html.contains(r#"href="/demo">Begin"#), "{html}");
}

#[tokio::test]
async fn too_much_and_the_wrong_kind_are_refused() {
    let (cookie, token) = opened().await;
    let (answer, _) = ask(post(&cookie), format!("csrf={token}&name={}", "x".repeat(3_000))).await;
    assert_eq!(answer.status(), 413);
    let json = get("/demo").method("POST").header(header::COOKIE, &cookie).header("x-csrf-token", &token);
    let (answer, _) = ask(json.header(header::CONTENT_TYPE, "application/json"), "{}").await;
    assert_eq!(answer.status(), 415);
}
