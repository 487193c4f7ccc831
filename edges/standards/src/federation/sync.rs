//! The job: reads a peer onto the disk, takes that in as an import of its source, and notes how far it came.
//!
//! A reading that is killed leaves nothing: the job returns when its lease ends and begins where the last one that was kept ended.

use access::Context;
use futures_util::FutureExt as _;
use house::House;
use house::import::{ImportFault, ImportJob, ImportReport};
use jiff::SignedDuration;
use jobs::{Handler, Job, Outcome};
use serde::{Deserialize, Serialize};
use store::StoreError;

use super::addresses::Outward;
use super::client::{Asker, Unanswered};
use super::reading::{Read, Reader};
use super::{Peer, PeerId, Trouble, records};

/// How often all of a peer is read again: what went without a word is found then.
const WHOLE_EVERY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The job.
#[derive(Serialize, Deserialize)]
pub(super) struct SyncPeer {
    pub peer: PeerId,
    /// Whether all of it is to be read, whatever was read before.
    pub all: bool,
}

impl Job for SyncPeer {
    const NAME: &'static str = "standards.sync_peer";
    const MOST_ATTEMPTS: u32 = 4;

    fn key(&self) -> Option<String> {
        Some(format!("{}{}", self.peer, if self.all { " all" } else { "" }))
    }
}

/// Who does it.
pub(crate) fn handler(house: &House) -> Handler {
    let house = house.clone();
    Handler::new(move |cx, _, job: SyncPeer| {
        let house = house.clone();
        async move {
            match sync(cx, &house, &job).await {
                Ok(outcome) => outcome,
                Err(error) => Outcome::Retry(error.to_string()),
            }
        }
        .boxed()
    })
}

/// Reads a peer and takes in what it says. What comes to nothing is noted with the peer; the job itself fails with the database only.
async fn sync(cx: &Context, house: &House, job: &SyncPeer) -> Result<Outcome, StoreError> {
    let Some(peer) = records::find(house.store.read(), job.peer).await?.filter(|peer| peer.active) else {
        return Ok(Outcome::Done);
    };
    let now = cx.now();
    let tx = house.store.begin().await?;
    records::begin(&tx, peer.id, now).await?;
    tx.commit().await?;
    let long_ago = peer.so_far.whole_at.is_none_or(|whole| now.since(whole) >= WHOLE_EVERY);
    let done = read_and_keep(cx, house, &peer, job.all || long_ago).await;
    let tx = house.store.begin().await?;
    let outcome = match done {
        Ok(Read { so_far, records, .. }) => {
            let so_far = super::SoFar { records, ..so_far };
            records::succeed(&tx, peer.id, cx.now(), &so_far).await?;
            Outcome::Done
        }
        Err(Unanswered { trouble, detail, .. }) => {
            records::fail(&tx, peer.id, cx.now(), (trouble, &detail)).await?;
            match trouble {
                Trouble::Away | Trouble::Refused | Trouble::Unkept => Outcome::Retry(detail),
                Trouble::Forbidden | Trouble::NotHsds | Trouble::TooMuch => Outcome::GiveUp(detail),
            }
        }
    };
    tx.commit().await?;
    Ok(outcome)
}

async fn read_and_keep(cx: &Context, house: &House, peer: &Peer, all: bool) -> Result<Read, Unanswered> {
    let outward = house.fixtures.get::<Outward>().map(|outward| *outward).unwrap_or_default();
    let asker = Asker::new(&peer.url, outward)?;
    let unkept = |error: &dyn std::fmt::Display| Unanswered::new(Trouble::Unkept, error);
    let folder = tempfile::Builder::new().prefix("peer-").tempdir_in(&house.data).map_err(|error| unkept(&error))?;
    let file = folder.path().join("services.ndjson");
    let mut read = Reader { peer, asker: &asker, now: cx.now(), all }.read(&file).await?;
    // Nobody empties a whole directory: a peer that suddenly has nothing is not believed.
    if read.records == 0 {
        return Ok(read);
    }
    let mapping = mapping(peer, read.whole);
    let job = ImportJob { cx, house, file: &file, mapping: Some(&mapping), dry_run: false, progress: &() };
    match (directory::import::KIND.run)(job).await {
        Ok(report) => {
            read.so_far.report = Some(told(&report));
            Ok(read)
        }
        Err(ImportFault::Unusable(why)) => Err(unkept(&why)),
        Err(other) => Err(unkept(&other)),
    }
}

/// How the import reads what the peer says.
fn mapping(peer: &Peer, whole: bool) -> String {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let licence = peer.licence.as_ref().map(|licence| format!(", licence = {}", quoted(licence)));
    format!(
        "kind = \"directory\"\nprofile = \"hsds\"\nwhole = {whole}\nsource = {{ name = {}{} }}\n[defaults]\nlang = \"{}\"\n",
        quoted(&peer.name),
        licence.unwrap_or_default(),
        peer.lang
    )
}

fn told(report: &ImportReport) -> String {
    let ImportReport { added, changed, unchanged, removed, skipped, .. } = report;
    format!("+{added} ~{changed} ={unchanged} -{removed} ×{skipped}")
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;
    use crate::federation::{Rhythm, SoFar};

    #[test]
    fn a_name_with_quotes_stays_a_name() {
        let peer = Peer {
            id: PeerId::from_uuid(uuid::Uuid::nil()),
            name: "Gids \"Noord\"\n[fields]".to_owned(),
            url: String::new(),
            licence: Some("CC-BY-4.0".to_owned()),
            lang: Lang::Fr,
            rhythm: Rhythm::Daily,
            active: true,
            so_far: SoFar::default(),
        };
        let text = mapping(&peer, true);
        assert!(text.contains(r#"name = "Gids \"Noord\"\n[fields]", licence = "CC-BY-4.0""#), "{text}");
        assert!(text.contains("whole = true") && text.contains("lang = \"fr\""));
    }
}
