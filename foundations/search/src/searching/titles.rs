//! Titles that begin with some words: for whoever is still typing.

use std::collections::BTreeMap;

use tantivy::postings::TermInfo;
use tantivy::schema::IndexRecordOption;

use crate::Title;
use crate::document::kind_number;
use crate::snapshot::{Segment, Snapshot, each_posting};

/// Titles that are looked at in each segment.
const LOOKED_AT: usize = 300;

/// The titles of a kind that begin so, the commonest first.
pub(crate) fn titles(snapshot: &Snapshot, kind: &str, beginning: &str, most: usize) -> tantivy::Result<Vec<Title>> {
    let mut found: BTreeMap<String, (u32, usize, TermInfo)> = BTreeMap::new();
    for (number, segment) in snapshot.segments.iter().enumerate() {
        let mut stream = segment.exact.terms().range().ge(beginning).into_stream()?;
        let mut looked_at = 0;
        while let Some((title, info)) = stream.next() {
            looked_at += 1;
            let title = std::str::from_utf8(title).ok().filter(|title| title.starts_with(beginning));
            let Some(title) = title.filter(|_| looked_at <= LOOKED_AT) else { break };
            found.entry(title.to_owned()).or_insert_with(|| (0, number, info.clone())).0 += info.doc_freq;
        }
    }
    let mut found: Vec<(String, (u32, usize, TermInfo))> = found.into_iter().collect();
    found.sort_by(|(one, (often, ..)), (other, (oftener, ..))| (oftener, one).cmp(&(often, other)));
    let mut titles = Vec::new();
    for (folded, (often, number, info)) in found {
        if titles.len() == most {
            break;
        }
        let segment = &snapshot.segments[number];
        if let Some(doc) = first(segment, kind, &info)? {
            titles.push(Title { folded, often, payload: segment.payload(doc)? });
        }
    }
    Ok(titles)
}

/// The first document of a kind that is still there.
fn first(segment: &Segment, kind: &str, info: &TermInfo) -> tantivy::Result<Option<u32>> {
    let Some(kind) = segment.kind(kind_number(kind)) else { return Ok(None) };
    let mut first = None;
    each_posting(&segment.exact, info, IndexRecordOption::Basic, |doc, _| {
        if first.is_none() && segment.is_alive(doc, kind) {
            first = Some(doc);
        }
    })?;
    Ok(first)
}
