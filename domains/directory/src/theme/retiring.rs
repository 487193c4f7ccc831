//! Taking a term out of use, or merging it into another: first what that does, then doing it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use house::{Fixture, House};
use web::{Answer, Failure, Form, Page, Path, Query, Step, view_with};

use super::actions::{problems, with};
use super::changing::concerned;
use super::history::{done, keep};
use super::naming::Naming;
use super::previewing::{Ahead, Preview, preview};
use super::records::{self, Kept};
use super::rules::{LONGEST_NAME, Problem};
use super::tree::{Tree, address};
use super::{Theme, ThemeCode, actions, forms, telling};
use crate::{Finder, Refusal};

#[derive(Template)]
#[template(path = "thesaurus/retire.html")]
struct RetireTerm {
    page: Page,
    trail: Vec<Step>,
    form: Form,
    term: Theme,
    /// The term that would take its place.
    into: Option<Theme>,
    uses: u64,
    /// How many other terms change with it.
    others: usize,
    /// What it would do; nothing while it cannot be done.
    preview: Option<Preview>,
}

impl RetireTerm {
    fn here(&self) -> String {
        format!("{}/retire", address(&self.term.code))
    }
}

/// A term that may leave.
struct Leaving {
    page: Page,
    form: Form,
    all: Vec<Kept>,
    kept: Kept,
    uses: u64,
}

impl Leaving {
    async fn read(page: Page, house: &House, code: &ThemeCode, form: Form) -> Result<Self, Failure> {
        let all = records::kept(house.store.read()).await?;
        let kept = all.iter().find(|kept| kept.theme.code == *code).cloned().ok_or(Refusal::NotFound)?;
        let uses = records::uses_of(house.store.read(), code).await?;
        if kept.theme.retired { Err(Refusal::TermRetired.into()) } else { Ok(Self { page, form, all, kept, uses }) }
    }

    fn terms(&self) -> Vec<Theme> {
        self.all.iter().map(|kept| kept.theme.clone()).collect()
    }

    /// The term that is named in its place; the form says when it cannot be read.
    fn successor(&mut self, terms: &[Theme]) -> Option<Theme> {
        let typed = self.form.optional_text("into", LONGEST_NAME)?;
        let found = Naming::new(terms).find(&typed);
        let of_facet: Vec<&Theme> = found.iter().copied().filter(|term| term.facet == self.kept.theme.facet).collect();
        let code = forms::one_of(&mut self.form, "into", &typed, if of_facet.is_empty() { &found } else { &of_facet })?;
        found.into_iter().find(|term| term.code == code).cloned()
    }
}

/// `GET /directory/thesaurus/terms/CODE/retire?into=`
pub(crate) async fn ask(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(code): Path<ThemeCode>,
    query: Query,
) -> Answer {
    let form = Form::filled([("into", query.text("into", LONGEST_NAME)?.to_owned())]);
    let mut leaving = Leaving::read(page, &house, &code, form).await?;
    let seen = leaving.kept.revision.to_string();
    leaving.form.set("seen", seen);
    let terms = leaving.terms();
    let into = leaving.successor(&terms);
    if !leaving.form.is_sound() {
        return draw(leaving, (None, 0, None), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let changed = match actions::leaving(&terms, &code, into.as_ref().map(|term| &term.code), leaving.uses) {
        Ok(changed) => changed,
        // Before anything is named in its place, the page asks for it.
        Err(Refusal::TermInUse(_)) => return draw(leaving, (None, 0, None), StatusCode::OK),
        Err(refusal) => return refused(leaving, refusal),
    };
    let (after, codes) = (with(&terms, &changed), changed.iter().map(|term| term.code.clone()).collect::<Vec<_>>());
    let found = problems(&after, &codes, &concerned(&terms, &after, &codes));
    if !found.is_empty() {
        return refused(leaving, Refusal::TermUnsound(found));
    }
    let ahead = Ahead { before: &terms, after: &after, changed: &codes };
    let preview = preview(house.store.read(), &finder, leaving.page.lang(), &ahead).await;
    let preview = preview.map_err(Failure::unexpected)?;
    draw(leaving, (into, changed.len() - 1, Some(preview)), StatusCode::OK)
}

fn draw(
    leaving: Leaving,
    (into, others, preview): (Option<Theme>, usize, Option<Preview>),
    status: StatusCode,
) -> Answer {
    let terms = leaving.terms();
    let Leaving { page, form, kept, uses, .. } = leaving;
    let tree = Tree::new(&terms);
    let mut trail = tree.trail(&page, Some(&kept.theme));
    trail.push(Step::new(address(&kept.theme.code), kept.theme.names.plain(page.lang())));
    view_with(status, &RetireTerm { trail, term: kept.theme, into, uses, others, preview, form, page })
}

/// The page comes back with what stands in the way.
fn refused(mut leaving: Leaving, refusal: Refusal) -> Answer {
    match refusal {
        Refusal::TermUnsound(problems) => {
            let at = |problem: &Problem| telling::tell_at(&mut leaving.form, "into", problem);
            problems.iter().for_each(at);
        }
        Refusal::NotTwoTerms => leaving.form.add_fault("into", "directory-term-not-two"),
        Refusal::TermInUse(_) => leaving.form.add_fault("into", "directory-term-needs-successor"),
        Refusal::TermChanged => leaving.form.add_fault("into", "directory-term-changed"),
        other => return Err(other.into()),
    }
    let seen = leaving.kept.revision.to_string();
    leaving.form.set("seen", seen);
    draw(leaving, (None, 0, None), StatusCode::UNPROCESSABLE_ENTITY)
}

/// `POST /directory/thesaurus/terms/CODE/retire`
pub(crate) async fn retire(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(code): Path<ThemeCode>,
    form: Form,
) -> Answer {
    let mut leaving = Leaving::read(page, &house, &code, form).await?;
    let terms = leaving.terms();
    let seen = leaving.form.value("seen").parse::<i64>().map_err(|_| Failure::bad_input("seen"))?;
    let into = leaving.successor(&terms).map(|term| term.code);
    if !leaving.form.is_sound() {
        return draw(leaving, (None, 0, None), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let tx = house.store.begin().await?;
    let retired = actions::retire(leaving.page.cx(), &tx, (&code, seen), into.as_ref()).await;
    match (keep(&house, &finder, tx, retired).await, into) {
        (Ok(revision), Some(into)) => Ok(done(&into, "directory-term-merged", Some(revision))),
        (Ok(revision), None) => Ok(done(&code, "directory-term-retired-done", Some(revision))),
        (Err(refusal), _) => refused(leaving, refusal),
    }
}
