//! The real binary, as an operator runs it and as a power cut ends it.

mod commands;
mod crash;
mod demo;
mod running;
