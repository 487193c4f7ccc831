//! The page of the open data: which files there are, how large, since when, on what terms, and what stands in them.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use sea_orm::DbErr;
use territory::Sources;
use web::{Answer, Page, see_other, view};

use super::FileName;
use super::actions;
use super::edition::{Edition, Licence};
use super::task::Keeper;

/// The page.
#[derive(Template)]
#[template(path = "opendata.html")]
struct OpenData {
    page: Page,
    /// Nothing before the first edition is made.
    date: Option<String>,
    files: Vec<File>,
    licence: Option<Licence>,
    /// Who else brought entries, and on what terms.
    sources: Vec<(String, String)>,
    may_refresh: bool,
}

/// A file as the page tells of it.
struct File {
    name: FileName,
    title: String,
    about: String,
    size: String,
    records: u64,
    columns: Vec<Told>,
}

/// A column as the page tells of it.
struct Told {
    heads: Vec<String>,
    holds: String,
    about: String,
}

pub(super) async fn show(
    page: Page,
    State(house): State<House>,
    Fixture(keeper): Fixture<Keeper>,
    Fixture(said): Fixture<Sources>,
) -> Answer {
    let edition = keeper.present();
    let date = edition.as_ref().and_then(|edition| edition.declared.at);
    view(&OpenData {
        date: date.map(|at| page.moment(at)),
        files: edition.map(|edition| files(&page, &edition)).unwrap_or_default(),
        licence: keeper.licence().cloned(),
        sources: sources(&page, &house, &said).await?,
        may_refresh: page.may("standards.refresh_open_data", &actions::resource()),
        page,
    })
}

/// Who else brought entries, and on what terms, in the reader's language.
async fn sources(page: &Page, house: &House, said: &Sources) -> Result<Vec<(String, String)>, DbErr> {
    let lang = page.lang().code();
    let known = directory::sources(house.store.read()).await?;
    let told = |(name, licence): &(String, String)| {
        (said.name(name, lang).to_owned(), said.licence(name, licence, lang).to_owned())
    };
    Ok(known.iter().map(told).collect())
}

pub(super) async fn refresh(page: Page, State(house): State<House>) -> Answer {
    let tx = house.store.begin().await?;
    actions::refresh(page.cx(), &tx).await?;
    tx.commit().await?;
    Ok(see_other("/opendata").saying("standards-open-data-asked").into_response())
}

fn files(page: &Page, edition: &Edition) -> Vec<File> {
    let file = |made: &super::draft::Made| {
        let word = made.name.word();
        let lang = match made.name {
            FileName::PackageNl => Some(kernel::Lang::Nl),
            FileName::PackageFr => Some(kernel::Lang::Fr),
            FileName::PackageEn => Some(kernel::Lang::En),
            _ => None,
        };
        let title = page.tr(format!("standards-file-{word}")).to_string();
        File {
            name: made.name,
            title: lang.map_or(title.clone(), |lang| format!("{title}, {}", lang.own_name())),
            about: page.tr(format!("standards-about-file-{word}")).to_string(),
            size: size(page, made.size),
            records: made.records,
            columns: columns(page, made.name),
        }
    };
    edition.files.iter().map(file).collect()
}

fn columns(page: &Page, name: FileName) -> Vec<Told> {
    let told = |column: super::columns::Described| Told {
        about: page.tr(format!("standards-column-{}", column.name.replace('_', "-"))).to_string(),
        holds: page.tr(format!("standards-holds-{}", column.holds)).to_string(),
        heads: column.heads,
    };
    name.columns().into_iter().map(told).collect()
}

/// `1,2 MB`.
#[expect(clippy::cast_precision_loss, reason = "a tenth of a megabyte is near enough")]
fn size(page: &Page, bytes: u64) -> String {
    let kilobytes = (bytes as f64 / 1000.0).max(0.1);
    if kilobytes < 1000.0 {
        format!("{} kB", page.decimal(kilobytes, usize::from(kilobytes < 10.0)))
    } else {
        format!("{} MB", page.decimal(kilobytes / 1000.0, 1))
    }
}
