//! The forms about a need, read strictly: codes that exist, texts of a bearable length.

use kernel::{Lang, Text, TranslationState};
use web::Form;

use super::{Entry, Need, Source};
use crate::names::Names;

/// The longest text, letters.
const LONGEST: usize = 1_000;
/// The longest name of whom something was relayed to, and the longest reason.
const LONGEST_LINE: usize = 200;

/// What was typed about a need; nothing when something is wrong with it.
pub(crate) fn entry(form: &mut Form, names: &Names, before: Option<&Need>) -> Option<Entry> {
    let text = both(form, ("text_nl", "text_fr"));
    let theme = code(form, names, "theme");
    let zone = code(form, names, "zone");
    let municipality = code(form, names, "municipality");
    let source = form.required::<Source>("source");
    // What searches tell, nobody else can claim, and an entry keeps where it came from.
    let source = source.filter(|source| before.map_or(!source.is_search(), |need| fits(need.entry.source, *source)));
    if source.is_none() && form.fault("source").is_none() {
        form.add_fault("source", "needs-fault-source");
    }
    if text.is_empty() && theme.is_none() && form.is_sound() {
        form.add_fault("text_nl", "needs-fault-text");
    }
    let source = source?;
    form.is_sound().then_some(Entry { text, theme, zone, municipality, source })
}

fn fits(before: Source, now: Source) -> bool {
    if before.is_search() { before == now } else { !now.is_search() }
}

/// A text in both languages of the region, at least one of them.
pub(crate) fn answer(form: &mut Form) -> Option<Text> {
    let text = both(form, ("answer_nl", "answer_fr"));
    if text.is_empty() && form.is_sound() {
        form.add_fault("answer_nl", "web-fault-missing");
    }
    form.is_sound().then_some(text)
}

/// A line that must be there.
pub(crate) fn line(form: &mut Form, name: &'static str) -> Option<String> {
    form.text(name, LONGEST_LINE).filter(|_| form.is_sound())
}

/// The form of a need that is there already.
pub(crate) fn filled(need: &Need) -> Form {
    let entry = &need.entry;
    let of = |code: &Option<String>| code.clone().unwrap_or_default();
    let text = |lang: Lang| entry.text.get(lang).map(|found| found.text.clone()).unwrap_or_default();
    Form::filled([
        ("text_nl", text(Lang::Nl)),
        ("text_fr", text(Lang::Fr)),
        ("theme", of(&entry.theme)),
        ("zone", of(&entry.zone)),
        ("municipality", of(&entry.municipality)),
        ("source", entry.source.to_string()),
        ("seen", need.version.to_string()),
    ])
}

fn both(form: &mut Form, (dutch, french): (&'static str, &'static str)) -> Text {
    let (dutch, french) = (form.optional_text(dutch, LONGEST), form.optional_text(french, LONGEST));
    let add = |text: Text, (lang, said): (Lang, Option<String>)| match said {
        Some(said) => text.with(lang, said, TranslationState::Source),
        None => text,
    };
    [(Lang::Nl, dutch), (Lang::Fr, french)].into_iter().fold(Text::default(), add)
}

fn code(form: &mut Form, names: &Names, dimension: &'static str) -> Option<String> {
    let code = form.optional_text(dimension, 60)?;
    if names.knows(dimension, &code) {
        return Some(code);
    }
    form.add_fault(dimension, "needs-fault-unknown");
    None
}
