//! Sets of the documents of a segment, a bit each.

use std::ops::ControlFlow;

/// A set of documents.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    /// Empties it, for a segment of so many documents.
    pub fn begin(&mut self, documents: usize) {
        self.0.clear();
        self.0.resize(documents.div_ceil(64), 0);
    }

    /// Puts a document in.
    pub fn add(&mut self, doc: u32) {
        self.0[doc as usize / 64] |= 1 << (doc % 64);
    }

    /// Puts in all that another set of the same segment has.
    pub fn add_all(&mut self, other: &Self) {
        self.0.iter_mut().zip(&other.0).for_each(|(own, other)| *own |= other);
    }

    /// Whether a document is in it.
    pub fn has(&self, doc: u32) -> bool {
        self.0[doc as usize / 64] >> (doc % 64) & 1 == 1
    }

    /// Calls for each document, in their order, until told to stop.
    pub fn each(&self, mut visit: impl FnMut(u32) -> ControlFlow<()>) -> ControlFlow<()> {
        for (at, word) in (0_u32..).zip(&self.0) {
            let mut left = *word;
            while left != 0 {
                visit(at * 64 + left.trailing_zeros())?;
                left &= left - 1;
            }
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(docs: &[u32]) -> Bits {
        let mut bits = Bits::default();
        bits.begin(200);
        docs.iter().for_each(|doc| bits.add(*doc));
        bits
    }

    fn listed(bits: &Bits) -> Vec<u32> {
        let mut docs = Vec::new();
        assert!(
            bits.each(|doc| {
                docs.push(doc);
                ControlFlow::Continue(())
            })
            .is_continue()
        );
        docs
    }

    #[test]
    fn a_set_lists_what_was_put_into_it_in_order() {
        let mut bits = set(&[199, 0, 64, 63, 64]);
        assert_eq!(listed(&bits), [0, 63, 64, 199]);
        bits.add_all(&set(&[1, 64, 128]));
        assert_eq!(listed(&bits), [0, 1, 63, 64, 128, 199]);
        assert!(bits.has(128) && !bits.has(127));
        let mut first = None;
        let stopped = bits.each(|doc| {
            first = Some(doc);
            ControlFlow::Break(())
        });
        assert_eq!((stopped, first), (ControlFlow::Break(()), Some(0)));
        bits.begin(10);
        assert_eq!(listed(&bits), [] as [u32; 0]);
    }
}
