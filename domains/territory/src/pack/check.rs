//! What the territory's files must agree on, beyond their form.

use std::collections::BTreeSet;

use house::{Pack, PackFault};

use super::files::Files;
use crate::ZoneCode;
use crate::model::{MEASURES, UNITS};

const ZONES: &str = "zones.toml";
const MUNICIPALITIES: &str = "municipalities.toml";
const NEIGHBOURHOODS: &str = "neighbourhoods.toml";

/// Every disagreement, each at the line of its entry.
pub(super) fn faults(pack: &Pack, files: &Files) -> Vec<PackFault> {
    let mut found = Found { pack, faults: Vec::new() };
    let zones: BTreeSet<&ZoneCode> = files.zones.iter().map(|zone| &zone.code).collect();
    found.boundary(files);
    found.zones(files);
    found.municipalities(files, &zones);
    found.postal_codes(files, &zones);
    found.neighbourhoods(files, &zones);
    found.faults
}

struct Found<'a> {
    pack: &'a Pack,
    faults: Vec<PackFault>,
}

impl Found<'_> {
    fn add(&mut self, file: &str, sought: &str, message: String, remedy: &str) {
        self.faults.push(self.pack.fault(file, sought, message, remedy));
    }

    fn boundary(&mut self, files: &Files) {
        let it = files.boundary();
        let fits = it.south < it.north && it.west < it.east && it.south >= -90.0 && it.north <= 90.0;
        if !fits || !(-180.0..=180.0).contains(&it.west) || !(-180.0..=180.0).contains(&it.east) {
            let remedy = "give degrees, south below north and west below east";
            self.add("region.toml", "bounding_box", "the bounding box is no box".to_owned(), remedy);
        }
    }

    fn zones(&mut self, files: &Files) {
        let mut seen = BTreeSet::new();
        for zone in &files.zones {
            let sought = format!("code = \"{}\"", zone.code);
            if !seen.insert(&zone.code) {
                self.twice(ZONES, &sought, zone.code.as_str());
            }
            if !(1..=8).contains(&zone.colour) {
                let message = format!("zone {} has the colour {}", zone.code, zone.colour);
                self.add(ZONES, &sought, message, "use a number from 1 to 8");
            }
            for fact in zone.facts() {
                if !MEASURES.contains(&fact.measure.as_str()) {
                    let message = format!("zone {} has a fact about `{}`, which has no name", zone.code, fact.measure);
                    self.add(ZONES, &format!("measure = \"{}\"", fact.measure), message, &one_of(&MEASURES));
                }
                if !UNITS.contains(&fact.unit.as_str()) {
                    let message = format!("zone {} has a fact in `{}`, which is no unit", zone.code, fact.unit);
                    self.add(ZONES, &format!("unit = \"{}\"", fact.unit), message, &one_of(&UNITS));
                }
            }
        }
    }

    fn municipalities(&mut self, files: &Files, zones: &BTreeSet<&ZoneCode>) {
        let mut seen = BTreeSet::new();
        let mut cells = BTreeSet::new();
        let postal_codes: BTreeSet<&str> = files.postal_codes.iter().map(|postal| postal.code.as_str()).collect();
        for it in &files.municipalities {
            let sought = format!("nis = \"{}\"", it.nis);
            if !seen.insert(it.nis.as_str()) {
                self.twice(MUNICIPALITIES, &sought, &it.nis);
            }
            self.known_zones(MUNICIPALITIES, &sought, &it.zones, zones);
            self.known_postal_codes(&sought, &it.postal_codes, &postal_codes);
            if it.zones.is_empty() {
                self.add(MUNICIPALITIES, &sought, format!("{} lies in no zone", it.nis), "name its zones");
            }
            for cell in &it.hexes {
                if !cells.insert((cell.q, cell.r)) {
                    let message = format!("the hexagon q = {}, r = {} is taken twice", cell.q, cell.r);
                    self.add(MUNICIPALITIES, &sought, message, "give each municipality a hexagon of its own");
                }
            }
            for part in &it.part {
                let sought = format!("code = \"{}\"", part.code);
                if !seen.insert(part.code.as_str()) {
                    self.twice(MUNICIPALITIES, &sought, &part.code);
                }
                self.known_zones(MUNICIPALITIES, &sought, std::slice::from_ref(&part.zone), zones);
                self.known_postal_codes(&sought, &part.postal_codes, &postal_codes);
                if !it.zones.contains(&part.zone) {
                    let message = format!("{} lies in {}, which its municipality does not name", part.code, part.zone);
                    self.add(MUNICIPALITIES, &sought, message, "add the zone to the municipality's zones");
                }
            }
        }
    }

    fn postal_codes(&mut self, files: &Files, zones: &BTreeSet<&ZoneCode>) {
        let mut seen = BTreeSet::new();
        for it in &files.postal_codes {
            let sought = format!("code = \"{}\"", it.code);
            if !seen.insert(it.code.as_str()) {
                self.twice(MUNICIPALITIES, &sought, &it.code);
            }
            self.known_zones(MUNICIPALITIES, &sought, &it.zones, zones);
            for nis in it.municipalities.iter().filter(|nis| !files.municipalities.iter().any(|it| it.nis == **nis)) {
                let message = format!("postal code {} names the municipality {nis}, which is not there", it.code);
                self.add(MUNICIPALITIES, &sought, message, "correct the code or add the municipality");
            }
            if it.municipalities.is_empty() || it.zones.is_empty() {
                let message = format!("postal code {} lies nowhere", it.code);
                self.add(MUNICIPALITIES, &sought, message, "name its municipalities and its zones");
            }
        }
    }

    fn neighbourhoods(&mut self, files: &Files, zones: &BTreeSet<&ZoneCode>) {
        let mut seen = BTreeSet::new();
        for it in &files.neighbourhoods {
            let sought = format!("code = \"{}\"", it.code);
            if !seen.insert(it.code.as_str()) {
                self.twice(NEIGHBOURHOODS, &sought, &it.code);
            }
            self.known_zones(NEIGHBOURHOODS, &sought, it.zone.as_slice(), zones);
        }
    }

    fn known_zones(&mut self, file: &str, sought: &str, named: &[ZoneCode], zones: &BTreeSet<&ZoneCode>) {
        for zone in named.iter().filter(|zone| !zones.contains(zone)) {
            let known: Vec<&str> = zones.iter().map(|zone| zone.as_str()).collect();
            let remedy = format!("zones.toml has {}", known.join(", "));
            self.add(file, sought, format!("there is no zone `{zone}`"), &remedy);
        }
    }

    fn known_postal_codes(&mut self, sought: &str, named: &[String], known: &BTreeSet<&str>) {
        for code in named.iter().filter(|code| !known.contains(code.as_str())) {
            let message = format!("the postal code {code} has no entry");
            self.add(MUNICIPALITIES, sought, message, "add a [[postal_code]] for it, or correct it");
        }
    }

    fn twice(&mut self, file: &str, sought: &str, code: &str) {
        self.add(file, sought, format!("`{code}` stands twice"), "give each entry a code of its own");
    }
}

fn one_of(known: &[&str]) -> String {
    format!("use one of {}", known.join(", "))
}
