//! What happens by itself: letters, reminders, and in the end the list of those to call. One unit of work for each organisation,
//! so that a job that is cut off goes on where it was, and nobody gets a letter twice.

use std::sync::Arc;
use std::time::Duration;

use access::{Context, Vault};
use directory::OrganisationId;
use directory::outreach::{Addressee, Confirmed, Wanted, addressees, confirmed_since};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::{House, Unfurnished};
use jobs::{Handler, Job, Outcome};
use journal::Changes;
use kernel::Timestamp;
use mail::{Address, Letter, Outbox};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use store::{Store, StoreError, Tx};
use tokio::sync::watch;

use super::actions::{note, organisation};
use super::{Ask, AskId, Link, Means, State, addressing, records};
use crate::Refusal;
use crate::campaign::rules::{Step, step};
use crate::campaign::wording::{Occasion, Words};
use crate::campaign::{Campaign, CampaignId, State as Life, actions, records as campaigns};
use crate::link::Token;

/// The kind of our letters, for counting.
pub(crate) const LETTER: &str = "campaigns.letter";
/// How often it is looked whether something is due.
const EVERY: Duration = Duration::from_mins(5);
/// Asks that are looked up at once.
const AT_ONCE: u64 = 100;

/// Does what is due in a campaign.
#[derive(Serialize, Deserialize)]
pub struct Asking {
    /// Which one.
    pub campaign: CampaignId,
}

impl Job for Asking {
    const NAME: &'static str = "campaigns.ask";

    fn key(&self) -> Option<String> {
        Some(self.campaign.to_string())
    }
}

/// Where letters are written.
#[derive(Clone, Debug)]
pub struct Desk {
    outbox: Arc<Outbox>,
    words: Arc<Words>,
    vault: Vault,
}

impl Desk {
    /// The desk of a house.
    ///
    /// # Errors
    /// When the house has no outbox, or this department did not furnish it.
    pub fn of(house: &House) -> Result<Self, Unfurnished> {
        Ok(Self { outbox: house.fixtures.get()?, words: house.fixtures.get()?, vault: house.vault.clone() })
    }

    /// Whether letters can go out.
    pub fn is_open(&self) -> bool {
        self.outbox.is_open()
    }

    /// The outbox.
    pub fn outbox(&self) -> &Outbox {
        &self.outbox
    }

    /// Writes the next letter to an organisation, with a link of its own; nothing when there is nowhere to write to.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn write(&self, cx: &Context, tx: &Tx, campaign: &Campaign, ask: Ask) -> Result<Option<Ask>, Refusal> {
        let Some((whom, to)) = reached(tx, &self.vault, &ask).await? else { return Ok(None) };
        let token = Token::draw(&self.vault, &cx.random);
        let until = cx.today().plus_days(campaign.setup.rhythm.link_days);
        let path = format!("/asked/{token}");
        let link = self.outbox.address(&path);
        // Whoever got a link that was withdrawn since, or somebody else's, was not written to.
        let is_first = records::links(tx, ask.id).await?.iter().all(|link| link.revoked_at.is_some());
        let occasion = Occasion { names: &whom.names, link: &link, until, is_first };
        let written = self.words.letter(&campaign.setup.letters, occasion);
        let letter = Letter {
            kind: LETTER.to_owned(),
            to,
            answer_to: None,
            lang: written.lang,
            subject: written.subject,
            text: written.text,
            unsubscribe: Some(format!("{link}/no-more?lang={}", written.lang)),
            one_click: true,
        };
        let letter = self.outbox.put(cx, tx, &letter).await?;
        let link = Link { ask: ask.id, letter, made_at: cx.now(), expires_at: end_of(cx, until), revoked_at: None };
        records::put_link(tx, &token.hash(), &link).await?;
        let due_on =
            Some(cx.today().plus_days(campaign.setup.rhythm.reminder_days)).filter(|_| ask.state == State::Waiting);
        Ok(Some(Ask { letters: ask.letters + 1, due_on, ..ask }))
    }
}

/// The last moment of a day in the region.
fn end_of(cx: &Context, day: kernel::Day) -> Timestamp {
    let next = day.plus_days(1);
    let midnight = next.get().to_zoned(cx.time_zone.clone()).map(|zoned| Timestamp::new(zoned.timestamp()));
    midnight.unwrap_or_else(|_| cx.now())
}

/// An organisation and the address to write to, one that was typed for the campaign before its own; nothing where it has none or
/// wants no letters.
async fn reached(tx: &Tx, vault: &Vault, ask: &Ask) -> Result<Option<(Addressee, Address)>, Refusal> {
    let of = organisation(tx, ask).await?;
    if records::wants_no_mail(tx, of).await? {
        return Ok(None);
    }
    let wanted = Wanted { organisation: Some(of), ..Wanted::default() };
    let Some(whom) = addressees(tx, &wanted).await?.pop() else { return Ok(None) };
    let own = || whom.email.as_deref().and_then(|email| email.parse().ok()).filter(Address::is_plain);
    let to = addressing::given(tx, vault, ask.id).await?.or_else(own);
    Ok(to.map(|to| (whom, to)))
}

/// Who does what is due; nobody in a house without an outbox.
pub fn handler(house: &House) -> Option<Handler> {
    let desk = Desk::of(house).ok()?;
    Some(Handler::new(move |cx, store, job: Asking| {
        let desk = desk.clone();
        async move {
            match go_on(cx, store, &desk, job.campaign).await {
                Ok(()) => Outcome::Done,
                Err(error) => Outcome::Retry(error.to_string()),
            }
        }
        .boxed()
    }))
}

/// Does what is due in a campaign.
///
/// # Errors
/// When the database fails; what was done until then stays done.
async fn go_on(cx: &Context, store: &Store, desk: &Desk, id: CampaignId) -> Result<(), Refusal> {
    let Some(campaign) = campaigns::find(store.read(), id).await? else { return Ok(()) };
    let has_begun = matches!(campaign.state, Life::Running | Life::Stopped);
    if has_begun && campaign.is_over(cx.today()) {
        let tx = store.begin().await?;
        actions::end(cx, &tx, id).await?;
        return Ok(tx.commit().await?);
    }
    if campaign.state != Life::Running || !desk.is_open() {
        return Ok(());
    }
    loop {
        let due = records::due(store.read(), id, cx.today(), AT_ONCE).await?;
        if due.is_empty() {
            return Ok(());
        }
        for ask in due {
            let tx = store.begin().await?;
            if !take_step(cx, &tx, desk, (id, ask)).await? {
                return Ok(());
            }
            tx.commit().await?;
        }
    }
}

/// Does what is due for one organisation; answers false when the campaign was stopped meanwhile.
async fn take_step(cx: &Context, tx: &Tx, desk: &Desk, (id, ask): (CampaignId, AskId)) -> Result<bool, Refusal> {
    let campaign = campaigns::hold(tx, id).await?.filter(|campaign| campaign.state == Life::Running);
    let Some(campaign) = campaign else { return Ok(false) };
    let Some(ask) = records::hold(tx, ask).await? else { return Ok(true) };
    // Somebody answered, or another worker was faster.
    if ask.state != State::Waiting || ask.due_on.is_none_or(|day| day > cx.today()) {
        return Ok(true);
    }
    let before = (ask.state, ask.letters);
    let after = next(cx, tx, desk, (&campaign, ask)).await?;
    records::update(tx, &after).await?;
    let changes =
        Changes::none().field("state", Some(before.0), after.state).field("letters", Some(before.1), after.letters);
    note(cx, tx, "campaigns.ask", after.id, changes).await?;
    Ok(true)
}

async fn next(cx: &Context, tx: &Tx, desk: &Desk, (campaign, ask): (&Campaign, Ask)) -> Result<Ask, Refusal> {
    let of = organisation(tx, &ask).await?;
    let wanted = Wanted { organisation: Some(of), ..Wanted::default() };
    if addressees(tx, &wanted).await?.is_empty() {
        return Ok(Ask { state: State::LeftOut, due_on: None, ..ask });
    }
    if let Some(means) = confirmed(tx, &ask, of).await? {
        return Ok(ask.answered(State::Confirmed, means, cx.now()));
    }
    let by_mail = !bounced(tx, &ask).await? && reached(tx, &desk.vault, &ask).await?.is_some();
    match step(&campaign.setup.rhythm, ask.letters, by_mail) {
        Step::Write => {
            let unreached = Ask { state: State::ToCall, due_on: None, ..ask.clone() };
            Ok(desk.write(cx, tx, campaign, ask).await?.unwrap_or(unreached))
        }
        Step::Call => Ok(Ask { state: State::ToCall, due_on: None, ..ask }),
        Step::Wait => Ok(Ask { due_on: None, ..ask }),
    }
}

/// How somebody confirmed all that an organisation was asked about, since its first letter went; nothing when nobody did, or nobody
/// asked yet.
async fn confirmed(tx: &Tx, ask: &Ask, of: OrganisationId) -> Result<Option<Means>, DbErr> {
    let Some(first) = records::links(tx, ask.id).await?.iter().map(|link| link.made_at).min() else { return Ok(None) };
    Ok(confirmed_since(tx, of, first).await?.map(|whose| match whose {
        Confirmed::ByItself => Means::Account,
        Confirmed::ByOthers => Means::Directory,
    }))
}

/// Whether the mail server refused the last letter: another one would go the same way. One whose link was withdrawn went to an
/// address that another has replaced since.
async fn bounced(tx: &Tx, ask: &Ask) -> Result<bool, DbErr> {
    let links = records::links(tx, ask.id).await?;
    let Some(last) = links.iter().find(|link| link.revoked_at.is_none()) else { return Ok(false) };
    Ok(mail::state(tx, last.letter).await? == Some(mail::State::Refused))
}

/// Lets jobs do what is due, until told to stop. A database that is away is asked the next time.
pub(crate) fn keep_asking(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        loop {
            if let Err(error) = wake(&house).await {
                tracing::warn!("looking for what is due in campaigns waits: {error}");
            }
            tokio::select! {
                () = tokio::time::sleep(EVERY) => {}
                _ = stop.wait_for(|stop| *stop) => return,
            }
        }
    }
    .boxed()
}

/// Queues a job for each running campaign in which something is due, or whose last day is over.
///
/// # Errors
/// When the database refuses.
pub async fn wake(house: &House) -> Result<(), StoreError> {
    let cx = house.system("campaigns");
    let db = house.store.read();
    for id in campaigns::begun(db, cx.today()).await? {
        let Some(campaign) = campaigns::find(db, id).await? else { continue };
        if !campaign.is_over(cx.today()) && records::due(db, id, cx.today(), 1).await?.is_empty() {
            continue;
        }
        let tx = house.store.begin().await?;
        jobs::enqueue(&cx, &tx, &Asking { campaign: id }).await?;
        tx.commit().await?;
    }
    Ok(())
}
