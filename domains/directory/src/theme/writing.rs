//! The form of a term: adding one and changing one, with a preview of what that does to the search, and of what somebody else
//! changed meanwhile.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use house::{Fixture, House};
use web::{Answer, Choice, Failure, Form, Page, Path, Query, Step, view_with};

use super::actions::{problems, with};
use super::changing::concerned;
use super::history::{done, keep};
use super::naming::Naming;
use super::previewing::{Ahead, Preview, preview};
use super::records::{self, Kept};
use super::saying::{Difference, Teller};
use super::tree::{Tree, address};
use super::{Fit, Scheme, TermFacet, Theme, ThemeCode, actions, forms, telling};
use crate::showing::{LANGUAGES, language};
use crate::{Finder, Refusal};

/// Empty rows offered for related terms and for codes of other schemes.
const SPARE: usize = 3;

#[derive(Template)]
#[template(path = "thesaurus/form.html")]
struct TermForm {
    page: Page,
    trail: Vec<Step>,
    form: Form,
    /// The term that is changed.
    before: Option<Theme>,
    facets: Vec<Choice>,
    languages: Vec<Choice>,
    schemes: Vec<Choice>,
    fits: Vec<Choice>,
    preview: Option<Preview>,
    /// Where somebody else was faster: what they changed.
    clash: Vec<Difference>,
    /// Services that name the term.
    uses: u64,
}

impl TermForm {
    fn action(&self) -> String {
        self.before
            .as_ref()
            .map_or_else(|| "/directory/thesaurus/new".to_owned(), |term| format!("{}/edit", address(&term.code)))
    }

    fn cancel(&self) -> String {
        self.before.as_ref().map_or_else(|| "/directory/thesaurus".to_owned(), |term| address(&term.code))
    }

    fn title(&self) -> String {
        match &self.before {
            Some(term) => {
                self.page.tr("directory-term-edit").arg("name", term.names.plain(self.page.lang())).to_string()
            }
            None => self.page.tr("directory-term-new").to_string(),
        }
    }

    /// The facet that is chosen, for what the fields offer.
    fn facet(&self) -> String {
        self.before.as_ref().map_or_else(|| self.form.value("facet").to_owned(), |term| term.facet.to_string())
    }

    /// The languages of the pages, with their fields.
    fn langs(&self) -> [(kernel::Lang, [&'static str; 3]); 3] {
        forms::FIELDS
    }

    /// The words of other languages, and an empty row.
    fn others(&self) -> Vec<(String, String)> {
        let rows = self.form.all("other_lang").zip(self.form.all("other_words"));
        let typed = rows.filter(|(_, words)| !words.trim().is_empty());
        typed.chain([("", "")]).map(|(lang, words)| (lang.to_owned(), words.to_owned())).collect()
    }

    /// The related terms, and empty rows.
    fn related(&self) -> Vec<String> {
        let typed = self.form.all("related").filter(|name| !name.trim().is_empty());
        typed.chain([""; SPARE]).map(str::to_owned).collect()
    }

    /// The codes of other schemes, and empty rows: scheme, code, how well it fits.
    fn mappings(&self) -> Vec<(String, String, String)> {
        let rows = self.form.all("mapping_scheme").zip(self.form.all("mapping_code")).zip(self.form.all("mapping_fit"));
        let typed = rows.filter(|((_, code), _)| !code.trim().is_empty());
        let typed = typed.map(|((scheme, code), fit)| (scheme, code, fit));
        let rows = typed.chain([("", "", Fit::Exact.code()); SPARE]);
        rows.map(|(scheme, code, fit)| (scheme.to_owned(), code.to_owned(), fit.to_owned())).collect()
    }
}

/// What a form is drawn with.
struct Draft {
    page: Page,
    form: Form,
    all: Vec<Kept>,
    before: Option<Kept>,
    preview: Option<Preview>,
    clash: Vec<Difference>,
}

impl Draft {
    fn new(page: Page, form: Form, all: Vec<Kept>, before: Option<Kept>) -> Self {
        Self { page, form, all, before, preview: None, clash: Vec::new() }
    }

    fn terms(&self) -> Vec<Theme> {
        self.all.iter().map(|kept| kept.theme.clone()).collect()
    }
}

async fn draw(house: &House, draft: Draft, status: StatusCode) -> Answer {
    let terms = draft.terms();
    let Draft { page, form, before, preview, clash, .. } = draft;
    let before = before.map(|kept| kept.theme);
    let uses = match &before {
        Some(term) => records::uses_of(house.store.read(), &term.code).await?,
        None => 0,
    };
    let known = |code: &str| LANGUAGES.contains(&code) || form.has("other_lang", code);
    let others = form.all("other_lang").chain(LANGUAGES.iter().copied());
    let mut languages: Vec<&str> = others.filter(|code| known(code) && code.parse::<kernel::Lang>().is_err()).collect();
    languages.sort_unstable();
    languages.dedup();
    let languages = languages.into_iter().filter(|code| !code.is_empty());
    let said = |key: &str, word: &dyn std::fmt::Display| page.tr(format!("directory-{key}-{word}")).to_string();
    if preview.is_some() {
        page.came_back();
    }
    let drawn = TermForm {
        trail: Tree::new(&terms).trail(&page, before.as_ref()),
        facets: TermFacet::ALL.iter().map(|facet| Choice::new(facet, said("side", facet))).collect(),
        languages: languages.map(|code| Choice::new(code, language(&page, code))).collect(),
        schemes: Scheme::ALL.iter().map(|scheme| Choice::new(scheme, said("scheme", scheme))).collect(),
        fits: Fit::ALL.iter().map(|fit| Choice::new(fit, said("fit", fit))).collect(),
        uses,
        preview,
        clash,
        before,
        form,
        page,
    };
    view_with(status, &drawn)
}

async fn term(house: &House, code: &ThemeCode) -> Result<(Vec<Kept>, Kept), Failure> {
    let all = records::kept(house.store.read()).await?;
    let known = all.iter().find(|kept| kept.theme.code == *code).cloned();
    let known = known.ok_or(Refusal::NotFound)?;
    if known.theme.retired { Err(Refusal::TermRetired.into()) } else { Ok((all, known)) }
}

/// `GET /directory/thesaurus/new?facet=&broader=`
pub(crate) async fn new(page: Page, State(house): State<House>, query: Query) -> Answer {
    let all = records::kept(house.store.read()).await?;
    let above = query.value::<ThemeCode>("broader")?;
    let above = above.and_then(|code| all.iter().find(|kept| kept.theme.code == code).map(|kept| &kept.theme));
    let facet = above.map_or(query.value::<TermFacet>("facet")?.unwrap_or_default(), |term| term.facet);
    let naming = Naming::new(all.iter().map(|kept| &kept.theme));
    let broader = above.map_or_else(String::new, |term| naming.called(&term.code, page.lang()));
    let form = Form::filled([("facet", facet.to_string()), ("broader", broader)]);
    draw(&house, Draft::new(page, form, all, None), StatusCode::OK).await
}

/// `GET /directory/thesaurus/terms/CODE/edit`
pub(crate) async fn edit(page: Page, State(house): State<House>, Path(code): Path<ThemeCode>) -> Answer {
    let (all, known) = term(&house, &code).await?;
    let naming = Naming::new(all.iter().map(|kept| &kept.theme));
    let form = forms::filled(&page, &naming, &known.theme, known.revision);
    draw(&house, Draft::new(page, form, all, Some(known)), StatusCode::OK).await
}

/// `POST /directory/thesaurus/new`
pub(crate) async fn add(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    form: Form,
) -> Answer {
    let all = records::kept(house.store.read()).await?;
    receive(&house, &finder, Draft::new(page, form, all, None)).await
}

/// `POST /directory/thesaurus/terms/CODE/edit`
pub(crate) async fn change(
    page: Page,
    State(house): State<House>,
    Fixture(finder): Fixture<Finder>,
    Path(code): Path<ThemeCode>,
    form: Form,
) -> Answer {
    let (all, known) = term(&house, &code).await?;
    receive(&house, &finder, Draft::new(page, form, all, Some(known))).await
}

/// Reads what was typed; shows what it would do, or does it.
async fn receive(house: &House, finder: &Arc<Finder>, mut draft: Draft) -> Answer {
    // A preview that is asked in another language shows the same again, and saves nothing.
    let again = draft.form.sent_to_be_redrawn();
    let saves = again.is_none() && draft.form.has("then", "save");
    draft.form = again.unwrap_or(draft.form);
    let seen = seen(&draft)?;
    let terms = draft.terms();
    let before = draft.before.as_ref().map(|kept| kept.theme.clone());
    let Some(after) = forms::read(&mut draft.form, &terms, before.as_ref()) else {
        return draw(house, draft, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    if draft.before.as_ref().is_some_and(|kept| Some(kept.revision) != seen) {
        return refused(house, draft, Refusal::TermChanged).await;
    }
    if before.is_none() && terms.iter().any(|term| term.code == after.code) {
        return refused(house, draft, Refusal::TermTaken(after.code)).await;
    }
    // What is wrong with it is told before a preview as well.
    let (then, changed) = (with(&terms, std::slice::from_ref(&after)), [after.code.clone()]);
    let problems = problems(&then, &changed, &concerned(&terms, &then, &changed));
    if !problems.is_empty() {
        return refused(house, draft, Refusal::TermUnsound(problems)).await;
    }
    if !saves {
        let ahead = Ahead { before: &terms, after: &then, changed: &changed };
        let preview = preview(house.store.read(), finder, draft.page.lang(), &ahead).await;
        draft.preview = Some(preview.map_err(Failure::unexpected)?);
        return draw(house, draft, StatusCode::OK).await;
    }
    let tx = house.store.begin().await?;
    let saved = match seen {
        None => actions::add(draft.page.cx(), &tx, after).await.map(Some),
        Some(seen) => actions::change(draft.page.cx(), &tx, seen, after).await,
    };
    match keep(house, finder, tx, saved).await {
        Ok(revision) => Ok(done(&changed[0], "directory-term-saved", revision)),
        Err(refusal) => refused(house, draft, refusal).await,
    }
}

/// The revision of the term that the form was filled from; nothing for a new one.
fn seen(draft: &Draft) -> Result<Option<i64>, Failure> {
    let read = |_: &Kept| draft.form.value("seen").parse().map_err(|_| Failure::bad_input("seen"));
    draft.before.as_ref().map(read).transpose()
}

/// The form goes back to whoever sent it; nothing typed is lost.
async fn refused(house: &House, mut draft: Draft, refusal: Refusal) -> Answer {
    match refusal {
        Refusal::TermUnsound(problems) => telling::tell(&mut draft.form, &problems),
        Refusal::TermTaken(code) => {
            draft.form.add_fault_with("code", "directory-term-taken", vec![("code", code.as_str().into())]);
        }
        Refusal::TermChanged => {
            let code = draft.before.as_ref().map(|kept| kept.theme.code.clone()).ok_or(Refusal::NotFound)?;
            return clashed(house, draft, &code).await;
        }
        other => return Err(other.into()),
    }
    draw(house, draft, StatusCode::UNPROCESSABLE_ENTITY).await
}

/// Shows what somebody else changed since the form was drawn. Sent once more, the form stands over it.
async fn clashed(house: &House, mut draft: Draft, code: &ThemeCode) -> Answer {
    let (all, now) = term(house, code).await?;
    let versions = records::versions::of(house.store.read(), code).await?;
    let seen = draft.form.value("seen").parse::<i64>().unwrap_or_default();
    let terms: Vec<Theme> = all.iter().map(|kept| kept.theme.clone()).collect();
    let teller = Teller { page: &draft.page, naming: Naming::new(&terms) };
    let was = versions.iter().find(|version| version.revision == seen);
    draft.clash = was.map(|was| teller.apart(&was.state, &now.theme)).unwrap_or_default();
    draft.form.set("seen", now.revision.to_string());
    draft.form.add_fault("clash", "directory-term-changed-meanwhile");
    draw(house, Draft { all, before: Some(now), ..draft }, StatusCode::CONFLICT).await
}
