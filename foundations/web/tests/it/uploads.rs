//! Forms with files: what arrives, and what is refused before anything of it is kept.

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::http::request::Builder;
use futures_util::stream;

use crate::site::{ask, get, opened};

fn post(cookie: &str) -> Builder {
    let request = get("/parcels").method("POST").header(header::COOKIE, cookie);
    request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=cut")
}

fn typed(name: &str, value: &str) -> String {
    format!("--cut\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

fn file(name: &str, holds: &str) -> String {
    format!("--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{holds}\r\n")
}

const END: &str = "--cut--\r\n";

#[tokio::test]
async fn a_file_arrives_with_what_was_typed() {
    let (cookie, token) = opened().await;
    let proof = typed("csrf", &token);
    for (parts, said) in [
        (typed("note", "Été") + &file("lijst.csv", "a,b,c"), "Été: lijst.csv 5 a,b,c"),
        (file("", ""), ": nothing"),
        (file("large.csv", &"x".repeat(3_000)), ": large.csv 3000 xxxxx"),
    ] {
        let (answer, text) = ask(post(&cookie), format!("{proof}{parts}{END}")).await;
        assert_eq!((answer.status().as_u16(), text.as_str()), (200, said));
    }
}

#[tokio::test]
async fn a_form_that_does_not_prove_itself_first_is_refused() {
    let (cookie, token) = opened().await;
    let (proof, file) = (typed("csrf", &token), file("a.csv", "a"));
    let forged = typed("csrf", &format!("{token}00"));
    for body in [format!("{file}{END}"), format!("{file}{proof}{END}"), format!("{forged}{file}{END}"), END.to_owned()]
    {
        let (answer, text) = ask(post(&cookie), body.clone()).await;
        assert_eq!(answer.status().as_u16(), 403, "{body}\n{text}");
    }
    let whole = format!("{proof}{file}{END}");
    let elsewhere = post(&cookie).header("sec-fetch-site", "cross-site");
    assert_eq!(ask(elsewhere, whole.clone()).await.0.status().as_u16(), 403);
    assert_eq!(ask(post(&cookie).header("x-csrf-token", "x"), whole.clone()).await.0.status().as_u16(), 403);
    assert_eq!(
        ask(post(&cookie).header("x-csrf-token", &token), format!("{file}{END}")).await.0.status().as_u16(),
        200
    );
    assert_eq!(ask(post(&cookie), format!("{proof}{file}")).await.0.status().as_u16(), 400, "it breaks off");
    let plain = get("/parcels").method("POST").header(header::COOKIE, &cookie);
    let plain = plain.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
    assert_eq!(ask(plain, format!("csrf={token}")).await.0.status().as_u16(), 415);
}

#[tokio::test]
async fn what_is_larger_than_its_bound_is_refused_in_the_words_of_its_route() {
    let (cookie, token) = opened().await;
    let large = format!("{}{}{END}", typed("csrf", &token), file("a.csv", &"x".repeat(3_001)));
    let (answer, html) = ask(post(&cookie), large).await;
    assert_eq!(answer.status().as_u16(), 413);
    assert!(html.contains("De groep is vol."), "{html}");
    let declared = post(&cookie).header(header::CONTENT_LENGTH, "90000000");
    assert_eq!(ask(declared, "--cut").await.0.status().as_u16(), 413);
    let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(Bytes::from_static(&[b'x'; 4_096])));
    let (answer, _) = ask(post(&cookie), Body::from_stream(endless)).await;
    assert!(matches!(answer.status().as_u16(), 400 | 413), "{}", answer.status());
    let never = Body::from_stream(stream::pending::<Result<Bytes, std::io::Error>>());
    assert_eq!(ask(post(&cookie), never).await.0.status().as_u16(), 408);
}
