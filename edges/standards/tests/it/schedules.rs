//! When it is open, as calendars say it, and what no calendar says in words.

use axum::http::Method;
use serde_json::{Value, json};
use store::Store;
use testkit::World;

use crate::program::Program;
use crate::schemas::Schemas;
use crate::world::{hsds, publish, steps, testland};

fn at() -> directory::ServiceAtLocationId {
    directory::ServiceAtLocationId::of(&directory::Origin::new(directory::Origin::PACK, "test_home_nursing"))
}

/// Publishes a place with these hours; answers it as HSDS and as FHIR have it.
async fn told(world: &World, hours: &str) -> (Value, Value) {
    let program = Program::of_editor(world, "write").await;
    let path = format!("/api/v1/entries/service_at_location/{}", at());
    let sent = json!({ "fields": { "opening_hours": hours } });
    program.send(Method::PATCH, &path, &[("if-match", "*")], Some(sent)).await.expect(200);
    publish(world).await;
    let client = world.visitor();
    let hsds = hsds(&client, &format!("/service_at_locations/{}", at())).await;
    (hsds, client.get(&format!("/fhir/R4/HealthcareService/{}", at())).await.expect(200).json())
}

#[store::test(&steps())]
async fn rounds_are_told_as_calendars_have_them(store: Store) {
    let world = testland(&store).await;
    let schemas = Schemas::of_the_specification();
    let weekdays =
        json!({ "freq": "WEEKLY", "wkst": "MO", "byday": "MO,TU,WE,TH,FR", "opens_at": "09:00", "closes_at": "12:00" });
    for (hours, expected) in [
        (
            "week 01-53/2 We 14:00-16:00",
            vec![
                json!({
                    "freq": "WEEKLY", "interval": 2, "wkst": "MO", "byday": "WE", "dtstart": "2025-12-31",
                    "until": "2026-12-30", "opens_at": "14:00", "closes_at": "16:00",
                }),
                json!({
                    "freq": "WEEKLY", "interval": 2, "wkst": "MO", "byday": "WE", "dtstart": "2027-01-06",
                    "until": "2032-12-29", "opens_at": "14:00", "closes_at": "16:00",
                }),
            ],
        ),
        (
            "Mo-Fr 09:00-12:00; Sa[1,3] 10:00-11:00",
            vec![
                weekdays.clone(),
                json!({ "freq": "MONTHLY", "byday": "1SA,3SA", "opens_at": "10:00", "closes_at": "11:00" }),
            ],
        ),
        ("Mo-Fr 09:00-12:00; Jul Sa 10:00-11:00", vec![weekdays, json!({})]),
    ] {
        let (record, _) = told(&world, hours).await;
        let rows = record["schedules"].as_array().unwrap().clone();
        assert_eq!(rows.len(), expected.len(), "{record:#}");
        for (mut row, expected) in rows.into_iter().zip(expected) {
            if let Some(schemas) = &schemas {
                assert_eq!(schemas.faults("schedule.json", &row), Vec::<String>::new(), "{row}");
            }
            let members = row.as_object_mut().unwrap();
            assert!(members.remove("id").is_some(), "{hours}");
            assert_eq!(members.remove("description"), Some(json!(hours)), "its words stay beside it");
            assert_eq!(row, expected, "{hours}");
        }
        assert_eq!(record["opening_hours"], hours, "as it was written");
    }
}

#[store::test(&steps())]
async fn exceptions_are_what_the_week_of_fhir_does_not_say(store: Store) {
    let world = testland(&store).await;
    for (hours, week, beyond) in [
        ("Mo-Fr 09:00-12:00,13:00-17:00", 2, Value::Null),
        ("Mo-Fr 09:00-12:00; Sa off", 1, Value::Null),
        ("Mo-Fr 09:00-12:00; PH off", 1, json!("PH off")),
        ("Mo-Fr 09:00-12:00; Sa[1,3] 10:00-11:00", 1, json!("Sa[1,3] 10:00-11:00")),
        ("Mo 09:00-12:00; week 01-53/2 We 14:00-16:00", 1, json!("week 01-53/2 We 14:00-16:00")),
        ("Mo-Fr 09:00-12:00; Dec 24-26 off", 1, json!("Mo-Fr 09:00-12:00; Dec 24-26 off")),
        ("Mar-Oct Mo 09:00-10:00", 0, json!("Mar-Oct Mo 09:00-10:00")),
    ] {
        let (_, service) = told(&world, hours).await;
        let said = service["availableTime"].as_array().map_or(0, Vec::len);
        assert_eq!((said, &service["availabilityExceptions"]), (week, &beyond), "{hours}: {service:#}");
    }
}
