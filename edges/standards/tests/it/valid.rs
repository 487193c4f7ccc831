//! Every answer of every endpoint fits the schemas of the specification, and says nothing that the profile does not describe.

use kernel::Lang;
use serde_json::Value;
use store::Store;
use testkit::{Client, World};

use crate::schemas::Schemas;
use crate::world::{LISTS, brussels, contents, hsds, profile, steps, testland};

/// Records of each list that are asked for one by one.
const SAMPLES: usize = 40;

struct Judge {
    plain: Schemas,
    strict: Schemas,
}

impl Judge {
    async fn new(client: &Client) -> Option<Self> {
        let strict = Schemas::with_profile(profile(client).await)?;
        Some(Self { plain: Schemas::of_the_specification()?, strict })
    }

    fn check(&self, what: &str, (plain, strict): (&str, &str), record: &Value) {
        let faults = self.plain.faults(plain, record);
        assert!(faults.is_empty(), "{what} by {plain}: {faults:?}\n{record:#}");
        let faults = self.strict.faults(strict, record);
        assert!(faults.is_empty(), "{what} by the profile's {strict}: {faults:?}\n{record:#}");
        no_nulls(what, record);
    }
}

fn no_nulls(what: &str, value: &Value) {
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        assert!(!value.is_null(), "{what} holds null");
        open.extend(value.as_object().into_iter().flat_map(|object| object.values()));
        open.extend(value.as_array().into_iter().flatten());
    }
}

async fn all_is_valid(world: &World) {
    let client = world.visitor();
    let Some(judge) = Judge::new(&client).await else { return };
    for lang in Lang::ALL {
        for (list, short, whole) in LISTS {
            let page = hsds(&client, &format!("/{list}?per_page=500&lang={lang}")).await;
            assert!(!contents(&page).is_empty(), "{list} is empty");
            for record in contents(&page) {
                judge.check(list, (short, whole), record);
            }
            let full = hsds(&client, &format!("/{list}?per_page=500&full=true&lang={lang}")).await;
            for record in contents(&full) {
                judge.check(&format!("{list} in full"), (whole, whole), record);
            }
            for record in contents(&page).iter().take(SAMPLES) {
                let path = format!("/{list}/{}?lang={lang}", record["id"].as_str().unwrap());
                judge.check(&path, (whole, whole), &hsds(&client, &path).await);
            }
        }
        let path = format!("/organizations?full_service=true&lang={lang}");
        for record in contents(&hsds(&client, &path).await) {
            judge.check("organizations with their services", ("organization.json", "organization.json"), record);
        }
    }
}

#[store::test(&steps())]
async fn everything_in_testland_is_valid(store: Store) {
    all_is_valid(&testland(&store).await).await;
}

#[store::test(&steps())]
async fn everything_in_brussels_is_valid(store: Store) {
    all_is_valid(&brussels(&store).await).await;
}

#[store::test(&steps())]
async fn a_record_is_the_same_in_a_list_and_alone(store: Store) {
    let world = brussels(&store).await;
    let client = world.visitor();
    for (list, _, _) in LISTS {
        let page = hsds(&client, &format!("/{list}?per_page=30&full=true&lang=fr")).await;
        for record in contents(&page) {
            let alone = hsds(&client, &format!("/{list}/{}?lang=fr", record["id"].as_str().unwrap())).await;
            assert_eq!(*record, alone, "{list}");
        }
        let brief = hsds(&client, &format!("/{list}?per_page=30&lang=fr")).await;
        for (brief, whole) in contents(&brief).iter().zip(contents(&page)) {
            for (field, value) in brief.as_object().unwrap() {
                let known = whole.get(field).unwrap_or_else(|| panic!("{list} loses {field} in full"));
                assert!(value.is_object() || known == value, "{list}.{field}");
            }
        }
    }
}
