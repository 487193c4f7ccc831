//! Publishing: follows the directory's changes and keeps what other programs read in step with them.

mod follower;
#[cfg(test)]
mod overtaken;
mod task;

pub(crate) use follower::{Publisher, PublishingFault};
pub(crate) use task::keep_published;
