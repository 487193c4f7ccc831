//! The main job in a real browser, from a resident's question to the coordinator's figure, on the real binary.

mod accessibility;
mod governing;
mod helping;
mod searching;
mod stage;
mod visitor;
