//! Logging, correcting, withdrawing: what is done, what is refused, what the journal keeps.

use helpdesk::Refusal;
use helpdesk::contact::filter::Filter;
use helpdesk::contact::{Contact, ContactId, Entry, Kind, Need, SealedNote, State, WrongMove, actions, records};
use journal::Filter as Entries;
use kernel::PageRequest;
use store::Store;

use crate::world::*;

async fn journal_of(store: &Store, contact: &Contact) -> Vec<String> {
    let of = Entries { record_id: Some(contact.id.to_string()), ..Entries::default() };
    let page = journal::list(store.read(), &of, PageRequest::first(20)).await.unwrap();
    page.items.into_iter().map(|entry| entry.note.action).collect()
}

async fn correct(store: &Store, cx: &access::Context, seen: &Contact, entry: Entry) -> Result<Contact, Refusal> {
    let tx = store.begin().await.unwrap();
    let contact = actions::correct(cx, &tx, seen.id, seen.version, entry).await?;
    tx.commit().await.unwrap();
    Ok(contact)
}

#[store::test(&steps())]
async fn what_is_logged_is_read_back_whole(store: Store) {
    open(&store).await;
    let entry = Entry {
        themes: vec!["grief".to_owned(), "crisis".to_owned()],
        services: vec![service("test_home_nursing"), service("test_helpdesk")],
        note: Some(SealedNote(vec![1, 2, 3])),
        minutes: Some(12),
        municipality: Some("21004".to_owned()),
        direct: Some(false),
        ..question("general")
    };
    let logged = log(&store, &responder(), entry.clone()).await.unwrap();
    let kept = records::find(store.read(), logged.id).await.unwrap().unwrap();
    assert_eq!(kept, logged);
    assert_eq!((kept.entry, kept.month.to_string()), (entry, "2026-11".to_owned()));
    assert_eq!(journal_of(&store, &logged).await, ["helpdesk.log_contact"]);
}

#[store::test(&steps())]
async fn the_month_is_the_regions_not_greenwichs(store: Store) {
    open(&store).await;
    let late = Entry { at: "2026-10-31T23:30:00Z".parse().unwrap(), ..question("general") };
    assert_eq!(log(&store, &responder(), late).await.unwrap().month.to_string(), "2026-11");
}

#[store::test(&steps())]
async fn a_form_sent_twice_makes_one_contact(store: Store) {
    open(&store).await;
    let id = ContactId::from_uuid(uuid::Uuid::from_u128(77));
    let tx = store.begin().await.unwrap();
    let first = actions::log(&responder(), &tx, id, question("general")).await.unwrap();
    let second = actions::log(&responder(), &tx, id, question("general")).await;
    assert!(matches!(second, Err(Refusal::SentBefore(known)) if *known == first));
    let stranger = somebody(5, &[(access::Role::Responder, on_line("general"))]);
    let taken = actions::log(&stranger, &tx, id, question("general")).await;
    assert!(matches!(taken, Err(Refusal::IdTaken)));
    tx.commit().await.unwrap();
    assert_eq!(records::count(store.read(), &Filter::default()).await.unwrap(), 1);
    assert_eq!(journal_of(&store, &first).await.len(), 1);
}

#[store::test(&steps())]
async fn codes_that_nobody_knows_are_refused_and_those_of_before_are_kept(store: Store) {
    open(&store).await;
    let unknown = Entry {
        themes: vec!["home_nursing".to_owned(), "anything".to_owned()],
        services: vec![uuid::Uuid::from_u128(9)],
        ..question("general")
    };
    let Err(Refusal::Incomplete(faults)) = log(&store, &responder(), unknown).await else {
        panic!("unknown codes must be refused")
    };
    assert_eq!(faults.iter().map(|fault| fault.field).collect::<Vec<_>>(), ["theme", "service"]);
    let known =
        Entry { services: vec![service("test_home_nursing")], themes: vec!["grief".to_owned()], ..question("general") };
    let logged = log(&store, &responder(), known.clone()).await.unwrap();
    let tx = store.begin().await.unwrap();
    // The directory as it is read later has neither the service nor the theme any more.
    directory::pack::load(&system(), &tx, &testland_without("test_home_nursing")).await.unwrap();
    tx.commit().await.unwrap();
    let corrected = correct(&store, &responder(), &logged, Entry { need: Need::Unmet, ..known.clone() }).await.unwrap();
    assert_eq!((corrected.entry.services, corrected.entry.themes), (known.services.clone(), known.themes.clone()));
    assert!(matches!(log(&store, &responder(), known).await, Err(Refusal::Incomplete(faults)) if faults.len() == 2));
}

#[store::test(&steps())]
async fn the_wrong_line_no_line_and_no_account_are_refused(store: Store) {
    open(&store).await;
    let before = journal_length(&store).await;
    let visitor = access::Context { actor: access::Actor::Visitor, ..system() };
    for (cx, line) in [(responder(), "psychologist"), (psychologist(), "general"), (visitor, "general")] {
        assert!(matches!(log(&store, &cx, question(line)).await, Err(Refusal::Denied(_))), "{line}");
    }
    let nowhere = log(&store, &responder(), question("nowhere")).await;
    assert!(matches!(nowhere, Err(Refusal::Incomplete(faults)) if faults[0].field == "line"));
    let nobody = Entry { inquirer: "martian".to_owned(), ..question("general") };
    let refused = log(&store, &responder(), nobody).await;
    assert!(matches!(refused, Err(Refusal::Incomplete(faults)) if faults[0].field == "inquirer"));
    assert_eq!(journal_length(&store).await, before);
}

#[store::test(&steps())]
async fn a_correction_keeps_what_was_in_the_journal(store: Store) {
    open(&store).await;
    let logged = log(&store, &responder(), question("general")).await.unwrap();
    let entry = Entry {
        need: Need::Unmet,
        themes: vec!["grief".to_owned()],
        note: Some(SealedNote(vec![9])),
        ..logged.entry.clone()
    };
    let corrected = correct(&store, &responder(), &logged, entry).await.unwrap();
    assert_eq!((corrected.state, corrected.version), (State::Corrected, 2));
    assert_eq!(records::find(store.read(), logged.id).await.unwrap().unwrap(), corrected);
    let of = Entries { record_id: Some(logged.id.to_string()), ..Entries::default() };
    let last = journal::list(store.read(), &of, PageRequest::first(1)).await.unwrap().items.remove(0);
    let changes = serde_json::to_value(&last.note.changes).unwrap();
    assert_eq!(changes["need"], serde_json::json!({"before": "met", "after": "unmet"}));
    assert_eq!(changes["note"], serde_json::json!({"concealed": true}));
}

#[store::test(&steps())]
async fn of_two_corrections_the_second_learns_of_the_first(store: Store) {
    open(&store).await;
    let logged = log(&store, &responder(), question("general")).await.unwrap();
    let mine = Entry { need: Need::Partly, ..logged.entry.clone() };
    correct(&store, &coordinator(), &logged, Entry { need: Need::Unmet, ..logged.entry.clone() }).await.unwrap();
    let Err(Refusal::Changed(present)) = correct(&store, &responder(), &logged, mine.clone()).await else {
        panic!("the second correction must learn of the first")
    };
    assert_eq!((present.entry.need, present.version), (Need::Unmet, 2));
    let kept = correct(&store, &responder(), &present, mine).await.unwrap();
    assert_eq!((kept.entry.need, kept.version), (Need::Partly, 3));
}

#[store::test(&steps())]
async fn somebody_elses_contact_is_read_but_not_changed(store: Store) {
    open(&store).await;
    let logged = log(&store, &responder(), question("general")).await.unwrap();
    let colleague = somebody(4, &[(access::Role::Responder, on_line("general"))]);
    assert!(actions::readable(&colleague, store.read(), logged.id).await.is_ok());
    let refused = correct(&store, &colleague, &logged, question("general")).await;
    assert!(matches!(refused, Err(Refusal::Denied(_))));
    let of_psychologist = log(&store, &psychologist(), question("psychologist")).await.unwrap();
    let unseen = correct(&store, &coordinator(), &of_psychologist, question("psychologist")).await;
    assert!(matches!(unseen, Err(Refusal::NotFound)));
}

#[store::test(&steps())]
async fn a_correction_cannot_move_a_contact_to_a_foreign_line(store: Store) {
    open(&store).await;
    let logged = log(&store, &responder(), question("general")).await.unwrap();
    let moved = correct(&store, &responder(), &logged, question("psychologist")).await;
    assert!(matches!(moved, Err(Refusal::Denied(_))));
}

#[store::test(&steps())]
async fn withdrawing_is_undone_and_not_done_twice(store: Store) {
    open(&store).await;
    let logged = log(&store, &responder(), question("general")).await.unwrap();
    let tx = store.begin().await.unwrap();
    actions::withdraw(&responder(), &tx, logged.id).await.unwrap();
    let twice = actions::withdraw(&responder(), &tx, logged.id).await;
    assert!(matches!(twice, Err(Refusal::WrongMove(WrongMove::IsWithdrawn))));
    tx.commit().await.unwrap();
    assert_eq!(records::count(store.read(), &Filter::default()).await.unwrap(), 0);
    let withdrawn = Filter { withdrawn: true, ..Filter::default() };
    assert_eq!(records::count(store.read(), &withdrawn).await.unwrap(), 1);
    let tx = store.begin().await.unwrap();
    actions::restore(&responder(), &tx, logged.id).await.unwrap();
    let twice = actions::restore(&responder(), &tx, logged.id).await;
    assert!(matches!(twice, Err(Refusal::WrongMove(WrongMove::NotWithdrawn))));
    tx.commit().await.unwrap();
    assert_eq!(records::count(store.read(), &Filter::default()).await.unwrap(), 1);
    let expected = ["helpdesk.restore_contact", "helpdesk.withdraw_contact", "helpdesk.log_contact"];
    assert_eq!(journal_of(&store, &logged).await, expected);
}

#[store::test(&steps())]
async fn demo_contacts_are_many_at_once_and_marked(store: Store) {
    open(&store).await;
    let before = journal_length(&store).await;
    let tx = store.begin().await.unwrap();
    let entries = (0..250).map(|n| {
        if n % 2 == 0 { question("general") } else { Entry { kind: Kind::HangUp, ..question("psychologist") } }
    });
    assert_eq!(actions::log_demo(&system(), &tx, entries.collect()).await.unwrap(), 250);
    tx.commit().await.unwrap();
    let page = records::list(store.read(), &Filter::default(), PageRequest::first(50)).await.unwrap();
    assert_eq!((page.total, page.items.len()), (250, 50));
    assert!(page.items.iter().all(|contact| contact.demo));
    assert_eq!(journal_length(&store).await, before + 1);
}
