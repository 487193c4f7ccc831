//! Administration: coming in, one's own account, and running the installation.

mod accounts;
mod entrance;
mod health;
mod links;
mod myself;
mod origin;
mod overview;
mod queue;
mod refusal;
mod rights;
mod sweeping;
mod trail;
mod words;

use access::{Gate, PasswordCost, Rights};
use futures_util::future::BoxFuture;
use house::{House, Module, StartFault};
use web::{NavItem, Right, Routes, Texts};

/// The texts of these pages.
pub const TEXTS: Texts = web::texts!("administration");

/// Who may read the journal and run the installation. The rights on accounts are those of `access`.
pub const RIGHTS: &[Rights] = &[
    Rights { resource: "Journal", policies: include_str!("../rights/journal.cedar") },
    Rights { resource: "Installation", policies: include_str!("../rights/installation.cedar") },
];

const NAV: &[NavItem] =
    &[NavItem { path: "/admin", label: "administration-nav", right: Right::Action("administration.enter"), order: 90 }];

/// The department as the whole sees it.
pub fn module() -> Module {
    Module {
        rights: RIGHTS,
        configuration: &["job"],
        routes,
        nav: NAV,
        furnish: Some(furnish),
        tasks: &[sweeping::sweep],
        ..Module::new("administration", TEXTS)
    }
}

/// The gate is the house's own when it was installed before, with whatever it was told to be strict about.
fn furnish(house: &House) -> BoxFuture<'_, Result<(), StartFault>> {
    Box::pin(async move {
        if house.fixtures.get::<Gate>().is_err() {
            house.fixtures.install(Gate::new(house.vault.clone(), PasswordCost::Standard, house.random.clone()));
        }
        Ok(())
    })
}

fn routes() -> Routes<House> {
    let routes = entrance::routes(Routes::new());
    let routes = links::routes(routes);
    let routes = myself::routes(routes);
    let routes = accounts::routes(routes);
    let routes = queue::routes(routes);
    routes
        .get("/admin", overview::show, Right::Action("administration.enter"))
        .get("/admin/rights", rights::show, Right::SignedIn)
        .get("/admin/journal", trail::show, Right::Action("administration.read_journal"))
        .get("/admin/health", health::show, Right::Action("administration.see_health"))
}
