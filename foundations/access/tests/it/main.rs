//! Accounts, sessions, links and second factors on real databases, and the policies against a plain model.

mod accounts;
mod links;
mod model;
mod second_factors;
mod sessions;
mod sign_ins;
mod world;
