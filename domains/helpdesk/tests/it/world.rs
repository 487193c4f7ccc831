//! A small helpdesk with people at it.

use std::sync::Arc;

use access::{AccountId, Actor, Context, Grant, Policies, Role, Scope, SignedIn};
use helpdesk::Refusal;
use helpdesk::contact::{Contact, ContactId, Entry, Kind, Need, actions};
use helpdesk::desk::{Desk, Line, Word, actions::set_up};
use house::Pack;
use kernel::{Clock, Lang, Random, Text};
use store::Store;

pub use crate::flows::steps;

pub const NOW: &str = "2026-11-22T10:00:00Z";

pub fn system() -> Context {
    let rights = [helpdesk::RIGHTS, figures::RIGHTS, directory::RIGHTS, territory::RIGHTS].concat();
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

/// Testland's territory and directory, with one file changed.
pub fn testland(file: &str, change: impl Fn(&str) -> String) -> Pack {
    let files = ["zones", "municipalities", "neighbourhoods", "region", "organisations", "services", "themes"];
    let whole = testkit::testland();
    Pack::from_files(files.map(|name| {
        let name = format!("{name}.toml");
        let text = whole.text(&name).unwrap();
        let text = if name == file { change(text) } else { text.to_owned() };
        (name, text)
    }))
}

/// Testland without one of its services.
pub fn testland_without(service: &str) -> Pack {
    let id = format!("id = \"{service}\"");
    let is_kept = |entry: &&str| !entry.contains(&id);
    testland("services.toml", |text| text.split("[[service]]").filter(is_kept).collect::<Vec<_>>().join("[[service]]"))
}

/// Testland with a few themes more.
fn region() -> Pack {
    let theme =
        |code: &&str| format!("\n[[theme]]\ncode = \"{code}\"\nnames = {{ nl = \"{code}\", fr = \"{code}\" }}\n");
    let more: String = ["a", "b", "c", "grief", "crisis"].iter().map(theme).collect();
    testland("themes.toml", |text| text.to_owned() + &more)
}

/// A service of Testland's directory.
pub fn service(name: &str) -> uuid::Uuid {
    directory::ServiceId::of(&directory::Origin::new(directory::Origin::PACK, name)).uuid()
}

pub async fn open(store: &Store) {
    let tx = store.begin().await.unwrap();
    territory::load(&system(), &tx, &region()).await.unwrap();
    directory::pack::load(&system(), &tx, &region()).await.unwrap();
    set_up(&system(), &tx, &desk()).await.unwrap();
    tx.commit().await.unwrap();
}

pub async fn journal_length(store: &Store) -> i64 {
    journal::verify(store.read()).await.unwrap().entries
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
