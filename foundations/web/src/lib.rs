//! The page shell: look, languages, forms, failures, routes with rights, charts and maps.

mod address;
mod arg;
mod assets;
mod catalogue;
pub mod chart;
mod cookies;
mod draw;
mod encoded;
mod extract;
mod failure;
mod flash;
mod form;
mod gate;
mod keepsake;
mod language;
pub mod map;
mod markup;
mod mount;
mod origin;
mod page;
mod parts;
mod phone;
pub mod qr;
mod routes;
pub mod say;
mod session;
mod shell;
mod spreadsheet;
#[cfg(feature = "testing")]
pub mod testing;
mod turnstile;
mod upload;
mod view;

pub use arg::Arg;
pub use catalogue::{Catalogue, IntoArg, IntoKey, Texts, TextsFault, Tr};
pub use extract::{Path, Path2, Query};
pub use failure::{Failure, WayOut};
pub use flash::{Flash, SeeOther, see_other};
pub use form::{Fault, Form, Told};
pub use keepsake::Keepsakes;
pub use markup::Markup;
pub use mount::{mount, with_frames};
pub use origin::Origin;
pub use page::{Alternate, NavLink, Page};
pub use parts::{Choice, Leaf, Pager, Step};
pub use phone::{Phone, Phones};
pub use routes::{Right, Route, Routes, Trace};
pub use session::SessionCookie;
pub use shell::{Help, Limits, NavItem, NoSessions, Sessions, Shell};
pub use spreadsheet::Spreadsheet;
pub use turnstile::Turnstile;
pub use upload::{FileBound, SentFile, Upload};
pub use view::{Answer, again, part, view, view_with};

/// The texts of this crate, in every catalogue.
pub const TEXTS: Texts = texts!("web");
