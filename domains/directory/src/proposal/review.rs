//! Deciding a proposal: field by field what was there, what is there now, and what is proposed.

use askama::Template;
use axum::extract::State as FromState;
use axum::response::IntoResponse as _;
use house::House;
use sea_orm::{ConnectionTrait, DbErr};
use web::{Answer, Choice, Failure, Form, Page, Path, see_other, view};

use super::actions::{self, Decision};
use super::public::look;
use super::{EMAIL, NOTE, Part, Proposal, ProposalId, Sealed, State, occasion, proposer, records};
use crate::editing::names::Names;
use crate::editing::pages::title;
use crate::editing::saying::Teller;
use crate::editing::standing;
use crate::entry::confirmations::Channel;
use crate::entry::seen::seen;
use crate::entry::{self, EntryId, fields};

/// The longest answer, letters.
const LONGEST_ANSWER: usize = 500;

/// A proposal to be decided.
#[derive(Template)]
#[template(path = "proposal/review.html")]
struct Review {
    page: Page,
    id: ProposalId,
    entry: EntryId,
    name: String,
    public: Option<String>,
    state: State,
    state_said: String,
    look: &'static str,
    made: String,
    by: String,
    /// The contact in which it came up, for those who may read it.
    contact: Option<String>,
    /// Whether it says that the entry is no more.
    stopped: bool,
    /// Whether whoever reads may take the entry out.
    may_retire: bool,
    note: Option<String>,
    email: Option<String>,
    answer: Option<String>,
    rows: Vec<Row>,
    channels: Vec<Choice>,
}

/// A field of a proposal.
struct Row {
    /// How the form names it.
    value: String,
    label: String,
    before: String,
    /// What it says now, where that is otherwise than when the proposal was made.
    now: Option<String>,
    after: String,
    taken: Option<bool>,
}

impl Review {
    fn title(&self) -> String {
        self.page.tr("directory-proposal-of").arg("name", self.name.as_str()).to_string()
    }

    fn waits(&self) -> bool {
        self.state == State::Waiting
    }

    /// What the button says that finds it right; nothing where who reads cannot do what it asks.
    fn accept(&self) -> Option<&'static str> {
        match (self.stopped, self.rows.is_empty()) {
            (true, _) => self.may_retire.then_some("directory-retire"),
            (false, true) => Some("directory-accept-words"),
            (false, false) => Some("directory-accept"),
        }
    }
}

/// `GET /directory/proposals/ID`
pub(super) async fn show(page: Page, FromState(house): FromState<House>, Path(id): Path<ProposalId>) -> Answer {
    let db = house.store.read();
    let proposal = records::find(db, id).await?.ok_or_else(Failure::not_found)?;
    page.cx().require("directory.review", &actions::reviewed(db, &proposal).await?)?;
    let names = Names::load(&house).await?;
    let teller = Teller { page: &page, names: &names };
    let mut rows = Vec::new();
    for part in records::readable_parts(page.cx(), db, id).await? {
        rows.extend(row(&house, &teller, part).await?);
    }
    let record = seen(page.cx(), db, proposal.entry).await?;
    let (name, public) = match &record {
        Some(record) => (title(db, &page, record).await?, standing::public_page(db, proposal.entry).await?),
        None => (page.tr("directory-proposal-gone").to_string(), None),
    };
    let opened =
        |sealed: &Option<Sealed>, purpose| sealed.as_ref().map(|sealed| sealed.open(&house.vault, purpose)).transpose();
    let occasion = occasion::of(page.cx(), &house, proposal.contact).await?;
    view(&Review {
        contact: occasion.and_then(|occasion| occasion.page),
        id,
        entry: proposal.entry,
        name,
        public,
        state: proposal.state,
        state_said: page.tr(format!("directory-proposal-{}", proposal.state)).to_string(),
        look: look(proposal.state),
        made: page.moment(proposal.made_at),
        by: by(&page, db, &proposal).await?,
        stopped: proposal.stopped,
        may_retire: page.may("directory.retire", &actions::reviewed(db, &proposal).await?),
        note: opened(&proposal.note, NOTE)?,
        email: opened(&proposal.email, EMAIL)?,
        answer: proposal.answer,
        rows,
        channels: standing::channels(&page),
        page: page.clone(),
    })
}

async fn row(house: &House, teller: &Teller<'_>, part: Part) -> Result<Option<Row>, Failure> {
    let Some(field) = fields::find(part.entry.kind, &part.field) else { return Ok(None) };
    let record = entry::records::find_whole(house.store.read(), part.entry).await?;
    let now = record.and_then(|record| record.field(&part.field)).filter(|now| *now != part.before);
    let (before, after) = teller.apart(field, &part.before, &part.after);
    Ok(Some(Row {
        value: format!("{}/{}", part.entry, part.field),
        label: teller.label(field),
        before,
        now: now.map(|now| teller.apart(field, &now, &part.before).0),
        after,
        taken: part.taken,
    }))
}

/// Who proposed: oneself, or a kind of person.
async fn by(page: &Page, db: &impl ConnectionTrait, proposal: &Proposal) -> Result<String, DbErr> {
    if page.actor().account().is_some_and(|account| account.id.to_string() == proposal.made_by) {
        return Ok(page.tr("directory-by-me").to_string());
    }
    let kinds = proposer::of_all(db, std::slice::from_ref(proposal), &page.cx().time_zone).await?;
    Ok(kinds.first().map_or_else(String::new, |kind| page.tr(format!("directory-proposed-by-{kind}")).to_string()))
}

/// `POST /directory/proposals/ID`
pub(super) async fn decide(
    page: Page,
    FromState(house): FromState<House>,
    Path(id): Path<ProposalId>,
    mut form: Form,
) -> Answer {
    let accepted = match form.value("decision") {
        "accept" => true,
        "decline" => false,
        _ => return Err(Failure::bad_input("decision")),
    };
    let named = form.all("taken").filter_map(|value| value.split_once('/'));
    let taken: Vec<(EntryId, String)> =
        named.filter_map(|(entry, field)| Some((entry.parse().ok()?, field.to_owned()))).collect();
    let answer = form.optional_text("answer", LONGEST_ANSWER);
    let channel = form.optional::<Channel>("channel");
    if !form.is_sound() {
        return Err(Failure::bad_input("answer"));
    }
    let taken = if accepted { taken } else { Vec::new() };
    let tx = house.store.begin().await?;
    let decision = Decision { accepted, taken, answer, channel };
    let decided = actions::decide(page.cx(), &tx, id, decision).await?;
    tx.commit().await?;
    let said = match decided.state {
        State::Approved if decided.stopped => "directory-decided-taken-out".to_owned(),
        state => format!("directory-decided-{state}"),
    };
    Ok(see_other("/directory/worklist").saying(said).into_response())
}
