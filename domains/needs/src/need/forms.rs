//! The forms about a need, read strictly: codes that exist, texts of a bearable length.

use directory::naming::{self, Meant};
use kernel::{Lang, Text, TranslationState};
use sea_orm::{ConnectionTrait, DbErr};
use web::Form;

use super::{Entry, Need, Recipient, Source};
use crate::names::Names;

/// The longest text, letters.
const LONGEST: usize = 1_000;
/// The longest name of whom something was relayed to, and the longest reason.
const LONGEST_LINE: usize = 200;

/// What was typed about a need; nothing when something is wrong with it.
pub(crate) fn entry(form: &mut Form, names: &Names, before: Option<&Need>) -> Option<Entry> {
    let text = both(form, ("text_nl", "text_fr"), before.map(|need| &need.entry.text));
    let theme = code(form, names, "theme");
    let zone = code(form, names, "zone");
    let municipality = code(form, names, "municipality");
    let neighbourhood = code(form, names, "neighbourhood");
    if neighbourhood.as_deref().is_some_and(|code| !names.lies_in(code, zone.as_deref())) {
        form.add_fault("neighbourhood", "needs-fault-neighbourhood");
    }
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
    // What searches narrowed themselves to is theirs to tell.
    let narrowed = before.and_then(|need| need.entry.narrowed.clone());
    form.is_sound().then_some(Entry { text, theme, zone, municipality, neighbourhood, narrowed, source })
}

fn fits(before: Source, now: Source) -> bool {
    if before.is_search() { before == now } else { !now.is_search() }
}

/// A text in both languages of the region, at least one of them.
pub(crate) fn answer(form: &mut Form) -> Option<Text> {
    let text = both(form, ("answer_nl", "answer_fr"), None);
    if text.is_empty() && form.is_sound() {
        form.add_fault("answer_nl", "web-fault-missing");
    }
    form.is_sound().then_some(text)
}

/// Who was told: an organisation of the directory where one is called so, anybody else as they were named. Where several
/// organisations are called so, the form names each with what tells them apart.
pub(crate) async fn recipient(
    db: &impl ConnectionTrait,
    form: &mut Form,
    lang: Lang,
) -> Result<Option<Recipient>, DbErr> {
    let Some(typed) = line(form, "relayed_to") else { return Ok(None) };
    match naming::meant(db, &typed, lang).await? {
        Meant::One(id, name) => Ok(Some(Recipient { name, organisation: Some(id) })),
        Meant::Nobody => Ok(Some(Recipient { name: typed, organisation: None })),
        Meant::Several(names) => {
            form.add_fault_with("relayed_to", "needs-fault-several", vec![("names", names.join(", ").into())]);
            Ok(None)
        }
    }
}

/// A line that must be there.
pub(crate) fn line(form: &mut Form, name: &'static str) -> Option<String> {
    form.text(name, LONGEST_LINE).filter(|_| form.is_sound())
}

/// The form of a need that is there already.
pub(crate) fn filled(need: &Need, names: &Names) -> Form {
    let entry = &need.entry;
    let theme = entry.theme.as_deref().map(|code| names.merged().now(code).to_owned()).unwrap_or_default();
    let of = |code: &Option<String>| code.clone().unwrap_or_default();
    let text = |lang: Lang| entry.text.get(lang).map(|found| found.text.clone()).unwrap_or_default();
    Form::filled([
        ("text_nl", text(Lang::Nl)),
        ("text_fr", text(Lang::Fr)),
        ("theme", theme),
        ("zone", of(&entry.zone)),
        ("municipality", of(&entry.municipality)),
        ("neighbourhood", of(&entry.neighbourhood)),
        ("source", entry.source.to_string()),
        ("seen", need.version.to_string()),
    ])
}

/// A text as the form says it in both languages. What was said before in another language, which the form does not show, stays.
fn both(form: &mut Form, (dutch, french): (&'static str, &'static str), before: Option<&Text>) -> Text {
    let (dutch, french) = (form.optional_text(dutch, LONGEST), form.optional_text(french, LONGEST));
    let shown = [(Lang::Nl, dutch), (Lang::Fr, french)];
    let hidden = |lang: &Lang| shown.iter().all(|(shown, _)| shown != lang);
    let kept = before.into_iter().flat_map(Text::versions).filter(|(lang, _)| hidden(lang));
    let kept = kept.fold(Text::default(), |text, (lang, said)| text.with(lang, &said.text, said.state));
    let add = |text: Text, (lang, said): (Lang, Option<String>)| match said {
        Some(said) => text.with(lang, said, TranslationState::Source),
        None => text,
    };
    shown.into_iter().fold(kept, add)
}

fn code(form: &mut Form, names: &Names, dimension: &'static str) -> Option<String> {
    let code = form.optional_text(dimension, 60)?;
    let code = if dimension == "theme" { names.merged().now(&code).to_owned() } else { code };
    if names.knows(dimension, &code) {
        return Some(code);
    }
    form.add_fault(dimension, "needs-fault-unknown");
    None
}
