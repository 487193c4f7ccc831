//! A resident looks for help: in Dutch and in French, with scripts and without, on a telephone and at a desk.

use crate::stage::Stage;
use crate::visitor::{Manner, Visitor};

/// Asks on the home page, as people do.
async fn ask(visitor: &Visitor, words: &str, place: &str) {
    visitor.open("/").await;
    visitor.fill("q", words).await;
    visitor.fill("place", place).await;
    // By Enter, as whoever has just typed does: what is suggested for the place lies over the button.
    visitor.press_enter().await;
}

/// The names of the services listed; what is for professionals is folded away.
async fn listed(visitor: &Visitor) -> Vec<String> {
    let mut names = Vec::new();
    for name in visitor.all("#results > .cards h2").await {
        names.push(name.text().await.unwrap());
    }
    names
}

/// A question, its results, the first of them: the same for everybody.
async fn finds_a_service(lang: &'static str, manner: Manner, words: &str, place: &str, expected: &str) {
    let Some(stage) = Stage::open() else { return };
    let visitor = stage.visitor(lang, manner).await;
    visitor.open("/").await;
    visitor.look("home").await;

    ask(&visitor, words, place).await;
    let names = listed(&visitor).await;
    let top: Vec<String> = names.iter().take(5).map(|name| name.to_lowercase()).collect();
    assert!(top.iter().any(|name| name.contains(expected)), "`{expected}` is not among the first of {names:?}");
    for reasons in visitor.all("#results > .cards .chips").await {
        assert!(!reasons.text().await.unwrap().trim().is_empty());
    }
    assert!(visitor.find("#results .card .chip").await.is_displayed().await.unwrap(), "no reason is given in words");
    visitor.look("results").await;

    visitor.follow("#results .card h2 a").await;
    assert!(visitor.whereabouts().await.starts_with("/services/"));
    assert_eq!(visitor.find("h1").await.text().await.unwrap(), names[0]);
    visitor.look("service").await;

    let service = visitor.whereabouts().await.trim_start_matches("/services/").to_owned();
    visitor.open(&format!("/sheet?s={service}")).await;
    let place = visitor.find(".sheet .spot").await.rect().await.unwrap();
    let last = visitor.find(".sheet .spot > :last-child").await.rect().await.unwrap();
    assert!(last.y + last.height <= place.y + place.height + 1.0, "what is said of a place stays within it");
    visitor.look("sheet").await;
    visitor.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resident_finds_home_nursing_in_dutch() {
    finds_a_service("nl", Manner::Script, "thuisverpleging", "1070", "thuis").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resident_finds_home_nursing_in_dutch_without_script() {
    finds_a_service("nl", Manner::NoScript, "thuisverpleging", "Anderlecht", "thuis").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resident_finds_palliative_care_in_french() {
    finds_a_service("fr", Manner::Script, "soins palliatifs à domicile", "Ixelles", "palliati").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_resident_finds_palliative_care_in_french_without_script() {
    finds_a_service("fr", Manner::NoScript, "soins palliatifs à domicile", "1190", "palliati").await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_place_in_several_zones_is_asked_about_and_never_guessed() {
    let Some(stage) = Stage::open() else { return };
    for (lang, manner, words) in
        [("nl", Manner::Script, "thuisverpleging"), ("fr", Manner::NoScript, "soins à domicile")]
    {
        let visitor = stage.visitor(lang, manner).await;
        ask(&visitor, words, "1000").await;
        let choices = visitor.all("#results .notice.warn li a").await.len();
        assert!(choices >= 2, "1000 lies in several zones, and {choices} places were offered");
        assert!(!listed(&visitor).await.is_empty(), "meanwhile the region answers");
        visitor.look("which-place").await;

        visitor.follow("#results .notice.warn li a").await;
        assert!(visitor.all("#results .notice.warn li a").await.is_empty(), "the place is clear now");
        assert!(!listed(&visitor).await.is_empty());
        visitor.leave().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_slip_of_the_keyboard_and_a_question_without_an_answer_end_well() {
    let Some(stage) = Stage::open() else { return };
    let visitor = stage.visitor("nl", Manner::Script).await;
    ask(&visitor, "thuisverplegign", "1070").await;
    assert!(!listed(&visitor).await.is_empty(), "a misspelt word is understood");
    visitor.look("misspelt").await;

    ask(&visitor, "zzzz qqqq", "").await;
    assert!(visitor.find("#results .empty").await.is_displayed().await.unwrap());
    assert!(visitor.reads().await.contains("112") || !visitor.all("a[href^='tel:']").await.is_empty(), "a way out");
    visitor.look("nothing-found").await;

    visitor.open("/nowhere").await;
    assert!(!visitor.all("main a").await.is_empty(), "a failure page offers a way out");
    visitor.look("not-found").await;
    visitor.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_public_pages_around_the_search_hold_together() {
    let Some(stage) = Stage::open() else { return };
    for lang in ["nl", "fr", "en"] {
        let visitor = stage.visitor(lang, Manner::Script).await;
        visitor.open("/").await;
        assert_eq!(visitor.find("html").await.attr("lang").await.unwrap().as_deref(), Some(lang));
        visitor.follow(".doors a").await;
        assert!(visitor.whereabouts().await.starts_with("/themes/"));
        visitor.look("theme").await;
        visitor.open("/sign-in").await;
        visitor.look("sign-in").await;
        visitor.leave().await;
    }
}
