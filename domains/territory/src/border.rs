//! Borders: as they are kept (compact, whole micro-degrees) and as they are asked.

use std::sync::{Arc, OnceLock};

use geo::{
    BoundingRect as _, Contains as _, Coord, InteriorPoint as _, LineString, MultiPolygon, Polygon, Rect,
    Simplify as _, unary_union,
};
use sea_orm::Value;

use crate::Point;

/// Micro-degrees: about eleven centimetres, finer than any official border.
const PER_DEGREE: f64 = 1_000_000.0;

/// A map draws a border true to so many degrees, some four metres: less than the width of its line on the nearest view of a page.
const DRAWN_TRUE: f64 = 0.000_04;

/// The border of an area: one or more polygons, with holes.
#[derive(Clone, Debug)]
pub struct Border {
    shape: MultiPolygon,
    /// Its lines as maps draw them, from the first time that they are asked: every page of results draws some.
    rings: OnceLock<Rings>,
}

/// Outlines and holes: closed lines of longitude and latitude in degrees.
pub type Rings = Arc<[Vec<(f64, f64)>]>;

impl PartialEq for Border {
    fn eq(&self, other: &Self) -> bool {
        self.shape == other.shape
    }
}

impl Border {
    /// A border from a shape; rounded to what is kept, so that reading it back gives the same.
    pub fn new(shape: &MultiPolygon) -> Self {
        Self::of(decode(&encode(shape)).unwrap_or_else(|| MultiPolygon(Vec::new())))
    }

    fn of(shape: MultiPolygon) -> Self {
        Self { shape, rings: OnceLock::new() }
    }

    /// Whether a point lies inside.
    pub fn holds(&self, point: Point) -> bool {
        self.shape.contains(&geo::Point::new(point.lon, point.lat))
    }

    /// A point well inside, for a mark on a map; nothing for an empty border.
    pub fn inside(&self) -> Option<Point> {
        self.shape.interior_point().map(|at| Point { lat: at.y(), lon: at.x() })
    }

    /// The box around it; nothing for an empty border.
    pub fn bounds(&self) -> Option<Rect> {
        self.shape.bounding_rect()
    }

    /// Its rings, outlines and holes, as longitude and latitude; without corners that no map shows.
    pub fn rings(&self) -> Rings {
        let ring = |line: &LineString| line.simplify(DRAWN_TRUE).0.iter().map(|at| (at.x, at.y)).collect();
        Arc::clone(self.rings.get_or_init(|| self.lines().map(ring).collect()))
    }

    fn lines(&self) -> impl Iterator<Item = &LineString> {
        self.shape.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()))
    }

    /// Every corner of it.
    pub fn corners(&self) -> impl Iterator<Item = Point> + '_ {
        self.lines().flat_map(|ring| ring.0.iter().map(|at| Point { lat: at.y, lon: at.x }))
    }

    /// The shape.
    pub fn shape(&self) -> &MultiPolygon {
        &self.shape
    }

    /// The border around several areas together.
    pub fn around<'a>(parts: impl Iterator<Item = &'a Self>) -> Self {
        let parts: Vec<&MultiPolygon> = parts.map(|part| &part.shape).collect();
        Self::new(&unary_union(parts))
    }

    /// The border as it is kept.
    pub fn to_bytes(&self) -> Vec<u8> {
        encode(&self.shape)
    }

    /// The border from what was kept; nothing when the bytes are no border.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        decode(bytes).map(Self::of)
    }
}

impl From<&Border> for Value {
    fn from(border: &Border) -> Self {
        border.to_bytes().into()
    }
}

/// Numbers of 32 bits, little end first: polygons; for each its rings; for each its points; x and y.
fn encode(shape: &MultiPolygon) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut put = |number: i32| bytes.extend(number.to_le_bytes());
    let count = |length: usize| i32::try_from(length).unwrap_or(i32::MAX);
    put(count(shape.0.len()));
    for polygon in shape {
        put(count(polygon.interiors().len() + 1));
        for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
            put(count(ring.0.len()));
            for at in ring {
                put(micro(at.x));
                put(micro(at.y));
            }
        }
    }
    bytes
}

#[expect(clippy::cast_possible_truncation, reason = "degrees fit easily, and a cast from float saturates")]
fn micro(degrees: f64) -> i32 {
    (degrees * PER_DEGREE).round() as i32
}

fn decode(bytes: &[u8]) -> Option<MultiPolygon> {
    let mut numbers = bytes.chunks_exact(4).map(|four| i32::from_le_bytes([four[0], four[1], four[2], four[3]]));
    let polygons = numbers.next()?;
    let shape = (0..polygons).map(|_| polygon(&mut numbers)).collect::<Option<Vec<_>>>()?;
    numbers.next().is_none().then_some(MultiPolygon(shape))
}

fn polygon(numbers: &mut impl Iterator<Item = i32>) -> Option<Polygon> {
    let count = numbers.next()?;
    let mut rings = (0..count).map(|_| ring(numbers)).collect::<Option<Vec<_>>>()?.into_iter();
    Some(Polygon::new(rings.next()?, rings.collect()))
}

fn ring(numbers: &mut impl Iterator<Item = i32>) -> Option<LineString> {
    let count = numbers.next()?;
    let mut point = || Some(Coord { x: degrees(numbers.next()?), y: degrees(numbers.next()?) });
    (0..count).map(|_| point()).collect::<Option<Vec<_>>>().map(LineString)
}

fn degrees(micro: i32) -> f64 {
    f64::from(micro) / PER_DEGREE
}

#[cfg(test)]
mod tests {
    use geo::polygon;

    use super::*;

    fn square(west: f64) -> Border {
        let east = west + 1.0;
        Border::new(&MultiPolygon(vec![polygon![
            exterior: [(x: west, y: 50.0), (x: east, y: 50.0), (x: east, y: 51.0), (x: west, y: 51.0), (x: west, y: 50.0)],
            interiors: [[(x: west + 0.4, y: 50.4), (x: west + 0.4, y: 50.6), (x: west + 0.6, y: 50.6), (x: west + 0.4, y: 50.4)]],
        ]]))
    }

    #[test]
    fn what_is_kept_is_what_was_given() {
        let border = square(4.123_456);
        assert_eq!(Border::from_bytes(&border.to_bytes()), Some(border.clone()));
        assert!(border.holds(Point { lat: 50.1, lon: 4.2 }));
        assert!(!border.holds(Point { lat: 50.55, lon: 4.123_456 + 0.45 }), "a hole is outside");
        assert_eq!(border.rings().len(), 2);
        assert!(border.inside().is_some_and(|point| border.holds(point)));
    }

    #[test]
    fn a_map_draws_no_corner_that_nobody_sees() {
        let border = Border::new(&MultiPolygon(vec![polygon![
            (x: 4.0, y: 50.0), (x: 4.5, y: 50.000_02), (x: 5.0, y: 50.0), (x: 5.0, y: 51.0), (x: 4.5, y: 50.999), (x: 4.0, y: 51.0),
        ]]));
        assert_eq!(border.corners().count(), 7);
        let drawn = border.rings()[0].clone();
        assert_eq!(drawn, [(4.0, 50.0), (5.0, 50.0), (5.0, 51.0), (4.5, 50.999), (4.0, 51.0), (4.0, 50.0)]);
    }

    #[test]
    fn bytes_that_are_no_border_are_refused() {
        let bytes = square(4.0).to_bytes();
        for length in 0..bytes.len() - 4 {
            assert_eq!(Border::from_bytes(&bytes[..length - length % 4]), None, "{length}");
        }
        assert_eq!(Border::from_bytes(&[0xff; 16]), None);
    }

    #[test]
    fn neighbours_join_into_one_outline() {
        let joined = Border::around([square(4.0), square(5.0)].iter());
        assert_eq!(joined.shape().0.len(), 1);
        assert!(joined.holds(Point { lat: 50.2, lon: 5.0 }));
    }
}
