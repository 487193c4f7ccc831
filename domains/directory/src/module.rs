//! The department as the whole sees it.

use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use house::{House, Module, PackPart, StartFault};
use search::Index;
use tokio::sync::watch;
use web::{NavItem, Right};

use crate::sheet::pages::LinkGate;
use crate::{
    COLUMNS, Calendar, Finder, FrontDesk, MIGRATIONS, RIGHTS, Services, TEXTS, import, lexicon, pack, pages, proposal,
};

/// How long a theme changed by another process may stay unknown to the search.
const LOOK_EVERY: Duration = Duration::from_mins(1);

/// The directory.
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        columns: COLUMNS,
        rights: RIGHTS,
        configuration: &["pack_file", "source"],
        routes: pages::routes,
        jobs: |_| vec![crate::duplicates::finding::handler()],
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
        sources: |_| vec![Arc::new(Services)],
        lexicon: Some(|_| async { Ok(lexicon()) }.boxed()),
        pack: Some(PackPart { check: pack::check, load: pack::boxed }),
        imports: &[import::KIND],
        furnish: Some(furnish),
        tasks: &[keep_learning, proposal::sweep],
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
        house.fixtures.install(desk);
        house.fixtures.install(calendar);
        house.fixtures.install(finder);
        house.fixtures.install(LinkGate::new(house.random.clone()));
        Ok(())
    }
    .boxed()
}

/// Lets the finder learn new themes and names, now and then, until told to stop.
fn keep_learning(house: House, mut stop: watch::Receiver<bool>) -> BoxFuture<'static, ()> {
    async move {
        loop {
            tokio::select! {
                _ = stop.wait_for(|stop| *stop) => return,
                () = tokio::time::sleep(LOOK_EVERY) => {}
            }
            let Ok(finder) = house.fixtures.get::<Finder>() else { return };
            if let Err(error) = finder.learn(house.store.read()).await {
                tracing::warn!(%error, "the themes could not be read anew");
            }
        }
    }
    .boxed()
}
