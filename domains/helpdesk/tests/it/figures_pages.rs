//! The page of figures: every number opens onto as many contacts; who may open none sees no small number.

use store::Store;
use testkit::{Client, World};

use crate::flows::{logged, steps, world};

/// Seven contacts on the general line, three on the psychologist line.
pub async fn busy(world: &World) -> (Client, Client) {
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
async fn a_target_stands_beside_the_figure_of_its_line_only_and_the_title_is_set_as_the_language_wants(store: Store) {
    let world = world(&store).await;
    busy(&world).await;
    let coordinator = world.coordinator().await;
    let page = coordinator.get("/helpdesk/figures").await.expect(200);
    assert!(!page.outline().says("target 60%"), "the share of other lines has no target: {}", page.outline());
    let apart = page.text().split("Lines of which you see numbers only").nth(2).unwrap().to_owned();
    assert!(apart.split("</table>").next().unwrap().contains("60%"), "beside its own share: {apart}");
    let line = coordinator.get("/helpdesk/figures?line=psychologist").await.expect(200).outline();
    assert!(line.says("target 60%"), "{line}");
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
    let declared = "helpdesk.contacts,Contacts,By line,general,Helpdesk,2021,40,contacts,,,,declared,Invented";
    assert!(text.contains(declared), "{text}");
    assert!(
        text.contains("helpdesk.contacts,Contacts,By line,general,Helpdesk,2026,7,contacts,,7,,computed,,"),
        "{text}"
    );
}

#[store::test(&steps())]
async fn the_table_for_spreadsheets_speaks_the_reader_s_language(store: Store) {
    let world = world(&store).await;
    let (_, psychologist) = busy(&world).await;
    let session = psychologist.session().unwrap();
    let csv = async |lang| {
        let reader = world.visitor().speaking(lang).with_session(&session);
        reader.get("/helpdesk/figures.csv").await.expect(200).text()
    };
    let (nl, fr, en) = (csv(kernel::Lang::Nl).await, csv(kernel::Lang::Fr).await, csv(kernel::Lang::En).await);
    assert!(nl.starts_with("\u{feff}Code van het cijfer;Cijfer;Verdeling;") && nl.contains(";Streefcijfer;"), "{nl}");
    assert!(fr.starts_with("\u{feff}Code du chiffre;Chiffre;") && fr.contains(";Objectif;"), "{fr}");
    assert!(en.starts_with("\u{feff}Code of the figure,Figure,"), "{en}");
    assert!(nl.contains(";;;;2026;33,3;%;60;1;3;berekend;;"), "{nl}");
    assert!(fr.contains(";;;;2026;33,3;%;60;1;3;calculé;;"), "{fr}");
    assert!(en.contains(",,,,2026,33.3,%,60,1,3,computed,,"), "{en}");
    assert!(nl.contains("geen gegevens") && !nl.contains("no data"), "{nl}");
    let columns = |text: &str, mark: char| {
        text.lines().map(|line| line.matches(mark).count()).collect::<std::collections::BTreeSet<_>>()
    };
    assert_eq!((columns(&nl, ';').len(), columns(&fr, ';').len()), (1, 1), "as many cells in each row");
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
    let csv = coordinator.get("/helpdesk/figures.csv?period=2025").await.expect(200).text();
    let computed = csv.lines().filter(|line| line.contains(",computed,"));
    assert!(computed.clone().count() > 1 && computed.clone().all(|line| line.ends_with(",yes")), "{csv}");
    assert!(csv.lines().filter(|line| line.contains(",declared,")).all(|line| line.ends_with(',')), "{csv}");
}
