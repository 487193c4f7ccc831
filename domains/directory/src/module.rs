//! The department as the whole sees it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::{House, Module, PackPart, StartFault};
use search::Index;
use territory::{Sources, ZonePart};
use tokio::sync::watch;
use web::{Failure, NavItem, Right};

use crate::import::choice::OPEN_MAP;
use crate::sheet::pages::LinkGate;
use crate::{
    COLUMNS, Calendar, Finder, FrontDesk, MIGRATIONS, RIGHTS, Services, TEXTS, import, lexicon, pack, pages, proposal,
    thesaurus_revision, upload,
};

/// How long a term changed by another process may stay unknown to the search.
const LOOK_EVERY: Duration = Duration::from_millis(400);
/// Looks between two readings of the whole thesaurus: what a pack only orders otherwise makes no revision.
const IN_FULL_EVERY: u32 = 150;

/// The directory.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        columns: COLUMNS,
        rights: RIGHTS,
        configuration: &["pack_file", "source"],
        routes: pages::routes,
        jobs: |house| vec![crate::duplicates::finding::handler(), upload::handler(house)],
        nav: &[
            NavItem { path: "/", label: "directory-nav", right: Right::Public, order: 10 },
            NavItem { path: "/themes", label: "directory-themes", right: Right::Public, order: 20 },
            NavItem {
                path: "/directory/worklist",
                label: "directory-nav-worklist",
                right: Right::Action("directory.edit"),
                order: 150,
            },
        ],
        foot: &[NavItem { path: "/embed/make", label: "directory-embed-foot", right: Right::Public, order: 50 }],
        sources: |_| vec![Arc::new(Services::default())],
        lexicon: Some(|_| async { Ok(lexicon()) }.boxed()),
        pack: Some(PackPart { check: pack::check, load: pack::boxed }),
        keys: &crate::front::KEYS,
        imports: &[import::KIND],
        furnish: Some(furnish),
        tasks: &[keep_learning, proposal::sweep, upload::sweep],
        ..Module::new("directory", TEXTS)
    }
}

fn furnish(house: &House) -> BoxFuture<'_, Result<(), StartFault>> {
    async move {
        let desk = FrontDesk::read(&house.pack)?;
        let calendar = Calendar::new(&desk.country, house.time_zone.clone());
        let index = house.fixtures.get::<Index>()?;
        let finder = Finder::new((*index).clone(), calendar.clone(), house.clock.clone());
        finder.learn(house.store.read()).await?;
        let sources = house.fixtures.get::<Sources>()?;
        house.fixtures.install(sources.with(OPEN_MAP));
        house.fixtures.install(desk);
        house.fixtures.install(calendar);
        house.fixtures.install(finder);
        let finder = house.fixtures.get::<Finder>()?;
        house.fixtures.install(ZonePart::new(move |page, zone| pages::zone::draw(page, &finder, zone)));
        house.fixtures.install(LinkGate::new(house.random.clone()));
        house.fixtures.install(upload::Gauge::default());
        Ok(())
    }
    .boxed()
}

/// Lets the finder learn changed terms until told to stop: as soon as the thesaurus has another revision, and now and then.
fn keep_learning(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        let (mut known, mut looks) = (None, 0);
        loop {
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
            looks += 1;
            match learn(&house, known.filter(|_| looks < IN_FULL_EVERY)).await {
                Ok(Some(revision)) => (known, looks) = (Some(revision), 0),
                Ok(None) => {}
                Err(error) => tracing::warn!(%error, "the thesaurus could not be read anew"),
            }
        }
    }
    .boxed()
}

/// Lets the finder learn the terms, unless the thesaurus is still at the revision that it knows.
async fn learn(house: &House, known: Option<i64>) -> Result<Option<i64>, Failure> {
    let revision = thesaurus_revision(house.store.read()).await?;
    if known == Some(revision) {
        return Ok(None);
    }
    let finder = house.fixtures.get::<Finder>().map_err(Failure::unexpected)?;
    finder.learn(house.store.read()).await?;
    Ok(Some(revision))
}
