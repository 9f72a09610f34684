//! Questions about packages that were brought somewhere.

use crate::error::HostError;
use crate::ledger::{Entry, Ledger};
use jiff::Timestamp;
use model::delivery::Delivered;
use model::event::Event;

impl Ledger {
    /// Returns every package that was brought somewhere, oldest first, and when.
    pub fn deliveries(&self) -> Result<Vec<(Timestamp, Delivered)>, HostError> {
        let rows = self.rows(
            "SELECT seq, at, json FROM event JOIN payload USING (seq)
             WHERE kind = 'delivered' ORDER BY seq",
            [],
            |row| {
                let seq = row.get::<_, i64>(0)?.cast_unsigned();
                Ok((seq, row.get::<_, i64>(1)?, row.get::<_, String>(2)?))
            },
        )?;
        rows.into_iter()
            .map(|(seq, at, json)| match serde_json::from_str(&json) {
                Ok(Event::Delivered(delivered)) => Ok((Entry::time(at), *delivered)),
                Ok(other) => Err(self.unexpected(seq, &other)),
                Err(e) => {
                    let (path, source) = (self.path.clone(), e.into());
                    Err(HostError::Payload { seq, path, source })
                }
            })
            .collect()
    }
}
