//! The page of figures: every number opens onto as many contacts; who may open none sees no small number.

use store::Store;
use testkit::{Client, World};

use crate::flows::{logged, steps, world};

/// Seven contacts on the general line, three on the psychologist line.
async fn busy(world: &World) -> (Client, Client) {
    let responder = world.responder("general").await;
    for (place, direct) in
        [("9001", "yes"), ("9001", "yes"), ("9001", "no"), ("", "yes"), ("", "no"), ("", "no"), ("", "no")]
    {
        logged(&responder, &[("place", place), ("direct", direct)]).await;
    }
    let psychologist = world.psychologist("psychologist").await;
    for direct in ["yes", "no", "no"] {
        logged(&psychologist, &[("line", "psychologist"), ("theme", "home_care"), ("direct", direct)]).await;
    }
    (responder, psychologist)
}

#[store::test(&steps())]
async fn every_number_on_the_page_opens_onto_as_many_contacts(store: Store) {
    let world = world(&store).await;
    busy(&world).await;
    let coordinator = world.coordinator().await;
    let page = coordinator.get("/helpdesk/figures").await.expect(200).outline();
    let numbers: Vec<_> = page
        .links
        .iter()
        .filter(|(text, href)| href.starts_with("/helpdesk/contacts?") && text.parse::<u64>().is_ok())
        .cloned()
        .collect();
    assert!(numbers.len() > 5, "{page}");
    for (number, href) in numbers {
        let list = coordinator.get(&href).await.expect(200).outline();
        let heading = if number == "1" { "1 contact".to_owned() } else { format!("{number} contacts") };
        assert!(list.headings.iter().any(|found| found.ends_with(&heading)), "{href}: {number}\n{list}");
    }
    assert!(page.says("42.9"), "{page}");
}

#[store::test(&steps())]
async fn a_coordinator_sees_of_a_confidential_line_only_numbers_that_are_large_enough(store: Store) {
    let world = world(&store).await;
    busy(&world).await;
    let coordinator = world.coordinator().await;
    let page = coordinator.get("/helpdesk/figures").await.expect(200).outline();
    assert!(page.says("Lines of which you see numbers only") && page.says("too small to show"), "{page}");
    let apart = coordinator.get("/helpdesk/figures?line=psychologist").await.expect(200).outline();
    assert!(apart.links.iter().all(|(_, href)| !href.starts_with("/helpdesk/contacts?")), "{apart}");
    let csv = coordinator.get("/helpdesk/figures.csv?line=psychologist").await.expect(200).text();
    assert!(csv.contains("withheld") && !csv.contains(",3,"), "{csv}");
}

#[store::test(&steps())]
async fn an_analyst_sees_one_line_at_a_time_and_opens_nothing(store: Store) {
    let world = world(&store).await;
    busy(&world).await;
    let analyst = world.analyst().await;
    let page = analyst.get("/helpdesk/figures").await.expect(200).outline();
    assert!(page.says("7 contacts") && page.says("too small to show"), "{page}");
    assert!(page.links.iter().all(|(_, href)| !href.starts_with("/helpdesk/contacts")), "{page}");
    assert_eq!(page.field("line"), Some("general"), "no sum over lines is offered");
    let range = analyst.get("/helpdesk/figures?from=2026-01&until=2026-03").await.expect(200).outline();
    assert!(range.says("Choose a month or a year") && !range.says("7 contacts"), "{range}");
}

/// The contacts that a table for spreadsheets tells, by dimension, value and period.
fn counts(csv: &str) -> Vec<([String; 3], i64)> {
    let row = |line: &str| {
        let cells: Vec<String> = line.split(',').map(str::to_owned).collect();
        let computed = cells.first()? == "helpdesk.contacts" && cells.get(9)? == "computed";
        let about = [cells.get(1)?.clone(), cells.get(2)?.clone(), cells.get(4)?.clone()];
        Some((about, cells.get(5).filter(|_| computed)?.parse().ok()?))
    };
    csv.lines().filter_map(row).collect()
}

#[store::test(&steps())]
async fn no_two_answers_betray_a_small_count_by_subtraction(store: Store) {
    let world = world(&store).await;
    busy(&world).await;
    let director = world.somebody(&[(access::Role::Director, access::Scope::Everywhere)]).await;
    for reader in [&director, &world.analyst().await] {
        let mut all: Vec<([String; 3], i64)> = Vec::new();
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
                let same = [0, 2].into_iter().all(|part| about[part] == other[part])
                    && (about[1] == other[1] || about[0] == "line");
                assert!(!same || !(1..5).contains(&(n - m)), "{about:?} {n} and {other:?} {m} tell {}", n - m);
            }
        }
    }
}

#[store::test(&steps())]
async fn a_target_is_named_with_its_line_and_the_title_is_set_as_the_language_wants(store: Store) {
    let world = world(&store).await;
    busy(&world).await;
    let coordinator = world.coordinator().await;
    let page = coordinator.get("/helpdesk/figures").await.expect(200).outline();
    assert!(page.says("Psychologist line: target 60%"), "{page}");
    let session = coordinator.session().unwrap();
    let french = world.visitor().speaking(kernel::Lang::Fr).with_session(&session);
    let page = french.get("/helpdesk/figures").await.expect(200).text();
    assert!(page.contains("Le helpdesk en chiffres\u{a0}: 2026"), "a colon follows a space that does not break");
}

#[store::test(&steps())]
async fn what_was_declared_stands_beside_what_is_computed(store: Store) {
    let world = world(&store).await;
    busy(&world).await;
    let coordinator = world.coordinator().await;
    let page = coordinator.get("/helpdesk/figures").await.expect(200).outline();
    assert!(page.says("2021, declared") && page.says("40") && page.says("2026, computed"), "{page}");
    assert!(page.says("Invented"), "the source: {page}");
    let csv = coordinator.get("/helpdesk/figures.csv").await.expect(200);
    assert_eq!(csv.header("content-type"), Some("text/csv; charset=utf-8"));
    let text = csv.text();
    assert!(text.contains("helpdesk.contacts,line,general,Helpdesk,2021,40,contacts,,,declared,Invented"), "{text}");
    assert!(text.contains("helpdesk.contacts,line,general,Helpdesk,2026,7,contacts,7,,computed,"), "{text}");
}

#[store::test(&steps())]
async fn without_records_there_is_no_data_rather_than_zero(store: Store) {
    let world = world(&store).await;
    let coordinator = world.coordinator().await;
    let page = coordinator.get("/helpdesk/figures").await.expect(200).outline();
    let zero = |line: &String| ["0", "0 %", "0%"].contains(&line.trim());
    assert!(page.says("no data") && !page.lines.iter().any(zero) && !page.says(" 0 %"), "{page}");
    busy(&world).await;
    let before = coordinator.get("/helpdesk/figures?period=2020").await.expect(200).outline();
    assert!(before.says("no data"), "{before}");
}

#[store::test(&steps())]
async fn the_psychologist_sees_the_line_against_its_target(store: Store) {
    let world = world(&store).await;
    let (_, psychologist) = busy(&world).await;
    let page = psychologist.get("/helpdesk/figures").await.expect(200).outline();
    assert!(page.says("target 60") && page.says("1 of 3 contacts") && page.says("Show the 3 contacts"), "{page}");
}

#[store::test(&steps())]
async fn demo_contacts_are_many_marked_and_the_same_again(store: Store) {
    let world = world(&store).await;
    let tx = store.begin().await.unwrap();
    let made = helpdesk::demo_contacts(&world.house, &world.system(), &tx).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(made, 40);
    let coordinator = world.coordinator().await;
    let figures = coordinator.get("/helpdesk/figures?period=2025").await.expect(200).outline();
    assert!(figures.says("invented contacts"), "{figures}");
    let list = coordinator.get("/helpdesk/contacts").await.expect(200).outline();
    assert!(list.says("example"), "{list}");
}
