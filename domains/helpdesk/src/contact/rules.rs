//! What a contact must hold before it is kept. Decisions only, no I/O.

use kernel::Timestamp;

use super::{Entry, Kind, Need};
use crate::desk::Line;

/// The kind of inquirer of a contact in which nobody said who they are.
pub const UNKNOWN_INQUIRER: &str = "unknown";
/// The most themes of one contact.
pub const MOST_THEMES: usize = 8;
/// The most services given in one contact.
pub const MOST_SERVICES: usize = 20;
/// The longest contact, in minutes: a day.
pub const LONGEST: i64 = 24 * 60;
/// How far a clock elsewhere may run ahead, in minutes.
const AHEAD: i64 = 5;

/// Something that keeps a contact from being kept: the field of the form, and the key of the sentence that says why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The field.
    pub field: &'static str,
    /// The key of the sentence.
    pub key: &'static str,
}

const fn fault(field: &'static str, key: &'static str) -> Fault {
    Fault { field, key }
}

/// An entry without what its kind cannot have: a hang-up has no theme, and nobody was oriented.
#[must_use]
pub fn tidy(mut entry: Entry) -> Entry {
    if entry.kind != Kind::Question {
        UNKNOWN_INQUIRER.clone_into(&mut entry.inquirer);
        entry.need = Need::NotApplicable;
        entry.direct = None;
        entry.themes.clear();
        entry.services.clear();
    }
    entry.themes = once(entry.themes);
    entry.services = once(entry.services);
    entry
}

fn once<T: PartialEq>(items: Vec<T>) -> Vec<T> {
    items.into_iter().fold(Vec::new(), |mut kept, item| {
        if !kept.contains(&item) {
            kept.push(item);
        }
        kept
    })
}

/// Which of the codes that an entry names are known, or were the contact's before it was corrected.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
    /// The kind of inquirer is one of the region's.
    pub inquirer: bool,
    /// Every theme is one of the directory's.
    pub themes: bool,
    /// Every service is in the directory.
    pub services: bool,
}

impl Known {
    /// Every code is known.
    pub const ALL: Self = Self { inquirer: true, themes: true, services: true };
}

/// Everything that is wrong with an entry, in the order of the form.
pub fn faults(entry: &Entry, line: &Line, known: Known, now: Timestamp) -> Vec<Fault> {
    let question = entry.kind == Kind::Question;
    let ahead = entry.at.since(now).as_mins();
    let checks = [
        (!line.channels.contains(&entry.channel), fault("channel", "helpdesk-fault-channel")),
        (!known.inquirer, fault("inquirer", "helpdesk-fault-inquirer")),
        (question && entry.themes.is_empty(), fault("theme", "helpdesk-fault-theme")),
        (entry.themes.len() > MOST_THEMES, fault("theme", "helpdesk-fault-many-themes")),
        (!known.themes, fault("theme", "helpdesk-fault-unknown-theme")),
        (question && entry.direct.is_none(), fault("direct", "helpdesk-fault-direct")),
        (entry.services.len() > MOST_SERVICES, fault("service", "helpdesk-fault-many-services")),
        (!known.services, fault("service", "helpdesk-fault-unknown-service")),
        (
            entry.minutes.is_some_and(|minutes| !(0..=LONGEST).contains(&minutes)),
            fault("minutes", "helpdesk-fault-minutes"),
        ),
        (ahead > AHEAD, fault("at", "helpdesk-fault-future")),
        (entry.at.as_micros() < 0, fault("at", "helpdesk-fault-past")),
    ];
    checks.into_iter().filter_map(|(wrong, fault)| wrong.then_some(fault)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line() -> Line {
        Line { code: "general".into(), channels: vec!["phone".into(), "mail".into()], ..Line::default() }
    }

    fn entry() -> Entry {
        Entry {
            line: "general".into(),
            channel: "phone".into(),
            kind: Kind::Question,
            inquirer: "gp".into(),
            zone: None,
            municipality: None,
            themes: vec!["home_nursing".into()],
            need: Need::Met,
            direct: Some(true),
            services: Vec::new(),
            note: None,
            minutes: None,
            at: now(),
        }
    }

    fn now() -> Timestamp {
        "2026-11-22T10:00:00Z".parse().unwrap()
    }

    #[test]
    fn each_fault_names_its_field() {
        let tomorrow = "2026-11-23T10:00:00Z".parse().unwrap();
        type Spoil = fn(&mut Entry);
        let cases: [(&str, Spoil); 6] = [
            ("channel", |entry| entry.channel = "fax".into()),
            ("theme", |entry| entry.themes.clear()),
            ("theme", |entry| entry.themes = (0..9).map(|n| n.to_string()).collect()),
            ("direct", |entry| entry.direct = None),
            ("minutes", |entry| entry.minutes = Some(-1)),
            ("at", |entry| entry.at = Timestamp::from_micros(-1)),
        ];
        for (field, spoil) in cases {
            let mut spoilt = entry();
            spoil(&mut spoilt);
            let found: Vec<_> = faults(&spoilt, &line(), Known::ALL, now()).iter().map(|fault| fault.field).collect();
            assert_eq!(found, [field]);
        }
        let nothing = Known { inquirer: false, themes: false, services: false };
        let found = faults(&Entry { at: tomorrow, ..entry() }, &line(), nothing, now());
        let fields: Vec<_> = found.iter().map(|fault| fault.field).collect();
        assert_eq!(fields, ["inquirer", "theme", "service", "at"]);
        assert!(faults(&entry(), &line(), Known::ALL, now()).is_empty());
    }

    #[test]
    fn a_hang_up_is_kept_without_the_rest() {
        let bare = tidy(Entry { kind: Kind::HangUp, ..entry() });
        assert_eq!((bare.need, bare.direct, bare.themes.len()), (Need::NotApplicable, None, 0));
        assert!(faults(&bare, &line(), Known::ALL, now()).is_empty());
    }

    #[test]
    fn a_theme_is_kept_once_in_the_order_given() {
        let twice = Entry { themes: ["b", "a", "b"].map(str::to_owned).to_vec(), ..entry() };
        assert_eq!(tidy(twice).themes, ["b", "a"]);
    }
}
