//! Foreign files as they come: other encodings, other formats, cut off, hostile, random.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    clippy::unwrap_used,
    reason = "a test ends where something is not as it should be"
)]

mod hostile;
mod real_files;
mod workbooks;
