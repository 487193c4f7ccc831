//! From a point to the areas that it lies in.

use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

use crate::border::Border;
use crate::model::Sector;
use crate::records::Outline;
use crate::{Point, ZoneCode};

/// Where a point lies, by the codes of the areas.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Located {
    /// The statistical sector.
    pub sector: Option<String>,
    /// The neighbourhood.
    pub neighbourhood: Option<String>,
    /// The municipality.
    pub municipality: Option<String>,
    /// The part of the municipality.
    pub part: Option<String>,
    /// The care zone.
    pub zone: Option<ZoneCode>,
}

/// Every border that is loaded.
#[derive(Debug, Default)]
pub(super) struct Land {
    sectors: Vec<Sector>,
    outlines: Vec<Outline>,
    tree: RTree<GeomWithData<Rectangle<[f64; 2]>, Patch>>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Patch {
    Sector(usize),
    Outline(usize),
}

impl Land {
    pub(super) fn new(sectors: Vec<Sector>, outlines: Vec<Outline>) -> Self {
        let sector_patches = sectors.iter().enumerate().map(|(at, sector)| (&sector.border, Patch::Sector(at)));
        let outline_patches = outlines.iter().enumerate().map(|(at, outline)| (&outline.border, Patch::Outline(at)));
        let boxes = sector_patches.chain(outline_patches).filter_map(|(border, patch)| {
            let bounds = border.bounds()?;
            let corners = [bounds.min(), bounds.max()].map(|at| [at.x, at.y]);
            Some(GeomWithData::new(Rectangle::from_corners(corners[0], corners[1]), patch))
        });
        let tree = RTree::bulk_load(boxes.collect());
        Self { sectors, outlines, tree }
    }

    /// Whether any border is loaded that can tell where a point lies.
    pub(super) fn is_known(&self) -> bool {
        self.tree.size() > 0
    }

    /// Where a point lies; nothing when it lies in no border.
    pub(super) fn locate(&self, point: Point) -> Option<Located> {
        let at = AABB::from_point([point.lon, point.lat]);
        let mut found: Option<Located> = None;
        for patch in self.tree.locate_in_envelope_intersecting(at) {
            match patch.data {
                Patch::Sector(at) => {
                    if let Some(sector) = self.sectors.get(at).filter(|sector| sector.border.holds(point)) {
                        found.get_or_insert_default().take_sector(sector);
                    }
                }
                Patch::Outline(at) => {
                    if let Some(outline) = self.outlines.get(at).filter(|outline| outline.border.holds(point)) {
                        found.get_or_insert_default().take_outline(&outline.code);
                    }
                }
            }
        }
        found
    }

    pub(super) fn sectors(&self) -> &[Sector] {
        &self.sectors
    }

    /// The border of a thing that the pack names.
    pub(super) fn outline(&self, kind: &str, code: &str) -> Option<&Border> {
        let is_it = |outline: &&Outline| outline.code.split_once(':') == Some((kind, code));
        self.outlines.iter().find(is_it).map(|outline| &outline.border)
    }
}

impl Located {
    /// A sector is the finest area: what it says goes before what wider borders say.
    fn take_sector(&mut self, sector: &Sector) {
        self.sector = Some(sector.code.clone());
        self.municipality = Some(sector.municipality.clone());
        self.part.clone_from(&sector.part);
        self.zone.clone_from(&sector.zone);
        if sector.neighbourhood.is_some() {
            self.neighbourhood.clone_from(&sector.neighbourhood);
        }
    }

    fn take_outline(&mut self, code: &str) {
        let of_sector = self.sector.is_some();
        match code.split_once(':') {
            Some(("municipality", code)) if !of_sector => self.municipality = Some(code.to_owned()),
            Some(("neighbourhood", code)) if self.neighbourhood.is_none() => self.neighbourhood = Some(code.to_owned()),
            _ => {}
        }
    }
}
