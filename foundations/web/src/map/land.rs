//! Land from real borders, with markers as links. Small enough for a page: borders are rounded to what can be seen.

use std::fmt::{self, Write};
use std::sync::Arc;

use super::Fill;
use crate::Markup;
use crate::markup::safe;

const WIDTH: f64 = 640.0;

/// A piece of land.
#[derive(Clone, PartialEq, Debug)]
pub struct Area {
    /// What a screen reader and a pointer are told.
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Its colour.
    pub fill: Fill,
    /// Its outlines and holes: longitude and latitude in degrees. Shared, for the same land lies beneath every page.
    pub rings: Arc<[Vec<(f64, f64)>]>,
}

/// A marker.
#[derive(Clone, PartialEq, Debug)]
pub struct Pin {
    /// Longitude and latitude in degrees.
    pub at: (f64, f64),
    /// What stands in it: the number of the result, or how many.
    pub label: String,
    /// What a screen reader and a pointer are told.
    pub title: String,
    /// Where it leads.
    pub href: String,
}

/// A map of land.
#[derive(Clone, PartialEq, Debug)]
pub struct LandMap {
    /// Its accessible name.
    pub name: String,
    /// The land, from back to front.
    pub areas: Vec<Area>,
    /// The markers, from back to front.
    pub pins: Vec<Pin>,
}

/// From degrees to the drawing: true enough for a city or a region.
struct Projection {
    west: f64,
    north: f64,
    across: f64,
    down: f64,
    height: f64,
}

impl Projection {
    fn around(points: impl Iterator<Item = (f64, f64)> + Clone) -> Option<Self> {
        let lon = points.clone().map(|(lon, _)| lon);
        let lat = points.map(|(_, lat)| lat);
        let (west, east) = (lon.clone().fold(f64::INFINITY, f64::min), lon.fold(f64::NEG_INFINITY, f64::max));
        let (south, north) = (lat.clone().fold(f64::INFINITY, f64::min), lat.fold(f64::NEG_INFINITY, f64::max));
        if !(west.is_finite() && east.is_finite() && south.is_finite() && north.is_finite()) {
            return None;
        }
        // A single point still needs some land around it.
        let wide = (east - west).max(0.002);
        let shrink = f64::midpoint(north, south).to_radians().cos().max(0.01);
        let across = (WIDTH - 40.0) / wide;
        let down = across / shrink;
        let height = ((north - south).max(0.001) * down + 40.0).min(WIDTH * 2.0);
        Some(Self { west, north, across, down, height })
    }

    fn place(&self, (lon, lat): (f64, f64)) -> (f64, f64) {
        (20.0 + (lon - self.west) * self.across, 20.0 + (self.north - lat) * self.down)
    }
}

impl LandMap {
    /// The drawing; nothing when there is nothing to draw.
    pub fn draw(&self) -> Markup {
        let land = self.areas.iter().flat_map(|area| area.rings.iter().flatten().copied());
        let Some(projection) = Projection::around(land.chain(self.pins.iter().map(|pin| pin.at))) else {
            return Markup::default();
        };
        Markup::write(|svg| {
            let height = projection.height;
            write!(
                svg,
                r#"<svg class="map land" viewBox="0 0 {WIDTH} {height:.0}" role="group" aria-label="{}">"#,
                safe(&self.name)
            )?;
            for area in &self.areas {
                area.draw(svg, &projection)?;
            }
            for pin in &self.pins {
                pin.draw(svg, &projection)?;
            }
            svg.write_str("</svg>")
        })
    }
}

impl Area {
    fn draw(&self, svg: &mut String, projection: &Projection) -> fmt::Result {
        match &self.href {
            Some(href) => write!(svg, r#"<a href="{}">"#, safe(href))?,
            None => write!(svg, r#"<g role="img" aria-label="{}">"#, safe(&self.title))?,
        }
        write!(svg, r#"<title>{}</title><path class="{}" d=""#, safe(&self.title), self.fill.class())?;
        for ring in self.rings.iter() {
            write_ring(svg, ring, projection)?;
        }
        svg.write_str(if self.href.is_some() { "\"/></a>" } else { "\"/></g>" })
    }
}

/// A closed line; points that fall on the one before, to half a unit, are left out.
fn write_ring(svg: &mut String, ring: &[(f64, f64)], projection: &Projection) -> fmt::Result {
    let mut last: Option<(f64, f64)> = None;
    for point in ring {
        let (x, y) = projection.place(*point);
        let seen = ((x * 2.0).round() / 2.0, (y * 2.0).round() / 2.0);
        if last == Some(seen) {
            continue;
        }
        write!(svg, "{}{} {}", if last.is_some() { 'L' } else { 'M' }, seen.0, seen.1)?;
        last = Some(seen);
    }
    svg.write_str(if last.is_some() { "z" } else { "" })
}

impl Pin {
    fn draw(&self, svg: &mut String, projection: &Projection) -> fmt::Result {
        let (x, y) = projection.place(self.at);
        write!(
            svg,
            r#"<a class="pin" href="{}"><title>{title}</title><circle cx="{x:.1}" cy="{y:.1}" r="14"/><text aria-hidden="true" x="{x:.1}" y="{:.1}">{}</text></a>"#,
            safe(&self.href),
            y + 4.5,
            safe(&self.label),
            title = safe(&self.title)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn land_lies_north_up_and_markers_lie_on_it() {
        let square = vec![(4.30, 50.80), (4.40, 50.80), (4.40, 50.90), (4.30, 50.90), (4.30, 50.80)];
        let area = Area {
            title: "Zone & N".into(),
            href: Some("/zones/N".into()),
            fill: Fill::Tone(1),
            rings: [square].into(),
        };
        let pin = Pin { at: (4.30, 50.90), label: "1".into(), title: "Test".into(), href: "/services/1".into() };
        let svg = LandMap { name: "Kaart".into(), areas: vec![area], pins: vec![pin] }.draw().to_string();
        assert!(
            svg.contains(r#"<a class="pin" href="/services/1""#) && svg.contains(r#"cx="20.0" cy="20.0""#),
            "{svg}"
        );
        assert!(svg.contains("Zone &#38; N") && !svg.contains("style="));
    }

    #[test]
    fn one_marker_alone_and_nothing_at_all_are_drawn_too() {
        let pin = Pin { at: (4.35, 50.85), label: "1".into(), title: "Test".into(), href: "/x".into() };
        let alone = LandMap { name: "Kaart".into(), areas: vec![], pins: vec![pin] }.draw().to_string();
        assert!(alone.contains("<circle") && !alone.contains("NaN") && !alone.contains("inf"));
        assert_eq!(LandMap { name: "Kaart".into(), areas: vec![], pins: vec![] }.draw().as_str(), "");
    }
}
