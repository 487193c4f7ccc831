//! Asking organisations whether what the directory says of them is right: whom to ask, where to reach them, what is theirs.

use std::collections::{BTreeSet, HashMap, HashSet};

use access::{AccountId, Role, Scope, account};
use kernel::{Day, Text, Timestamp};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::sql;

pub use crate::editing::stale::otherwise;
pub use crate::entry::sighting::Sighting;
use crate::entry::{EntryId, EntryKind, Record, freshness, itself, records};
use crate::finding::themes::ThemeBook;
use crate::proposal::records as proposals;
use crate::rows::select_in;
use crate::{OrganisationId, ServiceKind, ThemeCode, theme};

/// Which organisations are meant: those in use that fit all of it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Only these; any when absent.
    pub organisation: Option<OrganisationId>,
    /// Offering help with this theme, or with a part of it, under whatever name it was filed; with any when absent.
    pub theme: Option<ThemeCode>,
    /// With a place in this care zone that everybody may know of.
    pub zone: Option<String>,
    /// Of which kinds.
    pub kinds: Kinds,
    /// Only those who offer something else than a directory or a tool, or nothing yet.
    pub helping: bool,
    /// Of whom nobody confirmed anything since this day.
    pub silent_since: Option<Day>,
}

/// Which kinds of organisation are meant.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Kinds {
    /// Any.
    #[default]
    Any,
    /// Those that the public finds, and organisations of which nobody knows the kind: no newspapers, suppliers or ministers.
    Found,
    /// These, by code, with organisations of which nobody knows the kind or without.
    These {
        /// The codes.
        codes: Vec<String>,
        /// Whether organisations of no kind are meant as well.
        unknown: bool,
    },
}

/// An organisation, and where to reach it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Addressee {
    /// The organisation.
    pub organisation: OrganisationId,
    /// What it is called.
    pub names: Text,
    /// Its e-mail address, or one of its places.
    pub email: Option<String>,
    /// Its number, or one of its places.
    pub phone: Option<String>,
}

/// The organisations that are meant, in the order of their ids.
///
/// # Errors
/// When the database cannot be read.
pub async fn addressees(db: &impl ConnectionTrait, wanted: &Wanted) -> Result<Vec<Addressee>, DbErr> {
    let codes = match &wanted.theme {
        Some(theme) => Some(ThemeBook::new(theme::records::all(db).await?).filed_under(theme)),
        None => None,
    };
    let (condition, values) = condition(wanted, codes);
    let of_place = |column: &str| {
        format!(
            "coalesce(o.{column}, (select min(at.{column}) from service_at_location at
                join service s on s.id = at.service_id where s.organisation_id = o.id)) as {column}"
        )
    };
    let text = format!(
        "select o.id, o.names, {}, {} from organisation o where {condition} order by o.id",
        of_place("email"),
        of_place("phone")
    );
    db.query_all_raw(sql(db, &text, values)).await?.iter().map(addressee).collect()
}

fn condition(wanted: &Wanted, codes: Option<Vec<ThemeCode>>) -> (String, Vec<Value>) {
    let mut values: Vec<Value> = vec![true.into()];
    let mut parts = vec!["o.active = $1".to_owned()];
    let mut place = |value: Value| {
        values.push(value);
        format!("${}", values.len())
    };
    if let Some(organisation) = wanted.organisation {
        parts.push(format!("o.id = {}", place(organisation.into())));
    }
    parts.extend(of_kinds(&wanted.kinds, &mut place));
    if wanted.helping {
        parts.push(helping(&mut place));
    }
    if let Some(codes) = codes {
        let listed: Vec<String> = codes.into_iter().map(|code| place(code.into())).collect();
        let filed = format!(
            "exists (select 1 from service s join service_theme st on st.service_id = s.id
                where s.organisation_id = o.id and s.status = 'active' and st.theme in ({}))",
            listed.join(", ")
        );
        // Nobody is filed under a theme that nobody knows.
        parts.push(if listed.is_empty() { "1 = 0".to_owned() } else { filed });
    }
    if let Some(zone) = &wanted.zone {
        parts.push(format!(
            "exists (select 1 from service s join service_at_location at on at.service_id = s.id
                join location l on l.id = at.location_id where s.organisation_id = o.id and l.zone = {} and l.confidential = {})",
            place(zone.as_str().into()),
            place(false.into())
        ));
    }
    if let Some(since) = wanted.silent_since {
        let since = place(since.into());
        parts.push(format!(
            "not exists (select 1 from directory_confirmation c where c.kind = 'organisation' and c.entry_id = o.id
                and c.confirmed_on >= {since})
            and not exists (select 1 from service s where s.organisation_id = o.id and s.verified_on >= {since})"
        ));
    }
    (parts.join(" and "), values)
}

fn of_kinds(kinds: &Kinds, place: &mut impl FnMut(Value) -> String) -> Option<String> {
    match kinds {
        Kinds::Any => None,
        Kinds::Found => {
            let hidden = format!("select code from organisation_kind where listed = {}", place(false.into()));
            Some(format!("(o.kind is null or o.kind not in ({hidden}))"))
        }
        Kinds::These { codes, unknown } => {
            let listed: Vec<String> = codes.iter().map(|code| place(code.as_str().into())).collect();
            let named = (!listed.is_empty()).then(|| format!("o.kind in ({})", listed.join(", ")));
            let any: Vec<String> = named.into_iter().chain(unknown.then(|| "o.kind is null".to_owned())).collect();
            Some(if any.is_empty() { "1 = 0".to_owned() } else { format!("({})", any.join(" or ")) })
        }
    }
}

/// Whether somebody offers something that helps people, or nothing that the directory knows.
fn helping(place: &mut impl FnMut(Value) -> String) -> String {
    let made = ServiceKind::ALL.iter().filter(|kind| kind.is_made_for_others());
    let made: Vec<String> = made.map(|kind| place((*kind).into())).collect();
    let made = made.join(", ");
    let offers = |condition: &str| {
        format!(
            "exists (select 1 from service s where s.organisation_id = o.id and s.status = 'active' and s.kind {condition})"
        )
    };
    format!("({} or not {})", offers(&format!("not in ({made})")), offers(&format!("in ({made})")))
}

/// How many organisations in use there are of each kind; under nothing those of which nobody knows it.
///
/// # Errors
/// When the database cannot be read.
pub async fn by_kind(db: &impl ConnectionTrait) -> Result<HashMap<Option<String>, i64>, DbErr> {
    let text = "select kind, count(*) as n from organisation where active = $1 group by kind";
    let rows = db.query_all_raw(sql(db, text, [true.into()])).await?;
    rows.iter().map(|row| Ok((row.try_get("", "kind")?, row.try_get("", "n")?))).collect()
}

/// What some organisations are called; those that the directory does not have are left out.
///
/// # Errors
/// When the database cannot be read.
pub async fn names(db: &impl ConnectionTrait, ids: &[OrganisationId]) -> Result<HashMap<OrganisationId, Text>, DbErr> {
    let values = ids.iter().map(|id| (*id).into()).collect();
    let rows = select_in(db, "select id, names from organisation where id", values).await?;
    rows.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "names")?))).collect()
}

/// Those of some organisations that can be called, themselves or at a place of a service.
///
/// # Errors
/// When the database cannot be read.
pub async fn callable(db: &impl ConnectionTrait, ids: &[OrganisationId]) -> Result<HashSet<OrganisationId>, DbErr> {
    let values = ids.iter().map(|id| (*id).into()).collect();
    let text =
        "select o.id from organisation o where (o.phone is not null or exists (select 1 from service_at_location at
        join service s on s.id = at.service_id where s.organisation_id = o.id and at.phone is not null)) and o.id";
    select_in(db, text, values).await?.iter().map(|row| row.try_get("", "id")).collect()
}

fn addressee(row: &QueryResult) -> Result<Addressee, DbErr> {
    Ok(Addressee {
        organisation: row.try_get("", "id")?,
        names: row.try_get("", "names")?,
        email: row.try_get("", "email")?,
        phone: row.try_get("", "phone")?,
    })
}

/// What the directory holds of an organisation: itself, its services, their places. Secret places are left out, as everywhere.
///
/// # Errors
/// When the database cannot be read.
pub async fn file(db: &impl ConnectionTrait, organisation: OrganisationId) -> Result<Vec<EntryId>, DbErr> {
    let own = EntryId::from(organisation);
    let mut all = vec![own];
    for entry in records::hanging_on(db, own).await? {
        all.push(entry);
        if entry.kind == EntryKind::ServiceAtLocation
            && let Some(Record::ServiceAtLocation(at)) = records::find(db, entry).await?
            && let Some(Record::Location(location)) = records::find(db, at.location.into()).await?
            && !location.confidential
        {
            all.push(at.location.into());
        }
    }
    all.sort();
    all.dedup();
    Ok(all)
}

/// Whether something that an organisation itself proposed waits for an editor.
///
/// # Errors
/// When the database cannot be read.
pub async fn waits(db: &impl ConnectionTrait, organisation: OrganisationId) -> Result<bool, DbErr> {
    proposals::waits_from(db, &itself(organisation)).await
}

/// What an organisation speaks for: itself, its services and their places, without buildings that it shares with others.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn own_file(db: &impl ConnectionTrait, organisation: OrganisationId) -> Result<Vec<EntryId>, DbErr> {
    let mut all = Vec::new();
    for entry in file(db, organisation).await? {
        if entry.kind != EntryKind::Location || records::organisations_behind(db, entry).await? == [organisation] {
            all.push(entry);
        }
    }
    Ok(all)
}

/// Whose word it is that all that an organisation is asked about is right.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Confirmed {
    /// The organisation's own: of those who hold an account for it, or by a link.
    ByItself,
    /// Of others as well, such as an editor.
    ByOthers,
}

/// Whether all that an organisation is asked about was confirmed since a moment, every field of it that people rely on, and by whom.
///
/// # Errors
/// When the database cannot be read.
pub async fn confirmed_since(
    db: &impl ConnectionTrait,
    organisation: OrganisationId,
    moment: Timestamp,
) -> Result<Option<Confirmed>, DbErr> {
    let mut by = BTreeSet::new();
    for entry in own_file(db, organisation).await? {
        let Some(record) = records::find(db, entry).await? else { return Ok(None) };
        let known = records::confirmations::since(db, entry, moment).await?;
        for field in freshness::counted(&record) {
            let Some((_, who)) = known.iter().find(|(name, _)| name == field.name) else { return Ok(None) };
            by.insert(who.clone());
        }
    }
    if by.is_empty() {
        return Ok(None);
    }
    for who in by {
        if !speaks_for(db, &who, organisation).await? {
            return Ok(Some(Confirmed::ByOthers));
        }
    }
    Ok(Some(Confirmed::ByItself))
}

/// Whether a name in the journal is that of an organisation or of somebody who holds an account for it, and no editor.
async fn speaks_for(db: &impl ConnectionTrait, who: &str, organisation: OrganisationId) -> Result<bool, DbErr> {
    if who == itself(organisation) {
        return Ok(true);
    }
    let Ok(account) = who.parse::<AccountId>() else { return Ok(false) };
    let own = Scope::Organisation(organisation.to_string());
    let held = account::grants(db, &[account]).await?;
    let is_editor = held.iter().any(|held| held.grant.role == Role::Editor);
    Ok(!is_editor && held.iter().any(|held| held.grant.role == Role::Partner && held.grant.scope == own))
}
