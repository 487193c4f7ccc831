//! Forms: the proof that they are ours, what comes back when something is wrong, what follows when all is well.

use std::io;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::http::request::Builder;
use futures_util::stream;

use crate::site::{ask, ask_at, get, head, opened, site_at, site_over};

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
async fn a_message_is_shown_on_the_page_it_was_for_and_on_no_other() {
    for (path, status) in [("/mine", 200), ("/desk", 403), ("/nowhere", 404)] {
        let flash = "flash=demo%2Dsaved%7C%2Fdemo%7C%2Fdemo%2Fundo; session=analyst";
        let (answer, html) = ask(get(path).header(header::COOKIE, flash), "").await;
        assert_eq!(answer.status().as_u16(), status, "{path}");
        assert!(!html.contains("Bewaard.") && !head(&answer, "set-cookie").contains("flash="), "{path}: {html}");
    }
    // A page that fails does not show what was meant for it either: nothing there can be undone.
    let flash = "flash=demo%2Dsaved%7C%2Fdesk%7C; session=analyst";
    let (_, html) = ask(get("/desk").header(header::COOKIE, flash), "").await;
    assert!(!html.contains("Bewaard."), "{html}");
}

#[tokio::test]
async fn over_https_the_message_travels_only_there() {
    let (cookie, token) = opened().await;
    let form = format!("csrf={token}&name=Test&password=x&channel=mail");
    let prefixed = cookie.replace("guard=", "__Host-guard=");
    let (answer, _) = ask_at(site_over(true), post(&prefixed), form.clone()).await;
    let flash = head(&answer, "set-cookie");
    assert!(flash.starts_with("__Host-flash=demo%2Dsaved%7C") && flash.ends_with("; Max-Age=60; Secure"), "{flash}");
    assert!(flash.contains("; Path=/;") && !flash.contains("Domain"), "{flash}");
    // Over HTTPS a neighbour on the same domain can set the plain name.
    assert_eq!(ask_at(site_over(true), post(&cookie), form).await.0.status(), 403);
    let (answer, _) = ask_at(site_over(true), get("/demo"), "").await;
    assert!(head(&answer, "set-cookie").starts_with("__Host-guard="));
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
        r##"<a href="#name">Naam: Dit is 18 tekens te lang. Er passen er 20</a>"##,
        r##"<a href="#channel">Naam: Maak een keuze</a>"##,
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

#[tokio::test]
async fn faults_stand_in_the_order_of_the_fields() {
    let (cookie, token) = opened().await;
    // The page shows name, password and channel; the handler looks at the channel last but finds it at fault from the start.
    let (answer, html) = ask(post(&cookie), format!("csrf={token}&channel=%FF")).await;
    assert_eq!(answer.status(), 422);
    let list = html.split("class=\"notice bad errors\"").nth(1).unwrap().split("</div>").next().unwrap();
    let links: Vec<_> = list.split("href=\"#").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    assert_eq!(links, ["name", "password", "channel"], "{list}");
}

#[tokio::test]
async fn a_number_of_one_is_said_as_one() {
    let (cookie, token) = opened().await;
    let (_, html) = ask(post(&cookie), format!("csrf={token}&name={}", "x".repeat(21))).await;
    assert!(html.contains("Dit is één teken te lang. Er passen er 20"), "{html}");
}

#[tokio::test]
async fn bytes_that_are_no_text_come_back_with_the_page() {
    let (cookie, token) = opened().await;
    let (answer, html) = ask(post(&cookie), format!("csrf={token}&name=Test%E9&password=x&channel=mail")).await;
    assert_eq!(answer.status(), 422, "nothing was done");
    assert!(html.contains("Naam: Er staat een teken in dat we niet kunnen bewaren"), "{html}");
    assert!(html.contains("value=\"Test\u{fffd}\"") && html.contains("value=\"mail\" checked"), "{html}");
    let (answer, _) = ask(post(&cookie), format!("csrf={token}&name%E9=Test")).await;
    assert_eq!(answer.status(), 400);
    let (answer, html) = ask(get("/numbers/4?limit=%E9"), "").await;
    assert!(answer.status() == 400 && html.contains("het adres van deze bladzijde"), "{html}");
}

#[tokio::test]
async fn a_body_that_breaks_off_is_the_sender_s_to_mend_and_is_not_called_large() {
    let (cookie, token) = opened().await;
    let cut = || Body::from_stream(stream::iter([Ok(Bytes::from_static(b"name=")), Err(io::Error::other("cut"))]));
    let (answer, html) = ask(post(&cookie), cut()).await;
    assert!(answer.status() == 400 && html.contains("kwam niet heel aan"), "{} {html}", answer.status());
    let (answer, _) = ask(post(&cookie).header("x-csrf-token", &token), cut()).await;
    assert_eq!(answer.status(), 400);
    let endless = Body::from_stream(stream::repeat_with(|| Ok::<_, io::Error>(Bytes::from_static(&[b'x'; 500]))));
    assert_eq!(ask(post(&cookie), endless).await.0.status(), 413);
}

#[tokio::test]
async fn a_body_that_does_not_come_is_told_to_the_sender() {
    let (cookie, _) = opened().await;
    let (answer, html) = ask(post(&cookie), Body::from_stream(stream::pending::<io::Result<Bytes>>())).await;
    assert!(answer.status() == 408 && html.contains("kwam te traag binnen"), "{} {html}", answer.status());
}

#[tokio::test]
async fn the_same_host_by_another_scheme_is_another_site() {
    let (cookie, token) = opened().await;
    let cookie = cookie.replace("guard=", "__Host-guard=");
    for (origin, status) in [("https://relais.example", 303), ("http://relais.example", 403)] {
        let form = format!("csrf={token}&name=Test&password=x&channel=mail");
        let request = post(&cookie).header(header::ORIGIN, origin);
        assert_eq!(ask_at(site_at("https://relais.example"), request, form).await.0.status(), status, "{origin}");
    }
}

#[tokio::test]
async fn another_language_is_asked_with_all_that_was_typed_and_does_nothing() {
    let (cookie, token) = opened().await;
    let typed = format!("csrf={token}&name=Test&password=geheim&channel=mail");
    let (_, html) = ask(post(&cookie), format!("csrf={token}&name=Test")).await;
    let switch = r#"<button form="form" formaction="/demo?lang=fr" formnovalidate name="redraw""#;
    assert!(html.contains(switch) && html.contains("id=\"form\""), "{html}");
    let first = html.split("<button form=\"form\"").nth(1).unwrap();
    assert!(first.starts_with(" hidden tabindex=\"-1\"></button>"), "what Enter presses: {html}");
    assert_eq!(web::testing::check_html(&html), Vec::<String>::new());
    let request = || post(&cookie).uri("/demo?lang=fr");
    let (answer, html) = ask(request(), format!("{typed}&redraw=yes")).await;
    assert_eq!(answer.status(), 422, "nothing was done");
    for part in ["<html lang=\"fr\"", "value=\"Test\"", "value=\"mail\" checked", "formaction=\"/demo?lang=nl\""] {
        assert!(html.contains(part), "{part}: {html}");
    }
    assert!(!html.contains("notice bad") && !html.contains("geheim"), "{html}");
    assert_eq!(ask(request(), typed).await.0.status(), 303, "without that button it is carried out");
}
