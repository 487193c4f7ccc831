//! Counting lines while bytes go by: a reader of records says at which byte one begins, a person asks for the line.

use std::collections::VecDeque;
use std::io::{self, Read, Seek, SeekFrom};

use crate::input::Input;

/// Bytes whose lines are counted as they are read.
pub(crate) struct Lines {
    input: Input,
    /// Bytes that went by.
    at: u64,
    /// The line that the next byte belongs to.
    line: u64,
    /// Where that line began, until it turns out to hold something.
    begun: Option<u64>,
    /// Where each line that holds something began, and its number; those that were asked past are forgotten.
    filled: VecDeque<(u64, u64)>,
}

impl Lines {
    /// Counts from `first`.
    pub(crate) fn new(input: Input, first: u64) -> Self {
        Self { input, at: 0, line: first, begun: Some(0), filled: VecDeque::new() }
    }

    /// The line of the first byte from `byte` on that is no line end. Asked with growing numbers.
    pub(crate) fn line_of(&mut self, byte: u64) -> u64 {
        while self.filled.front().is_some_and(|(start, _)| *start < byte) {
            self.filled.pop_front();
        }
        self.filled.front().map_or(self.line, |(_, line)| *line)
    }

    fn pass(&mut self, bytes: &[u8]) {
        for byte in bytes {
            match byte {
                b'\n' => {
                    self.line += 1;
                    self.begun = Some(self.at + 1);
                }
                b'\r' => {}
                _ => {
                    if let Some(start) = self.begun.take() {
                        self.filled.push_back((start, self.line));
                    }
                }
            }
            self.at += 1;
        }
    }
}

impl Read for Lines {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.input.read(buffer)?;
        self.pass(&buffer[..read]);
        Ok(read)
    }
}

/// After a leap lines are no longer known; places are then told by what was noted before.
impl Seek for Lines {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.input.seek(to)?;
        self.filled.clear();
        self.begun = None;
        Ok(self.at)
    }
}
