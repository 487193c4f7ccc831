//! Figures for readers who may not open the contacts: whatever they look at, and whenever, no single contact shows.

use access::{Role, Scope};
use store::Store;
use testkit::{Client, World};

use crate::figures_pages::busy;
use crate::flows::{logged, steps, world};

/// Lets the running month end.
fn a_month_later(world: &World) {
    world.clock().advance(jiff::Span::new().days(30));
}

/// A contact on the psychologist's line.
async fn on_the_psychologists_line(psychologist: &Client, direct: &str, more: &[(&str, &str)]) {
    let fields = [("line", "psychologist"), ("theme", "home_care"), ("direct", direct)];
    logged(psychologist, &[&fields, more].concat()).await;
}

#[store::test(&steps())]
async fn a_coordinator_sees_of_a_confidential_line_only_numbers_that_are_large_enough(store: Store) {
    let world = world(&store).await;
    busy(&world).await;
    a_month_later(&world);
    let coordinator = world.coordinator().await;
    let page = coordinator.get("/helpdesk/figures?period=2026-03").await.expect(200).outline();
    assert!(page.says("Lines of which you see numbers only") && page.says("too small to show"), "{page}");
    let year = coordinator.get("/helpdesk/figures").await.expect(200).outline();
    assert!(year.says("after the end of the year") && !year.says("too small to show"), "{year}");
    let apart = coordinator.get("/helpdesk/figures?line=psychologist").await.expect(200).outline();
    assert!(apart.links.iter().all(|(_, href)| !href.starts_with("/helpdesk/contacts?")), "{apart}");
    assert!(apart.says("of months that are over"), "the rule stands on the page: {apart}");
    let csv = coordinator.get("/helpdesk/figures.csv?line=psychologist").await.expect(200).text();
    assert!(csv.contains("after the end of the year") && !csv.contains(",3,"), "{csv}");
}

/// All that a reader can see of the psychologist's line.
async fn seen(reader: &Client) -> Vec<String> {
    let mut seen = Vec::new();
    for period in ["2026", "2026-04", "2026-03", "2026-02", "2025"] {
        for line in ["", "&line=psychologist"] {
            let page = reader.get(&format!("/helpdesk/figures?period={period}{line}")).await.expect(200).outline();
            seen.extend(page.lines);
            let csv = reader.get(&format!("/helpdesk/figures.csv?period={period}{line}")).await.expect(200).text();
            seen.push(csv);
        }
    }
    seen
}

#[store::test(&steps())]
async fn who_looks_before_and_after_a_contact_learns_nothing_of_it(store: Store) {
    let world = world(&store).await;
    let psychologist = world.psychologist("psychologist").await;
    for _ in 0..7 {
        on_the_psychologists_line(&psychologist, "yes", &[]).await;
        on_the_psychologists_line(&psychologist, "no", &[]).await;
    }
    a_month_later(&world);
    let psychologist = world.psychologist("psychologist").await;
    let director = world.somebody(&[(Role::Director, Scope::Everywhere)]).await;
    for reader in [world.coordinator().await, world.analyst().await, director] {
        let before = seen(&reader).await;
        assert!(before.iter().any(|line| line.contains("14")) && !before.iter().any(|line| line.contains("50%")));
        on_the_psychologists_line(&psychologist, "no", &[("place", "9001")]).await;
        on_the_psychologists_line(&psychologist, "yes", &[("at", "2026-03-05T10:00")]).await;
        on_the_psychologists_line(&psychologist, "yes", &[("at", "2019-03-05T10:00")]).await;
        let after = seen(&reader).await;
        let changed = before.iter().zip(&after).find(|(before, after)| before != after);
        assert_eq!((changed, after.len()), (None, before.len()));
    }
    a_month_later(&world);
    let coordinator = world.coordinator().await;
    let page = coordinator.get("/helpdesk/figures?line=psychologist&period=2026-04").await.expect(200).outline();
    assert!(page.says("9 contacts"), "once the month is over they count, in the month of their logging: {page}");
}

#[store::test(&steps())]
async fn the_one_contact_of_a_small_month_changes_nothing_but_that_the_month_is_withheld(store: Store) {
    let world = world(&store).await;
    let psychologist = world.psychologist("psychologist").await;
    for direct in ["yes", "no"].repeat(7) {
        on_the_psychologists_line(&psychologist, direct, &[("place", "9001")]).await;
    }
    a_month_later(&world);
    let before = seen(&world.coordinator().await).await;
    let psychologist = world.psychologist("psychologist").await;
    on_the_psychologists_line(&psychologist, "no", &[("inquirer", "gp"), ("place", "9001")]).await;
    a_month_later(&world);
    let coordinator = world.coordinator().await;
    for path in
        ["/helpdesk/figures?line=psychologist&period=2026", "/helpdesk/figures.csv?line=psychologist&period=2026"]
    {
        let after = coordinator.get(path).await.expect(200).text();
        for word in ["General practitioner", "50%", "15 contacts", ",15,"] {
            assert_eq!(
                after.contains(word),
                before.iter().any(|line| line.contains(word)),
                "{word} in {path}: {after}"
            );
        }
    }
}

#[store::test(&steps())]
async fn a_guarded_rate_is_told_in_whole_per_cents(store: Store) {
    let world = world(&store).await;
    let psychologist = world.psychologist("psychologist").await;
    for direct in ["yes"; 7].into_iter().chain(["no"; 5]) {
        on_the_psychologists_line(&psychologist, direct, &[]).await;
    }
    let own = psychologist.get("/helpdesk/figures").await.expect(200).outline();
    assert!(own.says("58.3%"), "who may open the contacts sees it as it is: {own}");
    a_month_later(&world);
    let early = world.coordinator().await.get("/helpdesk/figures?line=psychologist").await.expect(200).outline();
    assert!(early.says("12") && !early.says("58%"), "the share is told once the year is over: {early}");
    world.clock().advance(jiff::Span::new().days(300));
    let coordinator = world.coordinator().await;
    for path in ["/helpdesk/figures?period=2026", "/helpdesk/figures?line=psychologist&period=2026"] {
        let page = coordinator.get(path).await.expect(200).outline();
        assert!(page.says("58%") && !page.says("58.3"), "{path}: {page}");
    }
    let csv = coordinator.get("/helpdesk/figures.csv?line=psychologist&period=2026").await.expect(200).text();
    assert!(csv.contains(",2026,58,%,60,,,computed,") && !csv.contains("58.3"), "{csv}");
}

#[store::test(&steps())]
async fn an_analyst_sees_one_line_at_a_time_and_opens_nothing(store: Store) {
    let world = world(&store).await;
    busy(&world).await;
    let early = world.analyst().await.get("/helpdesk/figures?period=2026-03").await.expect(200).outline();
    assert!(early.says("not over yet") && !early.says("7 contacts"), "{early}");
    a_month_later(&world);
    let analyst = world.analyst().await;
    let page = analyst.get("/helpdesk/figures").await.expect(200).outline();
    assert!(page.says("7 contacts") && page.says("after the end of the year"), "{page}");
    assert!(page.says("January 2026 to March 2026"), "the title says which months count: {page}");
    assert!(page.links.iter().all(|(_, href)| !href.starts_with("/helpdesk/contacts")), "{page}");
    assert_eq!(page.field("line"), Some("general"), "no sum over lines is offered");
    let range = analyst.get("/helpdesk/figures?from=2026-01&until=2026-03").await.expect(200).outline();
    assert!(range.says("Choose a month or a year") && !range.says("7 contacts"), "{range}");
}

/// The contacts that a table for spreadsheets tells, by split and value.
fn counts(csv: &str) -> Vec<([String; 2], i64)> {
    let row = |line: &str| {
        let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        let computed = cells.first()? == "helpdesk.contacts" && cells.get(11)? == "computed";
        let about = [cells.get(2)?.clone(), cells.get(3)?.clone()];
        Some((about, cells.get(6).filter(|_| computed)?.parse().ok()?))
    };
    csv.lines().filter_map(row).collect()
}

#[store::test(&steps())]
async fn no_two_answers_betray_a_small_count_by_subtraction(store: Store) {
    let world = world(&store).await;
    busy(&world).await;
    a_month_later(&world);
    let director = world.somebody(&[(Role::Director, Scope::Everywhere)]).await;
    for reader in [&director, &world.analyst().await] {
        let mut all: Vec<([String; 2], i64)> = Vec::new();
        for period in ["2026", "2026-03", "2026-02"] {
            for line in ["", "&line=general", "&line=psychologist"] {
                let query = format!("period={period}{line}");
                all.extend(counts(&reader.get(&format!("/helpdesk/figures.csv?{query}")).await.expect(200).text()));
                let page = reader.get(&format!("/helpdesk/figures?{query}")).await.expect(200).outline();
                assert!(!page.says("10 contacts") && !page.says("3 contacts"), "{query}: {page}");
            }
        }
        assert!(all.iter().any(|(_, n)| *n == 7), "the counts that are large enough are told: {all:?}");
        for (about, n) in &all {
            for (other, m) in &all {
                let same = about[0] == other[0] && (about[1] == other[1] || about[0] == "By line");
                assert!(!same || !(1..5).contains(&(n - m)), "{about:?} {n} and {other:?} {m} tell {}", n - m);
            }
        }
    }
}
