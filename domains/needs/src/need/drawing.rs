//! A need as pages draw it: a row of the list, and the page of one.

use kernel::Text;
use web::Page;

use super::{Need, State};
use crate::names::Names;

/// A need in a list.
pub(crate) struct Row {
    pub id: String,
    pub title: String,
    pub wording: Text,
    /// The theme in words; empty where there is none.
    pub theme: String,
    pub place: String,
    pub source: String,
    pub count: i64,
    pub months: String,
    pub state: String,
    pub look: &'static str,
    pub back: bool,
    pub relayed_to: String,
    pub answer: Text,
}

impl Row {
    pub(crate) fn of(page: &Page, names: &Names, need: &Need) -> Self {
        Self {
            id: need.id.to_string(),
            title: names.title(page, need),
            wording: names.wording(page, need),
            theme: need.entry.theme.as_deref().map_or_else(String::new, |theme| names.of(page, "theme", theme)),
            place: names.place(page, need),
            source: names.of(page, "source", need.entry.source.code()),
            count: need.count,
            months: months(page, need),
            state: names.of(page, "state", need.state.code()),
            look: look(need.state),
            back: need.is_back(),
            relayed_to: need.relayed_to.as_ref().map(|to| to.name.clone()).unwrap_or_default(),
            answer: need.answer.clone(),
        }
    }
}

/// The chip of a state.
pub(crate) const fn look(state: State) -> &'static str {
    match state {
        State::Noted => "warn",
        State::Relayed => "",
        State::Answered => "good",
        State::SetAside => "quiet",
    }
}

/// In which months it was met.
pub(crate) fn months(page: &Page, need: &Need) -> String {
    if need.first_month == need.last_month {
        return page.month(need.last_month);
    }
    let (first, last) = (page.month(need.first_month), page.month(need.last_month));
    page.tr("needs-months").arg("first", first).arg("last", last).to_string()
}
