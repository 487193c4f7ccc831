//! The form of a contact: logging one while talking, and correcting one later.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::IntoResponse as _;
use house::House;
use web::{Answer, Choice, Failure, Form, Page, Path, Query, see_other, view_with};

use super::{Contact, ContactId, actions, forms, telling};
use crate::Refusal;
use crate::desk::{Emergency, Guide, Line, Step};
use crate::names::Names;
use crate::surroundings::{self, Placed, ServiceFound};

/// How many kinds of inquirer stand in sight; the others are one step away.
const INQUIRERS_IN_SIGHT: usize = 6;

/// The form, new or for a correction.
#[derive(Template)]
#[template(path = "contact/form.html")]
struct ContactForm {
    page: Page,
    form: Form,
    names: Names,
    /// The contact that is corrected.
    correcting: Option<ContactId>,
    lines: Vec<Choice>,
    channels: Vec<Choice>,
    inquirers: Vec<Choice>,
    more_inquirers: Vec<Choice>,
    themes: Vec<Choice>,
    more_themes: Vec<(String, Vec<Choice>)>,
    placed: Placed,
    found: Vec<ServiceFound>,
    searched: bool,
    /// What stands differently now, when somebody else was faster.
    differences: Vec<Difference>,
}

/// A field in which what was typed differs from what somebody else wrote meanwhile.
struct Difference {
    label: String,
    yours: String,
    theirs: String,
}

impl ContactForm {
    fn line(&self) -> Option<&Line> {
        self.names.desk.line(self.form.value("line"))
    }

    fn needs(&self) -> Vec<Choice> {
        self.names.choices(&self.page, "need")
    }

    fn directs(&self) -> Vec<Choice> {
        ["yes", "no"].map(|value| Choice::new(value, self.names.of(&self.page, "direct", value))).to_vec()
    }

    fn guide(&self) -> Option<&Guide> {
        self.names.desk.guide(self.line()?)
    }

    /// The step that somebody's safety hangs on: it stays in sight with the numbers to call.
    fn safety(&self) -> Option<&Step> {
        self.guide()?.steps.iter().find(|step| step.safety && !self.emergencies(step).is_empty())
    }

    /// The numbers to call when a step's answer is a danger.
    fn emergencies(&self, step: &Step) -> Vec<&Emergency> {
        let called = |line: &&Emergency| step.answers.iter().any(|answer| answer.emergency.contains(&line.code));
        self.names.desk.emergencies.iter().filter(called).collect()
    }

    /// Where the form is sent.
    fn target(&self) -> String {
        self.correcting.map_or_else(|| "/helpdesk/contacts".to_owned(), |id| format!("/helpdesk/contacts/{id}/correct"))
    }

    /// Where leaving the form leads.
    fn back(&self) -> String {
        self.correcting.map_or_else(|| "/helpdesk".to_owned(), |id| format!("/helpdesk/contacts/{id}"))
    }

    /// The number of an emergency line as a link takes it.
    fn dial(&self, line: &Emergency) -> String {
        surroundings::dialled(&line.phone)
    }

    /// Whether a kind of inquirer out of sight is chosen: its list is then open.
    fn chose_more(&self) -> bool {
        self.more_inquirers.iter().any(|choice| self.form.has("inquirer", &choice.value))
    }
}

/// `GET /helpdesk/contacts/new`
pub(crate) async fn new(page: Page, State(house): State<House>, query: Query) -> Answer {
    let mut form = Form::blank();
    form.set("id", ContactId::generate(&page.cx().clock, &page.cx().random).to_string());
    form.set("line", query.text("line", 60)?);
    form.set("q", query.text("q", forms::LONGEST_WORDS)?);
    draw(Draft::new(page, form), &house, StatusCode::OK).await
}

/// `POST /helpdesk/contacts`
pub(crate) async fn log(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let placed = surroundings::place(&house, &page, &form)?;
    let id = form.required::<ContactId>("id");
    let entry = forms::read(&page, &house.vault, &mut form, &placed, None)?;
    let (Some(id), Some(entry)) = (id, entry) else {
        return draw(Draft::new(page, form), &house, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let line = entry.line.clone();
    let tx = house.store.begin().await?;
    match actions::log(page.cx(), &tx, id, entry).await {
        Ok(contact) => {
            tx.commit().await?;
            let next = format!("/helpdesk/contacts/new?line={line}");
            let to = if form.has("then", "next") { next } else { format!("/helpdesk/contacts/{}", contact.id) };
            let undo = format!("/helpdesk/contacts/{}/withdraw", contact.id);
            Ok(see_other(to).saying("helpdesk-logged").undo(undo).into_response())
        }
        Err(refusal) => again(Draft::new(page, form), &house, refusal).await,
    }
}

/// `POST /helpdesk/contacts/find`: searches the directory inside the form. Changes nothing, keeps everything typed.
pub(crate) async fn find(page: Page, State(house): State<House>, mut form: Form) -> Answer {
    let correcting = if form.ticked("seen") { form.optional::<ContactId>("id") } else { None };
    let draft = Draft { correcting, searched: true, ..Draft::new(page, form) };
    draw(draft, &house, StatusCode::OK).await
}

/// `GET /helpdesk/contacts/ID/correct`
pub(crate) async fn edit(page: Page, State(house): State<House>, Path(id): Path<ContactId>) -> Answer {
    let contact = actions::readable(page.cx(), house.store.read(), id).await?;
    let line = crate::desk::records::line(house.store.read(), &contact.entry.line).await?;
    page.cx().require("helpdesk.correct_contact", &contact.resource(page.cx(), line.as_ref()))?;
    let place = surroundings::place_of(&house, &page, &contact)?;
    let form = forms::filled(&page, &house.vault, &contact, place)?;
    draw(Draft { correcting: Some(id), ..Draft::new(page, form) }, &house, StatusCode::OK).await
}

/// `POST /helpdesk/contacts/ID/correct`
pub(crate) async fn correct(
    page: Page,
    State(house): State<House>,
    Path(id): Path<ContactId>,
    mut form: Form,
) -> Answer {
    let before = actions::readable(page.cx(), house.store.read(), id).await?;
    let placed = surroundings::place(&house, &page, &form)?;
    let seen = form.required::<i64>("seen");
    let entry = forms::read(&page, &house.vault, &mut form, &placed, Some(&before))?;
    let (Some(seen), Some(entry)) = (seen, entry) else {
        let draft = Draft { correcting: Some(id), ..Draft::new(page, form) };
        return draw(draft, &house, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let tx = house.store.begin().await?;
    match actions::correct(page.cx(), &tx, id, seen, entry.clone()).await {
        Ok(_) => {
            tx.commit().await?;
            Ok(see_other(format!("/helpdesk/contacts/{id}")).saying("helpdesk-corrected").into_response())
        }
        Err(refusal) => {
            let draft = Draft { correcting: Some(id), typed: Some(entry), ..Draft::new(page, form) };
            again(draft, &house, refusal).await
        }
    }
}

/// The form goes back to whoever sent it, saying what to do; nothing typed is lost.
async fn again(mut draft: Draft, house: &House, refusal: Refusal) -> Answer {
    match refusal {
        Refusal::Incomplete(faults) => {
            for fault in faults {
                draft.form.add_fault(fault.field, fault.key);
            }
            draw(draft, house, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Refusal::Changed(present) if draft.typed.is_some() => {
            draft.form.set("seen", present.version.to_string());
            draft.form.add_fault("changed", "helpdesk-refused-changed");
            draw(Draft { present: Some(*present), ..draft }, house, StatusCode::CONFLICT).await
        }
        other => Err(other.into()),
    }
}

/// What is needed to draw the form.
struct Draft {
    page: Page,
    form: Form,
    correcting: Option<ContactId>,
    searched: bool,
    /// What was typed, and what stands there now, when they differ.
    typed: Option<super::Entry>,
    present: Option<Contact>,
}

impl Draft {
    fn new(page: Page, form: Form) -> Self {
        let searched = form.ticked("q");
        Self { page, form, correcting: None, searched, typed: None, present: None }
    }
}

async fn draw(draft: Draft, house: &House, status: StatusCode) -> Answer {
    let Draft { page, mut form, correcting, searched, typed, present } = draft;
    let names = Names::load(house).await?;
    let own: Vec<&Line> =
        names.desk.lines.iter().filter(|line| page.may("helpdesk.log_contact", &line.resource())).collect();
    if own.is_empty() && correcting.is_none() {
        return Err(Failure::forbidden());
    }
    let lang = page.lang();
    preset(&mut form, &own);
    let line = names.desk.line(form.value("line"));
    let placed = surroundings::place(house, &page, &form)?;
    let (themes, more_themes) = names.themes_for(line, lang);
    let (inquirers, more_inquirers) = inquirers(&names, line, &page);
    let (lines, channels) = (lines(&own, &names, &form, &page), channels(&own, &names, line, &page));
    let found = surroundings::services(house, &page, &form, &placed).await?;
    let differences = match (&typed, &present) {
        (Some(typed), Some(present)) => differences(&page, house, &names, (typed, present)).await?,
        _ => Vec::new(),
    };
    let view = ContactForm {
        lines,
        channels,
        inquirers,
        more_inquirers,
        themes,
        more_themes,
        placed,
        found,
        searched,
        differences,
        correcting,
        page,
        form,
        names,
    };
    view_with(status, &view)
}

/// The line and channel that most contacts come by, where nothing was chosen yet.
fn preset(form: &mut Form, own: &[&Line]) {
    if form.value("line").is_empty()
        && let Some(first) = own.first()
    {
        form.set("line", first.code.as_str());
    }
    let line = own.iter().find(|line| line.code == form.value("line"));
    if let Some(line) = line.filter(|_| form.value("channel").is_empty()) {
        form.set("channel", line.default_channel.as_str());
    }
}

/// The lines to choose from: the actor's own, and the one that a corrected contact is on.
fn lines(own: &[&Line], names: &Names, form: &Form, page: &Page) -> Vec<Choice> {
    let chosen = form.value("line");
    let other = (!own.iter().any(|line| line.code == chosen)).then_some(chosen).filter(|code| !code.is_empty());
    let codes = own.iter().map(|line| line.code.as_str()).chain(other);
    codes.map(|code| Choice::new(code, names.of(page, "line", code))).collect()
}

/// The channels of the lines to choose from.
fn channels(own: &[&Line], names: &Names, line: Option<&Line>, page: &Page) -> Vec<Choice> {
    let used = |code: &str| own.iter().copied().chain(line).any(|line| line.channels.iter().any(|one| one == code));
    let codes = names.desk.channels.iter().map(|word| word.code.as_str()).filter(|code| used(code));
    codes.map(|code| Choice::new(code, names.of(page, "channel", code))).collect()
}

/// The kinds of inquirer in sight, and the others.
fn inquirers(names: &Names, line: Option<&Line>, page: &Page) -> (Vec<Choice>, Vec<Choice>) {
    let first = line.map(|line| line.inquirers_first.as_slice()).unwrap_or_default();
    let mut codes: Vec<&str> = first.iter().map(String::as_str).collect();
    codes.extend(
        names.desk.inquirers.iter().map(|word| word.code.as_str()).filter(|code| !first.iter().any(|one| one == code)),
    );
    let mut all: Vec<Choice> =
        codes.into_iter().map(|code| Choice::new(code, names.of(page, "inquirer", code))).collect();
    let more = all.split_off(INQUIRERS_IN_SIGHT.max(first.len()).min(all.len()));
    (all, more)
}

/// The fields in which what was typed differs from what somebody else wrote meanwhile.
async fn differences(
    page: &Page,
    house: &House,
    names: &Names,
    (typed, present): (&super::Entry, &Contact),
) -> Result<Vec<Difference>, Failure> {
    let yours = telling::told(page, names, &house.vault, typed)?;
    let theirs = telling::told(page, names, &house.vault, &present.entry)?;
    let pairs = yours.into_iter().zip(theirs).filter(|(yours, theirs)| yours.value != theirs.value);
    let mut differences: Vec<Difference> = pairs
        .map(|(yours, theirs)| Difference { label: yours.label, yours: yours.value, theirs: theirs.value })
        .collect();
    if typed.services != present.entry.services {
        let label = page.tr("helpdesk-field-service").to_string();
        let yours = services_in_words(page, house, &typed.services).await?;
        let theirs = services_in_words(page, house, &present.entry.services).await?;
        differences.push(Difference { label, yours, theirs });
    }
    Ok(differences)
}

async fn services_in_words(page: &Page, house: &House, ids: &[uuid::Uuid]) -> Result<String, Failure> {
    let services = surroundings::given(house, page, ids).await?;
    Ok(services.into_iter().map(|service| service.name).collect::<Vec<_>>().join(", "))
}
