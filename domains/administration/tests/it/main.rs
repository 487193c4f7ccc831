//! Administration as a browser meets it: flows through the router, on both engines.

mod accounts;
mod entrance;
mod everywhere;
mod house_keeping;
mod links;
mod myself;
mod world;
