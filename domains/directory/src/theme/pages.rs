//! The thesaurus as editors read it: the tree with a search in it, and the page of a term as it is or as it was.

use std::collections::HashMap;

use askama::Template;
use axum::extract::State;
use house::House;
use kernel::{Page as Stretch, PageRequest};
use web::{Answer, Choice, Page, Pager, Path, Query, Step, view};

use super::naming::Naming;
use super::records::{self, Kept, versions};
use super::rules::folded;
use super::saying::{Difference, Happened, Teller};
use super::tree::{Tree, address};
use super::version::{Deed, Version};
use super::{TermFacet, Theme, ThemeCode};
use crate::Refusal;

/// The longest search, in characters.
const LONGEST_SEARCH: usize = 80;
/// Terms on a page.
const AT_ONCE: u64 = 200;

#[derive(Template)]
#[template(path = "thesaurus/list.html")]
struct Terms {
    page: Page,
    q: String,
    facet: TermFacet,
    facets: Vec<(Choice, String)>,
    rows: Vec<Row>,
    total: u64,
    pager: Pager,
    /// Whether those out of use are shown.
    retired: bool,
}

/// A term in the list.
struct Row {
    code: String,
    name: String,
    /// Where it stands, for one that was searched.
    path: String,
    depth: usize,
    words: usize,
    /// How many services carry it; only needs are carried.
    uses: Option<u64>,
    is_own: bool,
    differs: bool,
}

impl Terms {
    /// Whether the tree is shown, and not what was searched.
    fn is_tree(&self) -> bool {
        self.q.is_empty() && !self.retired
    }
}

/// `GET /directory/thesaurus?facet=&q=&retired=`
pub(crate) async fn list(page: Page, State(house): State<House>, query: Query) -> Answer {
    let db = house.store.read();
    let all = records::kept(db).await?;
    let uses = records::uses(db).await?;
    let q = query.text("q", LONGEST_SEARCH)?.trim().to_owned();
    let facet = query.value::<TermFacet>("facet")?.unwrap_or_default();
    let retired = query.get("retired").is_some();
    let request = query.page(AT_ONCE)?;
    let (rows, total) = rows(&page, &all, &uses, (&Wanted { q: &q, facet, retired }, request));
    let count = |facet: &TermFacet| all.iter().filter(|kept| kept.theme.facet == *facet && !kept.theme.retired).count();
    let label = |facet: &TermFacet| Choice::new(facet, page.tr(format!("directory-side-{facet}")));
    view(&Terms {
        facets: TermFacet::ALL.iter().map(|facet| (label(facet), page.number(count(facet) as u64))).collect(),
        pager: Pager::of(&Stretch { items: Vec::<()>::new(), total, request }, &query),
        rows,
        total,
        q,
        facet,
        retired,
        page,
    })
}

/// What of the thesaurus is shown.
struct Wanted<'a> {
    q: &'a str,
    facet: TermFacet,
    retired: bool,
}

fn rows(
    page: &Page,
    all: &[Kept],
    uses: &HashMap<ThemeCode, u64>,
    (wanted, request): (&Wanted<'_>, PageRequest),
) -> (Vec<Row>, u64) {
    let kept: HashMap<&ThemeCode, &Kept> = all.iter().map(|kept| (&kept.theme.code, kept)).collect();
    let tree = Tree::new(all.iter().map(|kept| &kept.theme));
    let words: Vec<String> = folded(wanted.q).split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect();
    let in_tree = wanted.q.is_empty() && !wanted.retired;
    let shown: Vec<(usize, &Theme)> = if in_tree {
        tree.in_order(wanted.facet)
    } else {
        // Whoever searches need not know the facet.
        let is_so = |term: &&Theme| term.retired == wanted.retired && is_found(term, &words);
        all.iter().map(|kept| &kept.theme).filter(is_so).map(|term| (0, term)).collect()
    };
    let row = |(depth, term): &(usize, &Theme)| {
        let of = kept.get(&term.code);
        Row {
            code: term.code.to_string(),
            name: term.names.plain(page.lang()).to_owned(),
            path: if in_tree { String::new() } else { path(page, &tree, term) },
            depth: *depth,
            words: term.synonyms.len(),
            uses: (term.facet == TermFacet::Need).then(|| uses.get(&term.code).copied().unwrap_or_default()),
            is_own: of.is_some_and(|kept| kept.is_own()),
            differs: of.is_some_and(|kept| kept.differs()),
        }
    };
    let [skip, take] = [request.offset, request.limit].map(|number| usize::try_from(number).unwrap_or(usize::MAX));
    (shown.iter().skip(skip).take(take).map(row).collect(), shown.len() as u64)
}

fn path(page: &Page, tree: &Tree<'_>, term: &Theme) -> String {
    let facet = page.tr(format!("directory-side-{}", term.facet)).to_string();
    let above = tree.line(term).into_iter().map(|above| above.names.plain(page.lang()).to_owned());
    std::iter::once(facet).chain(above).collect::<Vec<_>>().join(" › ")
}

/// Whether every word that was typed begins a word of the term, or stands in its code.
fn is_found(term: &Theme, words: &[String]) -> bool {
    let forms: Vec<String> = term.forms().flat_map(search::folded).collect();
    words.iter().all(|word| {
        term.code.as_str().contains(word.as_str()) || forms.iter().any(|form| form.starts_with(word.as_str()))
    })
}

/// A term that another page is about, as a link.
struct Linked {
    href: String,
    name: String,
}

#[derive(Template)]
#[template(path = "thesaurus/term.html")]
struct ShowTerm {
    page: Page,
    trail: Vec<Step>,
    /// How it is, or was.
    term: Theme,
    /// The version that is shown, when it is not the present one.
    past: Option<Happened>,
    /// The languages of its words, each with its words.
    words: Vec<(String, String)>,
    parts: Vec<Linked>,
    related: Vec<Linked>,
    /// What was merged into it.
    merged: Vec<Linked>,
    successor: Option<Linked>,
    /// Its place among those beside it, from 1, and how many there are.
    place: (usize, usize),
    uses: u64,
    is_own: bool,
    /// The revision that made it what it is.
    revision: i64,
    /// What the region pack says instead, where it says something else.
    pack: Vec<Difference>,
    history: Vec<Happened>,
}

impl ShowTerm {
    fn here(&self) -> String {
        address(&self.term.code)
    }

    fn side(&self) -> String {
        self.page.tr(format!("directory-side-{}", self.term.facet)).to_string()
    }
}

/// `GET /directory/thesaurus/terms/CODE?revision=`
pub(crate) async fn show(page: Page, State(house): State<House>, Path(code): Path<ThemeCode>, query: Query) -> Answer {
    let db = house.store.read();
    let all = records::kept(db).await?;
    let kept = all.iter().find(|kept| kept.theme.code == code).cloned().ok_or(Refusal::NotFound)?;
    let terms: Vec<Theme> = all.into_iter().map(|kept| kept.theme).collect();
    let versions = versions::of(db, &code).await?;
    let asked = query.value::<i64>("revision")?.filter(|revision| *revision != kept.revision);
    let past = match asked {
        Some(revision) => Some(versions.iter().find(|one| one.revision == revision).ok_or(Refusal::NotFound)?),
        None => None,
    };
    let uses = records::uses_of(db, &code).await?;
    let teller = Teller { page: &page, naming: Naming::new(&terms) };
    let pack = kept.pack.as_ref().filter(|_| kept.differs()).map(|pack| teller.apart(pack, &kept.theme));
    let history = history(&teller, &versions);
    let past_told = past.map(|version| teller.happened(version, None));
    let term = past.map_or_else(|| kept.theme.clone(), |version| version.state.clone());
    let tree = Tree::new(&terms);
    let linked = |term: &Theme| Linked { href: address(&term.code), name: term.names.plain(page.lang()).to_owned() };
    let beside = tree.beside(&kept.theme);
    view(&ShowTerm {
        trail: tree.trail(&page, Some(&term)),
        words: words(&page, &term),
        parts: tree.parts(Some(&code)).iter().map(|part| linked(part)).collect(),
        related: term.related.iter().filter_map(|code| tree.get(code)).map(linked).collect(),
        merged: terms.iter().filter(|term| term.replaced_by.as_ref() == Some(&code)).map(linked).collect(),
        successor: term.replaced_by.as_ref().and_then(|code| tree.get(code)).map(linked),
        place: (beside.iter().position(|other| other.code == code).map_or(0, |at| at + 1), beside.len()),
        uses,
        is_own: kept.is_own(),
        revision: kept.revision,
        pack: pack.unwrap_or_default(),
        history,
        past: past_told,
        term,
        page: page.clone(),
    })
}

/// The words of a term by language.
fn words(page: &Page, term: &Theme) -> Vec<(String, String)> {
    let groups = term.synonyms.chunk_by(|one, other| one.lang == other.lang);
    let group = |group: &[super::Synonym]| {
        let lang = group.first().map(|one| crate::showing::language(page, one.lang.as_str())).unwrap_or_default();
        (lang, group.iter().map(|one| one.word.as_str()).collect::<Vec<_>>().join(", "))
    };
    groups.map(group).collect()
}

/// The versions in words, the newest first.
fn history(teller: &Teller<'_>, versions: &[Version]) -> Vec<Happened> {
    let happened = |(at, version): (usize, &Version)| Happened {
        is_present: at == 0,
        // The first of all changed nothing.
        ..teller.happened(version, versions.get(at + 1).filter(|_| version.deed != Deed::Add))
    };
    versions.iter().enumerate().map(happened).collect()
}
