//! What two entries say beside each other, and what the places say that become one with them: for whoever is about to merge them.

use sea_orm::ConnectionTrait;
use web::Failure;

use super::aside;
use super::choosing::{Choice, Compared, name_of_place};
use super::meeting::{Disputes, Meeting};
use crate::conflicts::who;
use crate::editing::pages::title;
use crate::editing::saying::Teller;
use crate::entry::claims::Claim;
use crate::entry::fields::Sort;
use crate::entry::seen::seen;
use crate::entry::{EntryKind, Record, says_nothing};

/// Who tells, and what each of the two is called beside its values.
type Telling<'a> = (&'a Teller<'a>, &'a [String; 2]);

/// What two records say.
pub(super) struct Group {
    /// Which places they are, when they are two places that become one.
    pub places: Option<[String; 2]>,
    pub rows: Vec<Row>,
}

/// A field of both.
pub(super) struct Row {
    /// What it is called in the form.
    pub name: String,
    pub label: String,
    pub ours: String,
    pub theirs: String,
    pub same: bool,
    /// Whether somebody is still to decide what it says.
    pub in_dispute: bool,
    /// What else is said of it, of the one and of the other, and by whom.
    pub others: [Vec<String>; 2],
    /// The choices, with the one that is usual.
    pub choices: Vec<(Choice, String, bool)>,
}

/// Two entries beside each other, with the places that become one; and what comes along as it is.
pub(super) async fn of(
    db: &impl ConnectionTrait,
    (teller, whose): Telling<'_>,
    (ours, theirs): (&Record, &Record),
) -> Result<(Vec<Group>, Vec<String>), Failure> {
    let mut groups = vec![Group { places: None, rows: rows(db, (teller, whose), (ours, theirs)).await? }];
    let (kept, merged) = (ours.entry(), theirs.entry());
    let along = match kept.kind {
        EntryKind::Service => {
            let meeting = Meeting::of(db, kept, merged).await?;
            for (twin, at) in &meeting.together {
                let places = [title(db, teller.page, twin).await?, title(db, teller.page, at).await?];
                groups.push(Group { places: Some(places), rows: rows(db, (teller, whose), (twin, at)).await? });
            }
            meeting.along
        }
        _ => hanging_on(db, teller, (ours, theirs)).await?,
    };
    let mut names = Vec::with_capacity(along.len());
    for record in &along {
        names.push(title(db, teller.page, record).await?);
    }
    Ok((groups, names))
}

/// The services, parts and members of an organisation that go over to another.
async fn hanging_on(
    db: &impl ConnectionTrait,
    teller: &Teller<'_>,
    (ours, theirs): (&Record, &Record),
) -> Result<Vec<Record>, Failure> {
    let mut all = Vec::new();
    for entry in aside::hanging_on(db, theirs.entry()).await? {
        if entry != ours.entry() {
            all.extend(seen(teller.page.cx(), db, entry).await?);
        }
    }
    Ok(all)
}

async fn rows(
    db: &impl ConnectionTrait,
    (teller, whose): Telling<'_>,
    (ours, theirs): (&Record, &Record),
) -> Result<Vec<Row>, Failure> {
    let disputes = Disputes::of(db, ours.entry(), theirs.entry()).await?;
    let row = |one: &Compared| {
        let name = match theirs {
            Record::ServiceAtLocation(_) => name_of_place(theirs.entry(), one.field.name),
            _ => one.field.name.to_owned(),
        };
        let [of_ours, of_theirs] = &disputes.said;
        let others = [others(teller, one, (of_ours, &one.ours)), others(teller, one, (of_theirs, &one.theirs))];
        let is_told = !says_nothing(&one.ours) || !says_nothing(&one.theirs) || one.in_dispute;
        is_told.then(|| Row { name, others, ..row((teller, whose), one) })
    };
    Ok(disputes.compare(ours, theirs).iter().filter_map(row).collect())
}

/// What else is said of a field in dispute than what an entry shows, each with who says it.
fn others(teller: &Teller<'_>, one: &Compared, (said, shown): (&[Claim], &serde_json::Value)) -> Vec<String> {
    let is_other =
        |claim: &&Claim| claim.field == one.field.name && claim.value != *shown && !says_nothing(&claim.value);
    let say = |claim: &Claim| {
        let who = who(teller, &claim.voice);
        format!("{who}{}{}", teller.page.colon(), teller.say(one.field, &claim.value))
    };
    said.iter().filter(|_| one.in_dispute).filter(is_other).map(say).collect()
}

fn row((teller, whose): Telling<'_>, one: &Compared) -> Row {
    let is_possible = |choice: &&Choice| match choice {
        Choice::Both => one.can_unite,
        Choice::Open => one.in_dispute,
        Choice::Ours | Choice::Theirs => true,
    };
    let (ours, theirs) = match one.field.sort {
        // Hours may differ in what a week does not show.
        Sort::Hours => teller.apart(one.field, &one.ours, &one.theirs),
        _ => (teller.say(one.field, &one.ours), teller.say(one.field, &one.theirs)),
    };
    let choices = Choice::ALL.iter().filter(is_possible).map(|choice| {
        let label = match choice {
            Choice::Ours => whose[0].clone(),
            Choice::Theirs => whose[1].clone(),
            Choice::Both | Choice::Open => teller.page.tr(format!("directory-choice-{choice}")).to_string(),
        };
        (*choice, label, *choice == one.usual())
    });
    Row {
        name: String::new(),
        label: teller.label(one.field),
        ours,
        theirs,
        same: !one.is_choice(),
        in_dispute: one.in_dispute,
        others: [Vec::new(), Vec::new()],
        choices: if one.is_choice() { choices.collect() } else { Vec::new() },
    }
}
