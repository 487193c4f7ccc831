//! Terms by what people call them: what a field shows, what it reads, and what it offers while somebody types.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use house::House;
use kernel::Lang;
use serde::Serialize;
use web::{Failure, Page, Query};

use super::rules::folded;
use super::{TermFacet, Theme, ThemeCode, records};

/// Names that are offered.
const MOST: usize = 12;
/// The longest beginning of a name, in characters.
const LONGEST: usize = 120;

/// The terms in use by their names in every language.
pub(crate) struct Naming<'a> {
    by_code: HashMap<&'a ThemeCode, &'a Theme>,
    by_name: HashMap<String, Vec<&'a Theme>>,
}

impl<'a> Naming<'a> {
    /// The names of some terms.
    pub(crate) fn new(terms: impl IntoIterator<Item = &'a Theme>) -> Self {
        let (mut by_code, mut by_name) = (HashMap::new(), HashMap::<String, Vec<&Theme>>::new());
        for term in terms.into_iter().filter(|term| !term.retired) {
            by_code.insert(&term.code, term);
            for (_, name) in term.names.versions() {
                let known = by_name.entry(folded(&name.text)).or_default();
                if known.last().is_none_or(|last| last.code != term.code) {
                    known.push(term);
                }
            }
        }
        Self { by_code, by_name }
    }

    /// What to call a term: its name, or its code where others are called so too, or where it is out of use.
    pub(crate) fn called(&self, code: &ThemeCode, lang: Lang) -> String {
        let Some(term) = self.by_code.get(code) else { return code.to_string() };
        let name = term.names.plain(lang);
        match self.by_name.get(&folded(name)).map(Vec::as_slice) {
            Some([only]) if only.code == *code => name.to_owned(),
            _ => code.to_string(),
        }
    }

    /// The terms that are called so in any language, or have this code.
    pub(crate) fn find(&self, typed: &str) -> Vec<&'a Theme> {
        let by_code = typed.to_lowercase().parse::<ThemeCode>().ok().and_then(|code| self.by_code.get(&code).copied());
        by_code.map_or_else(|| self.by_name.get(&folded(typed)).cloned().unwrap_or_default(), |term| vec![term])
    }
}

/// Names of terms, as a field offers them.
#[derive(Serialize)]
pub(crate) struct Offered {
    names: Vec<String>,
}

/// `GET /directory/thesaurus/names?of=&q=`: the terms with a word that begins so; only those of one facet when that is named.
pub(crate) async fn offer(page: Page, State(house): State<House>, query: Query) -> Result<Json<Offered>, Failure> {
    let terms = records::all(house.store.read()).await?;
    let begun = folded(query.text("q", LONGEST)?);
    let facet = query.value::<TermFacet>("of")?;
    let fits = |term: &&Theme| !term.retired && facet.is_none_or(|facet| term.facet == facet) && begins(term, &begun);
    let naming = Naming::new(&terms);
    let found = terms.iter().filter(fits).take(MOST);
    Ok(Json(Offered { names: found.map(|term| naming.called(&term.code, page.lang())).collect() }))
}

/// Whether a word of the term begins so.
fn begins(term: &Theme, begun: &str) -> bool {
    let within = |form: String| form.starts_with(begun) || form.contains(&format!(" {begun}"));
    !begun.is_empty() && (term.code.as_str().starts_with(begun) || term.forms().any(|form| within(folded(form))))
}

#[cfg(test)]
mod tests {
    use kernel::Text;

    use super::*;

    fn term(code: &str, facet: TermFacet, name: &str) -> Theme {
        let text = format!(r#"{{"code":"{code}","names":{{}},"synonyms":[],"broader":null,"related":[]}}"#);
        let term: Theme = serde_json::from_str(&text).unwrap();
        Theme { facet, names: Text::source(Lang::Nl, name), ..term }
    }

    #[test]
    fn a_term_is_known_by_its_name_until_two_are_called_so() {
        let gone = Theme { retired: true, ..term("gone", TermFacet::Need, "Kine") };
        let all = [
            term("kine", TermFacet::Need, "Kiné"),
            term("doctor", TermFacet::Need, "Huisarts"),
            term("profession_doctor", TermFacet::Profession, "huisarts"),
            gone,
        ];
        let naming = Naming::new(&all);
        let codes = |typed: &str| naming.find(typed).iter().map(|term| term.code.to_string()).collect::<Vec<_>>();
        assert_eq!((codes("KINE"), codes("kine"), codes("gone")), (vec!["kine".to_owned()], codes("Kiné"), vec![]));
        assert_eq!(codes("Huisarts"), ["doctor", "profession_doctor"]);
        assert_eq!(codes("doctor"), ["doctor"]);
        let called = |code: &str| naming.called(&code.parse().unwrap(), Lang::Fr);
        assert_eq!((called("kine"), called("doctor"), called("gone")), ("Kiné".into(), "doctor".into(), "gone".into()));
    }
}
