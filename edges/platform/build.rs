//! Embeds the region packs anew whenever one of them changes.
#![expect(clippy::print_stdout, reason = "this is how a build script speaks to cargo")]

fn main() {
    println!("cargo::rerun-if-changed=../../regions");
}
