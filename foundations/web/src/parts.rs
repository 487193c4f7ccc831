//! Small plain values that the shared template parts draw: choices, steps of a trail, pages of results.

use kernel::PageRequest;

use crate::Query;

/// Something to choose in a form.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// What is sent.
    pub value: String,
    /// What people read.
    pub label: String,
}

impl Choice {
    /// A choice by its code and text.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand in values and messages made for this")]
    pub fn new(value: impl ToString, label: impl ToString) -> Self {
        Self { value: value.to_string(), label: label.to_string() }
    }
}

/// A step of the trail above a page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Where it leads.
    pub href: String,
    /// Its text.
    pub label: String,
}

impl Step {
    /// A step to a page of ours.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand in values and messages made for this")]
    pub fn new(href: impl ToString, label: impl ToString) -> Self {
        Self { href: href.to_string(), label: label.to_string() }
    }
}

/// The way through a list that does not fit on one page.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pager {
    /// Where the page before is.
    pub previous: Option<String>,
    /// Where the next page is.
    pub next: Option<String>,
    /// The pages around this one.
    pub leaves: Vec<Leaf>,
}

/// A page of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Leaf {
    /// Its number, from 1.
    pub number: u64,
    /// Where it is.
    pub href: String,
    /// Whether it is the one shown.
    pub current: bool,
}

impl Pager {
    /// The way through a page of results, keeping the rest of the query.
    pub fn of<T>(results: &kernel::Page<T>, query: &Query) -> Self {
        let PageRequest { limit, offset } = results.request;
        let current = offset / limit;
        let last = results.total.saturating_sub(1).min(PageRequest::DEEPEST) / limit;
        let href = |leaf: u64| query.with("offset", leaf * limit);
        let around = current.saturating_sub(2)..=(current + 2).min(last);
        Self {
            previous: results.previous_offset().map(|offset| query.with("offset", offset)),
            next: results.next_offset().map(|offset| query.with("offset", offset)),
            leaves: around.map(|leaf| Leaf { number: leaf + 1, href: href(leaf), current: leaf == current }).collect(),
        }
    }

    /// Whether there is more than one page.
    pub fn is_needed(&self) -> bool {
        self.previous.is_some() || self.next.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pager(total: u64, offset: u64) -> Pager {
        let results = kernel::Page { items: Vec::<()>::new(), total, request: PageRequest::new(20, offset) };
        Pager::of(&results, &Query::read("q=aide"))
    }

    #[test]
    fn the_pager_shows_the_pages_around_this_one() {
        let cases = [(5, 0, vec![1], 1), (100, 0, vec![1, 2, 3], 1), (100, 80, vec![3, 4, 5], 5), (0, 0, vec![1], 1)];
        for (total, offset, numbers, current) in cases {
            let pager = pager(total, offset);
            assert_eq!(pager.leaves.iter().map(|leaf| leaf.number).collect::<Vec<_>>(), numbers, "{total} {offset}");
            assert!(pager.leaves.iter().any(|leaf| leaf.current && leaf.number == current));
        }
        assert!(!pager(20, 0).is_needed() && pager(21, 0).is_needed());
        assert_eq!(pager(100, 20).next.as_deref(), Some("?q=aide&offset=40"));
    }
}
