//! What a department hands over to the whole.

use std::sync::Arc;

use access::{Context, Rights};
use figures::Measure;
use futures_util::future::BoxFuture;
use jobs::Handler;
use store::{Migration, Store, Tx};
use tokio::sync::watch;
use web::{NavItem, Routes, Texts};

use crate::import::{ImportFault, ImportKind, ImportReport};
use crate::{House, Keys, Pack, PackFault, ScopeKind};

/// Any failure of a department's start; ends the start with its sentence.
pub type StartFault = Box<dyn std::error::Error + Send + Sync>;

/// What a department reads from the region pack.
#[derive(Clone, Copy)]
pub struct PackPart {
    /// Every fault in the department's files; changes nothing.
    pub check: fn(&Pack) -> Vec<PackFault>,
    /// Brings the department's records to what the files say, in the caller's transaction. Loading twice changes nothing.
    pub load: for<'a> fn(&'a Context, &'a Tx, &'a Pack) -> BoxFuture<'a, Result<ImportReport, ImportFault>>,
}

/// Prepares what the department keeps in memory and installs it in the house's fixtures.
pub type Furnish = for<'a> fn(&'a House) -> BoxFuture<'a, Result<(), StartFault>>;

/// Tells what a department knows about the words that people search with.
pub type Words = for<'a> fn(&'a House) -> BoxFuture<'a, Result<search::Lexicon, StartFault>>;

/// Runs beside the server until told to stop.
pub type Task = fn(House, watch::Receiver<bool>) -> BoxFuture<'static, ()>;

/// A department as the whole sees it. Everything but name and texts may be absent:
/// `Module { migrations: MIGRATIONS, routes, ..Module::new("helpdesk", TEXTS) }`.
#[derive(Clone, Copy)]
pub struct Module {
    /// Its name, which is also its crate's, and the prefix of its texts and migrations.
    pub name: &'static str,
    /// Its texts.
    pub texts: Texts,
    /// Its tables.
    pub migrations: &'static [Migration],
    /// The class of each of its columns: the text of its `columns.toml`.
    pub columns: &'static str,
    /// Who may do what in it.
    pub rights: &'static [Rights],
    /// The kinds of its records in the journal that are configuration and nobody's affairs: their values may be read
    /// there. Of every other kind the journal's readers see only which fields changed.
    pub configuration: &'static [&'static str],
    /// What of it a role can be held for.
    pub scopes: &'static [ScopeKind],
    /// Its pages and its interface for programs.
    pub routes: fn() -> Routes<House>,
    /// Its entries in the navigation.
    pub nav: &'static [NavItem],
    /// Its links at the foot of every page.
    pub foot: &'static [NavItem],
    /// Its jobs.
    pub jobs: fn(&House) -> Vec<Handler>,
    /// What it counts.
    pub measures: &'static [Measure],
    /// What of it can be searched.
    pub sources: fn(&House) -> Vec<Arc<dyn search::Source>>,
    /// What it knows about the words that people search with; asked before the index is opened.
    pub lexicon: Option<Words>,
    /// What it reads from the region pack.
    pub pack: Option<PackPart>,
    /// The keys that it knows in files of the pack that several departments read.
    pub keys: &'static [Keys],
    /// The kinds of files that it takes in.
    pub imports: &'static [ImportKind],
    /// What of it happens within the units of work of other departments: kept with the store before anybody changes anything, in every
    /// process.
    pub attend: Option<fn(&Store)>,
    /// What it prepares at the start, after migrations and the pack, in the order of the modules. The search index is
    /// among the fixtures by then.
    pub furnish: Option<Furnish>,
    /// What it runs beside the server.
    pub tasks: &'static [Task],
}

impl Module {
    /// A department that so far only has a name and texts.
    pub const fn new(name: &'static str, texts: Texts) -> Self {
        Self {
            name,
            texts,
            migrations: &[],
            columns: "",
            rights: &[],
            configuration: &[],
            scopes: &[],
            routes: Routes::new,
            nav: &[],
            foot: &[],
            jobs: |_| Vec::new(),
            measures: &[],
            sources: |_| Vec::new(),
            lexicon: None,
            pack: None,
            keys: &[],
            imports: &[],
            attend: None,
            furnish: None,
            tasks: &[],
        }
    }
}

impl std::fmt::Debug for Module {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Module({})", self.name)
    }
}
