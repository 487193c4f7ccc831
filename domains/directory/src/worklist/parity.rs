//! Whether the languages are equal: by theme and on the whole, how many services lack a text in each, or have one that nobody checked.

use askama::Template;
use axum::extract::State;
use house::House;
use web::{Answer, Page, view};

use super::records::{self, Parity};
use crate::editing::names::Names;

/// The parity of languages.
#[derive(Template)]
#[template(path = "worklist/parity.html")]
struct ShowParity {
    page: Page,
    columns: [&'static str; 5],
    rows: Vec<Row>,
}

/// What is counted, in the order of the columns.
const COLUMNS: [&str; 5] = [
    "directory-parity-nl",
    "directory-parity-fr",
    "directory-parity-en",
    "directory-parity-automatic",
    "directory-parity-outdated",
];

/// A theme, or all of them: how many services, and of them how many lack each language, have a text by a machine, or an outdated one.
struct Row {
    /// Where its services stand whose texts ask for somebody; the last row stands for all.
    href: String,
    name: String,
    is_total: bool,
    services: String,
    /// Under which column each stands, and its share.
    numbers: Vec<(&'static str, String, String)>,
}

/// `GET /directory/parity`
pub(super) async fn show(page: Page, State(house): State<House>) -> Answer {
    let names = Names::load(&house).await?;
    let rows = records::parity(house.store.read()).await?;
    let mut rows: Vec<Row> = rows.into_iter().map(|parity| row(&page, &names, &parity)).collect();
    rows.sort_by_cached_key(|row| (row.is_total, search::folded(&row.name)));
    view(&ShowParity { rows, columns: COLUMNS, page: page.clone() })
}

fn row(page: &Page, names: &Names, parity: &Parity) -> Row {
    let [nl, fr, en] = parity.lacking;
    let numbers = COLUMNS.into_iter().zip([nl, fr, en, parity.automatic, parity.outdated]);
    let work = "/directory/worklist?work=texts";
    Row {
        href: parity.theme.as_ref().map_or_else(|| work.to_owned(), |theme| format!("{work}&theme={theme}")),
        name: match &parity.theme {
            Some(theme) => names.theme(theme.as_str(), page.lang()),
            None => page.tr("directory-parity-total").to_string(),
        },
        is_total: parity.theme.is_none(),
        services: page.number(parity.services),
        numbers: numbers
            .map(|(column, number)| (column, page.number(number), share(page, number, parity.services)))
            .collect(),
    }
}

/// Which part of them that is; nothing where there are none.
#[expect(clippy::cast_precision_loss, reason = "a share is told in whole percents")]
fn share(page: &Page, number: i64, services: i64) -> String {
    if number == 0 || services == 0 {
        return String::new();
    }
    web::say::percent(page.lang(), number as f64 / services as f64, 0)
}
