//! The job: reads a file that was sent, ahead or to take it in, as whoever asked for it.
//!
//! A reading that is killed leaves nothing in the directory; the job returns when its lease ends and begins anew.

use std::fs::{self, File};
use std::io::{self, Write as _};

use access::{AccountId, Actor, Context, Gate, Refusal as NoAccount, account};
use futures_util::FutureExt as _;
use house::House;
use house::import::{ImportFault, ImportJob};
use jobs::{Handler, Job, Outcome};
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};
use store::StoreError;
use tempfile::TempDir;

use super::records::{self, Part};
use super::report::{Report, short};
use super::{Gauge, Sent, State, Trouble, UploadId};
use crate::import::import_while;

/// Where files lie while they are read, in the folder of data.
pub(crate) const FOLDER: &str = "uploads";
/// How often a reading is begun before it is told as broken off.
const MOST_TRIES: u64 = 3;

/// The job.
#[derive(Serialize, Deserialize)]
pub(super) struct ReadUpload {
    pub upload: UploadId,
}

impl Job for ReadUpload {
    const NAME: &'static str = "directory.read_upload";

    fn key(&self) -> Option<String> {
        Some(self.upload.to_string())
    }
}

/// Who does it: one after the other, beside all other jobs.
pub(crate) fn handler(house: &House) -> Handler {
    let house = house.clone();
    Handler::new(move |cx, _, job: ReadUpload| {
        let house = house.clone();
        async move {
            match Box::pin(read(cx, &house, job.upload)).await {
                Ok(outcome) => outcome,
                Err(error) => Outcome::Retry(error.to_string()),
            }
        }
        .boxed()
    })
    .aside("uploads")
}

async fn read(cx: &Context, house: &House, id: UploadId) -> Result<Outcome, StoreError> {
    let tx = house.store.begin().await?;
    let found = records::hold(&tx, &house.vault, id).await?.filter(|sent| sent.state.is_under_way());
    let Some(sent) = found else { return tx.rollback().await.map(|()| Outcome::Done) };
    if sent.tries >= MOST_TRIES {
        records::fail(&tx, &house.vault, id, (Trouble::BrokenOff, None, cx.now())).await?;
        return tx.commit().await.map(|()| Outcome::Done);
    }
    records::begin(&tx, id, cx.now()).await?;
    tx.commit().await?;
    let by = sent.decided_by.filter(|_| sent.state == State::Accepted).unwrap_or(sent.sent_by);
    let (trouble, detail) = match acting(cx, house, by).await? {
        None => (Trouble::Denied, None),
        Some(cx) => match import(&cx, house, &sent).await {
            Ok(()) => return Ok(Outcome::Done),
            Err(ImportFault::Denied(_)) => (Trouble::Denied, None),
            Err(ImportFault::Unusable(why)) => (Trouble::Unusable, Some(short(&why))),
            Err(ImportFault::Pack(fault)) => (Trouble::Unusable, Some(short(&fault.to_string()))),
            Err(ImportFault::Store(error)) => return Err(error),
        },
    };
    let tx = house.store.begin().await?;
    records::fail(&tx, &house.vault, id, (trouble, detail.as_deref(), cx.now())).await?;
    tx.commit().await.map(|()| Outcome::Done)
}

/// The context in which whoever asked acts today; nothing when their account is closed.
async fn acting(cx: &Context, house: &House, id: AccountId) -> Result<Option<Context>, StoreError> {
    let gate = house.fixtures.get::<Gate>().map_err(|error| DbErr::Custom(error.to_string()))?;
    let actor: Option<Actor> =
        account::acting(&gate, house.store.read(), (id, cx.today())).await.map_err(|refusal| match refusal {
            NoAccount::Failed(error) => error,
            other => DbErr::Custom(other.to_string()).into(),
        })?;
    Ok(actor.map(|actor| Context { actor, ..cx.clone() }))
}

/// Reads the file and notes what came of it: of a look ahead afterwards, of taking it in in the same unit of work.
async fn import(cx: &Context, house: &House, sent: &Sent) -> Result<(), ImportFault> {
    let (desk, mapping) = laid_out(house, sent).await?;
    let file = desk.path().join(&sent.file);
    let gauge = house.fixtures.get::<Gauge>().map_err(|error| DbErr::Custom(error.to_string()))?;
    let progress = gauge.begin(sent.id);
    let dry_run = sent.state == State::Waiting;
    let job = ImportJob {
        source: sent.source.as_deref(),
        cx,
        house,
        file: &file,
        mapping: mapping.as_deref(),
        dry_run,
        progress: &progress,
    };
    let (id, at, vault) = (sent.id, cx.now(), house.vault.clone());
    let done = import_while(job, &move |tx, report| {
        let (vault, report) = (vault.clone(), Report::from(report));
        async move {
            let is_wanted = records::succeed(tx, &vault, (id, State::Accepted, State::Taken), (&report, at)).await?;
            records::drop_pieces(tx, id).await?;
            Ok(is_wanted)
        }
        .boxed()
    })
    .await?;
    if let Some(report) = done.filter(|_| dry_run) {
        let (tx, report) = (house.store.begin().await?, Report::from(&report));
        records::succeed(&tx, &house.vault, (id, State::Waiting, State::Looked), (&report, cx.now())).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Lays a file out in a folder of its own, where the import can read it, and gives the text of its mapping.
async fn laid_out(house: &House, sent: &Sent) -> Result<(TempDir, Option<String>), DbErr> {
    let no_room = |error: io::Error| DbErr::Custom(format!("there is no room for a file that was sent: {error}"));
    let folder = house.data.join(FOLDER);
    fs::create_dir_all(&folder).map_err(no_room)?;
    let desk = tempfile::tempdir_in(&folder).map_err(no_room)?;
    let mut file = File::create_new(desk.path().join(&sent.file)).map_err(no_room)?;
    let (db, vault) = (house.store.read(), &house.vault);
    for number in 0.. {
        let Some(bytes) = records::piece(db, vault, (sent.id, Part::File, number)).await? else { break };
        file.write_all(&bytes).map_err(no_room)?;
    }
    let mapping = records::piece(db, vault, (sent.id, Part::Mapping, 0)).await?;
    Ok((desk, mapping.map(|bytes| String::from_utf8_lossy(&bytes).into_owned())))
}
