//! Maps drawn on the server as SVG: hexagons in their neighbourly order, and land from real borders.

mod hex;
mod land;
mod names;
mod paper;
mod spots;

pub use hex::{Hex, HexMap, Part};
pub use land::{Area, LandMap, Pin};
pub use names::{Name, NameSize};
pub use paper::on_paper;
pub use spots::SpotMap;

/// The colour of a field, by its meaning; the stylesheet decides what it looks like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fill {
    /// One of eight colours that can be told apart, 1 to 8: which zone.
    Tone(u8),
    /// One of six steps from pale to deep, 0 to 5: how much.
    Shade(u8),
}

impl Fill {
    /// The step of a value between nothing and the highest: for maps of figures.
    pub fn step(value: f64, highest: f64) -> Self {
        if !(value > 0.0 && highest > 0.0) {
            return Self::Shade(0);
        }
        let step = [0.2, 0.4, 0.6, 0.8].iter().filter(|bound| value / highest > **bound).count();
        Self::Shade(u8::try_from(step).unwrap_or(4) + 1)
    }

    /// The class that colours it.
    pub fn class(self) -> &'static str {
        const TONES: [&str; 8] = ["tone1", "tone2", "tone3", "tone4", "tone5", "tone6", "tone7", "tone8"];
        const SHADES: [&str; 6] = ["shade0", "shade1", "shade2", "shade3", "shade4", "shade5"];
        match self {
            Self::Tone(tone) => TONES[usize::from(tone.saturating_sub(1)) % 8],
            Self::Shade(shade) => SHADES[usize::from(shade).min(5)],
        }
    }

    /// Whether light letters are needed on it.
    fn is_deep(self) -> bool {
        matches!(self, Self::Shade(shade) if shade >= 4)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shades_climb_with_the_value_and_nothing_stays_pale() {
        let cases = [(0.0, 0), (1.0, 1), (20.0, 1), (21.0, 2), (60.0, 3), (100.0, 5), (f64::NAN, 0)];
        for (value, shade) in cases {
            assert_eq!(Fill::step(value, 100.0), Fill::Shade(shade), "{value}");
        }
        assert_eq!(Fill::step(5.0, 0.0), Fill::Shade(0));
        assert_eq!(
            [Fill::Tone(1).class(), Fill::Tone(9).class(), Fill::Shade(9).class()],
            ["tone1", "tone1", "shade5"]
        );
    }
}
