//! The plan of a house: its departments together, and what follows from that.

use std::sync::Arc;

use access::token::Shown;
use access::{Actor, Context, Gate, Policies, PolicyFault, Rights};
use figures::{Registry, RegistryFault};
use futures_util::future::BoxFuture;
use jobs::Handler;
use kernel::Text;
use sea_orm::DbErr;
use search::{Index, Lexicon, Source};
use store::{Migration, Store, StoreError, Tx};
use web::{Catalogue, Help, Limits, NavItem, Phones, Routes, Shell, TextsFault};

use crate::import::{ImportFault, ImportKind, ImportReport};
use crate::pack::strangers;
use crate::{Configuration, House, Keys, Module, Pack, PackFault, Scopes, StartFault};

/// The purpose of the key that form tokens are made with.
const FORM_KEY: &str = "web.forms";
/// What a request of a whole house may carry: a report of a meeting fits, a film does not.
const BODY: usize = 1024 * 1024;

/// The folder of the search index among what can be made again.
pub const INDEX: &str = "index";

/// What a foundation keeps in the database, and who may do what with it, before any department.
struct Foundation {
    migrations: &'static [Migration],
    columns: &'static str,
    rights: &'static [Rights],
    /// The kinds of its records that are configuration, as in [`Module`]. Who holds which role is; what an account says
    /// about its holder is concealed in the journal itself.
    configuration: &'static [&'static str],
}

const NOTHING: Foundation = Foundation { migrations: &[], columns: "", rights: &[], configuration: &[] };

const FOUNDATIONS: [Foundation; 6] = [
    Foundation { migrations: journal::MIGRATIONS, columns: journal::COLUMNS, ..NOTHING },
    Foundation {
        migrations: access::MIGRATIONS,
        columns: access::COLUMNS,
        rights: access::RIGHTS,
        configuration: &["account"],
    },
    Foundation { migrations: jobs::MIGRATIONS, columns: jobs::COLUMNS, ..NOTHING },
    Foundation {
        migrations: figures::MIGRATIONS,
        columns: figures::COLUMNS,
        rights: figures::RIGHTS,
        configuration: &["declared_figure"],
    },
    Foundation { migrations: mail::MIGRATIONS, columns: mail::COLUMNS, ..NOTHING },
    Foundation { migrations: search::MIGRATIONS, columns: search::COLUMNS, ..NOTHING },
];

/// A department's name, and what loading a pack did in it.
pub type Loaded = (&'static str, ImportReport);

/// The departments of a house, each after those that it builds on.
#[derive(Clone, Debug)]
pub struct Plan(Arc<[Module]>);

/// How a house is shown to the world.
#[derive(Clone, Debug)]
pub struct Front {
    /// The region's name.
    pub region: Text,
    /// Its country, two letters: how telephone numbers are read.
    pub country: String,
    /// Whether people come over HTTPS.
    pub https: bool,
    /// How people reach it, where the operator said so.
    pub public_url: Option<String>,
    /// How somebody goes on who came to nothing.
    pub help: Option<Help>,
}

impl Plan {
    /// A house with these departments.
    pub fn new(modules: impl IntoIterator<Item = Module>) -> Self {
        Self(modules.into_iter().collect())
    }

    /// The departments.
    pub fn modules(&self) -> &[Module] {
        &self.0
    }

    /// Every step of the schema, in order.
    pub fn steps(&self) -> Vec<Migration> {
        let foundations = FOUNDATIONS.iter().flat_map(|foundation| foundation.migrations);
        foundations.chain(self.0.iter().flat_map(|module| module.migrations)).copied().collect()
    }

    /// The class of every column: the texts of all `columns.toml`.
    pub fn columns(&self) -> Vec<&'static str> {
        let foundations = FOUNDATIONS.iter().map(|foundation| foundation.columns);
        foundations.chain(self.0.iter().map(|module| module.columns)).collect()
    }

    /// Who may do what, in the foundations and all departments.
    ///
    /// # Errors
    /// When a policy cannot be read, or two share a name.
    pub fn policies(&self) -> Result<Policies, PolicyFault> {
        let foundations = FOUNDATIONS.iter().flat_map(|foundation| foundation.rights);
        let rights: Vec<_> = foundations.chain(self.0.iter().flat_map(|module| module.rights)).copied().collect();
        Policies::load(&rights)
    }

    /// Which records are configuration.
    pub fn configuration(&self) -> Configuration {
        let departments = self.0.iter().flat_map(|module| module.configuration);
        let foundations = FOUNDATIONS.iter().flat_map(|foundation| foundation.configuration);
        Configuration::new(foundations.chain(departments).copied())
    }

    /// What roles can be held for.
    pub fn scopes(&self) -> Scopes {
        Scopes::new(self.0.iter().flat_map(|module| module.scopes).copied())
    }

    /// The texts of all departments.
    ///
    /// # Errors
    /// When a file is not Fluent, or two departments define the same key.
    pub fn catalogue(&self) -> Result<Catalogue, TextsFault> {
        let texts: Vec<_> = self.0.iter().map(|module| module.texts).collect();
        Catalogue::load(&texts)
    }

    /// Everything that is counted.
    ///
    /// # Errors
    /// When two departments count under the same code.
    pub fn measures(&self) -> Result<Registry, RegistryFault> {
        Registry::new(self.0.iter().flat_map(|module| module.measures).copied())
    }

    /// Who does the jobs.
    pub fn handlers(&self, house: &House) -> Vec<Handler> {
        let post = house.fixtures.get::<mail::Outbox>().ok().map(|outbox| mail::handler((*outbox).clone()));
        post.into_iter().chain(self.0.iter().flat_map(|module| (module.jobs)(house))).collect()
    }

    /// The kinds of files that are taken in.
    pub fn imports(&self) -> impl Iterator<Item = &ImportKind> {
        self.0.iter().flat_map(|module| module.imports)
    }

    /// Lets each department take part in the units of work of the others: before anything is changed.
    pub fn attend(&self, store: &Store) {
        self.0.iter().filter_map(|module| module.attend).for_each(|attend| attend(store));
    }

    /// Every fault that a department finds in a pack, and every key that none of them knows.
    pub fn check(&self, pack: &Pack) -> Vec<PackFault> {
        let known: Vec<Keys> = self.0.iter().flat_map(|module| module.keys).copied().collect();
        let faults = self.0.iter().filter_map(|module| module.pack).flat_map(|part| (part.check)(pack));
        faults.chain(strangers(pack, &known)).collect()
    }

    /// Brings the departments' records to what a pack says, in the caller's unit of work; answers what each did.
    ///
    /// # Errors
    /// The first fault that hinders a department.
    pub async fn load(&self, cx: &Context, tx: &Tx, pack: &Pack) -> Result<Vec<Loaded>, ImportFault> {
        let mut done = Vec::new();
        for (name, part) in self.0.iter().filter_map(|module| Some((module.name, module.pack?))) {
            done.push((name, (part.load)(cx, tx, pack).await?));
        }
        Ok(done)
    }

    /// What can be searched.
    pub fn sources(&self, house: &House) -> Vec<Arc<dyn Source>> {
        self.0.iter().flat_map(|module| (module.sources)(house)).collect()
    }

    /// Opens the index and lets each department prepare what it keeps in memory.
    ///
    /// # Errors
    /// The first that cannot, or when another process uses the same index.
    pub async fn furnish(&self, house: &House) -> Result<(), StartFault> {
        house.fixtures.install(self.measures()?);
        house.fixtures.install(self.configuration());
        house.fixtures.install(self.scopes());
        let index = house.data.join(INDEX);
        house.fixtures.install(Index::open(&index, &self.lexicon(house).await?, &self.sources(house))?);
        for furnish in self.0.iter().filter_map(|module| module.furnish) {
            furnish(house).await?;
        }
        Ok(())
    }

    /// What all departments know about the words that people search with.
    async fn lexicon(&self, house: &House) -> Result<Lexicon, StartFault> {
        let mut all = Lexicon::default();
        for words in self.0.iter().filter_map(|module| module.lexicon) {
            let Lexicon { compound_parts, synonyms } = words(house).await?;
            all.compound_parts.extend(compound_parts);
            all.synonyms.extend(synonyms);
        }
        Ok(all)
    }

    /// The routes of all departments. To answer requests they still need [`Plan::shell`] and [`web::mount`].
    pub fn routes(&self, house: &House) -> Routes {
        let routes = self.0.iter().map(|module| (module.routes)().with_state(house.clone()));
        routes.fold(Routes::new(), Routes::merge)
    }

    /// The shell around all pages of a house.
    ///
    /// # Errors
    /// When the texts cannot be used.
    pub fn shell(&self, house: &House, gate: &Gate, front: Front) -> Result<Shell, TextsFault> {
        let clock = house.clock.clone();
        let parts = || (house.store.clone(), gate.clone(), clock.clone(), house.time_zone.clone());
        let (store, guard, time, zone) = parts();
        let sessions = access::Sessions::new(store, guard, time, zone);
        let (store, guard, time, zone) = parts();
        let tokens = access::Tokens::new(store, guard, time, zone);
        let collect = |of: fn(&Module) -> &'static [NavItem]| {
            let mut items: Vec<NavItem> = self.0.iter().flat_map(of).copied().collect();
            items.sort_by_key(|item| item.order);
            items
        };
        Ok(Shell {
            sessions: Arc::new(Held { sessions, tokens }),
            clock,
            random: house.random.clone(),
            time_zone: house.time_zone.clone(),
            region: front.region,
            phones: Arc::new(Phones::of(&front.country)),
            nav: collect(|module| module.nav),
            foot: collect(|module| module.foot),
            key: house.vault.key_for(FORM_KEY),
            secure: front.https,
            public_url: front.public_url,
            help: front.help,
            limits: Limits { body: BODY, ..Limits::default() },
            ..Shell::bare(self.catalogue()?, Arc::clone(&house.policies))
        })
    }
}

/// The sessions and tokens of `access`, as the pages ask for them.
struct Held {
    sessions: access::Sessions,
    tokens: access::Tokens,
}

impl web::Sessions for Held {
    fn actor<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Actor, StoreError>> {
        Box::pin(self.sessions.actor(token))
    }

    fn program<'a>(&'a self, token: &'a str) -> BoxFuture<'a, Result<Shown, StoreError>> {
        Box::pin(async {
            match self.tokens.find(token).await {
                Ok(shown) => Ok(shown),
                Err(access::Refusal::Failed(error)) => Err(error),
                Err(other) => Err(DbErr::Custom(other.to_string()).into()),
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rights_of_the_foundations_come_with_any_house() {
        let policies = Plan::new([]).policies().unwrap();
        let rules: Vec<_> = policies.rules().iter().map(|rule| rule.id.clone()).collect();
        for rights in [access::RIGHTS, figures::RIGHTS] {
            let own = Policies::load(rights).unwrap();
            assert!(own.rules().iter().all(|rule| rules.contains(&rule.id)) && !own.rules().is_empty());
        }
    }
}
