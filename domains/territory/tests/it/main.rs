//! The territory on real databases: the pack, finding places, importing borders and streets.

mod finding;
mod imports;
mod packs;
mod pages;
mod world;
