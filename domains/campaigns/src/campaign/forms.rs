//! The form of a campaign, read strictly: codes that exist, days that are to come, letters that hold their link.

use std::collections::BTreeSet;

use kernel::{Day, Lang, Text, TranslationState};
use web::Form;

use super::wording::LINK;
use super::{Filter, Letters, NO_KIND, Prices, Rhythm, Setup};
use crate::names::Names;

/// The longest name and subject, letters.
const LONGEST_LINE: usize = 150;
/// The longest letter.
const LONGEST_TEXT: usize = 4_000;

/// What was typed about a campaign; nothing when something is wrong with it. `filter` is what stays when it is no draft any more.
pub(crate) fn setup(form: &mut Form, names: &Names, today: Day, filter: Option<&Filter>) -> Option<Setup> {
    let name = form.text("name", LONGEST_LINE);
    let filter = filter.cloned().unwrap_or_else(|| self::filter(form, names));
    let letters = letters(form);
    let reminder_days = number(form, "reminder_days", 1, 90);
    let reminders = number(form, "reminders", 0, 6);
    let link_days = number(form, "link_days", 1, 365);
    let calls = form.ticked("calls");
    let ends_on = form.required::<Day>("ends_on");
    if ends_on.is_some_and(|day| day <= today) {
        form.add_fault("ends_on", "campaigns-fault-past");
    }
    let (letter, minute) = (cents(form, "letter_price"), cents(form, "minute_price"));
    if !form.is_sound() {
        return None;
    }
    let rhythm = Rhythm {
        reminder_days: reminder_days?,
        reminders: reminders?,
        calls,
        link_days: link_days?,
        ends_on: ends_on?,
    };
    Some(Setup { name: name?, filter, letters, rhythm, prices: Prices { letter: letter?, minute: minute? } })
}

fn filter(form: &mut Form, names: &Names) -> Filter {
    let silent_days = form.optional::<i32>("silent_days").filter(|days| (1..=3_650).contains(days));
    if silent_days.is_none() && !form.value("silent_days").trim().is_empty() && form.fault("silent_days").is_none() {
        form.add_fault("silent_days", "campaigns-fault-number");
    }
    Filter {
        theme: code(form, names, "theme"),
        zone: code(form, names, "zone"),
        kinds: kinds(form, names),
        lists: form.ticked("lists"),
        silent_days,
    }
}

fn code(form: &mut Form, names: &Names, of: &'static str) -> Option<String> {
    let code = form.optional_text(of, 60)?;
    if names.knows(of, &code) {
        return Some(code);
    }
    form.add_fault(of, "campaigns-fault-unknown");
    None
}

/// The kinds that were ticked; none when they are the usual ones, so that a kind that comes later is asked as well.
fn kinds(form: &mut Form, names: &Names) -> Vec<String> {
    let ticked: BTreeSet<String> = form.all("kind").map(str::to_owned).collect();
    if ticked.is_empty() {
        form.add_fault("kind", "campaigns-fault-kinds");
    } else if !ticked.iter().all(|code| code == NO_KIND || names.knows("kind", code)) {
        form.add_fault("kind", "campaigns-fault-unknown");
    }
    if ticked == names.usual_kinds() { Vec::new() } else { ticked.into_iter().collect() }
}

fn letters(form: &mut Form) -> Letters {
    let subject = both(form, ["subject_nl", "subject_fr"], LONGEST_LINE);
    let first = both(form, ["first_nl", "first_fr"], LONGEST_TEXT);
    let reminder = both(form, ["reminder_nl", "reminder_fr"], LONGEST_TEXT);
    for name in ["first_nl", "first_fr", "reminder_nl", "reminder_fr"] {
        if form.fault(name).is_none() && !form.value(name).contains(LINK) {
            form.add_fault(name, "campaigns-fault-link");
        }
    }
    Letters { subject, first, reminder }
}

/// A text that must be there in both languages of the region.
fn both(form: &mut Form, [dutch, french]: [&'static str; 2], most: usize) -> Text {
    let (dutch, french) = (form.text(dutch, most), form.text(french, most));
    Text::source(Lang::Nl, dutch.unwrap_or_default()).with(
        Lang::Fr,
        french.unwrap_or_default(),
        TranslationState::Reviewed,
    )
}

fn number(form: &mut Form, name: &'static str, least: i64, most: i64) -> Option<i64> {
    let number = form.required::<i64>(name)?;
    if (least..=most).contains(&number) {
        return Some(number);
    }
    form.add_fault(name, "campaigns-fault-number");
    None
}

/// An amount of money in cents: `0,85`, `1.20` or nothing.
fn cents(form: &mut Form, name: &'static str) -> Option<i64> {
    let Some(typed) = form.optional_text(name, 12) else { return form.fault(name).is_none().then_some(0) };
    let read = read_cents(&typed);
    if read.is_none() {
        form.add_fault(name, "campaigns-fault-money");
    }
    read
}

fn read_cents(typed: &str) -> Option<i64> {
    let typed = typed.trim_start_matches('€').trim().replace(',', ".");
    let (euro, cents) = typed.split_once('.').unwrap_or((&typed, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if euro.len() > 4 || cents.len() > 2 || !digits(euro) || !digits(cents) || (euro.is_empty() && cents.is_empty()) {
        return None;
    }
    let euro: i64 = if euro.is_empty() { 0 } else { euro.parse().ok()? };
    let cents: i64 = format!("{cents:0<2}").parse().ok()?;
    Some(euro * 100 + cents)
}

/// The form of a campaign that is there already. `usual` are the kinds that are asked where nobody chose.
pub(crate) fn filled(setup: &Setup, usual: &BTreeSet<String>) -> Form {
    let Setup { name, filter, letters, rhythm, prices } = setup;
    let of = |code: &Option<String>| code.clone().unwrap_or_default();
    let text = |text: &Text, lang| text.get(lang).map(|found| found.text.clone()).unwrap_or_default();
    let yes = |is_so: bool| if is_so { "yes".to_owned() } else { String::new() };
    let money = |cents: i64| format!("{},{:02}", cents / 100, cents % 100);
    let chosen: BTreeSet<String> = filter.kinds.iter().cloned().collect();
    let kinds = if chosen.is_empty() { usual } else { &chosen };
    let rest = [
        ("name", name.clone()),
        ("theme", of(&filter.theme)),
        ("zone", of(&filter.zone)),
        ("lists", yes(filter.lists)),
        ("silent_days", filter.silent_days.map(|days| days.to_string()).unwrap_or_default()),
        ("subject_nl", text(&letters.subject, Lang::Nl)),
        ("subject_fr", text(&letters.subject, Lang::Fr)),
        ("first_nl", text(&letters.first, Lang::Nl)),
        ("first_fr", text(&letters.first, Lang::Fr)),
        ("reminder_nl", text(&letters.reminder, Lang::Nl)),
        ("reminder_fr", text(&letters.reminder, Lang::Fr)),
        ("reminder_days", rhythm.reminder_days.to_string()),
        ("reminders", rhythm.reminders.to_string()),
        ("calls", yes(rhythm.calls)),
        ("link_days", rhythm.link_days.to_string()),
        ("ends_on", rhythm.ends_on.to_string()),
        ("letter_price", money(prices.letter)),
        ("minute_price", money(prices.minute)),
    ];
    Form::filled(rest.into_iter().chain(kinds.iter().map(|kind| ("kind", kind.clone()))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_is_read_as_people_write_it() {
        let cases = [
            ("0,85", Some(85)),
            ("1.2", Some(120)),
            ("€ 3", Some(300)),
            (",5", Some(50)),
            ("12345", None),
            ("x", None),
        ];
        for (typed, expected) in cases {
            assert_eq!(read_cents(typed), expected, "{typed}");
        }
        assert_eq!(read_cents("-1"), None);
        assert_eq!(read_cents("."), None);
    }

    #[test]
    fn what_is_kept_fills_the_form_again() {
        let setup = super::super::samples::campaign(2).setup;
        let form = filled(&setup, &BTreeSet::from([NO_KIND.to_owned()]));
        assert!(form.has("kind", NO_KIND), "the usual kinds are ticked");
        assert_eq!((form.value("letter_price"), form.value("minute_price")), ("0,05", "0,70"));
        assert_eq!((form.value("reminders"), form.ticked("calls")), ("2", true));
    }
}
