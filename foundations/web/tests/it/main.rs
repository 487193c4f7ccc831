//! The shell as a browser meets it: a small site with every part on it.

mod failures;
mod forms;
mod pages;
mod rights;
mod site;
