//! Region, care zones, municipalities, neighbourhoods, streets, stops: finding a place by its name and locating a point.

mod api;
mod border;
mod fold;
mod gazetteer;
mod geography;
mod hexes;
mod import;
mod maps;
mod model;
mod pack;
mod pages;
mod records;

pub use border::{Border, Rings};
pub use gazetteer::{Found, Gazetteer, Gazetteers, Located, Named, NearStop, Place, PlaceKind, follow};
pub use geography::{BadZoneCode, Point, Precision, UnknownPrecision, ZoneCode};
pub use hexes::{HexPart, Hexagon, hexes};
pub use import::IMPORT;
pub use intake::Sources;
pub use maps::{hex_map, land_map};
pub use model::{
    Fact, HexCell, Municipality, Neighbourhood, NeighbourhoodKind, Part, PostalCode, Qualifier, Region, Sector, Source,
    Stop, Street, Zone,
};
pub use pack::{check, load};
pub use pages::ZonePart;

use access::Rights;
use futures_util::FutureExt as _;
use house::{House, Module, PackPart, ScopeKind};
use kernel::Text;
use store::{Migration, StoreError};
use tokio::sync::watch;
use web::{NavItem, Right, Routes, Texts};

/// The tables of the territory.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "territory-0001-areas", sql: include_str!("../migrations/0001_territory.sql") },
    Migration { name: "territory-0002-stops", sql: include_str!("../migrations/0002_stops.sql") },
];

/// The class of every column of the territory.
pub const COLUMNS: &str = include_str!("../columns.toml");

/// Who may change the territory.
pub const RIGHTS: &[Rights] = &[Rights { resource: "Territory", policies: include_str!("../rights/territory.cedar") }];

/// The texts of the territory.
pub const TEXTS: Texts = web::texts!("territory");

/// The territory as the whole sees it. The gazetteer is among the fixtures as [`Gazetteers`].
pub fn module() -> Module {
    Module {
        migrations: MIGRATIONS,
        columns: COLUMNS,
        rights: RIGHTS,
        configuration: &["territory"],
        scopes: &[ScopeKind { word: "territory", known: |house| zones(house).boxed() }],
        routes,
        foot: &[NavItem { path: "/zones", label: "territory-zones", right: Right::Public, order: 20 }],
        pack: Some(PackPart { check, load }),
        keys: &pack::KEYS,
        imports: &[IMPORT],
        furnish: Some(|house| {
            async {
                house.fixtures.install(Gazetteers::open(&house.store).await?);
                house.fixtures.install(import::mapping::sources(&house.pack));
                Ok(())
            }
            .boxed()
        }),
        tasks: &[keep_current],
        ..Module::new("territory", TEXTS)
    }
}

fn routes() -> Routes<House> {
    Routes::new().get("/zones", pages::list, Right::Public).get("/zones/{code}", pages::show, Right::Public).get(
        "/api/v1/places",
        api::places,
        Right::Public,
    )
}

/// The care zones that a role can be held for.
async fn zones(house: &House) -> Result<Vec<(String, Text)>, StoreError> {
    let zones = records::all::<Zone>(house.store.read()).await?;
    Ok(zones.into_iter().map(|zone| (zone.code.to_string(), zone.names)).collect())
}

/// Keeps the gazetteer current beside the server.
fn keep_current(house: House, stop: watch::Receiver<bool>) -> futures_util::future::BoxFuture<'static, ()> {
    async move {
        match house.fixtures.get::<Gazetteers>() {
            Ok(gazetteers) => follow((*gazetteers).clone(), house.store.clone(), stop).await,
            Err(error) => tracing::error!(%error, "the gazetteer cannot be kept current"),
        }
    }
    .boxed()
}
