//! The stops of public transport: which one is nearest to a point, and which lines stop there.

use kernel::Text;

use crate::Point;
use crate::model::Stop;

/// Further than this nobody walks to a stop, metres.
const FARTHEST: f64 = 1_000.0;
/// Stops of one name as near to each other as this are one to people: its two sides, its platforms. Metres.
const TOGETHER: f64 = 150.0;
/// Degrees of latitude that are certainly more than [`FARTHEST`].
const WINDOW: f64 = 0.01;

/// A stop near a point.
#[derive(Clone, PartialEq, Debug)]
pub struct NearStop {
    /// What it is called.
    pub names: Text,
    /// The lines that stop there, in the order in which people look for them; empty when nobody says.
    pub lines: Vec<String>,
    /// How far it is as the crow flies.
    pub metres: u32,
}

/// The stops from south to north.
#[derive(Debug, Default)]
pub(super) struct Stops(Vec<Stop>);

impl Stops {
    pub(super) fn new(mut stops: Vec<Stop>) -> Self {
        stops.sort_by(|one, other| one.point.lat.total_cmp(&other.point.lat).then_with(|| one.code.cmp(&other.code)));
        Self(stops)
    }

    /// The nearest stop that one would walk to.
    pub(super) fn near(&self, point: Point) -> Option<NearStop> {
        let first = self.0.partition_point(|stop| stop.point.lat < point.lat - WINDOW);
        let around = || self.0[first..].iter().take_while(|stop| stop.point.lat <= point.lat + WINDOW);
        let far = |stop: &Stop| stop.point.distance(point);
        let nearest = around().min_by(|one, other| far(one).total_cmp(&far(other)))?;
        let metres = far(nearest);
        if metres > FARTHEST {
            return None;
        }
        let same = |stop: &&Stop| stop.names == nearest.names && stop.point.distance(nearest.point) <= TOGETHER;
        let mut lines: Vec<String> = around().filter(same).flat_map(|stop| stop.lines.iter().cloned()).collect();
        lines.sort_by_key(|line| (line.parse::<u32>().unwrap_or(u32::MAX), line.clone()));
        lines.dedup();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most a kilometre")]
        let metres = metres.round() as u32;
        Some(NearStop { names: nearest.names.clone(), lines, metres })
    }
}

#[cfg(test)]
mod tests {
    use kernel::Lang;

    use super::*;

    fn stop(code: &str, name: &str, lines: &[&str], lat: f64) -> Stop {
        Stop {
            code: code.to_owned(),
            names: Text::same_everywhere(name),
            lines: lines.iter().map(|line| (*line).to_owned()).collect(),
            point: Point { lat, lon: 4.35 },
            source: "test".to_owned(),
        }
    }

    #[test]
    fn the_nearest_stop_is_told_with_the_lines_of_both_its_sides() {
        // 0.001 degrees of latitude are 111 metres.
        let stops = Stops::new(vec![
            stop("a", "Proefplein", &["92", "7"], 50.851),
            stop("b", "Proefplein", &["7", "N08"], 50.8515),
            stop("c", "Testlaan", &["1"], 50.853),
            stop("d", "Proefplein", &["99"], 50.9),
        ]);
        let near = stops.near(Point { lat: 50.85, lon: 4.35 }).unwrap();
        assert_eq!((near.names.plain(Lang::Nl), near.metres), ("Proefplein", 111));
        assert_eq!(near.lines, ["7", "92", "N08"]);
        assert_eq!(stops.near(Point { lat: 50.8535, lon: 4.35 }).unwrap().names.plain(Lang::Fr), "Testlaan");
    }

    #[test]
    fn nobody_is_sent_to_a_stop_far_away() {
        let stops = Stops::new(vec![stop("a", "Proefplein", &[], 50.85)]);
        assert_eq!(stops.near(Point { lat: 50.8595, lon: 4.35 }), None);
        assert_eq!(stops.near(Point { lat: 50.85, lon: 4.38 }), None);
        assert_eq!(Stops::default().near(Point { lat: 50.85, lon: 4.35 }), None);
    }
}
