//! Which cells of a table of counts may be shown to somebody who may not open the records behind them.
//!
//! A small count can point at a person. Leaving out only the small cells is not enough: a single gap in a row follows
//! from the row's total. A table with its totals is a graph, rows and columns being its points and cells its lines; a
//! withheld cell can be worked out exactly when no circle of withheld cells runs through it. So each small cell is
//! protected by the circle that costs the least.

use std::collections::BinaryHeap;

use std::cmp::Reverse;

/// What may not be shown of a table. The last row and the last column are the totals.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Withheld {
    cells: Vec<Vec<bool>>,
}

impl Withheld {
    /// Whether a cell is withheld.
    pub fn cell(&self, row: usize, column: usize) -> bool {
        self.at(row, column)
    }

    /// Whether the total of a row is withheld.
    pub fn row_total(&self, row: usize) -> bool {
        self.at(row, self.cells.first().map_or(0, |first| first.len().saturating_sub(1)))
    }

    /// Whether the total of a column is withheld.
    pub fn column_total(&self, column: usize) -> bool {
        self.at(self.cells.len().saturating_sub(1), column)
    }

    /// Whether the total of everything is withheld.
    pub fn grand_total(&self) -> bool {
        self.row_total(self.cells.len().saturating_sub(1))
    }

    fn at(&self, row: usize, column: usize) -> bool {
        self.cells.get(row).and_then(|cells| cells.get(column)).copied().unwrap_or(true)
    }
}

/// Decides what to withhold of a table of counts (rows of equal length), so that no count between 1 and
/// `threshold - 1` is shown or can be worked out from what is. Column totals depend on nothing but themselves, so that
/// several tables with the same columns protect them alike.
pub fn withhold(counts: &[Vec<i64>], threshold: i64) -> Withheld {
    let table = Grid::with_totals(counts);
    let small = |count: i64| 0 < count && count < threshold;
    let (rows, columns) = (table.counts.len(), table.counts.first().map_or(0, Vec::len));
    let mut withheld: Vec<Vec<bool>> =
        table.counts.iter().map(|row| row.iter().map(|count| small(*count)).collect()).collect();
    if let (Some(flags), Some(totals)) = (withheld.last_mut(), table.counts.last()) {
        protect_line(flags, totals);
    }
    for row in 0..rows {
        for column in 0..columns {
            if withheld[row][column] && !table.protect(&mut withheld, row, column) {
                return Withheld { cells: vec![vec![true; columns]; rows] };
            }
        }
    }
    Withheld { cells: withheld }
}

/// A line with one gap betrays it: a second gap is made at the smallest other count. A total of 0 is no gap: whoever knows
/// that nothing is there knows it withheld as well.
fn protect_line(flags: &mut [bool], counts: &[i64]) {
    if flags.iter().filter(|flag| **flag).count() == 1 {
        let free = (0..flags.len()).filter(|place| !flags[*place] && counts[*place] > 0);
        let other = free.min_by_key(|place| counts[*place]);
        if let Some(other) = other {
            flags[other] = true;
        }
    }
}

/// A table with a last row and a last column of totals.
struct Grid {
    counts: Vec<Vec<i64>>,
}

impl Grid {
    fn with_totals(counts: &[Vec<i64>]) -> Self {
        let columns = counts.first().map_or(0, Vec::len);
        let mut all = counts.to_vec();
        all.push((0..columns).map(|column| counts.iter().map(|row| row[column]).sum()).collect());
        for row in &mut all {
            row.push(row.iter().sum());
        }
        Self { counts: all }
    }

    /// Withholds what is needed so that a withheld cell lies on a circle of withheld cells; false when none is left.
    fn protect(&self, withheld: &mut [Vec<bool>], row: usize, column: usize) -> bool {
        let rows = self.counts.len();
        let points = rows + self.counts[0].len();
        let mut reached: Vec<Option<(i64, usize)>> = vec![None; points];
        let mut next = BinaryHeap::from([Reverse((0_i64, row, row))]);
        while let Some(Reverse((cost, point, from))) = next.pop() {
            if reached[point].is_some() {
                continue;
            }
            reached[point] = Some((cost, from));
            for other in if point < rows { rows..points } else { 0..rows } {
                let (r, c) = if point < rows { (point, other - rows) } else { (other, point - rows) };
                if reached[other].is_none()
                    && (r, c) != (row, column)
                    && let Some(step) = self.cost(withheld, r, c)
                {
                    next.push(Reverse((cost.saturating_add(step), other, point)));
                }
            }
        }
        let mut point = rows + column;
        while point != row {
            let Some((_, from)) = reached[point] else { return false };
            let (r, c) = if from < rows { (from, point - rows) } else { (point, from - rows) };
            withheld[r][c] = true;
            point = from;
        }
        true
    }

    /// What withholding a cell costs. Column totals are decided beforehand and not to be had; a cell in a line that adds
    /// up to a total of 0 is known to be 0 and hides nothing.
    fn cost(&self, withheld: &[Vec<bool>], row: usize, column: usize) -> Option<i64> {
        if withheld[row][column] {
            return Some(0);
        }
        let last = self.counts.len() - 1;
        let empty = self.counts[last][column] == 0 || self.counts[row].last() == Some(&0);
        (row < last && !empty).then(|| self.counts[row][column].saturating_add(1))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const THRESHOLD: i64 = 5;

    #[test]
    fn a_small_cell_takes_a_circle_with_it() {
        let withheld = withhold(&[vec![3, 20, 30], vec![40, 9, 60], vec![70, 80, 90]], THRESHOLD);
        assert!(withheld.cell(0, 0) && withheld.cell(1, 1) && withheld.cell(0, 1) && withheld.cell(1, 0));
        assert!(!withheld.cell(2, 2) && !withheld.row_total(0) && !withheld.grand_total());
    }

    #[test]
    fn what_is_known_to_be_nothing_hides_nothing() {
        let withheld = withhold(&[vec![3, 20, 0], vec![40, 60, 0]], THRESHOLD);
        assert!(withheld.cell(0, 0) && !withheld.cell(0, 2) && !withheld.cell(1, 2), "the third column adds up to 0");
        assert!(withheld.cell(0, 1) && withheld.cell(1, 0) && withheld.cell(1, 1));
    }

    #[test]
    fn a_table_without_small_counts_is_shown_whole() {
        let withheld = withhold(&[vec![0, 20], vec![40, 9]], THRESHOLD);
        assert!((0..2).all(|row| (0..2).all(|column| !withheld.cell(row, column))));
    }

    #[test]
    fn a_lone_small_count_is_not_betrayed_by_its_total() {
        let withheld = withhold(&[vec![2]], THRESHOLD);
        assert!(withheld.cell(0, 0) && withheld.row_total(0) && withheld.column_total(0) && withheld.grand_total());
    }

    proptest! {
        #[test]
        fn no_withheld_cell_can_be_worked_out(
            (rows, columns, counts) in (1_usize..6, 1_usize..7).prop_flat_map(|(r, c)| {
                (Just(r), Just(c), prop::collection::vec(prop_oneof![0_i64..8, 0_i64..200], r * c))
            })
        ) {
            let counts: Vec<Vec<i64>> = counts.chunks(columns).map(<[i64]>::to_vec).collect();
            let withheld = withhold(&counts, THRESHOLD);
            let grid = Grid::with_totals(&counts);
            for (row, cells) in grid.counts.iter().enumerate() {
                for (column, count) in cells.iter().enumerate() {
                    prop_assert!(withheld.at(row, column) || !(1..THRESHOLD).contains(count));
                }
            }
            prop_assert_eq!(worked_out(&withheld, rows, columns), Vec::new());
        }

        #[test]
        fn column_totals_are_protected_alike_in_every_table(totals in prop::collection::vec(0_i64..30, 2..8)) {
            let split: Vec<Vec<i64>> = vec![totals.iter().map(|n| n / 2).collect(), totals.iter().map(|n| n - n / 2).collect()];
            let (one, two) = (withhold(std::slice::from_ref(&totals), THRESHOLD), withhold(&split, THRESHOLD));
            for column in 0..totals.len() {
                prop_assert_eq!(one.column_total(column), two.column_total(column));
            }
        }
    }

    /// The withheld cells that follow from the others by adding and subtracting: elimination, knowing nothing of graphs.
    fn worked_out(withheld: &Withheld, rows: usize, columns: usize) -> Vec<(usize, usize)> {
        let unknowns: Vec<(usize, usize)> = (0..=rows)
            .flat_map(|row| (0..=columns).map(move |column| (row, column)))
            .filter(|(row, column)| withheld.at(*row, *column))
            .collect();
        let sign = |place: usize, last: usize| if place == last { -1.0 } else { 1.0 };
        let mut equations: Vec<Vec<f64>> = Vec::new();
        for row in 0..=rows {
            let of_row = |(r, c): &(usize, usize)| if *r == row { sign(*c, columns) } else { 0.0 };
            equations.push(unknowns.iter().map(of_row).collect());
        }
        for column in 0..=columns {
            let of_column = |(r, c): &(usize, usize)| if *c == column { sign(*r, rows) } else { 0.0 };
            equations.push(unknowns.iter().map(of_column).collect());
        }
        eliminate(&mut equations, unknowns.len());
        equations
            .iter()
            .filter_map(|equation| {
                let mut named = (0..unknowns.len()).filter(|place| equation[*place].abs() > 1e-9);
                let only = named.next()?;
                named.next().is_none().then(|| unknowns[only])
            })
            .collect()
    }

    fn eliminate(equations: &mut [Vec<f64>], unknowns: usize) {
        let mut done = 0;
        for column in 0..unknowns {
            let Some(pivot) = (done..equations.len()).find(|row| equations[*row][column].abs() > 1e-9) else {
                continue;
            };
            equations.swap(done, pivot);
            let by = equations[done][column];
            equations[done].iter_mut().for_each(|value| *value /= by);
            let base = equations[done].clone();
            for (row, equation) in equations.iter_mut().enumerate() {
                let times = equation[column];
                if row != done && times.abs() > 1e-9 {
                    equation.iter_mut().zip(&base).for_each(|(value, base)| *value -= times * base);
                }
            }
            done += 1;
        }
    }
}
