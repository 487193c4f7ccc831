//! The job: reads a peer onto the disk, takes that in as an import of its source, and notes how far it came.
//!
//! A reading that is killed leaves nothing: the job returns when its lease ends and begins where the last one that was kept ended.

use access::Context;
use futures_util::FutureExt as _;
use house::House;
use house::import::{ImportFault, ImportJob, ImportReport};
use jobs::{Handler, Job, Outcome};
use serde::{Deserialize, Serialize};
use store::StoreError;

use super::addresses::Outward;
use super::client::{Asker, Unanswered};
use super::counting::{self, Counted, is_little};
use super::leaving::leave;
use super::lines::Lines;
use super::reading::{Read, Reader};
use super::{Asked, Peer, PeerId, Report, SoFar, Standing, Trouble, records};

/// What a report tells of single services, at most.
const MOST_REMARKS: usize = 20;
/// The longest of them, letters: a peer's own words may stand in them.
const LONGEST_REMARK: usize = 300;

/// The job.
#[derive(Serialize, Deserialize)]
pub(super) struct SyncPeer {
    pub peer: PeerId,
}

impl Job for SyncPeer {
    const NAME: &'static str = "standards.sync_peer";
    const MOST_ATTEMPTS: u32 = 4;

    fn key(&self) -> Option<String> {
        Some(self.peer.to_string())
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
    .aside("peers")
}

async fn sync(cx: &Context, house: &House, job: &SyncPeer) -> Result<Outcome, StoreError> {
    let Some(peer) = records::find(house.store.read(), job.peer).await? else { return Ok(Outcome::Done) };
    match peer.standing {
        Standing::Active => read(cx, house, &peer).await,
        // Taking out is a job of its own; one that an earlier version queued is done as well.
        Standing::Leaving => leave(cx, house, peer.id).await,
        Standing::Paused | Standing::Left => Ok(Outcome::Done),
    }
}

/// Reads a peer and takes in what it says. What comes to nothing is noted with the peer.
async fn read(cx: &Context, house: &House, peer: &Peer) -> Result<Outcome, StoreError> {
    let tx = house.store.begin().await?;
    records::begin(&tx, peer.id, cx.now()).await?;
    tx.commit().await?;
    let done = read_and_keep(cx, house, peer).await;
    let tx = house.store.begin().await?;
    let outcome = match done {
        Ok(kept) => {
            records::succeed(&tx, (peer, cx.now()), &kept).await?;
            Outcome::Done
        }
        // Somebody paused it or took it away meanwhile: what it said is dropped, and another job does what is to be done.
        Err(_) if !records::is_read(&tx, peer.id).await? => {
            records::stop(&tx, peer.id, cx.now()).await?;
            Outcome::Done
        }
        Err(Unanswered { trouble, detail, .. }) => {
            records::fail(&tx, peer.id, cx.now(), (trouble, &detail)).await?;
            match trouble {
                Trouble::Away | Trouble::Refused | Trouble::Unkept => Outcome::Retry(detail),
                Trouble::Forbidden
                | Trouble::NotHsds
                | Trouble::TooMuch
                | Trouble::Shrunk
                | Trouble::Own
                | Trouble::Known => Outcome::GiveUp(detail),
            }
        }
    };
    tx.commit().await?;
    Ok(outcome)
}

/// What came of a reading that was kept.
pub(super) struct Kept {
    pub so_far: SoFar,
    pub report: Report,
    /// What the peer had of late.
    pub counted: Vec<Counted>,
}

async fn read_and_keep(cx: &Context, house: &House, peer: &Peer) -> Result<Kept, Unanswered> {
    let outward = house.fixtures.get::<Outward>().map(|outward| *outward).unwrap_or_default();
    let asker = Asker::new(&peer.url, outward)?;
    let folder = house.data.join("peers");
    std::fs::create_dir_all(&folder).map_err(|error| unkept(&error))?;
    // The name of the file is kept with its source; no file that people import is called so.
    let mut lines = Lines::new(&folder.join(format!("{}.ndjson", peer.id)))?;
    let read = Reader { peer, asker: &asker, store: &house.store, now: cx.now() }.read(&mut lines).await?;
    lines.flush()?;
    let counted = believe(cx, house, peer, (&read, &lines)).await?;
    let mut report =
        if lines.is_empty() { Report::default() } else { take_in(cx, house, peer, (&read, &lines)).await? };
    report.uneven = read.uneven;
    report.left_out += lines.counts.oversized;
    Ok(Kept { so_far: read.so_far, report, counted })
}

/// Nobody loses more than half of the most that it offered in the last days: then somebody says that it is true. Answers what counts
/// from now on.
async fn believe(
    cx: &Context,
    house: &House,
    peer: &Peer,
    (read, lines): (&Read, &Lines),
) -> Result<Vec<Counted>, Unanswered> {
    let (db, counts) = (house.store.read(), lines.counts);
    let services = directory::services_of_source(db, &peer.name).await.map_err(|error| unkept(&error))?;
    let organisations = directory::organisations_of_source(db, &peer.name).await.map_err(|error| unkept(&error))?;
    let now = Counted { on: cx.today(), services, organisations };
    // What somebody said is true is what is held against from now on.
    if peer.asked == Asked::Fewer {
        return Ok(Vec::new());
    }
    let days = counting::with(&peer.counted, now);
    let most = counting::most(&days, now);
    let left = if read.whole { counts.offered } else { services.saturating_sub(counts.gone) };
    let mut all = vec![("services", most.services, left)];
    if read.whole {
        all.push(("organisations", most.organisations, lines.all_organisations() as u64));
    }
    match all.into_iter().find(|(_, most, left)| is_little(*most, *left)) {
        Some((what, most, left)) => Err(Unanswered::new(
            Trouble::Shrunk,
            format!("of {most} {what} that it had in the last seven days, {left} are left"),
        )),
        None => Ok(days),
    }
}

async fn take_in(
    cx: &Context,
    house: &House,
    peer: &Peer,
    (read, lines): (&Read, &Lines),
) -> Result<Report, Unanswered> {
    let noted = async {
        let tx = house.store.begin().await?;
        records::progress(&tx, peer.id, lines.named() as u64, Some(cx.now())).await?;
        tx.commit().await
    };
    noted.await.map_err(|error| unkept(&error))?;
    let mapping = mapping(peer, read.whole);
    let job = ImportJob {
        source: None,
        cx,
        house,
        file: lines.path(),
        mapping: Some(&mapping),
        dry_run: false,
        progress: &(),
    };
    let id = peer.id;
    match directory::import::import_while(job, &move |tx, _| records::is_read(tx, id).boxed()).await {
        Ok(Some(report)) => Ok(told(&report)),
        Ok(None) => Err(Unanswered::unwanted()),
        Err(ImportFault::Unusable(why)) => Err(unkept(&why)),
        Err(other) => Err(unkept(&other)),
    }
}

fn unkept(error: &dyn std::fmt::Display) -> Unanswered {
    Unanswered::new(Trouble::Unkept, error)
}

/// How the import reads what the peer says.
fn mapping(peer: &Peer, whole: bool) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let licence = peer.licence.as_ref().map(|licence| format!(", licence = {}", quoted(licence)));
    format!(
        "kind = \"directory\"\nprofile = \"hsds\"\nwhole = {whole}\nsource = {{ name = {}{} }}\n[defaults]\nlang = \"{}\"\n",
        quoted(&peer.name),
        licence.unwrap_or_default(),
        peer.lang
    )
}

fn told(report: &ImportReport) -> Report {
    let ImportReport { added, changed, unchanged, removed, skipped, skips, remarks, .. } = report;
    let short = |remark: &str| remark.chars().take(LONGEST_REMARK).collect();
    let remarks = skips.examples().chain(remarks.examples()).take(MOST_REMARKS).map(short).collect();
    let (added, changed, unchanged, removed, left_out) = (*added, *changed, *unchanged, *removed, *skipped);
    Report { added, changed, unchanged, removed, left_out, uneven: false, remarks }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;
    use crate::federation::{Last, Rhythm, SoFar};

    #[test]
    fn a_report_tells_some_remarks_and_of_each_the_beginning() {
        let mut report = ImportReport::default();
        // Of one kind three examples are kept: these are of many.
        for number in 1..=2 * MOST_REMARKS {
            report.remarks.tell("x".repeat(number) + &"é".repeat(LONGEST_REMARK));
        }
        let remarks = told(&report).remarks;
        assert_eq!(remarks.len(), MOST_REMARKS);
        for (before, remark) in remarks.iter().enumerate() {
            let (xs, rest) = (before + 1, LONGEST_REMARK - before - 1);
            assert_eq!(*remark, "x".repeat(xs) + &"é".repeat(rest), "the first of them, each to its bound");
        }
    }

    #[test]
    fn a_name_with_quotes_stays_a_name() {
        let peer = Peer {
            id: PeerId::from_uuid(uuid::Uuid::nil()),
            name: "Gids \"Noord\"\n[fields]".to_owned(),
            url: String::new(),
            licence: Some("CC-BY-4.0".to_owned()),
            lang: Lang::Fr,
            rhythm: Rhythm::Daily,
            standing: Standing::Active,
            asked: Asked::Changes,
            so_far: SoFar::default(),
            last: Last::default(),
            counted: Vec::new(),
        };
        for name in [peer.name.as_str(), "Gids\u{7f}Noord", "a'b\"\"\"c\\", "\'\'\'", "\u{1}\t\r\n", "\u{feff}\u{2028}"]
        {
            let text = mapping(&Peer { name: name.to_owned(), ..peer.clone() }, true);
            let read: toml::Table = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
            assert_eq!(read["source"]["name"].as_str(), Some(name), "{text}");
            assert_eq!(read["source"]["licence"].as_str(), Some("CC-BY-4.0"));
            assert_eq!((read["whole"].as_bool(), read["defaults"]["lang"].as_str()), (Some(true), Some("fr")));
        }
    }
}
