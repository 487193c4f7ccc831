//! The index from the outside: what is found, in which order, and that it follows the database whatever happens.

mod finding;
mod following;
mod opening;
mod sample;
