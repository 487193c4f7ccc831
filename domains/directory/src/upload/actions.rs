//! Sending a file, having it taken in, throwing it away.

use std::io::Read as _;

use access::{AccountId, Context, Record, Resource, Vault};
use journal::Changes;
use sea_orm::DbErr;
use store::Tx;
use web::SentFile;

use super::records::{self, Part};
use super::work::ReadUpload;
use super::{Sent, State, UploadId};
use crate::Refusal;

/// Bytes of a piece.
const PIECE: u64 = 1 << 20;
/// As many files as wait for a decision at once: together they fill no disk.
const MOST_KEPT: u64 = 20;
/// The longest name of a file, letters, without its ending; and its ending. Folders take names of 255 bytes, and a letter has up to four.
const LONGEST: usize = 50;
const LONGEST_ENDING: usize = 10;

/// A file as a form brings it.
pub(super) struct Brought<'a> {
    pub id: UploadId,
    pub file: SentFile,
    /// The source that it is from, when that was said.
    pub source: Option<String>,
    /// The text of a mapping, and the name of its file.
    pub mapping: Option<(&'a str, String)>,
}

fn resource() -> Resource {
    Resource::new("Directory", "import")
}

/// Who asks. The program itself sends no files.
fn asking(cx: &Context) -> Result<AccountId, Refusal> {
    cx.require("directory.import", &resource())?;
    cx.actor.account().map(|account| account.id).ok_or(Refusal::NotFound)
}

/// Keeps a file and has it looked at. Sent twice it is kept once.
pub(super) async fn send(cx: &Context, tx: &Tx, vault: &Vault, brought: Brought<'_>) -> Result<(), Refusal> {
    let by = asking(cx)?;
    if records::kept(tx).await? >= MOST_KEPT {
        return Err(Refusal::TooManyUploads);
    }
    let Brought { id, file, source, mapping } = brought;
    let sent = Sent {
        id,
        file: called(&file.name),
        bytes: file.size,
        source,
        mapping: mapping.as_ref().map(|(_, name)| called(name)),
        state: State::Waiting,
        sent_at: cx.now(),
        sent_by: by,
        decided_at: None,
        decided_by: None,
        tries: 0,
        began_at: None,
        ended_at: None,
        report: None,
        trouble: None,
        detail: None,
    };
    if !records::insert(tx, &sent).await? {
        return Ok(());
    }
    keep(tx, vault, id, file).await?;
    if let Some((text, _)) = mapping {
        records::put_piece(tx, vault, (id, Part::Mapping, 0), text.as_bytes()).await?;
    }
    jobs::enqueue(cx, tx, &ReadUpload { upload: id }).await?;
    let changes = Changes::none().set("state", sent.state).set("bytes", sent.bytes);
    Ok(record(cx, tx, id, changes).await?)
}

async fn keep(tx: &Tx, vault: &Vault, id: UploadId, mut file: SentFile) -> Result<(), DbErr> {
    for number in 0.. {
        let mut bytes = Vec::new();
        let read = file.content.by_ref().take(PIECE).read_to_end(&mut bytes);
        read.map_err(|error| DbErr::Custom(format!("a file that was sent cannot be read: {error}")))?;
        if bytes.is_empty() {
            break;
        }
        records::put_piece(tx, vault, (id, Part::File, number), &bytes).await?;
    }
    Ok(())
}

/// Has a file taken in that was looked at. Said twice it is taken in once.
pub(super) async fn take(cx: &Context, tx: &Tx, vault: &Vault, id: UploadId) -> Result<(), Refusal> {
    let by = asking(cx)?;
    let sent = records::hold(tx, vault, id).await?.ok_or(Refusal::NotFound)?;
    match sent.state {
        State::Looked => {}
        State::Accepted | State::Taken => return Ok(()),
        State::Waiting | State::Failed | State::ThrownAway | State::Lapsed => return Err(Refusal::UploadOver),
    }
    records::decide(tx, id, State::Accepted, (by, cx.now())).await?;
    jobs::enqueue(cx, tx, &ReadUpload { upload: id }).await?;
    Ok(record(cx, tx, id, Changes::none().field("state", sent.state, State::Accepted)).await?)
}

/// Throws a file away that nobody said to take in.
pub(super) async fn throw_away(cx: &Context, tx: &Tx, vault: &Vault, id: UploadId) -> Result<(), Refusal> {
    let by = asking(cx)?;
    let sent = records::hold(tx, vault, id).await?.ok_or(Refusal::NotFound)?;
    match sent.state {
        State::Waiting | State::Looked => {}
        State::ThrownAway => return Ok(()),
        State::Accepted | State::Taken | State::Failed | State::Lapsed => return Err(Refusal::UploadOver),
    }
    records::decide(tx, id, State::ThrownAway, (by, cx.now())).await?;
    records::drop_pieces(tx, id).await?;
    Ok(record(cx, tx, id, Changes::none().field("state", sent.state, State::ThrownAway)).await?)
}

async fn record(cx: &Context, tx: &Tx, id: UploadId, changes: Changes) -> Result<(), DbErr> {
    cx.record(tx, Record { action: "directory.import", kind: "import", id: id.to_string(), changes }).await
}

/// The name of a file as it is kept: without folders, and nothing that a file of ours could not be called.
fn called(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let plain: String = last.chars().filter(|sign| !sign.is_control()).collect();
    let plain = plain.trim().trim_start_matches('.');
    let (stem, ending) = plain.rsplit_once('.').unwrap_or((plain, ""));
    let stem: String = stem.chars().take(LONGEST).collect();
    let ending: String = ending.chars().take(LONGEST_ENDING).collect();
    match (stem.as_str(), ending.as_str()) {
        ("", _) => "import".to_owned(),
        (stem, "") => stem.to_owned(),
        (stem, ending) => format!("{stem}.{ending}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_leads_to_no_other_folder_and_is_short() {
        let long = format!("{}.{}", "a".repeat(300), "b".repeat(300));
        let kept = format!("{}.{}", "a".repeat(LONGEST), "b".repeat(LONGEST_ENDING));
        for (name, expected) in [
            ("gids.csv", "gids.csv"),
            ("C:\\Temp\\gids 2026.xlsx", "gids 2026.xlsx"),
            ("../../etc/passwd", "passwd"),
            ("..", "import"),
            (".csv", "csv"),
            ("a\u{0}b\n.json", "ab.json"),
            ("", "import"),
            ("lijst.osm.pbf", "lijst.osm.pbf"),
            (&long, &kept),
        ] {
            assert_eq!(called(name), expected, "{name}");
        }
        assert!(called(&format!("{}.{}", "\u{1F3E5}".repeat(300), "\u{1F3E5}".repeat(300))).len() <= 255);
    }
}
