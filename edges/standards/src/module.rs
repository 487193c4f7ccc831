//! The standards as the whole sees them.

use std::sync::{Arc, Mutex};

use directory::{FrontDesk, Withdrawing};
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::{House, Module, StartFault};
use store::{Store, StoreError};
use territory::Gazetteers;
use web::{Catalogue, NavItem, Right, Routes};

use crate::hsds::{self, Memory};
use crate::opendata::{self, Keeper, OPEN_DATA, keep_made};
use crate::publication::withdrawing::withdraw;
use crate::publishing::{Publisher, keep_published};
use crate::shelf::Shelf;
use crate::{COLUMNS, MIGRATIONS, RIGHTS, TEXTS};
use crate::{changes, entries, federation, fhir, installation, tokens};

/// The standards. They build on the territory and the directory.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        columns: COLUMNS,
        rights: RIGHTS,
        configuration: &[OPEN_DATA, "peer"],
        routes,
        nav: &[NavItem { path: "/directory/peers", label: "standards-peers", right: federation::KEEP, order: 170 }],
        foot: &[
            NavItem { path: "/opendata", label: "standards-open-data", right: Right::Public, order: 40 },
            NavItem {
                path: "/me/tokens",
                label: "standards-tokens",
                right: Right::Action("access.make_token"),
                order: 50,
            },
        ],
        jobs: |house| vec![opendata::handler(), federation::handler(house), federation::leaver(house)],
        keys: &opendata::KEYS,
        attend: Some(attend),
        furnish: Some(furnish),
        tasks: &[keep_published, keep_made, federation::keep_asking],
        ..Module::new("standards", TEXTS)
    }
}

fn routes() -> Routes<House> {
    let open = hsds::routes().merge(fhir::routes()).merge(changes::routes()).merge(opendata::routes());
    open.merge(entries::routes()).merge(tokens::routes()).merge(federation::routes())
}

/// What is published of a place is taken back where it becomes secret.
fn attend(store: &Store) {
    store.keep(Withdrawing(withdraw));
}

fn furnish(house: &House) -> BoxFuture<'_, Result<(), StartFault>> {
    async move {
        installation::make_sure(house).await?;
        let gazetteers = house.fixtures.get::<Gazetteers>()?;
        let desk = house.fixtures.get::<FrontDesk>()?;
        house.fixtures.install(Publisher {
            store: house.store.clone(),
            clock: house.clock.clone(),
            gazetteers,
            catalogue: Arc::new(Catalogue::load(&[directory::TEXTS, TEXTS])?),
            country: desk.country.clone(),
            assurer: desk.email.clone(),
            zone: house.time_zone.clone(),
            lapsed_on: Mutex::default(),
            holder: house.random.uuid(house.clock.now()),
        });
        house.fixtures.install(Keeper::new(house)?);
        house.fixtures.install(Shelf::default());
        house.fixtures.install(Memory::default());
        Ok(())
    }
    .boxed()
}

/// Publishes what changed and lets this process see it, as the task beside the server does all the time. For tests and
/// commands; answers how many publications changed.
///
/// # Errors
/// When the database fails.
pub async fn bring_up_to_date(house: &House) -> Result<u64, StartFault> {
    let published = house.fixtures.get::<Publisher>()?.catch_up().await?;
    house.fixtures.get::<Shelf>()?.refresh(house.store.read()).await?;
    Ok(published)
}

/// Asks for another edition of the open data when one is due, as the task beside the server does.
///
/// # Errors
/// When the database fails.
pub async fn ask_for_open_data(house: &House) -> Result<(), StoreError> {
    opendata::ask(house).await
}

/// Makes the files of the open data of the edition that was declared last, as the task beside the server does. For tests and
/// commands; answers whether there were new ones to make.
///
/// # Errors
/// When the database fails, or the data directory cannot be written.
pub async fn make_open_data(house: &House) -> Result<bool, StartFault> {
    Ok(house.fixtures.get::<Keeper>()?.catch_up(house).await?)
}
