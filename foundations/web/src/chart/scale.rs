//! Round numbers for an axis.

/// An axis from zero to a round number at or above the highest value.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Scale {
    pub(super) top: f64,
    pub(super) step: f64,
}

impl Scale {
    /// Three to six steps of 1, 2, 2½ or 5 times a power of ten; whole steps when the values are whole.
    pub(super) fn up_to(highest: f64, decimals: usize) -> Self {
        let highest = if highest.is_finite() && highest > 0.0 { highest } else { 1.0 };
        let rough = highest / 4.0;
        let power = 10f64.powf(rough.log10().floor());
        let fits = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|round| round * power).find(|step| *step >= rough);
        let mut step = fits.unwrap_or(rough);
        if decimals == 0 {
            step = step.ceil().max(1.0);
        }
        Self { top: (highest / step).ceil() * step, step }
    }

    /// The values at which a line is drawn.
    pub(super) fn ticks(self) -> impl Iterator<Item = f64> {
        std::iter::successors(Some(0.0), move |at| Some(at + self.step))
            .take_while(move |at| *at <= self.top + self.step / 2.0)
    }

    /// How far up a value lies, from 0 to 1.
    pub(super) fn share(self, value: f64) -> f64 {
        (value / self.top).clamp(0.0, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_on_round_numbers() {
        let cases = [
            (97.0, 0, 100.0, 25.0),
            (3.0, 0, 3.0, 1.0),
            (967.0, 0, 1000.0, 250.0),
            (0.0, 0, 1.0, 1.0),
            (0.6, 1, 0.6, 0.2),
        ];
        for (highest, decimals, top, step) in cases {
            let scale = Scale::up_to(highest, decimals);
            assert!((scale.top - top).abs() < 1e-9 && (scale.step - step).abs() < 1e-9, "{highest}: {scale:?}");
        }
        assert_eq!(Scale::up_to(100.0, 0).ticks().count(), 5);
        assert!((Scale::up_to(f64::NAN, 0).top - 1.0).abs() < 1e-9);
    }
}
