//! The front desk: who answers the phone, and whom to call in danger. From the region's pack.

use house::{Keys, Pack, PackFault, PackText};
use kernel::{Lang, Text};
use serde::Deserialize;

/// The region as its front pages show it.
#[derive(Clone, Debug)]
pub struct FrontDesk {
    /// The country, two letters: for its public holidays.
    pub country: String,
    /// Who answers.
    pub names: Text,
    /// At which number.
    pub phone: Option<String>,
    /// At which mailbox.
    pub email: Option<String>,
    /// Whom to call in danger.
    pub emergencies: Vec<Emergency>,
}

/// What the front desk knows of `region.toml`. Where the support structure sits and what it is are said for people; its entry in the
/// directory says it to the program.
pub(crate) const KEYS: [Keys; 4] = [
    Keys { file: REGION, table: "", keys: &["region", "support_structure", "emergency"] },
    Keys { file: REGION, table: "region", keys: &["country"] },
    Keys {
        file: REGION,
        table: "support_structure",
        keys: &[
            "names",
            "phone",
            "email",
            "organisation",
            "summary",
            "street",
            "house_number",
            "postal_code",
            "municipality",
            "source",
        ],
    },
    Keys { file: REGION, table: "emergency", keys: &["names", "phone", "purpose", "languages"] },
];

const REGION: &str = "region.toml";

/// A line to call when somebody is in danger.
#[derive(Clone, Debug)]
pub struct Emergency {
    /// Its name.
    pub names: Text,
    /// Its number.
    pub phone: String,
    /// What it is for.
    pub purpose: Text,
    /// The languages that are spoken there.
    pub languages: Vec<String>,
}

#[derive(Deserialize)]
struct File {
    region: RegionEntry,
    support_structure: DeskEntry,
    #[serde(default)]
    emergency: Vec<EmergencyEntry>,
}

#[derive(Deserialize)]
struct RegionEntry {
    country: String,
}

#[derive(Deserialize)]
struct DeskEntry {
    names: PackText,
    phone: Option<String>,
    email: Option<String>,
}

#[derive(Deserialize)]
struct EmergencyEntry {
    names: PackText,
    phone: String,
    purpose: PackText,
    #[serde(default)]
    languages: Vec<String>,
}

/// Every number of the front desk that nobody can call. That the file cannot be read is told by whoever reads it.
pub(crate) fn check(pack: &Pack) -> Vec<PackFault> {
    let Ok(desk) = FrontDesk::read(pack) else { return Vec::new() };
    let numbers = desk.phone.iter().chain(desk.emergencies.iter().map(|line| &line.phone));
    let wrong = numbers.filter(|number| !number.chars().any(|sign| sign.is_ascii_digit()));
    let told = |number: &String| {
        let message = format!("`{number}` is no telephone number");
        pack.fault(REGION, &format!("\"{number}\""), message, "write its digits, or leave `phone` out")
    };
    wrong.map(told).collect()
}

impl FrontDesk {
    /// The front desk of a pack.
    ///
    /// # Errors
    /// When `region.toml` cannot be read.
    pub fn read(pack: &Pack) -> Result<Self, PackFault> {
        let File { region, support_structure, emergency } = pack.read(REGION)?;
        let emergencies = emergency.into_iter().map(|entry| Emergency {
            names: entry.names.into(),
            phone: entry.phone,
            purpose: entry.purpose.into(),
            languages: entry.languages,
        });
        Ok(Self {
            country: region.country,
            names: support_structure.names.into(),
            phone: support_structure.phone,
            email: support_structure.email,
            emergencies: emergencies.collect(),
        })
    }

    /// Whom to call in danger, first where somebody speaks the reader's language.
    pub fn emergencies_for(&self, lang: Lang) -> Vec<&Emergency> {
        let mut all: Vec<&Emergency> = self.emergencies.iter().collect();
        all.sort_by_key(|line| {
            !line.languages.is_empty() && !line.languages.iter().any(|spoken| spoken == lang.code())
        });
        all
    }
}
