//! Testland: a region that nobody lives in, small enough to know by heart.

use house::Pack;

macro_rules! files {
    ($($name:literal),*) => {
        [$(($name.to_owned(), include_str!(concat!("../region/", $name)).to_owned()),)*]
    };
}

/// The pack of Testland: two zones (`N`, `S`), three municipalities, two lines, three services. The postal code 9002
/// lies in both zones.
pub fn testland() -> Pack {
    Pack::from_files(files![
        "declared.toml",
        "demo.toml",
        "guide.toml",
        "lines.toml",
        "municipalities.toml",
        "neighbourhoods.toml",
        "organisations.toml",
        "region.toml",
        "roles.toml",
        "services.toml",
        "themes.toml",
        "zones.toml"
    ])
}
