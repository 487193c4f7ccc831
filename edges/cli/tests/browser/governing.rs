//! A coordinator opens figures onto their contacts; an administrator sees who may do what.

use crate::helping::sign_in;
use crate::stage::Stage;
use crate::visitor::Manner;

/// The whole number that a text begins with, whatever the reader's separators.
fn number(text: &str) -> u64 {
    let digits: String = text
        .chars()
        .take_while(|c| c.is_ascii_digit() || " .\u{a0}\u{202f}".contains(*c))
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or_else(|_| panic!("`{text}` does not begin with a number"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_figure_opens_onto_exactly_its_contacts() {
    let Some(stage) = Stage::open() else { return };
    let visitor = stage.visitor("nl", Manner::Script).await;
    sign_in(&stage, &visitor, "coordinator@demo.example").await;
    visitor.open("/helpdesk/figures").await;
    let figures = visitor.reads().await;
    assert!(figures.contains("2021"), "the declared totals stand beside the computed ones");
    visitor.look("figures").await;

    let link = visitor.find("table td.n a[href^='/helpdesk/contacts?']").await;
    let promised = number(&link.text().await.unwrap());
    let list = link.attr("href").await.unwrap().unwrap();
    visitor.open(&list).await;
    assert_eq!(number(&visitor.find("h1").await.text().await.unwrap()), promised, "{list}");
    visitor.look("contacts").await;
    visitor.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_administrator_sees_who_may_do_what_and_signs_out() {
    let Some(stage) = Stage::open() else { return };
    let visitor = stage.visitor("en", Manner::Script).await;
    sign_in(&stage, &visitor, "admin@demo.example").await;
    for (path, name) in [
        ("/admin", "admin"),
        ("/admin/rights", "rights"),
        ("/admin/accounts", "accounts"),
        ("/admin/jobs", "jobs"),
        ("/admin/health", "health"),
        ("/me", "me"),
    ] {
        visitor.open(path).await;
        assert_eq!(visitor.whereabouts().await, path);
        visitor.look(name).await;
    }
    visitor.open("/admin/rights").await;
    assert!(visitor.all("main section li").await.len() > 10, "the policies are sentences");

    visitor.follow("form[action='/sign-out'] button").await;
    visitor.open("/admin").await;
    assert!(visitor.whereabouts().await.starts_with("/sign-in"), "the door is closed again");
    visitor.leave().await;
}
