//! Whether the languages are equal: by theme, how many services lack a text in each.

use askama::Template;
use axum::extract::State;
use house::House;
use web::{Answer, Page, view};

use super::records;
use crate::editing::names::Names;

/// The parity of languages.
#[derive(Template)]
#[template(path = "worklist/parity.html")]
struct ShowParity {
    page: Page,
    rows: Vec<Row>,
}

/// A theme: its code and name, services, lacking in each language, outdated.
struct Row {
    code: String,
    name: String,
    numbers: Vec<String>,
}

/// `GET /directory/parity`
pub(super) async fn show(page: Page, State(house): State<House>) -> Answer {
    let names = Names::load(&house).await?;
    let rows = records::parity(house.store.read()).await?.into_iter().map(|parity| {
        let [nl, fr, en] = parity.lacking;
        let numbers = [parity.services, nl, fr, en, parity.outdated].map(|number| page.number(number)).to_vec();
        let name = names.theme(parity.theme.as_str(), page.lang());
        Row { code: parity.theme.to_string(), name, numbers }
    });
    view(&ShowParity { rows: rows.collect(), page: page.clone() })
}
