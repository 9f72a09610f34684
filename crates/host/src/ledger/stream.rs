//! Rows handed out one after the other, a few in memory at a time.

use crate::error::HostError;
use std::fmt;
use std::vec::IntoIter;

type Page<T> = Result<Vec<(u64, T)>, HostError>;

/// Records in the order of the events they come from. After an error it ends.
///
/// Nothing is locked between two pages, so whoever walks slowly keeps nobody from writing.
pub struct Stream<'a, T> {
    fetch: Box<dyn Fn(u64) -> Page<T> + 'a>,
    after: u64,
    page: IntoIter<(u64, T)>,
    ended: bool,
}

impl<'a, T> Stream<'a, T> {
    /// Streams what `fetch` returns for the records after a sequence number, until that is empty.
    pub(crate) fn new(after: u64, fetch: impl Fn(u64) -> Page<T> + 'a) -> Self {
        Self { fetch: Box::new(fetch), after, page: Vec::new().into_iter(), ended: false }
    }
}

impl<T> Iterator for Stream<'_, T> {
    type Item = Result<T, HostError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.page.len() == 0 && !self.ended {
            match (self.fetch)(self.after) {
                Ok(page) => self.page = page.into_iter(),
                Err(error) => {
                    self.ended = true;
                    return Some(Err(error));
                }
            }
        }
        let Some((seq, record)) = self.page.next() else {
            self.ended = true;
            return None;
        };
        self.after = seq;
        Some(Ok(record))
    }
}

impl<T> fmt::Debug for Stream<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stream").field("after", &self.after).finish_non_exhaustive()
    }
}
