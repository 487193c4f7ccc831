//! What the form of a contact shows: its choices, what was found in the directory, and what clashes with it.

use askama::Template;
use axum::http::StatusCode;
use house::House;
use web::{Answer, Choice, Failure, Form, Page, view_with};

use super::{Contact, ContactId, Direct, Entry, telling};
use crate::desk::{Emergency, Guide, Line, Step};
use crate::names::Names;
use crate::surroundings::{self, Placed, ServiceFound};
use kernel::Code;

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
    place_hint: &'static str,
    found: Vec<ServiceFound>,
    searched: bool,
    /// What stands differently now, when somebody else was faster.
    differences: Vec<Difference>,
    /// Why the form came back although nothing in it is wrong.
    clash: Option<Clash>,
}

/// Why a form comes back although nothing in it is wrong: what it is about stands there already, otherwise.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Clash {
    /// Somebody else corrected the contact meanwhile.
    Colleague,
    /// The same form made the contact before, with other words.
    SentBefore,
}

impl Clash {
    /// How the form says it, so that it can be drawn again in another language.
    const fn code(self) -> &'static str {
        match self {
            Self::Colleague => "colleague",
            Self::SentBefore => "sent-before",
        }
    }

    /// What a form says that came back with it.
    pub(super) fn said_in(form: &Form) -> Option<Self> {
        [Self::Colleague, Self::SentBefore].into_iter().find(|clash| clash.code() == form.value("clash"))
    }
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
        Direct::ALL
            .iter()
            .map(|direct| Choice::new(direct, self.names.of(&self.page, "direct", direct.code())))
            .collect()
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

    /// Where somebody says that a service is not as it stands there: the proposal then knows this contact, written down or not.
    fn propose(&self, service: &ServiceFound) -> String {
        let drawn = self.correcting.map_or_else(|| self.form.value("id").parse().ok(), Some);
        let contact = drawn.map_or_else(String::new, |id: ContactId| format!("?contact={id}"));
        format!("/services/{}/propose{contact}", service.id)
    }

    /// Where the form is sent.
    fn target(&self) -> String {
        self.correcting.map_or_else(|| "/helpdesk/contacts".to_owned(), |id| format!("/helpdesk/contacts/{id}/correct"))
    }

    /// Where leaving the form leads.
    fn back(&self) -> String {
        self.correcting.map_or_else(|| "/helpdesk".to_owned(), |id| format!("/helpdesk/contacts/{id}"))
    }

    /// Who was faster, and what saving again does.
    fn clash_words(&self, clash: &Clash) -> (String, String) {
        let [title, text] = match clash {
            Clash::Colleague => ["helpdesk-conflict-title", "helpdesk-conflict"],
            Clash::SentBefore => ["helpdesk-sent-title", "helpdesk-sent"],
        };
        (self.page.tr(title).to_string(), self.page.tr(text).to_string())
    }

    /// Whether a kind of inquirer out of sight is chosen: its list is then open.
    fn chose_more(&self) -> bool {
        self.more_inquirers.iter().any(|choice| self.form.has("inquirer", &choice.value))
    }
}

/// What is needed to draw the form.
pub(super) struct Draft {
    pub(super) page: Page,
    pub(super) form: Form,
    /// The contact that is corrected, as it stands now.
    pub(super) correcting: Option<Contact>,
    pub(super) searched: bool,
    /// What was typed, where it clashes with what stands there now.
    pub(super) typed: Option<Entry>,
    pub(super) clash: Option<Clash>,
}

impl Draft {
    pub(super) fn new(page: Page, form: Form) -> Self {
        let searched = form.ticked("q");
        Self { page, form, correcting: None, searched, typed: None, clash: None }
    }

    pub(super) fn correcting(page: Page, form: Form, contact: Contact) -> Self {
        Self { correcting: Some(contact), ..Self::new(page, form) }
    }
}

/// Draws the form.
pub(super) async fn draw(draft: Draft, house: &House, status: StatusCode) -> Answer {
    let Draft { page, mut form, correcting, searched, typed, clash } = draft;
    let names = Names::load(house).await?;
    let own: Vec<&Line> =
        names.desk.lines.iter().filter(|line| page.may("helpdesk.log_contact", &line.resource())).collect();
    if own.is_empty() && correcting.is_none() {
        return Err(Failure::forbidden());
    }
    preset(&mut form, &own);
    let line = names.desk.line(form.value("line"));
    let placed = surroundings::place(house, &page, &form, correcting.as_ref())?;
    let (themes, more_themes) = names.themes_for(&page, line, &chosen_themes(&form));
    let (inquirers, more_inquirers) = inquirers(&names, line, &page);
    let present = correcting.as_ref().map(|contact| contact.entry.line.as_str());
    let (lines, channels) = (lines(&own, &names, present, &page), channels(&own, &names, line, &page));
    let found = surroundings::services(house, &page, &form, &placed).await?;
    let differences = match (&typed, correcting.as_ref().filter(|_| clash.is_some())) {
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
        place_hint: surroundings::place_hint(house)?,
        found,
        searched,
        differences,
        clash,
        correcting: correcting.map(|contact| contact.id),
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

/// The themes that a form has, each once; what cannot be a code is left out.
fn chosen_themes(form: &Form) -> Vec<String> {
    let codes = form.all("theme").filter_map(|code| code.trim().parse::<Code>().ok()).map(|code| code.0);
    codes.fold(Vec::new(), |mut chosen, code| {
        if !chosen.contains(&code) {
            chosen.push(code);
        }
        chosen
    })
}

/// The lines to choose from: the actor's own, and the one that a corrected contact is on.
fn lines(own: &[&Line], names: &Names, present: Option<&str>, page: &Page) -> Vec<Choice> {
    let other = present.filter(|present| !own.iter().any(|line| line.code == *present));
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
    (typed, present): (&Entry, &Contact),
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
