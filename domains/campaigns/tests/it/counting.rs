//! Figures of campaigns: counted in the month in which they began, and each opening onto them.

use campaigns::measures::{ANSWERED, ASKED, CALLS, CONFIRMED, CORRECTED, COST, LETTERS, MEASURES};
use figures::{By, Question, Value, table, total};
use store::Store;

use crate::world::{days_later, editor, link_of, prepare, start, steps, testland};

#[store::test(&steps())]
async fn what_was_asked_answered_and_spent_stands_in_the_month_of_the_beginning(store: Store) {
    let world = testland(&store).await;
    let who = editor(&world).await;
    let campaign = prepare(&who, &[]).await;
    let year = Question::over(world.clock().now().day_in(&jiff::tz::TimeZone::UTC).to_string()[..4].parse().unwrap());
    for measure in MEASURES {
        assert_eq!(total(&store.read().clone(), measure, &year).await.unwrap().value, Value::NoData, "{measure:?}");
    }
    start(&world, &who, &campaign).await;
    let visitor = world.visitor();
    let link = link_of(&world, "nurses@example.org");
    visitor.get(&link).await.expect(200);
    visitor.post(&format!("{link}/confirm"), &[]).await.expect(303);
    let list = who.get("/campaigns/calls").await.expect(200).outline();
    let (_, ask) = list.links.iter().find(|(name, _)| name.contains("Refuge")).unwrap();
    let call = who.get(ask).await.expect(200).outline().field("call").unwrap().to_owned();
    let called = [("call", call.as_str()), ("outcome", "gone"), ("minutes", "6")];
    who.post(&format!("{ask}/call"), &called).await.expect(303);
    days_later(&world, 40).await;
    let counted = [(ASKED, 3.0), (ANSWERED, 2.0), (CONFIRMED, 1.0), (CORRECTED, 0.0), (CALLS, 1.0)];
    for (measure, expected) in counted {
        let found = total(store.read(), &measure, &year).await.unwrap();
        assert_eq!(found.value, Value::Known(expected), "{measure:?}");
    }
    let letters = total(store.read(), &LETTERS, &year).await.unwrap().numerator.unwrap();
    assert_eq!(letters, i64::try_from(world.letters().len()).unwrap());
    let cost = total(store.read(), &COST, &year).await.unwrap().numerator.unwrap();
    assert_eq!(cost, letters * 50 + 6 * 100, "fifty cents a letter, a euro a minute");
    let by = By { dimension: "month", values: &[] };
    let months = table(store.read(), &LETTERS, &year, by).await.unwrap().rows;
    let [month] = months.as_slice() else { panic!("one month: {months:?}") };
    assert_eq!(month.figure.numerator, Some(letters), "reminders of later months count with the beginning");
    let who = editor(&world).await;
    let page = who.get("/campaigns/figures").await.expect(200).outline();
    assert!(page.says("March 2026") && !page.says("December 2026"), "months to come say nothing\n{page}");
    let opened = page.links.iter().find(|(_, href)| href.ends_with(&format!("period={}", month.value))).unwrap();
    let list = who.get(&opened.1).await.expect(200).outline();
    assert!(list.says("Test round") && list.says("Campaigns that began in"), "{list}");
    assert!(!who.get("/campaigns?period=2020").await.expect(200).outline().says("Test round"));
    who.get("/campaigns/figures?year=x").await.expect(400);
    world.visitor().get("/campaigns/figures").await.expect(303);
}
