//! Bundles: resources in a row, with where to go on.

use std::fmt::Write as _;

use axum::response::{IntoResponse, Response};
use kernel::Lang;
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;
use web::Page;

use super::outcome::{KIND, outcome};
use super::{BASE, Resource};
use crate::answer::{About, tag};
use crate::publication::records;
use crate::sheet::{Reading, moment, quoted};
use crate::shelf::Entry;

/// Why a resource is in a bundle.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Mode {
    /// It was asked for.
    Match,
    /// A match speaks of it.
    Include,
    /// It was put there by a change.
    Changed,
}

/// A bundle that is being written.
pub(crate) struct Bundle<'a> {
    page: &'a Page,
    kind: &'static str,
    total: usize,
    links: Vec<(&'static str, String)>,
    entries: Vec<String>,
}

impl<'a> Bundle<'a> {
    pub fn new(page: &'a Page, kind: &'static str, total: usize) -> Self {
        Self { page, kind, total, links: Vec::new(), entries: Vec::new() }
    }

    /// Where something is: this page, the next one.
    pub fn link(&mut self, relation: &'static str, path: &str) {
        self.links.push((relation, self.page.absolute(path)));
    }

    /// Puts resources in, in their order; what went is told without being shown.
    pub async fn add(
        &mut self,
        db: &impl ConnectionTrait,
        (resource, mode): (Resource, Mode),
        shown: &[&Entry],
    ) -> Result<(), DbErr> {
        let ids: Vec<Uuid> = shown.iter().filter(|entry| !entry.deleted).map(|entry| entry.id).collect();
        let drawings = records::resources(db, &ids).await?;
        for entry in shown {
            let drawing = drawings.get(&entry.id).map(String::as_str);
            if let Some(text) = self.entry((resource, mode), entry, drawing) {
                self.entries.push(text);
            }
        }
        Ok(())
    }

    fn entry(&self, (resource, mode): (Resource, Mode), entry: &Entry, drawing: Option<&str>) -> Option<String> {
        let path = format!("{}/{}", resource.name(), entry.id);
        let mut out = format!("{{\"fullUrl\":{}", quoted(&self.page.absolute(&format!("{BASE}/{path}"))));
        if let Some(drawing) = drawing {
            out.push_str(",\"resource\":");
            let reading = Reading { lang: self.page.lang(), whole: true };
            reading.read(drawing, entry.stamp(), &mut out);
        } else if mode != Mode::Changed {
            // It went since it was chosen.
            return None;
        }
        let _ = match mode {
            Mode::Match => write!(out, ",\"search\":{{\"mode\":\"match\"}}}}"),
            Mode::Include => write!(out, ",\"search\":{{\"mode\":\"include\"}}}}"),
            Mode::Changed => {
                let (method, status) = if drawing.is_some() { ("PUT", "200") } else { ("DELETE", "204") };
                let (moment, seq) = (moment(entry.stamp().at), entry.seq);
                write!(
                    out,
                    ",\"request\":{{\"method\":\"{method}\",\"url\":\"{path}\"}},\"response\":{{\"status\":\"{status}\",\
                    \"lastModified\":\"{moment}\",\"etag\":\"W/\\\"{seq}\\\"\"}}}}"
                )
            }
        };
        Some(out)
    }

    /// Says beside the resources that not all of them are there.
    pub fn warn(&mut self, diagnostics: &str) {
        let resource = outcome("warning", "too-costly", diagnostics);
        self.entries.push(format!("{{\"resource\":{resource},\"search\":{{\"mode\":\"outcome\"}}}}"));
    }

    /// The whole bundle.
    pub fn done(self) -> String {
        let links: Vec<String> = self
            .links
            .iter()
            .map(|(relation, url)| format!("{{\"relation\":\"{relation}\",\"url\":{}}}", quoted(url)))
            .collect();
        let mut out = format!(
            "{{\"resourceType\":\"Bundle\",\"type\":\"{}\",\"total\":{},\"link\":[{}]",
            self.kind,
            self.total,
            links.join(",")
        );
        // FHIR has no empty lists.
        if !self.entries.is_empty() {
            let _ = write!(out, ",\"entry\":[{}]", self.entries.join(","));
        }
        out.push('}');
        out
    }
}

/// A bundle as an answer, unless the program has it.
pub(crate) fn answer(headers: &axum::http::HeaderMap, lang: Lang, text: String) -> Response {
    let about = About { kind: KIND, lang, tag: tag(text.as_bytes()) };
    if about.is_known(headers) {
        return about.unchanged();
    }
    about.put_on(text.into_response())
}
