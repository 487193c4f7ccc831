//! The box that every coordinate of a region lies in.

/// A box of latitudes and longitudes, degrees.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Boundary {
    /// The least latitude.
    pub south: f64,
    /// The greatest latitude.
    pub north: f64,
    /// The least longitude.
    pub west: f64,
    /// The greatest longitude.
    pub east: f64,
}

impl Boundary {
    /// Whether a point lies in the box.
    pub fn holds(&self, lat: f64, lon: f64) -> bool {
        (self.south..=self.north).contains(&lat) && (self.west..=self.east).contains(&lon)
    }

    /// Refuses a point outside the box, with message and remedy; names a swap when that is what happened.
    ///
    /// # Errors
    /// When the point lies outside.
    pub fn check(&self, lat: f64, lon: f64) -> Result<(), (String, String)> {
        if self.holds(lat, lon) {
            return Ok(());
        }
        if self.holds(lon, lat) {
            let message = format!("latitude {lat} and longitude {lon} seem to be swapped");
            return Err((message, "give the longitude first in GeoJSON, or swap the two columns".to_owned()));
        }
        let message = format!("latitude {lat}, longitude {lon} lies outside the region");
        let remedy = format!(
            "latitudes lie from {} to {} and longitudes from {} to {}, in degrees (WGS84)",
            self.south, self.north, self.west, self.east
        );
        Err((message, remedy))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_swap_is_recognised() {
        let boundary = Boundary { south: 50.0, north: 51.0, west: 4.0, east: 5.0 };
        assert_eq!(boundary.check(50.5, 4.5), Ok(()));
        assert!(boundary.check(4.5, 50.5).unwrap_err().0.contains("swapped"));
        assert!(boundary.check(0.0, 0.0).unwrap_err().0.contains("outside"));
        assert!(boundary.check(f64::NAN, 4.5).is_err());
    }
}
