//! The search for the sites of partners: a small page for a frame, without cookie, session or script, and the page on which a
//! partner puts it together.

use std::fmt::Write as _;

use askama::Template;
use house::Fixture;
use kernel::Lang;
use territory::Gazetteers;
use web::{Answer, Choice, Failure, Form, Page, Query, view, with_frames};

use crate::asking::LONGEST_PLACE;
use crate::{Finder, ThemeCode};

/// The longest heading, letters.
const LONGEST_HEADING: usize = 60;
/// How high the frame is, in pixels.
const HEIGHT: u16 = 400;
/// What a partner decides, in the order of the address.
const DECIDED: [&str; 4] = ["title", "theme", "zone", "place"];

/// What a partner decided about the search on their site. What does not fit is as if it were not there: a page of somebody else
/// should not break because a theme went out of use.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
struct Decided {
    heading: Option<String>,
    theme: Option<String>,
    zone: Option<String>,
    place: String,
}

impl Decided {
    fn read(query: &Query, finder: &Finder, gazetteers: &Gazetteers) -> Self {
        let gazetteer = gazetteers.current();
        let theme = query.get("theme").and_then(|code| code.parse::<ThemeCode>().ok());
        let theme = theme.filter(|code| !finder.theme_name(code).is_empty()).map(|code| code.to_string());
        let zone = query.get("zone").filter(|zone| gazetteer.zones().iter().any(|known| known.code.as_str() == *zone));
        Self {
            heading: query.get("title").and_then(heading),
            theme,
            zone: zone.map(str::to_owned),
            place: query.text("place", LONGEST_PLACE).unwrap_or_default().to_owned(),
        }
    }
}

/// A heading of a partner's. Whoever makes an address up could put their words under our name, so it can neither name a number
/// nor a site, and is short.
fn heading(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let fits = |c: char| c.is_alphabetic() || c == ' ' || "-'’,.?!&()".contains(c);
    let names_a_site = typed.split(' ').any(|word| word.trim_end_matches(['.', '!', '?']).contains('.'));
    let is_plain = typed.chars().all(fits) && !names_a_site;
    (is_plain && !typed.is_empty() && typed.chars().count() <= LONGEST_HEADING).then(|| typed.to_owned())
}

/// The search in a frame.
#[derive(Template)]
#[template(path = "embed/frame.html")]
struct Frame {
    page: Page,
    decided: Decided,
}

/// `GET /embed?lang=&title=&theme=&zone=&place=`
pub(crate) async fn show(
    page: Page,
    query: Query,
    Fixture(finder): Fixture<Finder>,
    Fixture(gazetteers): Fixture<Gazetteers>,
) -> Answer {
    view(&Frame { decided: Decided::read(&query, &finder, &gazetteers), page })
}

/// The page on which a partner puts it together.
#[derive(Template)]
#[template(path = "embed/make.html")]
struct Make {
    page: Page,
    form: Form,
    languages: Vec<Choice>,
    themes: Vec<Choice>,
    zones: Vec<Choice>,
    /// The address of the frame, as the preview asks for it.
    preview: String,
    /// What a partner copies.
    code: String,
}

/// `GET /embed/make`
pub(crate) async fn make(
    page: Page,
    query: Query,
    Fixture(finder): Fixture<Finder>,
    Fixture(gazetteers): Fixture<Gazetteers>,
) -> Answer {
    let gazetteer = gazetteers.current();
    let decided = Decided::read(&query, &finder, &gazetteers);
    let speaks = query.value::<Lang>("speaks")?.unwrap_or(page.lang());
    let mut form = Form::filled(DECIDED.map(|name| (name, query.get(name).unwrap_or_default().to_owned())));
    form.set("speaks", speaks.to_string());
    if query.get("title").is_some() && decided.heading.is_none() {
        form.add_fault("title", "directory-embed-fault-heading");
    }
    let preview = address(&decided, speaks);
    let mut themes: Vec<Choice> = finder
        .terms()
        .iter()
        .filter(|term| term.is_sought())
        .map(|term| Choice::new(&term.code, term.names.plain(page.lang())))
        .collect();
    themes.sort_by_key(|choice| choice.label.to_lowercase());
    let view_of = Make {
        languages: Lang::ALL.into_iter().map(|lang| Choice::new(lang, lang.own_name())).collect(),
        zones: gazetteer.zones().iter().map(|zone| Choice::new(&zone.code, zone.names.plain(page.lang()))).collect(),
        code: code(&page.absolute(&preview), &title(&page, &decided)).ok_or_else(|| Failure::unexpected("no code"))?,
        themes,
        preview,
        form,
        page: page.clone(),
    };
    view(&view_of).map(with_frames)
}

fn title(page: &Page, decided: &Decided) -> String {
    decided.heading.clone().unwrap_or_else(|| page.tr("directory-embed-heading").to_string())
}

/// The address of the frame.
fn address(decided: &Decided, lang: Lang) -> String {
    let own = [
        ("title", decided.heading.as_deref()),
        ("theme", decided.theme.as_deref()),
        ("zone", decided.zone.as_deref()),
        ("place", Some(decided.place.as_str()).filter(|place| !place.is_empty())),
    ];
    let mut query = Query::default();
    for (name, value) in own {
        if let Some(value) = value {
            query = Query::read(query.with(name, value).trim_start_matches('?'));
        }
    }
    format!("/embed{}", query.with("lang", lang))
}

/// The code for a partner's page: no script, nothing that knows who looks.
fn code(address: &str, title: &str) -> Option<String> {
    let safe = |text: &str| text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let mut code = String::new();
    write!(
        code,
        "<iframe src=\"{}\" title=\"{}\" width=\"100%\" height=\"{HEIGHT}\" style=\"border:0\" loading=\"lazy\"></iframe>",
        safe(address),
        safe(title)
    )
    .ok()?;
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_a_few_plain_words() {
        for good in ["Hulp in de buurt", "Besoin d’aide ?", " Find help ", "Need help?"] {
            assert_eq!(heading(good).as_deref(), Some(good.trim()), "{good}");
        }
        let long = "a".repeat(61);
        for wrong in ["", "Call 0900 11 22", "evil.example", "<b>help</b>", "a@example.org", "https://x", &long] {
            assert_eq!(heading(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn what_was_decided_is_in_the_address_and_the_code_is_safe() {
        let decided = Decided {
            heading: Some("Hulp & zorg".into()),
            theme: Some("home_nursing".into()),
            zone: None,
            place: "1030".into(),
        };
        let address = address(&decided, Lang::Nl);
        assert_eq!(address, "/embed?title=Hulp+%26+zorg&theme=home_nursing&place=1030&lang=nl");
        let code = code(&address, "Say \"help\" <here>").unwrap();
        assert!(code.contains("&amp;theme=") && code.contains("&quot;help&quot; &lt;here>"), "{code}");
        assert!(!code.contains("script"), "{code}");
    }
}
