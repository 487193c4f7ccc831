//! A responder signs in, logs a contact without touching the mouse, and finds a service inside the form.

use thirtyfour::prelude::*;

use crate::stage::Stage;
use crate::visitor::{Manner, Visitor};

/// Signs in by typing and Enter alone.
pub async fn sign_in(stage: &Stage, visitor: &Visitor, email: &str) {
    visitor.open("/sign-in").await;
    visitor.find("#email").await.focus().await.unwrap();
    visitor.press(email).await;
    visitor.press(Key::Tab).await;
    visitor.press(stage.password(email)).await;
    visitor.press_enter().await;
    assert!(!visitor.all("form[action='/sign-out']").await.is_empty(), "{email} is not signed in");
}

/// Chooses the option of a group of radio buttons that stands at `steps` from the first.
async fn choose(visitor: &Visitor, key: char, steps: usize) {
    visitor.press_alt(key).await;
    for _ in 0..steps {
        visitor.press(Key::Right).await;
    }
    visitor.press(Key::Space).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_responder_logs_a_contact_by_keyboard_alone() {
    let Some(stage) = Stage::open() else { return };
    let visitor = stage.visitor("nl", Manner::Script).await;
    sign_in(&stage, &visitor, "responder@demo.example").await;
    visitor.open("/helpdesk").await;
    visitor.look("helpdesk").await;

    visitor.follow_alt('n').await;
    assert!(visitor.whereabouts().await.starts_with("/helpdesk/contacts/new"));
    visitor.look("contact-new").await;
    choose(&visitor, '2', 0).await;
    choose(&visitor, '3', 1).await;
    visitor.press_alt('4').await;
    visitor.press("1070").await;
    visitor.press_alt('5').await;
    visitor.press(Key::Space).await;
    visitor.press_alt('z').await;
    visitor.press("thuisverpleging").await;
    visitor.press(Key::Enter).await;
    let service = visitor.find("#found input[name=service]").await;
    visitor.look("contact-directory").await;
    service.focus().await.unwrap();
    visitor.press(Key::Space).await;
    choose(&visitor, '6', 0).await;
    choose(&visitor, '7', 0).await;
    visitor.follow_alt('s').await;

    let here = visitor.whereabouts().await;
    assert!(here.starts_with("/helpdesk"), "{here}: {}", visitor.reads().await);
    assert!(visitor.all(".errors").await.is_empty(), "{}", visitor.reads().await);
    visitor.open("/helpdesk").await;
    visitor.follow("table tbody a").await;
    assert!(visitor.reads().await.contains("Anderlecht"), "the contact is the last one: {}", visitor.reads().await);
    assert!(!visitor.all("main a[href^='/services/']").await.is_empty(), "the service given is kept");
    visitor.look("contact").await;
    visitor.leave().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_responder_logs_a_contact_without_script() {
    let Some(stage) = Stage::open() else { return };
    let visitor = stage.visitor("fr", Manner::NoScript).await;
    sign_in(&stage, &visitor, "responder-fr@demo.example").await;
    visitor.open("/helpdesk/contacts/new").await;
    visitor.follow(".bar button.main").await;
    assert!(visitor.find(".errors").await.is_displayed().await.unwrap(), "what is missing is said on top");
    visitor.look("contact-faults").await;

    visitor.fill("q", "soins palliatifs").await;
    visitor.follow("#find").await;
    visitor.click("#found input[name=service]").await;
    for field in ["channel", "inquirer", "need", "direct"] {
        visitor.click(&format!("label:has([name={field}])")).await;
    }
    visitor.click("label:has([name=theme])").await;
    visitor.fill("place", "Ixelles").await;
    visitor.follow(".bar button.main").await;
    assert!(visitor.all(".errors").await.is_empty(), "{}", visitor.reads().await);
    visitor.leave().await;
}
