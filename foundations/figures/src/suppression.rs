//! Which counts of a year may be shown to somebody who may not open the records behind them.
//!
//! A small count can point at a person. Leaving out only the small ones is not enough: a single gap follows from the
//! total, and several are each known when together they are hardly more than they are many. Nor may anything that was
//! shown be taken back later, for readers remember. So a month is decided once, from itself and the months before it: no
//! later month changes what is withheld of it. What a year consists of is told of the year as a whole only, once it is
//! over: were it told month by month, what is withheld of a small month would show as the growth of its parts.

/// The months that are withheld as a whole: a small one, and those after it until what the totals before and after tell
/// does not tell any of them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct WithheldMonths {
    months: Vec<bool>,
    open: bool,
}

impl WithheldMonths {
    /// Decides, from the totals of the months that are over, so that no total between 1 and `threshold - 1` is shown or
    /// can be worked out from what is, or was shown in an earlier month.
    pub fn of(totals: &[i64], threshold: i64) -> Self {
        let (mut months, mut hidden) = (vec![false; totals.len()], Vec::new());
        for (month, total) in totals.iter().enumerate().filter(|(_, total)| **total > 0) {
            if hidden.is_empty() && !is_small(*total, threshold) {
                continue;
            }
            months[month] = true;
            hidden.push(*total);
            if hides_each(&hidden, threshold) {
                hidden.clear();
            }
        }
        Self { months, open: !hidden.is_empty() }
    }

    /// Whether the total of a month is withheld.
    pub fn month(&self, month: usize) -> bool {
        self.months.get(month).copied().unwrap_or(true)
    }

    /// Whether the total of all months is withheld: it would tell the last of them.
    pub fn whole(&self) -> bool {
        self.open
    }
}

/// Which of several counts to withhold whose total is known: the small ones, and the smallest others until none of them
/// can be worked out. Counts may overlap: then they add up to more than the total, and the reader knows less.
pub(crate) fn withheld_parts(counts: &[i64], threshold: i64) -> Vec<bool> {
    let mut withheld: Vec<bool> = counts.iter().map(|count| is_small(*count, threshold)).collect();
    loop {
        let chosen = counts.iter().zip(&withheld).filter(|(_, hide)| **hide);
        let hidden: Vec<i64> = chosen.map(|(count, _)| *count).collect();
        if hidden.is_empty() || hides_each(&hidden, threshold) {
            return withheld;
        }
        let others = (0..counts.len()).filter(|place| !withheld[*place] && counts[*place] > 0);
        let Some(next) = others.min_by_key(|place| counts[*place]) else { return withheld };
        withheld[next] = true;
    }
}

/// Whether withheld counts whose sum is known stay unknown. A count of zero is never withheld, so each is one at least:
/// any of them must be able to be as large as what may be shown, or all would be known to be small.
fn hides_each(hidden: &[i64], threshold: i64) -> bool {
    let others_at_least = i64::try_from(hidden.len()).unwrap_or(i64::MAX) - 1;
    others_at_least > 0 && hidden.iter().sum::<i64>() - others_at_least >= threshold
}

fn is_small(count: i64, threshold: i64) -> bool {
    0 < count && count < threshold
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const THRESHOLD: i64 = 5;

    fn months(totals: &[i64]) -> (Vec<usize>, bool) {
        let withheld = WithheldMonths::of(totals, THRESHOLD);
        ((0..totals.len()).filter(|month| withheld.month(*month)).collect(), withheld.whole())
    }

    #[test]
    fn a_small_month_takes_the_next_one_with_it() {
        let totals = [9, 0, 2, 0, 30, 8];
        assert_eq!(months(&totals[..2]), (vec![], false));
        assert_eq!(months(&totals[..3]), (vec![2], true), "the total before is known: it would tell the 2");
        assert_eq!(months(&totals[..5]), (vec![2, 4], false));
        assert_eq!(months(&totals), (vec![2, 4], false));
    }

    #[test]
    fn counts_that_are_hardly_more_than_they_are_many_are_not_told_by_their_sum() {
        assert_eq!(months(&[1, 1, 1, 1, 1]), (vec![0, 1, 2, 3, 4], true), "five times one");
        assert_eq!(months(&[1, 1, 1, 1, 1, 4]), (vec![0, 1, 2, 3, 4, 5], true));
        assert_eq!(months(&[1, 1, 1, 1, 1, 5]), (vec![0, 1, 2, 3, 4, 5], false));
        assert_eq!(withheld_parts(&[1, 1, 1, 1, 1, 20], THRESHOLD), [true; 6]);
        assert_eq!(withheld_parts(&[4, 2, 20, 30], THRESHOLD), [true, true, false, false], "6 as 1 and 5");
    }

    #[test]
    fn a_small_count_takes_another_with_it_and_a_lone_one_stays_withheld() {
        assert_eq!(withheld_parts(&[3, 40, 70, 0], THRESHOLD), [true, true, false, false]);
        assert_eq!(withheld_parts(&[2, 0], THRESHOLD), [true, false]);
        assert_eq!(withheld_parts(&[0, 20, 40], THRESHOLD), [false; 3]);
        assert_eq!(months(&[2]), (vec![0], true));
    }

    /// What a reader knows of each count who knows the sum of the withheld ones, and that each of them is one at least.
    fn most_it_can_be(hidden: &[i64]) -> i64 {
        hidden.iter().sum::<i64>() - (i64::try_from(hidden.len()).unwrap() - 1)
    }

    proptest! {
        #[test]
        fn what_is_shown_of_a_month_never_changes(totals in prop::collection::vec(0_i64..12, 1..13)) {
            let last = WithheldMonths::of(&totals, THRESHOLD);
            for length in 1..=totals.len() {
                let then = WithheldMonths::of(&totals[..length], THRESHOLD);
                for month in 0..length {
                    prop_assert_eq!(then.month(month), last.month(month));
                }
            }
        }

        #[test]
        fn whoever_remembers_every_total_of_a_year_knows_no_small_month(totals in prop::collection::vec(0_i64..12, 1..13)) {
            // Two looks tell the sum of the months withheld between them.
            let looks: Vec<usize> = (0..=totals.len())
                .filter(|length| !WithheldMonths::of(&totals[..*length], THRESHOLD).whole())
                .collect();
            let last = WithheldMonths::of(&totals, THRESHOLD);
            for (from, to) in looks.iter().flat_map(|from| looks.iter().map(move |to| (*from, *to))) {
                let hidden: Vec<i64> = (from..to).filter(|month| last.month(*month)).map(|month| totals[month]).collect();
                prop_assert!(hidden.is_empty() || hidden.len() > 1 && most_it_can_be(&hidden) >= THRESHOLD);
            }
            for (month, total) in totals.iter().enumerate() {
                prop_assert!(last.month(month) || !is_small(*total, THRESHOLD));
            }
        }

        #[test]
        fn no_small_part_is_shown_or_known(counts in prop::collection::vec(0_i64..12, 1..9)) {
            let withheld = withheld_parts(&counts, THRESHOLD);
            let hidden: Vec<i64> = counts.iter().zip(&withheld).filter(|(_, hide)| **hide).map(|(n, _)| *n).collect();
            prop_assert!(counts.iter().zip(&withheld).all(|(count, hide)| *hide || !is_small(*count, THRESHOLD)));
            let all = counts.iter().filter(|count| **count > 0).count();
            prop_assert!(hidden.is_empty() || hidden.len() == all || most_it_can_be(&hidden) >= THRESHOLD);
        }
    }
}
