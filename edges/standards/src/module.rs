//! The standards as the whole sees them.

use std::sync::Arc;

use directory::FrontDesk;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::{House, Module, StartFault};
use territory::Gazetteers;
use web::Catalogue;

use crate::hsds::{self, Memory};
use crate::publishing::{Publisher, keep_published};
use crate::shelf::Shelf;
use crate::{COLUMNS, MIGRATIONS, TEXTS};
use crate::{changes, fhir};

/// The standards. They build on the territory and the directory.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        columns: COLUMNS,
        routes: || hsds::routes().merge(fhir::routes()).merge(changes::routes()),
        furnish: Some(furnish),
        tasks: &[keep_published],
        ..Module::new("standards", TEXTS)
    }
}

fn furnish(house: &House) -> BoxFuture<'_, Result<(), StartFault>> {
    async move {
        let gazetteers = house.fixtures.get::<Gazetteers>()?;
        let desk = house.fixtures.get::<FrontDesk>()?;
        house.fixtures.install(Publisher {
            store: house.store.clone(),
            clock: house.clock.clone(),
            gazetteers,
            catalogue: Arc::new(Catalogue::load(&[directory::TEXTS, TEXTS])?),
            country: desk.country.clone(),
            holder: house.random.uuid(house.clock.now()),
        });
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
