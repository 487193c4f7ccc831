//! The list of the files for programs: where they are, how large, since when, on what terms, and what their columns hold.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse as _, Response};
use house::{Fixture, House};
use serde_json::{Value, json};
use territory::Sources;
use web::{Failure, Page};

use super::columns::{Described, Holds};
use super::credits::Credits;
use super::draft::Made;
use super::edition::Edition;
use super::package::licences;
use super::task::Keeper;
use crate::answer::{About, tag};
use crate::sheet::moment;

pub(super) async fn show(
    page: Page,
    State(house): State<House>,
    Fixture(keeper): Fixture<Keeper>,
    Fixture(said): Fixture<Sources>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let edition = keeper.present();
    let edition = edition.as_deref();
    let credits = Credits::read(house.store.read(), said).await?;
    let text = document(&page, (&*keeper, &credits), edition).to_string();
    let about = About { kind: "application/json", lang: page.lang(), tag: tag(text.as_bytes()) };
    if about.is_known(&headers) {
        return Ok(about.unchanged());
    }
    Ok(about.put_on(text.into_response()))
}

/// Without resources until the first edition is made.
fn document(page: &Page, (keeper, credits): (&Keeper, &Credits), edition: Option<&Edition>) -> Value {
    let files = edition.map(|edition| edition.files.as_slice()).unwrap_or_default();
    let mut document = json!({
        "name": "open-data",
        "title": page.tr("standards-open-data-of").arg("region", page.region()).to_string(),
        "homepage": page.absolute("/opendata"),
        "created": edition.and_then(|edition| edition.declared.at).map(moment),
        "resources": files.iter().map(|file| resource(page, credits, file)).collect::<Vec<_>>(),
    });
    name_sources(&mut document, credits.all(page.lang()));
    if let (Some(document), Some(licence)) = (document.as_object_mut(), keeper.licence()) {
        document.insert("licenses".to_owned(), licences(licence, page.lang()));
    }
    document
}

/// The standard has no empty lists.
fn name_sources(of: &mut Value, sources: Vec<Value>) {
    if !sources.is_empty() {
        of["sources"] = Value::Array(sources);
    }
}

fn resource(page: &Page, credits: &Credits, file: &Made) -> Value {
    let code = file.name.code();
    let (name, ending) = code.rsplit_once('.').unwrap_or((code, ""));
    let mut resource = json!({
        "name": format!("{name}-{ending}"),
        "path": page.absolute(&format!("/opendata/{code}")),
        "title": page.tr(format!("standards-file-{}", file.name.word())).to_string(),
        "format": ending,
        "mediatype": file.name.kind(),
        "bytes": file.size,
        "hash": format!("sha256:{}", file.hash),
    });
    name_sources(&mut resource, credits.of(file.name, page.lang()));
    let columns = file.name.columns();
    if let (Some(resource), false) = (resource.as_object_mut(), columns.is_empty()) {
        let fields: Vec<Value> = columns.iter().flat_map(|column| fields(page, column)).collect();
        resource.insert("schema".to_owned(), json!({ "fields": fields }));
    }
    resource
}

fn fields(page: &Page, column: &Described) -> Vec<Value> {
    let about = page.tr(format!("standards-column-{}", column.name.replace('_', "-"))).to_string();
    let kind = match column.holds {
        Holds::Id | Holds::Text | Holds::List | Holds::Link => "string",
        Holds::Number => "number",
        Holds::Day => "date",
        Holds::Moment => "datetime",
    };
    column.heads.iter().map(|name| json!({ "name": name, "type": kind, "description": about })).collect()
}
