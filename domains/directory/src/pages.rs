//! The public pages: the front, results, a service, an organisation, themes.

pub(crate) mod card;
pub(crate) mod choices;
pub(crate) mod front;
pub(crate) mod gone;
mod helping;
pub(crate) mod mapping;
mod naming;
pub(crate) mod openapi;
pub(crate) mod organisation;
pub(crate) mod program;
pub(crate) mod refining;
pub(crate) mod results;
pub(crate) mod service;
pub(crate) mod suggest;
pub(crate) mod theme;
mod wishing;
pub(crate) mod zone;

use house::House;
use web::{Right, Routes};

use crate::sheet::pages as sheet;

/// Every door to the directory.
pub(crate) fn routes() -> Routes<House> {
    let routes = crate::editing::routes(Routes::new());
    let routes = crate::proposal::routes(crate::worklist::routes(routes));
    let routes = crate::conflicts::routes(crate::duplicates::pages::routes(routes));
    let routes = crate::upload::routes(crate::theme::routes(routes));
    routes
        .get("/", front::show, Right::Public)
        .get("/search", results::show, Right::Public)
        .framed("/embed", crate::embed::show)
        .get("/embed/make", crate::embed::make, Right::Public)
        .get("/services/{id}", service::show, Right::Public)
        .get("/organisations/{id}", organisation::show, Right::Public)
        .get("/themes", theme::list, Right::Public)
        .get("/themes/{code}", theme::show, Right::Public)
        .get("/api/v1/search", program::search, Right::Public)
        .get("/api/v1/suggest", suggest::suggest, Right::Public)
        .get("/api/v1/thesaurus", crate::theme::api::show, Right::Public)
        .get("/api/v1/openapi.json", openapi::show, Right::Public)
        .get("/sheet", sheet::show, Right::Public)
        .get("/sheet/pdf", sheet::pdf, Right::Public)
        .get("/sheet/share", sheet::share, Right::Public)
        .post("/sheet/links", sheet::link, Right::Public)
        .leaves_no_trace(
            "it keeps which public services stand on a sheet: who asked for it, and when, is nobody’s business",
        )
        .get("/o/{code}", sheet::follow, Right::Public)
}
