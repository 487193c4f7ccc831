//! Pages of results: how every list leaves the database.

/// Which part of a list is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PageRequest {
    /// How many rows at most, 1 to [`PageRequest::MOST`].
    pub limit: u64,
    /// How many rows to pass over first, up to [`PageRequest::DEEPEST`].
    pub offset: u64,
}

impl PageRequest {
    /// The largest page anybody may ask for.
    pub const MOST: u64 = 200;
    /// How deep a list may be leafed through; deeper is what filters and exports are for.
    pub const DEEPEST: u64 = 10_000;

    /// A request brought within bounds: no client can ask for a page that hurts.
    pub fn new(limit: u64, offset: u64) -> Self {
        Self { limit: limit.clamp(1, Self::MOST), offset: offset.min(Self::DEEPEST) }
    }

    /// The first page of a list.
    pub fn first(limit: u64) -> Self {
        Self::new(limit, 0)
    }
}

/// A part of a list and how long the whole list is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page<T> {
    /// The rows of this page.
    pub items: Vec<T>,
    /// How many rows the whole list has.
    pub total: u64,
    /// What was asked for.
    pub request: PageRequest,
}

impl<T> Page<T> {
    /// A page of a list that is wholly known: the first where it is not as long as that.
    pub fn of(all: impl ExactSizeIterator<Item = T>, request: PageRequest) -> Self {
        let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
        let request = if request.offset < total { request } else { PageRequest { offset: 0, ..request } };
        let turn = |(at, item)| (request.offset..request.offset + request.limit).contains(&at).then_some(item);
        Self { items: (0..).zip(all).filter_map(turn).collect(), total, request }
    }

    /// The same page with every row turned into something else.
    pub fn map<U>(self, f: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(f).collect(), total: self.total, request: self.request }
    }

    /// As [`Page::map`], unless one of the rows cannot be turned.
    ///
    /// # Errors
    /// The first.
    pub fn try_map<U, E>(self, f: impl FnMut(&T) -> Result<U, E>) -> Result<Page<U>, E> {
        let items = self.items.iter().map(f).collect::<Result<_, _>>()?;
        Ok(Page { items, total: self.total, request: self.request })
    }

    /// The offset of the next page, if there is one.
    pub fn next_offset(&self) -> Option<u64> {
        let next = self.request.offset + self.request.limit;
        (next < self.total && next <= PageRequest::DEEPEST).then_some(next)
    }

    /// The offset of the previous page, if there is one.
    pub fn previous_offset(&self) -> Option<u64> {
        (self.request.offset > 0).then(|| self.request.offset.saturating_sub(self.request.limit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_brought_within_bounds() {
        assert_eq!(PageRequest::new(0, 0).limit, 1);
        assert_eq!(PageRequest::new(u64::MAX, u64::MAX), PageRequest { limit: 200, offset: 10_000 });
    }

    #[test]
    fn a_list_that_is_known_is_cut() {
        let page = |offset| Page::of(0..45, PageRequest::new(20, offset));
        assert_eq!((page(20).items.first(), page(20).items.len(), page(40).items.len()), (Some(&20), 20, 5));
        assert_eq!((page(45).request.offset, page(45).items.len(), page(45).total), (0, 20, 45));
        assert!(Page::of(std::iter::empty::<u8>(), PageRequest::new(20, 0)).items.is_empty());
    }

    #[test]
    fn a_row_that_cannot_be_turned_ends_the_turning() {
        let page = Page { items: vec!["1", "2"], total: 9, request: PageRequest::new(2, 0) };
        let turned = page.clone().try_map(|text| text.parse::<u8>()).unwrap();
        assert_eq!((turned.items.as_slice(), turned.total, turned.request), ([1, 2].as_slice(), 9, page.request));
        assert!(Page { items: vec!["1", "x"], ..page }.try_map(|text| text.parse::<u8>()).is_err());
    }

    #[test]
    fn a_page_knows_its_neighbours() {
        let page = Page { items: vec![(); 20], total: 45, request: PageRequest::new(20, 20) };
        assert_eq!((page.previous_offset(), page.next_offset()), (Some(0), Some(40)));
        let last = Page { items: vec![(); 5], total: 45, request: PageRequest::new(20, 40) };
        assert_eq!(last.next_offset(), None);
    }
}
