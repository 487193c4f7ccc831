//! A small helpdesk with people at it.

use std::sync::Arc;

use access::{AccountId, Actor, Context, Grant, Policies, Role, Scope, SignedIn};
use helpdesk::Refusal;
use helpdesk::contact::{Contact, ContactId, Entry, Kind, Need, actions};
use helpdesk::desk::{Desk, Line, Word, actions::set_up};
use kernel::{Clock, Lang, Random, Text};
use store::{Migration, Store};

pub const STEPS: &[Migration] = &[journal::MIGRATIONS[0], figures::MIGRATIONS[0], helpdesk::MIGRATIONS[0]];

pub const NOW: &str = "2026-11-22T10:00:00Z";

pub fn system() -> Context {
    let rights: Vec<_> = helpdesk::RIGHTS.iter().chain(figures::RIGHTS).copied().collect();
    let policies = Arc::new(Policies::load(&rights).unwrap());
    let zone = jiff::tz::TimeZone::get("Europe/Brussels").unwrap();
    Context::system("test", Clock::at(NOW.parse().unwrap()), Random::system(), policies, zone)
}

/// Somebody with roles; the number makes the account.
pub fn somebody(number: u128, roles: &[(Role, Scope)]) -> Context {
    let grants = roles.iter().map(|(role, scope)| Grant::new(*role, scope.clone(), "2026-01-01".parse().unwrap()));
    let account = SignedIn {
        id: AccountId::from_uuid(uuid::Uuid::from_u128(number)),
        name: "Test Tester".to_owned(),
        grants: grants.collect(),
    };
    Context { actor: Actor::Account(Arc::new(account)), ..system() }
}

pub fn on_line(code: &str) -> Scope {
    Scope::Line(code.to_owned())
}

pub fn responder() -> Context {
    somebody(1, &[(Role::Responder, on_line("general"))])
}

pub fn psychologist() -> Context {
    somebody(2, &[(Role::Psychologist, on_line("psychologist"))])
}

pub fn coordinator() -> Context {
    somebody(3, &[(Role::Coordinator, Scope::Everywhere)])
}

fn word(code: &str) -> Word {
    Word { code: code.to_owned(), names: Text::source(Lang::Nl, code), group: None }
}

pub fn desk() -> Desk {
    let line = |code: &str, confidential| Line {
        code: code.to_owned(),
        names: Text::source(Lang::Nl, code),
        channels: vec!["phone".to_owned(), "mail".to_owned()],
        default_channel: "phone".to_owned(),
        confidential,
        target: confidential.then_some(60.0),
        all_themes: true,
        ..Line::default()
    };
    Desk {
        lines: vec![line("general", false), line("psychologist", true)],
        channels: vec![word("phone"), word("mail")],
        inquirers: vec![word("resident"), word("gp"), word("unknown")],
        ..Desk::default()
    }
}

pub async fn open(store: &Store) {
    let tx = store.begin().await.unwrap();
    set_up(&system(), &tx, &desk()).await.unwrap();
    tx.commit().await.unwrap();
}

pub fn question(line: &str) -> Entry {
    Entry {
        line: line.to_owned(),
        channel: "phone".to_owned(),
        kind: Kind::Question,
        inquirer: "resident".to_owned(),
        zone: Some("N".to_owned()),
        municipality: None,
        themes: vec!["home_nursing".to_owned()],
        need: Need::Met,
        direct: Some(true),
        services: Vec::new(),
        note: None,
        minutes: None,
        at: "2026-11-21T09:00:00Z".parse().unwrap(),
    }
}

pub async fn log(store: &Store, cx: &Context, entry: Entry) -> Result<Contact, Refusal> {
    let tx = store.begin().await.unwrap();
    let contact = actions::log(cx, &tx, ContactId::generate(&Clock::system(), &Random::system()), entry).await?;
    tx.commit().await.unwrap();
    Ok(contact)
}
