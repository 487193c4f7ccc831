//! Which counts of a year may be shown to somebody who may not open the records behind them.
//!
//! A small count can point at a person. Leaving out only the small ones is not enough: a single gap follows from the
//! total. Nor may anything that was shown be taken back later, for readers remember. So a month is decided once, from
//! itself and the months before it: no later month changes what is withheld of it. Only then are the totals of the year
//! looked at, with what the months withhold given. Months and values with their totals are a graph, each count a line
//! between its month and its value; a withheld count can be worked out exactly when no circle of withheld counts runs
//! through it.

mod links;
#[cfg(test)]
mod remembering;

use links::{Gaps, Links};

/// What may not be shown of a year: a row for each value, a column for each month, and their totals.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Withheld {
    cells: Vec<Vec<bool>>,
    rows: Vec<bool>,
    months: Vec<bool>,
    whole: bool,
}

impl Withheld {
    /// Whether the count of a row in a month is withheld.
    pub fn cell(&self, row: usize, month: usize) -> bool {
        self.cells.get(row).and_then(|cells| cells.get(month)).copied().unwrap_or(true)
    }

    /// Whether the total of a row is withheld.
    pub fn row_total(&self, row: usize) -> bool {
        self.rows.get(row).copied().unwrap_or(true)
    }

    /// Whether the total of a month is withheld.
    pub fn month_total(&self, month: usize) -> bool {
        self.months.get(month).copied().unwrap_or(true)
    }

    /// Whether the total of everything is withheld.
    pub fn grand_total(&self) -> bool {
        self.whole
    }
}

/// Decides what to withhold of a year's counts (a row for each value, a column for each month that is over) and of the
/// `totals` of its months, so that no count between 1 and `threshold - 1` is shown or can be worked out from what is, or
/// was shown in an earlier month. Rows may overlap: then they add up to more than the totals, and the reader knows less.
/// While the year is not `over`, a row has a total only if each of its months is shown: it then tells nothing new.
pub fn withhold(counts: &[Vec<i64>], totals: &[i64], threshold: i64, over: bool) -> Withheld {
    let length = totals.len();
    let gaps = Gaps::of(totals, threshold);
    let mut withheld = Withheld {
        cells: vec![vec![false; length]; counts.len()],
        rows: vec![false; counts.len()],
        months: gaps.of_month.iter().map(Option::is_some).collect(),
        whole: gaps.open.is_some(),
    };
    for month in 0..length {
        let column: Vec<i64> = counts.iter().map(|row| row[month]).collect();
        let of_column = match gaps.of_month[month] {
            Some(_) => column.iter().map(|count| *count > 0).collect(),
            None => line(&column, threshold, |_| true),
        };
        of_column.into_iter().enumerate().for_each(|(row, hide)| withheld.cells[row][month] = hide);
    }
    let lacking: Vec<bool> = withheld.cells.iter().map(|cells| cells.contains(&true)).collect();
    if !over {
        return Withheld { rows: lacking, ..withheld };
    }
    let links = Links { counts, gaps: &gaps };
    // A total whose months are all shown can be added up: withholding it would hide nothing.
    withheld.rows = line(&links.totals(), threshold, |row| lacking[row]);
    match links.protect_all(withheld.clone()) {
        Some(withheld) => withheld,
        None => Withheld { rows: lacking, ..withheld },
    }
}

/// What to withhold of counts whose total is known: the small ones, and the smallest others until at least two are
/// withheld whose sum is not small itself. Only counts that are `apt` are taken for that.
fn line(counts: &[i64], threshold: i64, apt: impl Fn(usize) -> bool) -> Vec<bool> {
    let mut withheld: Vec<bool> = counts.iter().map(|count| is_small(*count, threshold)).collect();
    loop {
        let hidden = || counts.iter().zip(&withheld).filter(|(_, hide)| **hide).map(|(count, _)| *count);
        let (many, sum) = (hidden().count(), hidden().sum::<i64>());
        if many == 0 || (many > 1 && sum >= threshold) {
            return withheld;
        }
        let others = (0..counts.len()).filter(|place| !withheld[*place] && counts[*place] > 0 && apt(*place));
        let Some(next) = others.min_by_key(|place| counts[*place]) else { return withheld };
        withheld[next] = true;
    }
}

fn is_small(count: i64, threshold: i64) -> bool {
    0 < count && count < threshold
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::remembering::Book;
    use super::*;

    const THRESHOLD: i64 = 5;

    /// As the rows add up: none overlap.
    fn withhold(counts: &[Vec<i64>], over: bool) -> Withheld {
        let totals: Vec<i64> = (0..counts[0].len()).map(|month| counts.iter().map(|row| row[month]).sum()).collect();
        super::withhold(counts, &totals, THRESHOLD, over)
    }

    #[test]
    fn rows_that_overlap_do_not_betray_a_month_that_is_withheld() {
        let withheld = super::withhold(&[vec![3, 9], vec![3, 8]], &[3, 12], THRESHOLD, true);
        assert!((0..2).all(|month| withheld.month_total(month) && (0..2).all(|row| withheld.cell(row, month))));
    }

    #[test]
    fn a_small_count_takes_another_of_its_month_with_it() {
        let withheld = withhold(&[vec![3, 20], vec![40, 9], vec![70, 80]], false);
        assert!(withheld.cell(0, 0) && withheld.cell(1, 0) && !withheld.cell(2, 0) && !withheld.cell(0, 1));
        assert!(withheld.row_total(0) && withheld.row_total(1), "a total would tell what its month does not");
        assert!(!withheld.row_total(2) && !withheld.month_total(0) && !withheld.grand_total());
    }

    #[test]
    fn a_small_month_takes_the_next_one_with_it() {
        let months = [9, 0, 2, 0, 30, 8];
        let hidden = |length: usize| {
            let withheld = withhold(&[months[..length].to_vec()], length == months.len());
            ((0..length).filter(|month| withheld.month_total(*month)).collect::<Vec<_>>(), withheld.grand_total())
        };
        assert_eq!(hidden(2), (vec![], false));
        assert_eq!(hidden(3), (vec![2], true), "the total before is known: it would tell the 2");
        assert_eq!(hidden(5), (vec![2, 4], false));
        assert_eq!(hidden(6), (vec![2, 4], false));
    }

    #[test]
    fn a_year_that_is_over_tells_totals_of_many_small_months() {
        let counts = [vec![2, 3, 2, 2], vec![4, 3, 3, 4], vec![20, 20, 20, 20]];
        let running = withhold(&counts, false);
        assert!(running.row_total(0) && running.row_total(1) && !running.row_total(2));
        let over = withhold(&counts, true);
        assert!(!over.row_total(0) && !over.row_total(1) && over.cell(0, 0) && over.cell(1, 3));
    }

    #[test]
    fn a_table_without_small_counts_is_shown_whole() {
        let withheld = withhold(&[vec![0, 20], vec![40, 9]], true);
        assert!((0..2).all(|row| (0..2).all(|month| !withheld.cell(row, month)) && !withheld.row_total(row)));
    }

    #[test]
    fn a_lone_small_count_is_not_betrayed_by_its_totals() {
        let withheld = withhold(&[vec![2]], true);
        assert!(withheld.cell(0, 0) && withheld.row_total(0) && withheld.month_total(0) && withheld.grand_total());
    }

    fn year() -> impl Strategy<Value = Vec<Vec<i64>>> {
        (1_usize..6, 1_usize..9).prop_flat_map(|(rows, months)| {
            let count = prop_oneof![Just(0_i64), 0_i64..8, 0_i64..60];
            prop::collection::vec(prop::collection::vec(count, months), rows)
        })
    }

    fn until(counts: &[Vec<i64>], months: usize) -> Vec<Vec<i64>> {
        counts.iter().map(|row| row[..months].to_vec()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(600))]

        #[test]
        fn what_is_shown_of_a_month_never_changes(counts in year()) {
            let months = counts[0].len();
            let last = withhold(&counts, true);
            for length in 1..=months {
                let then = withhold(&until(&counts, length), false);
                for month in 0..length {
                    prop_assert_eq!(then.month_total(month), last.month_total(month));
                    for row in 0..counts.len() {
                        prop_assert_eq!(then.cell(row, month), last.cell(row, month));
                    }
                }
            }
        }

        #[test]
        fn who_remembers_every_answer_works_out_no_small_count(counts in year(), over in any::<bool>()) {
            let (rows, months) = (counts.len(), counts[0].len());
            let mut book = Book::new(rows, months);
            for length in 1..=months {
                book.hear(&withhold(&until(&counts, length), over && length == months), length);
            }
            let found = book.worked_out();
            for month in 0..months {
                let total: i64 = counts.iter().map(|row| row[month]).sum();
                prop_assert!(!is_small(total, THRESHOLD) || !found.contains(&book.total(month)));
                for (row, of_row) in counts.iter().enumerate() {
                    prop_assert!(!is_small(of_row[month], THRESHOLD) || !found.contains(&book.cell(row, month)));
                }
            }
            for (row, of_row) in counts.iter().enumerate() {
                prop_assert!(!is_small(of_row.iter().sum(), THRESHOLD) || !found.contains(&book.row(row)));
            }
        }
    }
}
