//! The year as a graph, in which a withheld count is safe when a circle of withheld counts runs through it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::{Withheld, is_small};

/// The months that are withheld as a whole: a small one, and those after it until what the totals before and after tell
/// is the sum of at least two months, and not small.
pub(super) struct Gaps {
    /// The gap that a month lies in.
    pub(super) of_month: Vec<Option<usize>>,
    /// How many gaps there are.
    count: usize,
    /// The last gap, when it is not wide enough yet: then the total of everything is withheld too.
    pub(super) open: Option<usize>,
}

impl Gaps {
    pub(super) fn of(totals: &[i64], threshold: i64) -> Self {
        let (mut of_month, mut count, mut open) = (vec![None; totals.len()], 0, None::<(usize, i64)>);
        for (month, total) in totals.iter().enumerate().filter(|(_, total)| **total > 0) {
            if open.is_none() && !is_small(*total, threshold) {
                continue;
            }
            of_month[month] = Some(count);
            let (many, sum) = open.map_or((1, *total), |(many, sum)| (many + 1, sum + total));
            open = (many < 2 || sum < threshold).then_some((many, sum));
            count += usize::from(open.is_none());
        }
        Self { of_month, count: count + usize::from(open.is_some()), open: open.map(|_| count) }
    }
}

/// The year as a graph. On its left the rows, then the gaps; on its right the months, then the year.
pub(super) struct Links<'a> {
    pub(super) counts: &'a [Vec<i64>],
    pub(super) gaps: &'a Gaps,
}

impl Links<'_> {
    /// The total of each row.
    pub(super) fn totals(&self) -> Vec<i64> {
        self.counts.iter().map(|row| row.iter().sum()).collect()
    }

    fn year(&self) -> usize {
        self.gaps.of_month.len()
    }

    fn left(&self) -> usize {
        self.counts.len() + self.gaps.count
    }

    /// Withholds totals of rows until no withheld count can be worked out; none when that does not suffice.
    pub(super) fn protect_all(&self, mut withheld: Withheld) -> Option<Withheld> {
        for left in 0..self.left() {
            for right in 0..=self.year() {
                if self.cost(&withheld, left, right) == Some(0) && !self.protect(&mut withheld, left, right) {
                    return None;
                }
            }
        }
        Some(withheld)
    }

    /// Withholds the totals that a withheld count needs to lie on a circle; false when there is none.
    fn protect(&self, withheld: &mut Withheld, left: usize, right: usize) -> bool {
        let (lefts, points) = (self.left(), self.left() + self.year() + 1);
        let mut reached: Vec<Option<usize>> = vec![None; points];
        let mut next = BinaryHeap::from([Reverse((0_i64, left, left))]);
        while let Some(Reverse((cost, point, from))) = next.pop() {
            if reached[point].is_some() {
                continue;
            }
            reached[point] = Some(from);
            for other in if point < lefts { lefts..points } else { 0..lefts } {
                let (l, r) = (point.min(other), point.max(other) - lefts);
                if reached[other].is_none()
                    && (l, r) != (left, right)
                    && let Some(step) = self.cost(withheld, l, r)
                {
                    next.push(Reverse((cost.saturating_add(step), other, point)));
                }
            }
        }
        let mut point = lefts + right;
        while point != left {
            let Some(from) = reached[point] else { return false };
            if point.max(from) == lefts + self.year() && point.min(from) < self.counts.len() {
                withheld.rows[point.min(from)] = true;
            }
            point = from;
        }
        true
    }

    /// What withholding a count costs: nothing when it is withheld. Besides, only totals of rows are to be had.
    fn cost(&self, withheld: &Withheld, left: usize, right: usize) -> Option<i64> {
        let is_year = right == self.year();
        let hidden = match left.checked_sub(self.counts.len()) {
            Some(gap) if is_year => self.gaps.open == Some(gap),
            Some(gap) => self.gaps.of_month[right] == Some(gap),
            None if is_year => withheld.rows[left],
            None => withheld.cells[left][right],
        };
        if hidden {
            return Some(0);
        }
        let total: i64 = self.counts.get(left).filter(|_| is_year)?.iter().sum();
        (total > 0).then(|| total.saturating_add(1))
    }
}
