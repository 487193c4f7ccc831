//! Every query about what asks for somebody's eye.

use kernel::{Day, Lang, Page, PageRequest};
use sea_orm::{ConnectionTrait, DbErr, QueryResult, Value};
use store::{Listing, sql};

use super::due::due;
use super::texts::{has, lacks};
use super::{Order, Work};
use crate::entry::freshness::AHEAD;
use crate::entry::{EntryId, EntryKind};
use crate::{OrganisationId, ServiceKind, ThemeCode};

/// After how long the word of a source asks for somebody's own, days.
const A_YEAR: i64 = 365;

/// Whose work is meant.
#[derive(Clone, Default, Debug)]
pub(super) struct Filter {
    /// Only entries of these organisations; of all when absent.
    pub mine: Option<Vec<OrganisationId>>,
    /// Only services with this theme, where the sort of work is about services.
    pub theme: Option<ThemeCode>,
    /// What stands first.
    pub order: Order,
}

/// A query under way: the conditions, and their values in the order of their places.
struct Query {
    from: String,
    values: Vec<Value>,
}

impl Query {
    fn place(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("${}", self.values.len())
    }

    /// Only entries of some organisations: `kind` and `id` say how the query calls them.
    fn within(&mut self, mine: Option<&[OrganisationId]>, (kind, id): (&str, &str)) {
        let Some(mine) = mine else { return };
        if mine.is_empty() {
            self.from.push_str(" and 1 = 0");
            return;
        }
        let listed = mine.iter().map(|id| self.place(*id)).collect::<Vec<_>>().join(", ");
        let at = format!(
            "select at.{{}} from service_at_location at join service own on own.id = at.service_id
                where own.organisation_id in ({listed})"
        );
        let (places, locations) = (at.replace("{}", "id"), at.replace("{}", "location_id"));
        self.from.push_str(&format!(
            " and (({kind} = 'organisation' and {id} in ({listed}))
                or ({kind} = 'service' and {id} in (select id from service where organisation_id in ({listed})))
                or ({kind} = 'service_at_location' and {id} in ({places}))
                or ({kind} = 'location' and {id} in ({locations})))"
        ));
    }

    /// Services of a kind that people go to, and nobody knows where.
    fn without_a_place(&mut self) {
        let needing = ServiceKind::ALL.iter().filter(|kind| kind.needs_a_place());
        let kinds: Vec<String> = needing.map(|kind| self.place(*kind)).collect();
        self.from = format!(
            "service s where s.status = 'active' and s.kind in ({})
            and not exists (select 1 from service_at_location a where a.service_id = s.id)",
            kinds.join(", ")
        );
    }

    fn with_theme(&mut self, theme: Option<&ThemeCode>, service: &str) {
        if let Some(theme) = theme {
            let theme = self.place(theme.clone());
            self.from.push_str(&format!(
                " and exists (select 1 from service_theme st join theme t on t.code = st.theme
                    where st.service_id = {service} and coalesce(t.replaced_by, t.code) = {theme})"
            ));
        }
    }
}

/// The part of a query that says what there is to do: its columns are the kind of an entry, its id and what it is about; then the
/// conditions, and what tells how long it waits.
fn query(work: Work, filter: &Filter, today: Day) -> ([&'static str; 3], Query, &'static str) {
    let mut query = Query { from: String::new(), values: Vec::new() };
    let mine = filter.mine.as_deref();
    let (columns, order) = match work {
        Work::Proposals => {
            query.from.push_str("directory_proposal p where p.state = 'waiting'");
            query.within(mine, ("p.kind", "p.entry_id"));
            (["p.kind", "p.entry_id", "p.id"], "p.made_at, p.id")
        }
        Work::Disputed => {
            query.from.push_str("directory_conflict c where 1 = 1");
            query.within(mine, ("c.kind", "c.entry_id"));
            (["c.kind", "c.entry_id", "c.field"], "c.opened_at, c.entry_id, c.field")
        }
        Work::Due => {
            let soon = query.place(today.plus_days(AHEAD));
            query.from = format!("({}) c where 1 = 1", due(&soon));
            query.within(mine, ("c.kind", "c.entry_id"));
            (["c.kind", "c.entry_id", "''"], "c.ends, c.entry_id")
        }
        Work::Unverified => {
            let since = query.place(today.plus_days(-A_YEAR));
            query.from =
                format!("service s where s.status = 'active' and (s.verified_on is null or s.verified_on < {since})");
            query.within(mine, ("'service'", "s.id"));
            query.with_theme(filter.theme.as_ref(), "s.id");
            (["'service'", "s.id", "''"], "s.updated_at, s.id")
        }
        Work::Hours => {
            query.from.push_str(
                "service_at_location a where a.opening_hours is null and a.hours_text is not null
                and cast(a.hours_text as text) not in ('{}', 'null')",
            );
            query.within(mine, ("'service_at_location'", "a.id"));
            query.with_theme(filter.theme.as_ref(), "a.service_id");
            (["'service_at_location'", "a.id", "''"], "a.updated_at, a.id")
        }
        Work::Placeless => {
            query.without_a_place();
            query.within(mine, ("'service'", "s.id"));
            query.with_theme(filter.theme.as_ref(), "s.id");
            (["'service'", "s.id", "''"], "s.updated_at, s.id")
        }
        Work::Texts => {
            query.from = format!("service s where s.status = 'active' and ({})", lacking());
            query.within(mine, ("'service'", "s.id"));
            query.with_theme(filter.theme.as_ref(), "s.id");
            (["'service'", "s.id", "''"], "s.updated_at, s.id")
        }
    };
    (columns, query, order)
}

/// The two languages that are equal: a text that is there in one must be there in the other.
pub(super) const EQUAL: [Lang; 2] = [Lang::Nl, Lang::Fr];

/// Whether a text of a service lacks a language of its readers, or has one that is outdated.
fn lacking() -> String {
    let missing = EQUAL.map(lacks).join(" or ");
    format!("{missing} or {}", has("outdated"))
}

/// Something to do: an entry, and what about it.
pub(super) struct Item {
    pub entry: EntryId,
    /// The proposal, or the field in dispute.
    pub about: String,
}

/// What there is to do of a sort.
pub(super) async fn list(
    db: &impl ConnectionTrait,
    (work, filter, today): (Work, &Filter, Day),
    request: PageRequest,
) -> Result<Page<Item>, DbErr> {
    let ([kind, id, about], Query { from, values }, oldest) = query(work, filter, today);
    let columns = format!("{kind} as kind, {id} as entry_id, {about} as about");
    let order = match filter.order {
        Order::Oldest => oldest.to_owned(),
        Order::Places => format!("{} desc, {oldest}", places(kind, id)),
    };
    let listing = Listing { columns: &columns, from: &from, order: &order };
    store::page(db, listing, &values, request).await?.try_map(|row| item(work, row))
}

/// How many services at locations hang on an entry.
fn places(kind: &str, id: &str) -> String {
    format!(
        "(select count(*) from service_at_location reach where ({kind} = 'service' and reach.service_id = {id})
            or ({kind} = 'location' and reach.location_id = {id}) or ({kind} = 'service_at_location' and reach.id = {id})
            or ({kind} = 'organisation'
                and reach.service_id in (select own.id from service own where own.organisation_id = {id})))"
    )
}

fn item(work: Work, row: &QueryResult) -> Result<Item, DbErr> {
    let kind: EntryKind = row.try_get("", "kind")?;
    let about = match work {
        Work::Proposals => row.try_get::<uuid::Uuid>("", "about")?.to_string(),
        _ => row.try_get("", "about")?,
    };
    Ok(Item { entry: EntryId::new(kind, row.try_get("", "entry_id")?), about })
}

/// How much there is to do of a sort.
pub(super) async fn count(
    db: &impl ConnectionTrait,
    (work, filter, today): (Work, &Filter, Day),
) -> Result<i64, DbErr> {
    let (_, Query { from, values }, _) = query(work, filter, today);
    let row = db.query_one_raw(sql(db, &format!("select count(*) as n from {from}"), values)).await?;
    row.map_or(Ok(0), |row| row.try_get("", "n"))
}

/// How many services of a theme there are, and how many of them lack a text in each language, or have one that a machine translated
/// or that is outdated.
pub(super) struct Parity {
    /// The theme; nothing for all services, each counted once.
    pub theme: Option<ThemeCode>,
    pub services: i64,
    /// In the order of [`Lang::ALL`].
    pub lacking: [i64; 3],
    pub automatic: i64,
    pub outdated: i64,
}

/// The parity of languages: by theme, then of all services.
pub(super) async fn parity(db: &impl ConnectionTrait) -> Result<Vec<Parity>, DbErr> {
    let flag = |condition: String, name: &str| format!("case when {condition} then 1 else 0 end as {name}");
    let flags: Vec<String> = Lang::ALL
        .map(|lang| flag(lacks(lang), &format!("lacks_{lang}")))
        .into_iter()
        .chain([flag(has("automatic"), "automatic"), flag(has("outdated"), "outdated")])
        .collect();
    // What stands in a common expression is worked out once for each service, not once for each of its themes.
    let told = format!("with told as (select s.id, {} from service s where s.status = 'active')", flags.join(", "));
    let sums =
        ["lacks_nl", "lacks_fr", "lacks_en", "automatic", "outdated"].map(|name| format!("sum({name}) as {name}"));
    let sums = sums.join(", ");
    let text = format!(
        "{told} select coalesce(t.replaced_by, t.code) as theme, count(*) as services, {sums} from told
            join service_theme st on st.service_id = told.id join theme t on t.code = st.theme
            group by coalesce(t.replaced_by, t.code) order by 1"
    );
    let themes = db.query_all_raw(sql(db, &text, [])).await?;
    let text = format!("{told} select count(*) as services, {sums} from told having count(*) > 0");
    let total = db.query_all_raw(sql(db, &text, [])).await?;
    themes.iter().map(|row| share(row, true)).chain(total.iter().map(|row| share(row, false))).collect()
}

fn share(row: &QueryResult, of_theme: bool) -> Result<Parity, DbErr> {
    let [nl, fr, en] = Lang::ALL.map(|lang| row.try_get("", &format!("lacks_{lang}")));
    Ok(Parity {
        theme: if of_theme { Some(row.try_get("", "theme")?) } else { None },
        services: row.try_get("", "services")?,
        lacking: [nl?, fr?, en?],
        automatic: row.try_get("", "automatic")?,
        outdated: row.try_get("", "outdated")?,
    })
}
