//! Doors: who is let in, who is led to the sign-in page, who is told no.

use axum::http::header;

use crate::site::{ask, get, head};

#[tokio::test]
async fn a_door_opens_for_whoever_could_do_the_action() {
    let cases = [
        ("/desk", "session=responder", 200),
        ("/desk", "session=analyst", 403),
        ("/desk", "session=unknown", 303),
        ("/mine", "session=analyst", 200),
        ("/mine", "lang=nl", 303),
        ("/api/v1/desk", "lang=nl", 401),
        ("/api/v1/desk", "session=analyst", 403),
    ];
    for (path, cookie, status) in cases {
        let (answer, _) = ask(get(path).header(header::COOKIE, cookie), "").await;
        assert_eq!(answer.status().as_u16(), status, "{path} {cookie}");
    }
}

#[tokio::test]
async fn signing_in_leads_back_to_where_one_was() {
    let (answer, _) = ask(get("/desk?zone=N&q=a+b"), "").await;
    assert_eq!(head(&answer, "location"), "/sign-in?next=%2Fdesk%3Fzone%3DN%26q%3Da%2Bb");
}
