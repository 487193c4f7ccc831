//! Which entries have a field that asks for a new confirmation: as a query for both engines what `freshness::due` says of one entry.

use crate::entry::EntryKind;
use crate::entry::fields::{self, Field};

/// Entries with such a field: kind, id, and since when it asks. `soon` is the day before which a confirmation must end.
pub(super) fn due(soon: &str) -> String {
    let ending =
        format!("select kind, entry_id, valid_until as ends from directory_confirmation where valid_until < {soon}");
    let all: Vec<String> =
        std::iter::once(ending).chain(EntryKind::ALL.iter().filter_map(|kind| missing(*kind))).collect();
    let all = all.join(" union all ");
    format!("select kind, entry_id, min(ends) as ends from ({all}) asking group by kind, entry_id")
}

/// Entries of a kind of which something was confirmed, and something else that says something and changes soon never was: since the
/// first of their confirmations. Nothing for a kind that has no such field.
fn missing(kind: EntryKind) -> Option<String> {
    let soon: Vec<&Field> = fields::of(kind).iter().filter(|field| field.counts && field.holds.is_soon()).collect();
    let known = soon
        .iter()
        .map(|Field { name, .. }| format!("max(case when field = '{name}' then 1 else 0 end) as has_{name}"));
    let lacks = soon.iter().map(|Field { name, .. }| {
        format!("(known.has_{name} = 0 and entry.{name} is not null and cast(entry.{name} as text) not in ('', '{{}}', '[]', 'null'))")
    });
    let (known, lacks) = (known.collect::<Vec<_>>().join(", "), lacks.collect::<Vec<_>>().join(" or "));
    // What nobody confirmed of a service counts as confirmed on the day that its source names.
    let by_source = if kind == EntryKind::Service { " and entry.verified_on is null" } else { "" };
    (!soon.is_empty()).then(|| {
        format!(
            "select known.kind, known.entry_id, known.since as ends from
                (select kind, entry_id, min(confirmed_on) as since, {known} from directory_confirmation
                    where kind = '{kind}' group by kind, entry_id) known
                join {kind} entry on entry.id = known.entry_id where ({lacks}){by_source}"
        )
    })
}
