//! The region pack and the thesaurus: what the pack brings arrives, and what editors changed stays as they made it.

use std::collections::{HashMap, HashSet};

use access::Context;
use house::import::ImportReport;
use sea_orm::DbErr;
use store::Tx;

use super::records::{self, Kept};
use super::rules::{Among, Problem};
use super::version::{Deed, Version};
use super::{Theme, ThemeCode};

/// What becomes of a term when a pack is loaded.
struct Decided {
    kept: Kept,
    /// Whether the term itself is another now, not only what the pack says of it.
    changed: bool,
}

/// Takes the terms of a pack in; a broader term must stand before its parts. A term that nobody touched follows the pack, and
/// is taken out of use when the pack drops it; one that an editor changed or added stays, and the report says so when the
/// pack now says something else.
pub(crate) async fn take_in(cx: &Context, tx: &Tx, brought: &[Theme]) -> Result<ImportReport, DbErr> {
    let revision = records::hold(tx).await? + 1;
    let before = records::kept(tx).await?;
    let mut report = ImportReport::default();
    let mut decided = Vec::new();
    let known: HashMap<&ThemeCode, &Kept> = before.iter().map(|kept| (&kept.theme.code, kept)).collect();
    for (position, theme) in (0_i64..).zip(brought) {
        decided.extend(decide(&mut report, known.get(&theme.code).copied(), theme, position));
    }
    let names: HashMap<&ThemeCode, &Theme> = brought.iter().map(|theme| (&theme.code, theme)).collect();
    for kept in before.iter().filter(|kept| !names.contains_key(&kept.theme.code)) {
        decided.extend(dropped(&mut report, kept));
    }
    hold_back(&mut report, &before, &mut decided);
    let any = decided.iter().any(|one| one.changed);
    for one in decided.iter_mut().filter(|one| one.changed) {
        one.kept.revision = revision;
    }
    let versions = decided.iter().filter(|one| one.changed).map(|one| version(cx, one));
    let versions: Vec<Version> = versions.collect();
    let kept: Vec<Kept> = decided.into_iter().map(|one| one.kept).collect();
    records::put(tx, &kept).await?;
    records::versions::add(tx, versions).await?;
    if any {
        records::turn(tx, revision).await?;
    }
    Ok(report)
}

/// Leaves a term as it is where the pack would hang it below itself, because an editor moved others: each pack is sound, and so is
/// what editors made of it, but both together need not be.
fn hold_back(report: &mut ImportReport, before: &[Kept], decided: &mut [Decided]) {
    let known: HashMap<&ThemeCode, &Theme> = before.iter().map(|kept| (&kept.theme.code, &kept.theme)).collect();
    loop {
        let after: Vec<Theme> = decided.iter().map(|one| one.kept.theme.clone()).collect();
        let decided_upon: HashSet<&ThemeCode> = after.iter().map(|theme| &theme.code).collect();
        let others = known.values().copied().filter(|theme| !decided_upon.contains(&theme.code));
        let among = Among::new(after.iter().chain(others));
        let circles =
            |one: &&mut Decided| one.changed && matches!(among.above(&one.kept.theme), Some(Problem::Loop(_)));
        let mut any = false;
        for one in decided.iter_mut().filter(circles) {
            let Some(stays) = known.get(&one.kept.theme.code) else { continue };
            let code = &one.kept.theme.code;
            report.remarks.tell(format!("`{code}` stays as it is: as the pack has it now, it would be part of itself"));
            (one.kept.theme, one.changed, any) = ((*stays).clone(), false, true);
        }
        if !any {
            return;
        }
    }
}

fn version(cx: &Context, Decided { kept, .. }: &Decided) -> Version {
    Version {
        theme: kept.theme.code.clone(),
        revision: kept.revision,
        at: cx.now(),
        by: cx.actor.to_string(),
        deed: Deed::Pack,
        state: kept.theme.clone(),
        moved: None,
    }
}

/// What is written for a term of the pack; nothing when all is as it was.
fn decide(report: &mut ImportReport, before: Option<&Kept>, now: &Theme, position: i64) -> Option<Decided> {
    let Some(before) = before else {
        report.added += 1;
        let kept = Kept { theme: now.clone(), pack: Some(now.clone()), position, place: None, revision: 0 };
        return Some(Decided { kept, changed: true });
    };
    let said_before = before.pack.as_ref() == Some(now);
    let follows = is_untouched(before);
    if before.theme == *now || follows {
        let changed = before.theme != *now;
        *(if changed { &mut report.changed } else { &mut report.unchanged }) += 1;
        let kept = Kept { theme: now.clone(), pack: Some(now.clone()), position, ..before.clone() };
        return (changed || !said_before || before.position != position).then_some(Decided { kept, changed });
    }
    report.unchanged += 1;
    if said_before {
        return None;
    }
    let remark = format!(
        "`{}` was changed here and stays as it is; the pack now says something else, see its page in the thesaurus",
        now.code
    );
    report.remarks.tell(remark);
    let kept = Kept { pack: Some(now.clone()), ..before.clone() };
    Some(Decided { kept, changed: false })
}

/// What is written for a term that the pack no longer has; nothing when the pack never had it or dropped it before.
fn dropped(report: &mut ImportReport, before: &Kept) -> Option<Decided> {
    let untouched = is_untouched(before);
    // One from before there were revisions came from a pack.
    let said = before.pack.as_ref().or_else(|| untouched.then_some(&before.theme))?;
    if said.retired {
        return None;
    }
    let gone = Theme { retired: true, ..said.clone() };
    if untouched {
        report.removed += 1;
        let kept = Kept { theme: gone.clone(), pack: Some(gone), ..before.clone() };
        return Some(Decided { kept, changed: true });
    }
    report
        .remarks
        .tell(format!("`{}` was changed here and stays, though the pack no longer has it", before.theme.code));
    let kept = Kept { pack: Some(gone), ..before.clone() };
    Some(Decided { kept, changed: false })
}

/// Whether the term is as the pack brought it.
fn is_untouched(kept: &Kept) -> bool {
    kept.revision == 0 || kept.pack.as_ref() == Some(&kept.theme)
}

#[cfg(test)]
mod tests {
    use kernel::{Lang, Text};

    use super::*;

    fn term(name: &str) -> Theme {
        let text = format!(r#"{{"code":"x","names":{{}},"synonyms":[],"broader":null,"related":[],"door":{}}}"#, false);
        let term: Theme = serde_json::from_str(&text).unwrap();
        Theme { names: Text::source(Lang::Nl, name), ..term }
    }

    fn kept(theme: &str, pack: Option<&str>) -> Kept {
        Kept { theme: term(theme), pack: pack.map(term), position: 0, place: None, revision: 3 }
    }

    #[test]
    fn the_pack_is_followed_until_somebody_changes_the_term() {
        let cases = [
            // here, what the pack said, what it says now; what stays, whether it changed, whether it is remarked upon
            (None, None, "a", "a", true, false),
            (Some("a"), Some("a"), "b", "b", true, false),
            (Some("mine"), Some("a"), "b", "mine", false, true),
            (Some("mine"), None, "b", "mine", false, true),
            (Some("b"), Some("a"), "b", "b", false, false),
        ];
        for (here, said, says, stays, changed, remarked) in cases {
            let mut report = ImportReport::default();
            let before = here.map(|here| kept(here, said));
            let decided = decide(&mut report, before.as_ref(), &term(says), 0).unwrap();
            assert_eq!((decided.kept.theme, decided.changed), (term(stays), changed), "{here:?} {says}");
            assert_eq!(decided.kept.pack, Some(term(says)));
            assert_eq!(report.remarks.kinds().len(), usize::from(remarked), "{here:?} {says}");
        }
        let mut report = ImportReport::default();
        assert!(decide(&mut report, Some(&kept("a", Some("a"))), &term("a"), 0).is_none(), "nothing to write");
        assert!(decide(&mut report, Some(&kept("mine", Some("a"))), &term("a"), 0).is_none(), "told once only");
        let moved = decide(&mut report, Some(&kept("a", Some("a"))), &term("a"), 7).unwrap();
        assert_eq!((moved.changed, moved.kept.position), (false, 7), "another place in the order is no new version");
    }

    #[test]
    fn what_the_pack_drops_goes_out_of_use_once_and_what_editors_made_stays() {
        let mut report = ImportReport::default();
        let gone = dropped(&mut report, &kept("a", Some("a"))).unwrap();
        assert!(gone.changed && gone.kept.theme.retired && is_untouched(&gone.kept));
        assert!(dropped(&mut report, &gone.kept).is_none(), "once");
        let back = decide(&mut report, Some(&gone.kept), &term("a"), 0).unwrap();
        assert!(back.changed && !back.kept.theme.retired, "the pack has it again");
        assert!(dropped(&mut report, &kept("mine", None)).is_none(), "an editor's own");
        let mine = dropped(&mut report, &kept("mine", Some("a"))).unwrap();
        assert!(!mine.changed && !mine.kept.theme.retired);
        let old = Kept { revision: 0, pack: None, ..kept("a", None) };
        assert!(dropped(&mut report, &old).unwrap().kept.theme.retired, "from before there were revisions");
        assert_eq!((report.removed, report.remarks.kinds().len()), (2, 1));
    }
}
