//! Hexagons in their neighbourly order: a picker of places, and a map of figures.

use std::fmt::{self, Write};

use super::Fill;
use crate::Markup;
use crate::markup::safe;

/// From the centre to a corner.
const RADIUS: f64 = 58.0;
/// Half the width of a hexagon: from the centre to an upright side.
const HALF: f64 = RADIUS * 0.866_025_4;

/// One hexagon, for one municipality as a rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Hex {
    /// Column, counted along the row; each row begins half a hexagon further than the one above.
    pub q: i32,
    /// Row, from the top.
    pub r: i32,
    /// Its name, broken over lines at hyphens and blanks.
    pub name: String,
    /// What a screen reader and a pointer are told: "Jette, zorgzone Noord".
    pub title: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Its colours from top to bottom: one, or one for each zone that it lies in.
    pub parts: Vec<Part>,
    /// Whether it is the one that the page is about.
    pub here: bool,
}

/// A part of a hexagon.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its colour.
    pub fill: Fill,
    /// The zone's letter, or the figure.
    pub mark: String,
}

/// A map of hexagons.
#[derive(Clone, PartialEq, Debug)]
pub struct HexMap {
    /// Its accessible name.
    pub name: String,
    /// The hexagons, in reading order.
    pub hexes: Vec<Hex>,
}

impl HexMap {
    /// The drawing.
    pub fn draw(&self) -> Markup {
        let centres: Vec<(f64, f64)> = self.hexes.iter().map(Hex::centre).collect();
        let span = |pick: fn(&(f64, f64)) -> f64| {
            let least = centres.iter().map(pick).fold(f64::INFINITY, f64::min);
            let most = centres.iter().map(pick).fold(f64::NEG_INFINITY, f64::max);
            if least.is_finite() { (least, most) } else { (0.0, 0.0) }
        };
        let ((left, right), (top, bottom)) = (span(|c| c.0), span(|c| c.1));
        Markup::write(|svg| {
            write!(
                svg,
                r#"<svg class="map" viewBox="{:.0} {:.0} {:.0} {:.0}" role="group" aria-label="{}">"#,
                left - HALF - 4.0,
                top - RADIUS - 4.0,
                right - left + HALF * 2.0 + 8.0,
                bottom - top + RADIUS * 2.0 + 8.0,
                safe(&self.name)
            )?;
            for hex in &self.hexes {
                hex.draw(svg)?;
            }
            svg.write_str("</svg>")
        })
    }
}

impl Hex {
    fn centre(&self) -> (f64, f64) {
        let (q, r) = (f64::from(self.q), f64::from(self.r));
        (HALF * 2.0 * (q + r / 2.0), RADIUS * 1.5 * r)
    }

    fn draw(&self, svg: &mut String) -> fmt::Result {
        let here = if self.here { r#" class="here" aria-current="location""# } else { "" };
        match &self.href {
            Some(href) => write!(svg, r#"<a href="{}"{here}>"#, safe(href))?,
            None => write!(svg, r#"<g role="img" aria-label="{}"{here}>"#, safe(&self.title))?,
        }
        write!(svg, "<title>{}</title>", safe(&self.title))?;
        for (place, part) in self.parts.iter().enumerate() {
            write!(svg, r#"<path class="{}" d="{}"/>"#, part.fill.class(), self.outline(place))?;
        }
        self.write_name(svg)?;
        self.write_marks(svg)?;
        svg.write_str(if self.href.is_some() { "</a>" } else { "</g>" })
    }

    /// The upper and lower edge of a part, from the centre.
    fn band(&self, place: usize) -> (f64, f64) {
        // The middle one of three is higher: it carries the name.
        if self.parts.len() == 3 {
            return [(-RADIUS, -24.0), (-24.0, 28.0), (28.0, RADIUS)][place.min(2)];
        }
        let count = count(self.parts.len().max(1));
        let height = RADIUS * 2.0 / count;
        let top = -RADIUS + height * self::count(place);
        (top, top + height)
    }

    /// The outline of a part: the hexagon between two heights.
    fn outline(&self, place: usize) -> String {
        let (top, bottom) = self.band(place);
        let corners = [-RADIUS / 2.0, RADIUS / 2.0].into_iter().filter(|y| *y > top && *y < bottom);
        let heights: Vec<f64> = std::iter::once(top).chain(corners).chain([bottom]).collect();
        let (x, y) = self.centre();
        let right = heights.iter().map(|at| (x + half_width(*at), y + at));
        let left = heights.iter().rev().map(|at| (x - half_width(*at), y + at));
        let points: Vec<String> = right.chain(left).map(|(x, y)| format!("{x:.1} {y:.1}")).collect();
        format!("M{}z", points.join("L"))
    }

    fn write_name(&self, svg: &mut String) -> fmt::Result {
        let (x, y) = self.centre();
        let lines = broken(&self.name);
        let first = y + self.first_line(lines.len());
        write!(svg, r#"<text aria-hidden="true"{}>"#, class_on(self.middle()))?;
        for (place, line) in lines.iter().enumerate() {
            write!(svg, r#"<tspan x="{x:.1}" y="{:.1}">{}</tspan>"#, first + 17.0 * count(place), safe(line))?;
        }
        svg.write_str("</text>")
    }

    /// How far from the centre the first line of the name stands.
    fn first_line(&self, lines: usize) -> f64 {
        match (self.parts.len(), lines) {
            (3, 0 | 1) => -1.0,
            (3, _) => -9.0,
            (_, 0 | 1) => 4.0,
            (_, lines) => -8.5 * (count(lines) - 1.0),
        }
    }

    /// The part that the name stands on.
    fn middle(&self) -> Option<&Part> {
        self.parts.get(self.parts.len() / 2)
    }

    fn write_marks(&self, svg: &mut String) -> fmt::Result {
        let (x, y) = self.centre();
        let last = self.parts.len().saturating_sub(1);
        let below_name = if broken(&self.name).len() > 1 { 23.0 } else { 17.0 };
        for (place, part) in self.parts.iter().enumerate() {
            let at = match place {
                0 if last > 0 => -31.0,
                place if place == last => 43.0,
                _ => below_name,
            };
            let class = if part.fill.is_deep() { "letter on-dark" } else { "letter" };
            write!(
                svg,
                r#"<text aria-hidden="true" class="{class}" x="{x:.1}" y="{:.1}">{}</text>"#,
                y + at,
                safe(&part.mark)
            )?;
        }
        Ok(())
    }
}

fn class_on(part: Option<&Part>) -> &'static str {
    if part.is_some_and(|part| part.fill.is_deep()) { r#" class="on-dark""# } else { "" }
}

/// How far a hexagon reaches to the side at a height from its centre.
fn half_width(y: f64) -> f64 {
    HALF * ((RADIUS - y.abs()) / (RADIUS / 2.0)).clamp(0.0, 1.0)
}

/// A name over lines of at most eleven letters, broken behind hyphens and at blanks.
pub(super) fn broken(name: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in name.split_inclusive(['-', ' ']) {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.trim_end().chars().count() <= 11 => line.push_str(word),
            _ => lines.push(word.to_owned()),
        }
    }
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

fn count(number: usize) -> f64 {
    u32::try_from(number).map_or(f64::MAX, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(name: &str, parts: &[(Fill, &str)]) -> Hex {
        let parts = parts.iter().map(|(fill, mark)| Part { fill: *fill, mark: (*mark).into() }).collect();
        Hex {
            q: 1,
            r: 2,
            name: name.into(),
            title: format!("{name}, zone"),
            href: Some("/search?place=x&y".into()),
            parts,
            here: false,
        }
    }

    #[test]
    fn names_break_where_people_break_them() {
        let cases = [
            ("Jette", vec!["Jette"]),
            ("Sint-Jans-Molenbeek", vec!["Sint-Jans-", "Molenbeek"]),
            ("Sint-Lambrechts-Woluwe", vec!["Sint-", "Lambrechts-", "Woluwe"]),
            ("La Louvière", vec!["La Louvière"]),
        ];
        for (name, lines) in cases {
            assert_eq!(broken(name), lines);
        }
    }

    #[test]
    fn a_hexagon_is_a_link_with_a_name_and_its_zone() {
        let map = HexMap { name: "Kaart".into(), hexes: vec![hex("A<b", &[(Fill::Tone(1), "N")])] };
        let svg = map.draw().to_string();
        assert!(svg.contains(r#"<a href="/search?place=x&#38;y"><title>A&#60;b, zone</title>"#), "{svg}");
        assert!(svg.contains(r#"class="tone1""#) && svg.contains(">N</text>"), "{svg}");
        assert!(!svg.contains("style=") && !svg.contains("NaN"));
    }

    #[test]
    fn one_hexagon_may_lie_in_several_zones() {
        let parts = [(Fill::Tone(1), "N"), (Fill::Tone(3), "CW"), (Fill::Shade(5), "Z")];
        let svg = HexMap { name: "Kaart".into(), hexes: vec![hex("Brussel", &parts)] }.draw().to_string();
        assert_eq!(svg.matches("<path").count(), 3);
        assert!(svg.contains(r#"class="letter on-dark""#));
        for mark in ["N", "CW", "Z"] {
            assert!(svg.contains(&format!(">{mark}</text>")), "{mark}");
        }
    }

    #[test]
    fn an_empty_map_is_drawn_too() {
        assert!(!HexMap { name: "Leeg".into(), hexes: Vec::new() }.draw().as_str().contains("inf"));
    }
}
