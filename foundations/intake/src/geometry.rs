//! GeoJSON geometries as shapes, checked while they are read.

use geo::{Coord, Geometry, LineString, MultiPolygon, Point, Polygon};
use serde_json::Value;

type Refused = (String, &'static str);

const EXPORT: &str = "export the layer again as GeoJSON in WGS84";

/// Reads a point or a border.
pub(crate) fn read(value: &Value) -> Result<Geometry, Refused> {
    let kind = value.get("type").and_then(Value::as_str).unwrap_or_default();
    let coordinates = value.get("coordinates").unwrap_or(&Value::Null);
    match kind {
        "Point" => Ok(Geometry::Point(Point(position(coordinates)?))),
        "Polygon" => Ok(Geometry::Polygon(polygon(coordinates)?)),
        "MultiPolygon" => {
            let parts = list(coordinates, "the border")?.iter().map(polygon).collect::<Result<Vec<_>, _>>()?;
            if parts.is_empty() { Err(empty()) } else { Ok(Geometry::MultiPolygon(MultiPolygon(parts))) }
        }
        "" => Err(("its geometry has no type".to_owned(), EXPORT)),
        other => {
            let shown: String = other.chars().take(40).collect();
            Err((format!("its geometry is a {shown}"), "give a Point, a Polygon or a MultiPolygon"))
        }
    }
}

fn polygon(value: &Value) -> Result<Polygon, Refused> {
    let mut rings = list(value, "a polygon")?.iter().map(ring).collect::<Result<Vec<_>, _>>()?.into_iter();
    let outer = rings.next().ok_or_else(empty)?;
    Ok(Polygon::new(outer, rings.collect()))
}

fn ring(value: &Value) -> Result<LineString, Refused> {
    let points = list(value, "a ring")?.iter().map(position).collect::<Result<Vec<_>, _>>()?;
    if points.is_empty() {
        return Err(empty());
    }
    if points.len() < 4 || points.first() != points.last() {
        let message = "a ring of its border is not closed or has fewer than four points".to_owned();
        return Err((message, "end each ring where it begins"));
    }
    Ok(LineString(points))
}

fn position(value: &Value) -> Result<Coord, Refused> {
    let numbers = list(value, "a position")?;
    match (numbers.first().and_then(Value::as_f64), numbers.get(1).and_then(Value::as_f64)) {
        (Some(x), Some(y)) if x.is_finite() && y.is_finite() => Ok(Coord { x, y }),
        _ => Err(("a position is not two numbers".to_owned(), "write [longitude, latitude]")),
    }
}

fn list<'a>(value: &'a Value, what: &str) -> Result<&'a Vec<Value>, Refused> {
    value.as_array().ok_or_else(|| (format!("{what} is not a list of coordinates"), EXPORT))
}

fn empty() -> Refused {
    ("its border is empty".to_owned(), "draw it, or leave the feature out")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn points_and_borders_are_read() {
        let square = json!([[[0, 0], [1, 0], [1, 1], [0, 0]]]);
        let cases = [("Point", json!([4.3, 50.8, 12])), ("Polygon", square.clone()), ("MultiPolygon", json!([square]))];
        for (kind, coordinates) in cases {
            assert!(read(&json!({"type": kind, "coordinates": coordinates})).is_ok(), "{kind}");
        }
    }

    #[test]
    fn each_fault_of_a_geometry_has_its_sentence() {
        let cases = [
            (json!({}), "no type"),
            (json!({"type": "LineString", "coordinates": [[1, 2], [3, 4]]}), "is a LineString"),
            (json!({"type": "Point"}), "not a list"),
            (json!({"type": "Point", "coordinates": [1]}), "two numbers"),
            (json!({"type": "Point", "coordinates": ["4", "50"]}), "two numbers"),
            (json!({"type": "Polygon", "coordinates": []}), "empty"),
            (json!({"type": "Polygon", "coordinates": [[]]}), "empty"),
            (json!({"type": "MultiPolygon", "coordinates": []}), "empty"),
            (json!({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1]]]}), "not closed"),
            (json!({"type": "Polygon", "coordinates": [[0, 1], [1, 0]]}), "not a list"),
        ];
        for (value, part) in cases {
            let (message, _) = read(&value).unwrap_err();
            assert!(message.contains(part), "{value}: {message}");
        }
    }
}
