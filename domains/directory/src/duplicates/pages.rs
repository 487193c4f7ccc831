//! The editors' pages about duplicates: what may be the same, two entries beside each other, what was merged.

use askama::Template;
use axum::extract::State;
use axum::response::IntoResponse as _;
use house::{Fixture, House};
use sea_orm::{ConnectionTrait, DbErr};
use territory::{Gazetteer, Gazetteers};
use web::{Answer, Failure, Form, Page, Pager, Path, Path2, Query, Right, Routes, Step, see_other, view};

use super::beside::{self, Group};
use super::choosing;
use super::mergers::{self, Merger};
use super::rules::CERTAIN;
use super::{Pair, Sign, Verdict, apart, finding, merging, records, resource, whose};
use crate::editing::names::Names;
use crate::editing::pages::title;
use crate::editing::saying::Teller;
use crate::entry::seen::seen;
use crate::entry::{EntryId, Record};
use crate::showing::place_line;
use crate::worklist::pages::whose;
use crate::{Origin, cards, cards_of, guarding, origin};

/// Lines on one page.
const LINES: u64 = 50;
/// Places of an entry that are named.
const PLACES: usize = 2;
/// Entries that come along and are named.
const MOST_ALONG: usize = 20;

const MERGE: Right = Right::Action("directory.merge");

/// The doors for editors.
pub(crate) fn routes(routes: Routes<House>) -> Routes<House> {
    routes
        .get("/directory/duplicates", list, MERGE)
        .post("/directory/duplicates/find", find, MERGE)
        .leaves_no_trace("queues a search that changes no entry")
        .get("/directory/duplicates/{entry}/{other}", show, MERGE)
        .post("/directory/duplicates/{entry}/{other}/merge", merge, MERGE)
        .post("/directory/duplicates/{entry}/{other}/apart", keep_apart, MERGE)
        .journals("directory.keep_apart")
        .get("/directory/merged", merged, MERGE)
        .post("/directory/merged/{entry}/part", part, MERGE)
        .journals("directory.unmerge")
}

/// The pairs that may be the same.
#[derive(Template)]
#[template(path = "duplicates/list.html")]
struct Duplicates {
    page: Page,
    verdict: Verdict,
    total: u64,
    lines: Vec<Line>,
    pager: Pager,
}

/// A pair in the list.
struct Line {
    href: String,
    /// What both are called, whose they are, and where.
    both: [(String, Vec<String>); 2],
    kind: String,
    likely: String,
    look: &'static str,
    signs: Vec<(String, &'static str)>,
}

impl Duplicates {
    fn is_open(&self) -> bool {
        self.verdict == Verdict::Open
    }
}

/// `GET /directory/duplicates`
async fn list(
    page: Page,
    State(house): State<House>,
    Fixture(gazetteers): Fixture<Gazetteers>,
    query: Query,
) -> Answer {
    page.cx().require("directory.merge", &resource())?;
    let gazetteer = gazetteers.current();
    let verdict = query.get("verdict").map(str::parse).transpose().map_err(|_| Failure::bad_input("verdict"))?;
    let verdict = verdict.unwrap_or(Verdict::Open);
    let db = house.store.read();
    let pairs = records::list(db, verdict, query.page(LINES)?).await?;
    let mut lines = Vec::with_capacity(pairs.items.len());
    for pair in &pairs.items {
        lines.extend(line(db, (&page, &gazetteer), pair).await?);
    }
    view(&Duplicates { verdict, total: pairs.total, lines, pager: Pager::of(&pairs, &query), page })
}

/// A pair as a line; nothing when one of the two is gone since.
async fn line(
    db: &impl ConnectionTrait,
    (page, gazetteer): (&Page, &Gazetteer),
    pair: &Pair,
) -> Result<Option<Line>, Failure> {
    let [one, other] = pair.entries();
    let around = (page, gazetteer);
    let (Some(first), Some(second)) = (seen(page.cx(), db, one).await?, seen(page.cx(), db, other).await?) else {
        return Ok(None);
    };
    let (likely, look) = if pair.score >= CERTAIN {
        ("directory-duplicate-certain", "warn")
    } else {
        ("directory-duplicate-possible", "quiet")
    };
    Ok(Some(Line {
        href: format!("/directory/duplicates/{one}/{other}"),
        both: [
            (title(db, page, &first).await?, beside_name(db, around, &first).await?),
            (title(db, page, &second).await?, beside_name(db, around, &second).await?),
        ],
        kind: page.tr(format!("directory-entry-{}", pair.kind)).to_string(),
        likely: page.tr(likely).to_string(),
        look,
        signs: signs(page, pair),
    }))
}

/// What tells an entry from others of its name: whose it is, and where.
async fn beside_name(
    db: &impl ConnectionTrait,
    around: (&Page, &Gazetteer),
    record: &Record,
) -> Result<Vec<String>, DbErr> {
    let organisation = whose(db, around.0, record).await?;
    Ok(organisation.into_iter().chain(places(db, around, record).await?).collect())
}

/// Where an entry is, as far as its own name does not say so.
async fn places(
    db: &impl ConnectionTrait,
    (page, gazetteer): (&Page, &Gazetteer),
    record: &Record,
) -> Result<Vec<String>, DbErr> {
    let cards = match record {
        Record::Organisation(organisation) => cards_of(db, organisation.id).await?,
        Record::Service(service) => cards(db, &[service.id]).await?,
        Record::Location(_) | Record::ServiceAtLocation(_) => Vec::new(),
    };
    let mut lines: Vec<String> = cards.iter().map(|card| place_line(page, gazetteer, &card.place)).collect();
    lines.retain(|line| !line.is_empty());
    lines.sort();
    lines.dedup();
    lines.truncate(PLACES);
    Ok(lines)
}

/// What speaks for and against, in words with their look.
fn signs(page: &Page, pair: &Pair) -> Vec<(String, &'static str)> {
    let say = |sign: &Sign| {
        let look = match sign {
            Sign::CommonName => "quiet",
            sign if sign.speaks_for() => "good",
            _ => "bad",
        };
        let others = i64::from(pair.others.unwrap_or_default());
        (page.tr(format!("directory-sign-{sign}")).arg("n", others).to_string(), look)
    };
    pair.signs.iter().map(say).collect()
}

/// `POST /directory/duplicates/find`
async fn find(page: Page, State(house): State<House>) -> Answer {
    page.cx().require("directory.merge", &resource())?;
    let tx = house.store.begin().await?;
    finding::queue(page.cx(), &tx).await?;
    tx.commit().await?;
    Ok(see_other("/directory/duplicates").saying("directory-duplicates-queued").into_response())
}

/// Two entries beside each other.
#[derive(Template)]
#[template(path = "duplicates/pair.html")]
struct Beside {
    page: Page,
    steps: Vec<Step>,
    kept: EntryId,
    other: EntryId,
    names: [String; 2],
    /// Where each is, and whose data it comes from.
    details: [Vec<String>; 2],
    /// What each is called beside its values.
    whose: [String; 2],
    kind: String,
    signs: Vec<(String, &'static str)>,
    /// What they say themselves, then what the places say that become one.
    groups: Vec<Group>,
    /// What comes along as it is, at most so many, and how many more there are.
    along: Vec<String>,
    more: usize,
    is_apart: bool,
    /// Whether merging keeps secret what everybody may know now.
    conceals: bool,
}

/// `GET /directory/duplicates/ENTRY/OTHER`
async fn show(page: Page, State(house): State<House>, Path2(kept, other): Path2<EntryId, EntryId>) -> Answer {
    page.cx().require("directory.merge", &resource())?;
    let db = house.store.read();
    let found = (seen(page.cx(), db, kept).await?, seen(page.cx(), db, other).await?);
    let (Some(ours), Some(theirs)) = found else {
        return Err(Failure::not_found().way_out("/directory/duplicates", "directory-duplicates"));
    };
    if kept == other || kept.kind != other.kind {
        return Err(crate::Refusal::NotTwo.into());
    }
    let pair = records::find(db, kept.kind, kept.id.min(other.id), kept.id.max(other.id)).await?;
    let names_of = Names::load(&house).await?;
    let teller = Teller { page: &page, names: &names_of };
    let names = [title(db, &page, &ours).await?, title(db, &page, &theirs).await?];
    let reader = (&page, &names_of.gazetteer);
    let details = [details(db, reader, &ours).await?, details(db, reader, &theirs).await?];
    let becomes = ["directory-column-kept", "directory-column-merged"].map(|key| page.tr(key).to_string());
    let whose = whose::whose(&names, &details, &becomes);
    let (groups, along) = beside::of(db, (&teller, &whose), (&ours, &theirs)).await?;
    view(&Beside {
        steps: vec![Step::new("/directory/duplicates", page.tr("directory-duplicates"))],
        names,
        details,
        whose,
        kind: page.tr(format!("directory-entry-{}", kept.kind)).to_string(),
        signs: pair.as_ref().map_or_else(Vec::new, |pair| signs(&page, pair)),
        is_apart: pair.is_some_and(|pair| pair.verdict == Verdict::Apart),
        conceals: guarding::conceals(db, [kept, other]).await?,
        kept,
        other,
        groups,
        more: along.len().saturating_sub(MOST_ALONG),
        along: along.into_iter().take(MOST_ALONG).collect(),
        page,
    })
}

/// Where an entry is, and whose data it comes from.
async fn details(
    db: &impl ConnectionTrait,
    reader: (&Page, &Gazetteer),
    record: &Record,
) -> Result<Vec<String>, DbErr> {
    let mut lines = places(db, reader, record).await?;
    let source = &record.origin().source;
    if source == Origin::PACK {
        lines.push(reader.0.tr("directory-voice-pack").to_string());
    } else if origin::records::is_named(db, source).await? {
        lines.push(source.clone());
    }
    Ok(lines)
}

/// `POST /directory/duplicates/ENTRY/OTHER/merge`
async fn merge(
    page: Page,
    State(house): State<House>,
    Path2(kept, other): Path2<EntryId, EntryId>,
    form: Form,
) -> Answer {
    let choices = choosing::read(form.sent());
    let tx = house.store.begin().await?;
    merging::merge(page.cx(), &tx, kept, other, &choices).await?;
    tx.commit().await?;
    let back = format!("/directory/merged/{other}/part");
    Ok(see_other("/directory/duplicates").saying("directory-merged-done").undo(back).into_response())
}

/// `POST /directory/duplicates/ENTRY/OTHER/apart`
async fn keep_apart(page: Page, State(house): State<House>, Path2(one, other): Path2<EntryId, EntryId>) -> Answer {
    let tx = house.store.begin().await?;
    apart::keep(page.cx(), &tx, one, other).await?;
    tx.commit().await?;
    Ok(see_other("/directory/duplicates").saying("directory-kept-apart").into_response())
}

/// What was merged.
#[derive(Template)]
#[template(path = "duplicates/merged.html")]
struct Merged {
    page: Page,
    steps: Vec<Step>,
    lines: Vec<MergedLine>,
    pager: Pager,
}

struct MergedLine {
    entry: EntryId,
    name: String,
    kind: String,
    into: String,
    href: String,
    when: String,
}

/// `GET /directory/merged`
async fn merged(page: Page, State(house): State<House>, query: Query) -> Answer {
    page.cx().require("directory.merge", &resource())?;
    let db = house.store.read();
    let found = mergers::latest(db, query.page(LINES)?).await?;
    let mut lines = Vec::with_capacity(found.items.len());
    for merger in &found.items {
        lines.push(merged_line(db, &page, merger).await?);
    }
    let steps = vec![Step::new("/directory/duplicates", page.tr("directory-duplicates"))];
    view(&Merged { pager: Pager::of(&found, &query), page, steps, lines })
}

async fn merged_line(db: &impl ConnectionTrait, page: &Page, merger: &Merger) -> Result<MergedLine, Failure> {
    let into = match seen(page.cx(), db, merger.kept).await? {
        Some(kept) => title(db, page, &kept).await?,
        None => page.tr("directory-merged-gone").to_string(),
    };
    Ok(MergedLine {
        entry: merger.merged,
        name: merger.record.names().plain(page.lang()).to_owned(),
        kind: page.tr(format!("directory-entry-{}", merger.merged.kind)).to_string(),
        into,
        href: format!("/directory/entries/{}", merger.kept),
        when: page.moment(merger.at),
    })
}

/// `POST /directory/merged/ENTRY/part`
async fn part(page: Page, State(house): State<House>, Path(entry): Path<EntryId>) -> Answer {
    let tx = house.store.begin().await?;
    merging::unmerge(page.cx(), &tx, entry).await?;
    tx.commit().await?;
    Ok(see_other(format!("/directory/entries/{entry}")).saying("directory-parted").into_response())
}
