//! A reader who remembers every answer, for proving that nothing small follows from all of them.

use super::Withheld;

/// What a reader knows who remembers every answer: equations over the counts, knowing nothing of graphs.
pub(super) struct Book {
    rows: usize,
    months: usize,
    equations: Vec<Vec<f64>>,
}

impl Book {
    /// A reader of a table of so many rows and months who has heard nothing yet.
    pub(super) fn new(rows: usize, months: usize) -> Self {
        Self { rows, months, equations: Vec::new() }
    }

    pub(super) fn cell(&self, row: usize, month: usize) -> usize {
        row * self.months + month
    }

    pub(super) fn total(&self, month: usize) -> usize {
        self.rows * self.months + month
    }

    pub(super) fn row(&self, row: usize) -> usize {
        (self.rows + 1) * self.months + row
    }

    fn note(&mut self, terms: impl IntoIterator<Item = (usize, f64)>) {
        let mut equation = vec![0.0; (self.rows + 1) * self.months + self.rows];
        terms.into_iter().for_each(|(place, sign)| equation[place] += sign);
        self.equations.push(equation);
    }

    /// Takes down an answer over so many months.
    pub(super) fn hear(&mut self, told: &Withheld, length: usize) {
        for month in 0..length {
            let cells: Vec<_> = (0..self.rows).map(|row| (self.cell(row, month), 1.0)).collect();
            self.note(cells.into_iter().chain([(self.total(month), -1.0)]));
            if !told.month_total(month) {
                self.note([(self.total(month), 1.0)]);
            }
            for row in (0..self.rows).filter(|row| !told.cell(*row, month)) {
                self.note([(self.cell(row, month), 1.0)]);
            }
        }
        for row in 0..self.rows {
            let cells: Vec<_> = (0..length).map(|month| (self.cell(row, month), 1.0)).collect();
            if !told.row_total(row) {
                self.note(cells.clone());
            }
            if length == self.months {
                self.note(cells.into_iter().chain([(self.row(row), -1.0)]));
            }
        }
        if !told.grand_total() {
            let totals: Vec<_> = (0..length).map(|month| (self.total(month), 1.0)).collect();
            self.note(totals);
        }
    }

    /// The counts that the equations settle. What stands on their right is known, so it need not be kept.
    pub(super) fn worked_out(&self) -> Vec<usize> {
        let mut equations = self.equations.clone();
        let width = equations[0].len();
        eliminate(&mut equations, width);
        let alone = |equation: &Vec<f64>| {
            let mut named = (0..width).filter(|place| equation[*place].abs() > 1e-9);
            let only = named.next()?;
            named.next().is_none().then_some(only)
        };
        equations.iter().filter_map(alone).collect()
    }
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
