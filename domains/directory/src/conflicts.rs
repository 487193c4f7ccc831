//! Where those who know an entry contradict each other: an editor decides once, and is asked again only when somebody says
//! something new.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::House;
use kernel::{Page as Stretch, PageRequest, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Listing, sql};
use web::{Answer, Choice, Failure, Form, Page, Pager, Path, Query, Right, Routes, see_other, view};

use crate::duplicates::settling::BESIDE;
use crate::editing::names::Names;
use crate::editing::pages::title;
use crate::editing::saying::Teller;
use crate::entry::claims::{Claim, winner};
use crate::entry::records::claims;
use crate::entry::seen::seen;
use crate::entry::{EntryId, EntryKind, Voice, actions, fields};

/// Conflicts on one page.
const LINES: u64 = 20;

const RESOLVE: Right = Right::Action("directory.resolve");

/// The doors for editors.
pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    routes.get("/directory/conflicts", list, RESOLVE).post("/directory/conflicts/{entry}", resolve, RESOLVE)
}

/// The conflicts that wait.
#[derive(Template)]
#[template(path = "conflicts/list.html")]
struct Conflicts {
    page: Page,
    total: u64,
    /// The fields in dispute, to look at those of one alone.
    kinds: Vec<Choice>,
    /// Which of them is looked at.
    only: String,
    conflicts: Vec<Conflict>,
    pager: Pager,
}

/// A field of an entry of which several say something else.
struct Conflict {
    entry: EntryId,
    field: String,
    name: String,
    kind: String,
    label: String,
    since: String,
    voices: Vec<Speaker>,
}

/// Somebody, and what they say.
struct Speaker {
    voice: String,
    who: String,
    /// The words, each stretch with whether it differs from what is shown.
    says: Vec<(String, bool)>,
    since: String,
    shown: bool,
}

/// `GET /directory/conflicts`
async fn list(page: Page, State(house): State<House>, query: Query) -> Answer {
    page.cx().require("directory.resolve", &access::Resource::new("Entry", "any"))?;
    let db = house.store.read();
    let kinds = by_field(db).await?;
    let wanted = query.get("field").unwrap_or_default().to_owned();
    let only = kinds.iter().find(|(kind, field, _)| format!("{kind}.{field}") == wanted);
    let open = open(db, only.map(|(kind, field, _)| (*kind, field.as_str())), query.page(LINES)?).await?;
    let names = Names::load(&house).await?;
    let teller = Teller { page: &page, names: &names };
    let mut conflicts = Vec::with_capacity(open.items.len());
    for (entry, field, since) in &open.items {
        conflicts.extend(conflict(db, &teller, *entry, field, *since).await?);
    }
    let choice = |(kind, field, count): &(EntryKind, String, u64)| {
        let known = fields::find(*kind, field)?;
        let kind_name = page.tr(format!("directory-entry-{kind}")).to_string();
        Some(Choice::new(format!("{kind}.{field}"), format!("{} ({kind_name}): {count}", teller.label(known))))
    };
    view(&Conflicts {
        total: open.total,
        kinds: kinds.iter().filter_map(choice).collect(),
        only: only.map_or_else(String::new, |(kind, field, _)| format!("{kind}.{field}")),
        conflicts,
        pager: Pager::of(&open, &query),
        page: page.clone(),
    })
}

/// The fields that are in dispute, the longest first.
async fn open(
    db: &impl ConnectionTrait,
    only: Option<(EntryKind, &str)>,
    request: PageRequest,
) -> Result<Stretch<(EntryId, String, Timestamp)>, DbErr> {
    let all = Listing {
        columns: "kind, entry_id, field, opened_at",
        from: "directory_conflict",
        order: "opened_at, kind, entry_id, field",
    };
    let rows = match only {
        None => store::page(db, all, &[], request).await?,
        Some((kind, field)) => {
            let of_one = Listing { from: "directory_conflict where kind = $1 and field = $2", ..all };
            store::page(db, of_one, &[kind.into(), field.into()], request).await?
        }
    };
    rows.try_map(|row| {
        let entry = EntryId::new(row.try_get("", "kind")?, row.try_get("", "entry_id")?);
        Ok::<_, DbErr>((entry, row.try_get("", "field")?, row.try_get("", "opened_at")?))
    })
}

/// Which fields came into dispute at a moment and how often, the most frequent first: by an import, which has one moment for all it
/// does.
pub(crate) async fn opened_at(
    db: &impl ConnectionTrait,
    at: Timestamp,
) -> Result<Vec<(EntryKind, String, u64)>, DbErr> {
    let text = "select kind, field, count(*) as n from directory_conflict where opened_at = $1
        group by kind, field order by n desc, kind, field";
    db.query_all_raw(sql(db, text, [at.into()])).await?.iter().map(counted).collect()
}

/// How many fields are in dispute of entries that came from a source.
pub(crate) async fn of_source(db: &impl ConnectionTrait, source: &str) -> Result<u64, DbErr> {
    let mut all = 0;
    for kind in EntryKind::ALL {
        let table = kind.table();
        let text = format!(
            "select count(*) as n from directory_conflict c
            where c.kind = $1 and exists (select 1 from {table} e where e.id = c.entry_id and e.source = $2)"
        );
        let values: [Value; 2] = [(*kind).into(), source.into()];
        let row = db.query_one_raw(sql(db, &text, values)).await?;
        all += row.map_or(Ok(0), |row| row.try_get::<i64>("", "n"))?.unsigned_abs();
    }
    Ok(all)
}

/// Which fields are in dispute and how often, the most frequent first.
async fn by_field(db: &impl ConnectionTrait) -> Result<Vec<(EntryKind, String, u64)>, DbErr> {
    let text =
        "select kind, field, count(*) as n from directory_conflict group by kind, field order by n desc, kind, field";
    db.query_all_raw(sql(db, text, [])).await?.iter().map(counted).collect()
}

fn counted(row: &QueryResult) -> Result<(EntryKind, String, u64), DbErr> {
    Ok((row.try_get("", "kind")?, row.try_get("", "field")?, row.try_get::<i64>("", "n")?.unsigned_abs()))
}

async fn conflict(
    db: &impl ConnectionTrait,
    teller: &Teller<'_>,
    entry: EntryId,
    field: &str,
    since: Timestamp,
) -> Result<Option<Conflict>, Failure> {
    let (page, known) = (teller.page, fields::find(entry.kind, field));
    let (Some(record), Some(known)) = (seen(page.cx(), db, entry).await?, known) else { return Ok(None) };
    let said: Vec<Claim> = claims::of(db, entry).await?.into_iter().filter(|claim| claim.field == field).collect();
    let all: Vec<&Claim> = said.iter().collect();
    let shown = winner(&record.origin().source, &all).map(|claim| claim.voice.clone());
    let speaker = |claim: &Claim| {
        let is_shown = |claim: &Claim| shown.as_ref() == Some(&claim.voice);
        let other = said.iter().find(|&other| is_shown(other) != is_shown(claim) && other.value != claim.value);
        let (words, others) = match other {
            Some(other) => teller.apart(known, &claim.value, &other.value),
            None => (teller.say(known, &claim.value), String::new()),
        };
        Speaker {
            voice: claim.voice.to_string(),
            who: who(teller, &claim.voice),
            says: if is_shown(claim) || other.is_none() { vec![(words, false)] } else { marked(&words, &others) },
            since: page.moment(claim.said_at),
            shown: is_shown(claim),
        }
    };
    Ok(Some(Conflict {
        entry,
        field: field.to_owned(),
        name: title(db, page, &record).await?,
        kind: page.tr(format!("directory-entry-{}", entry.kind)).to_string(),
        label: teller.label(known),
        since: page.moment(since),
        voices: said.iter().map(speaker).collect(),
    }))
}

/// Words in stretches: what they have before and behind that others have too, and between them what differs.
fn marked(words: &str, others: &str) -> Vec<(String, bool)> {
    let pieces = |words: &str| words.split_inclusive(char::is_whitespace).map(str::to_owned).collect::<Vec<_>>();
    let (ours, theirs) = (pieces(words), pieces(others));
    let before = ours.iter().zip(&theirs).take_while(|(our, their)| our == their).count();
    let left = ours.len().min(theirs.len()) - before;
    let ends = ours.iter().rev().zip(theirs.iter().rev()).take(left);
    let after = ours.len() - ends.take_while(|(our, their)| our == their).count();
    let stretches = [(&ours[..before], false), (&ours[before..after], true), (&ours[after..], false)];
    let stretches = stretches.into_iter().map(|(pieces, differs)| (pieces.concat(), differs));
    stretches.filter(|(words, _)| !words.is_empty()).collect()
}

/// Who speaks, in words.
pub(crate) fn who(teller: &Teller<'_>, voice: &Voice) -> String {
    let page = teller.page;
    let key = match voice {
        Voice::Decided => "directory-voice-decided",
        Voice::Editor => "directory-voice-editor",
        Voice::Partner => "directory-voice-partner",
        Voice::Caution => "directory-voice-caution",
        Voice::Source(name) if name == crate::Origin::PACK => "directory-voice-pack",
        Voice::Source(name) => {
            return match beside(name) {
                Some((merged, voice)) => format!("{merged}{BESIDE}{}", who(teller, &voice)),
                None => teller.names.sources.name(name, page.lang().code()).to_owned(),
            };
        }
    };
    page.tr(key).to_string()
}

/// Of a name under which somebody is heard who spoke of a merged entry: the entry, and who they are.
fn beside(name: &str) -> Option<(&str, Voice)> {
    let (merged, voice) = name.split_once(BESIDE)?;
    Some((merged, voice.parse().ok()?))
}

/// `POST /directory/conflicts/ENTRY`
async fn resolve(page: Page, State(house): State<House>, Path(entry): Path<EntryId>, form: Form) -> Answer {
    let (field, voice) = (form.value("field").to_owned(), form.value("voice").to_owned());
    let tx = house.store.begin().await?;
    let said = claims::of(&tx, entry).await?;
    let chosen = said.into_iter().find(|claim| claim.field == field && claim.voice.to_string() == voice);
    let Some(chosen) = chosen else {
        return Err(Failure::not_found().way_out("/directory/conflicts", "directory-conflicts"));
    };
    actions::resolve(page.cx(), &tx, entry, (&field, chosen.value)).await?;
    tx.commit().await?;
    Ok(see_other("/directory/conflicts").saying("directory-conflict-resolved").into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_differs_is_marked() {
        let of = |words, others| {
            let marked: Vec<_> = marked(words, others).into_iter().filter(|(_, differs)| *differs).collect();
            marked.into_iter().map(|(words, _)| words).collect::<Vec<_>>().join("|")
        };
        assert_eq!(of("Help at home in Jette", "Help at night in Jette"), "home ");
        assert_eq!(of("one two", "one two"), "");
        assert_eq!(of("new", "old"), "new");
        assert_eq!(of("a a", "a a a"), "", "what the others have more is marked there");
        assert_eq!(marked("Help at home", "Help at night")[0], ("Help at ".to_owned(), false));
    }
}
