//! Whether the texts of a service are there in every language, and what they are worth: conditions for both engines.

use kernel::Lang;

/// The texts of a service `s`.
const TEXTS: [&str; 6] = ["names", "summary", "plain", "description", "audience", "cost"];
/// What has texts within.
const WITHIN: [&str; 3] = ["documents", "activation", "costs"];

/// The texts of a service and of its places, as conditions see them: one text, or what has several within.
fn any(condition: impl Fn(&str, bool) -> String) -> String {
    let own = TEXTS.iter().map(|column| condition(&format!("cast(s.{column} as text)"), false));
    let within = WITHIN.iter().map(|column| condition(&format!("cast(s.{column} as text)"), true));
    let places = [("hours_text", false), ("closures", true)];
    let places = places.map(|(column, within)| condition(&format!("cast(place.{column} as text)"), within));
    let places = format!(
        "exists (select 1 from service_at_location place where place.service_id = s.id and ({}))",
        places.join(" or ")
    );
    own.chain(within).chain([places]).collect::<Vec<_>>().join(" or ")
}

/// Whether a text of service `s` or of its places says something, but not in a language.
pub(super) fn lacks(lang: Lang) -> String {
    any(|text, within| if within { lacks_within(text, lang) } else { lacks_itself(text, lang) })
}

/// Whether a text of service `s` or of its places has a translation of a state: `automatic`, `outdated`.
pub(super) fn has(state: &str) -> String {
    any(|text, _| format!("{text} like '%\"{state}\"%'"))
}

fn lacks_itself(text: &str, lang: Lang) -> String {
    format!("({text} not in ('{{}}', 'null') and {text} not like '%\"{lang}\":%')")
}

/// Of several texts one is not there in a language when more of them are there in another.
fn lacks_within(text: &str, lang: Lang) -> String {
    // What goes when the sign of a language goes: as many letters for each text that is there in it.
    let there = |lang: Lang| format!("(length({text}) - length(replace({text}, '\"{lang}\":', '')))");
    let others = Lang::ALL.into_iter().filter(|other| *other != lang);
    let fewer = others.map(|other| format!("{} < {}", there(lang), there(other)));
    format!("({})", fewer.collect::<Vec<_>>().join(" or "))
}
