//! Embeds the region packs anew whenever one of them changes.

fn main() {
    println!("cargo::rerun-if-changed=../../regions");
}
