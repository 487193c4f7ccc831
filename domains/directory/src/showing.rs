//! How the directory's values are said to a reader: places, areas, languages, reasons.

pub(crate) mod offer;

use std::borrow::Cow;

use jiff::civil::Time;
use kernel::{Day, Lang, Text};
use territory::{Gazetteer, ZoneCode};
use web::Page;

use crate::hours::{DayHours, Hours, NoHours, Noted, NotedKind};
use crate::{Area, CardPlace, Precision, Reason, Spoken};

/// Languages with a name in our texts, those that most people in Belgium's cities ask for first.
pub(crate) const LANGUAGES: &[&str] = &[
    "nl", "fr", "en", "de", "ar", "tr", "es", "it", "pt", "pl", "ro", "bg", "ru", "uk", "el", "fa", "ps", "so", "sq",
    "ti", "ur", "zh", "vgt", "sfb",
];
/// The most lines of public transport that are named at a stop.
const MOST_LINES: usize = 12;
/// The most chips on a card.
const MOST_CHIPS: usize = 5;

/// A reason or a state in a few words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Chip {
    pub text: String,
    /// `good`, `quiet`, `tone1` … or nothing.
    pub kind: Cow<'static, str>,
    /// The pictogram, or nothing.
    pub icon: &'static str,
}

/// The reasons for a service as chips, the most telling first.
pub(crate) fn chips(page: &Page, gazetteer: &Gazetteer, reasons: &[Reason], place: &CardPlace) -> Vec<Chip> {
    let chip = |reason: &Reason| {
        let (kind, icon) = match reason {
            Reason::AlwaysOpen | Reason::OpenNow(_) => ("good".into(), "clock"),
            Reason::OpensAt { .. } => ("quiet".into(), "clock"),
            Reason::Neighbourhood
            | Reason::Municipality
            | Reason::ServesMunicipality
            | Reason::ServesPostalCode
            | Reason::Zone
            | Reason::ServesZone
            | Reason::PossibleZone
            | Reason::ServesPossibleZone => (Cow::from(tone(gazetteer, place)), ""),
            Reason::Distance { .. } | Reason::WholeRegion => ("".into(), "place"),
            Reason::Speaks(_) => ("".into(), "language"),
            Reason::VerifiedOn(_) => ("quiet".into(), "check"),
            Reason::ExactName
            | Reason::Theme(_)
            | Reason::RelatedTheme(_)
            | Reason::HelpsToFind
            | Reason::FirstLine => ("quiet".into(), ""),
        };
        Chip { text: reason.text(page.catalogue(), page.lang()), kind, icon }
    };
    reasons.iter().take(MOST_CHIPS).map(chip).collect()
}

/// The class with the colour of a place's zone; nothing when the zone is not certain.
pub(crate) fn tone(gazetteer: &Gazetteer, place: &CardPlace) -> String {
    let zone = place.zone.as_deref().and_then(|code| zone(gazetteer, code));
    zone.map_or_else(String::new, |zone| format!("tone{}", zone.colour))
}

/// A care zone by its code.
pub(crate) fn zone<'a>(gazetteer: &'a Gazetteer, code: &str) -> Option<&'a territory::Zone> {
    gazetteer.zone(&code.parse::<ZoneCode>().ok()?)
}

/// The name of a care zone, or nothing.
pub(crate) fn zone_name(gazetteer: &Gazetteer, code: Option<&str>, lang: Lang) -> String {
    code.and_then(|code| zone(gazetteer, code)).map_or_else(String::new, |zone| zone.names.plain(lang).to_owned())
}

/// The name of a municipality, or its code when the territory does not know it.
pub(crate) fn municipality_name(gazetteer: &Gazetteer, code: Option<&str>, lang: Lang) -> String {
    let Some(code) = code else { return String::new() };
    gazetteer.municipality(code).map_or_else(|| code.to_owned(), |found| found.names.plain(lang).to_owned())
}

/// Where something is, as precisely as it is known: `Teststraat 1, 1090 Jette`, `Testplein, 1090 Jette`, `Zorgzone Noord`; nothing when it
/// is only known to be in the region.
pub(crate) fn place_line(page: &Page, gazetteer: &Gazetteer, place: &CardPlace) -> String {
    let name = place.names.plain(page.lang());
    let whereabouts = whereabouts(gazetteer, page.lang(), place);
    let parts = [name, whereabouts.as_str()].into_iter().filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join(", ")
}

fn whereabouts(gazetteer: &Gazetteer, lang: Lang, place: &CardPlace) -> String {
    match place.precision {
        Precision::Region => return String::new(),
        Precision::Zone => return zone_name(gazetteer, place.zone.as_deref(), lang),
        _ => {}
    }
    let name = municipality_name(gazetteer, place.municipality.as_deref(), lang);
    let town = match &place.postal_code {
        Some(code) if name.is_empty() => code.clone(),
        Some(code) => format!("{code} {name}"),
        None => name,
    };
    let address = place.address(lang);
    match (address.is_empty(), town.is_empty()) {
        (true, _) => town,
        (_, true) => address,
        _ => format!("{address}, {town}"),
    }
}

/// The stop of public transport nearest to a door, with its lines where they are known, and how far it is on foot; nothing when no
/// stop is near, none was imported, or the door is not known or secret.
pub(crate) fn stop_line(page: &Page, gazetteer: &Gazetteer, place: &CardPlace) -> Option<String> {
    let is_known = place.precision == Precision::Address && !place.confidential;
    let near = gazetteer.stop_near(place.point.filter(|_| is_known)?)?;
    let name = near.names.plain(page.lang());
    let walk = Reason::distance(near.metres).text(page.catalogue(), page.lang());
    if near.lines.is_empty() {
        return Some(page.tr("directory-stop").arg("name", name).arg("walk", walk).to_string());
    }
    let mut lines: Vec<&str> = near.lines.iter().map(String::as_str).take(MOST_LINES).collect();
    if near.lines.len() > MOST_LINES {
        lines.push("…");
    }
    let said = page.tr("directory-stop-lines").arg("name", name).arg("walk", walk);
    Some(said.arg("n", lines.len()).arg("lines", lines.join(", ")).to_string())
}

/// Where a service is offered, in words; nothing when unknown.
pub(crate) fn areas(page: &Page, gazetteer: &Gazetteer, areas: &[Area]) -> Option<String> {
    let lang = page.lang();
    if areas.contains(&Area::Region) {
        return Some(page.tr("directory-area-region").to_string());
    }
    let name = |area: &Area| match area {
        Area::Region => String::new(),
        Area::Zone(code) => zone_name(gazetteer, Some(code), lang),
        Area::Municipality(code) => municipality_name(gazetteer, Some(code), lang),
        Area::PostalCode(code) => code.clone(),
    };
    let names: Vec<String> = areas.iter().map(name).filter(|name| !name.is_empty()).collect();
    (!names.is_empty()).then(|| page.tr("directory-area-parts").arg("parts", names.join(", ")).to_string())
}

/// The name of a language; one without a name in our texts shows its code.
pub(crate) fn language(page: &Page, code: &str) -> String {
    if LANGUAGES.contains(&code) {
        let key = format!("directory-language-{code}");
        page.tr(&key).to_string()
    } else {
        code.to_uppercase()
    }
}

/// The names of languages, one after the other.
pub(crate) fn languages(page: &Page, spoken: &[Spoken]) -> String {
    spoken.iter().map(|spoken| language(page, spoken.as_str())).collect::<Vec<_>>().join(", ")
}

/// The hours of a day in words, with what is said besides: `9:00 to 12:30, 14:00 to 17:00 (by appointment)`.
pub(crate) fn hours_of(page: &Page, day: &DayHours) -> String {
    let usual = (!day.spans.is_empty()).then(|| spans(page, &day.spans));
    let told: Vec<String> =
        usual.into_iter().chain(day.noted.iter().filter_map(|noted| noted_in_words(page, day, noted))).collect();
    if told.is_empty() { page.tr("directory-closed").to_string() } else { told.join(", ") }
}

/// What is said of a part of a day on a condition; nothing of an hour off between others.
fn noted_in_words(page: &Page, day: &DayHours, noted: &Noted) -> Option<String> {
    let when = noted.span.map(|span| spans(page, &[span]));
    let said = match (noted.kind, when) {
        (NotedKind::Closed, _) if !day.spans.is_empty() => return None,
        (NotedKind::Closed, _) => page.tr("directory-closed").to_string(),
        (NotedKind::Open, Some(when)) => when,
        (NotedKind::Unknown, Some(when)) => page.tr("directory-hours-perhaps").arg("hours", when).to_string(),
        (_, None) if noted.note.is_empty() => page.tr("directory-hours-uncertain").to_string(),
        (_, None) => return Some(noted.note.clone()),
    };
    Some(if noted.note.is_empty() { said } else { format!("{said} ({})", noted.note) })
}

/// What is said of the hours in words: those of the place, with the hours themselves where nobody can tell them truly as times. Hours
/// that are written in signs, as programs write them, are in no language.
pub(crate) fn hours_in_words(hours: Option<&str>, text: &Text) -> Text {
    match hours.filter(|hours| hours.parse::<Hours>().is_err()) {
        Some(untold) if text.is_empty() => Text::same_everywhere(untold),
        _ => in_signs(text).map_or_else(|| text.clone(), Text::same_everywhere),
    }
}

/// The hours of a text that says them in signs, and says nothing else.
fn in_signs(text: &Text) -> Option<&str> {
    let mut all = text.versions().map(|(_, said)| said.text.as_str());
    let first = all.next().filter(|said| is_in_signs(said))?;
    all.all(|said| said == first).then_some(first)
}

fn is_in_signs(hours: &str) -> bool {
    matches!(hours.parse::<Hours>(), Ok(_) | Err(NoHours::Untold(_)))
}

fn spans(page: &Page, spans: &[(Time, Time)]) -> String {
    let said = spans.iter().map(|(from, until)| {
        if *from == Time::midnight() && from == until {
            return page.tr("directory-all-day").to_string();
        }
        let (from, until) = (web::say::time(page.lang(), *from), web::say::time(page.lang(), *until));
        page.tr("directory-span").arg("from", from).arg("until", until).to_string()
    });
    said.collect::<Vec<_>>().join(", ")
}

/// Days in words, those with equal hours that follow each other as one: "Monday to Thursday", "9:00 to 12:30".
pub(crate) fn runs(page: &Page, days: Vec<DayHours>) -> Vec<(String, String)> {
    let mut runs: Vec<Run> = Vec::new();
    for day in days {
        let said = hours_of(page, &day);
        match runs.last_mut() {
            Some(run) if run.said == said && !run.holiday && !day.holiday => run.until = day.day,
            _ => runs.push(Run { from: day.day, until: day.day, holiday: day.holiday, said }),
        }
    }
    runs.into_iter().map(|run| (run.days(page), run.said)).collect()
}

/// Single days in words, each with its hours: "Saturday 19 December 2026", "14:00 to 16:00".
pub(crate) fn dates(page: &Page, days: &[DayHours]) -> Vec<(String, String)> {
    days.iter().map(|day| (page.day(day.day), hours_of(page, day))).collect()
}

/// Days one after the other with the same hours.
struct Run {
    from: Day,
    until: Day,
    holiday: bool,
    said: String,
}

impl Run {
    fn days(&self, page: &Page) -> String {
        let name = |day: Day| web::say::weekday(page.lang(), day.get().weekday());
        if self.holiday {
            return format!("{} ({})", name(self.from), page.tr("directory-holiday"));
        }
        if self.from == self.until {
            return name(self.from).to_owned();
        }
        page.tr("directory-sheet-days").arg("from", name(self.from)).arg("until", name(self.until)).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_in_signs_are_in_no_language_and_words_are_in_theirs() {
        let dutch = |words: &str| Text::source(Lang::Nl, words);
        let school = "SH Mo-Fr 09:00-12:00 \"op afspraak\"";
        let cases = [
            (None, dutch(school), Text::same_everywhere(school)),
            (None, dutch("Mo-Fr 09:00-17:00"), Text::same_everywhere("Mo-Fr 09:00-17:00")),
            (None, dutch("op afspraak"), dutch("op afspraak")),
            (Some(school), Text::default(), Text::same_everywhere(school)),
            (Some(school), dutch("op afspraak"), dutch("op afspraak")),
            (Some("Mo-Fr 09:00-17:00"), Text::default(), Text::default()),
        ];
        for (hours, text, said) in cases {
            assert_eq!(hours_in_words(hours, &text), said, "{hours:?} {text:?}");
        }
    }
}
