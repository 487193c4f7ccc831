//! The changes of the thesaurus, and what is done with a term at the press of a button: bringing a version back, following the region
//! pack again, moving it among those beside it, undoing a revision.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse as _, Response};
use house::{Fixture, House};
use store::Tx;
use web::{Answer, Failure, Form, Page, Pager, Path, Query, Step, see_other, view};

use super::naming::Naming;
use super::records::{self, versions};
use super::saying::{Happened, Teller};
use super::tree::address;
use super::{ThemeCode, actions};
use crate::{Finder, Refusal};

/// Changes on a page.
const CHANGES: u64 = 30;

#[derive(Template)]
#[template(path = "thesaurus/changes.html")]
struct Changes {
    page: Page,
    trail: Vec<Step>,
    changes: Vec<Change>,
    pager: Pager,
}

/// A change of one term.
struct Change {
    href: String,
    name: String,
    happened: Happened,
    /// Whether it is the first of its revision: a revision is undone as a whole.
    is_first: bool,
}

/// `GET /directory/thesaurus/changes`
pub(crate) async fn changes(page: Page, State(house): State<House>, query: Query) -> Answer {
    let db = house.store.read();
    let found = versions::changes(db, query.page(CHANGES)?).await?;
    let terms = records::all(db).await?;
    let teller = Teller { page: &page, naming: Naming::new(&terms) };
    let mut changes: Vec<Change> = Vec::with_capacity(found.items.len());
    for (version, before) in &found.items {
        changes.push(Change {
            href: address(&version.theme),
            name: version.state.names.plain(page.lang()).to_owned(),
            happened: teller.happened(version, before.as_ref()),
            is_first: changes.last().is_none_or(|last| last.happened.revision != version.revision),
        });
    }
    let trail = vec![Step::new("/directory/thesaurus", page.tr("directory-thesaurus"))];
    view(&Changes { trail, changes, pager: Pager::of(&found, &query), page: page.clone() })
}

/// Keeps what an action did, and lets the finder learn it at once.
pub(super) async fn keep<T>(house: &House, finder: &Finder, tx: Tx, done: Result<T, Refusal>) -> Result<T, Refusal> {
    match done {
        Ok(done) => {
            tx.commit().await?;
            finder.learn(house.store.read()).await?;
            Ok(done)
        }
        Err(refusal) => {
            tx.rollback().await?;
            Err(refusal)
        }
    }
}

/// On to the page of a term, with what was done and how to undo it; nothing was, when there is no revision.
pub(super) fn done(code: &ThemeCode, said: &str, revision: Option<i64>) -> Response {
    let to = see_other(address(code));
    match revision {
        Some(revision) => {
            to.saying(said).undo(format!("/directory/thesaurus/revisions/{revision}/undo")).into_response()
        }
        None => to.saying("directory-term-same").into_response(),
    }
}

/// `POST /directory/thesaurus/terms/CODE/restore`
pub(crate) async fn restore(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(code): Path<ThemeCode>,
    mut form: Form,
) -> Answer {
    let wanted = form.required::<i64>("revision").ok_or_else(|| Failure::bad_input("revision"))?;
    let seen = form.optional::<i64>("seen");
    let tx = house.store.begin().await?;
    let revision = actions::restore(page.cx(), &tx, (&code, seen), wanted).await;
    let revision = keep(&house, &finder, tx, revision).await?;
    Ok(done(&code, "directory-term-restored", revision))
}

/// `POST /directory/thesaurus/terms/CODE/follow`
pub(crate) async fn follow(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(code): Path<ThemeCode>,
    mut form: Form,
) -> Answer {
    let seen = form.optional::<i64>("seen");
    let tx = house.store.begin().await?;
    let revision = actions::follow(page.cx(), &tx, (&code, seen)).await;
    let revision = keep(&house, &finder, tx, revision).await?;
    Ok(done(&code, "directory-term-followed", revision))
}

/// `POST /directory/thesaurus/terms/CODE/up`
pub(crate) async fn up(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(code): Path<ThemeCode>,
) -> Answer {
    shift(&page, &house, &finder, (&code, actions::Step::Up)).await
}

/// `POST /directory/thesaurus/terms/CODE/down`
pub(crate) async fn down(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(code): Path<ThemeCode>,
) -> Answer {
    shift(&page, &house, &finder, (&code, actions::Step::Down)).await
}

async fn shift(page: &Page, house: &House, finder: &Finder, (code, step): (&ThemeCode, actions::Step)) -> Answer {
    let tx = house.store.begin().await?;
    let shifted = actions::shift(page.cx(), &tx, code, step).await;
    let revision = keep(house, finder, tx, shifted).await?;
    Ok(done(code, "directory-term-shifted", revision))
}

/// `POST /directory/thesaurus/revisions/REVISION/undo`
pub(crate) async fn undo(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(revision): Path<i64>,
) -> Answer {
    let tx = house.store.begin().await?;
    let undone = actions::undo(page.cx(), &tx, revision).await;
    let undone = keep(&house, &finder, tx, undone).await?;
    let undo = format!("/directory/thesaurus/revisions/{undone}/undo");
    Ok(see_other("/directory/thesaurus/changes").saying("directory-term-undone").undo(undo).into_response())
}
