//! Brings packages to a folder or an object store: what is there already stays, everything is held
//! against its hash where it lies, and the ledger says where it went.
//!
//! Start reading at [`Studio::bring`].

mod address;
mod folder;
#[cfg(feature = "remote")]
mod remote;

pub use address::{Address, BadAddress};

use crate::error::HostError;
use crate::studio::Studio;
use flow::parcel::{Parcel, Unsigned, parcels};
use flow::view::Standing;
use jiff::Timestamp;
use model::delivery::{Delivered, DeliveredFile};
use model::digest::Digest;
use model::event::Event;
use serde::Serialize;
use std::sync::atomic::{AtomicBool, Ordering};

/// Why a package did not go out. Files that had arrived whole stay, and the same command goes on
/// from there.
#[derive(Debug, thiserror::Error)]
pub enum DeliveryError {
    /// Some of it was never approved.
    #[error("nothing was sent:\n{}", lines(.0))]
    Unsigned(Vec<Unsigned>),
    /// Somebody else's files lie where ours would.
    #[error(
        "nothing was sent: {to} holds other files of these names, which did not come from here:\n  {}\nmove them away, or deliver to another place",
        names.join("\n  ")
    )]
    NotOurs {
        /// Where.
        to: String,
        /// Their names.
        names: Vec<String>,
    },
    /// The machine said no.
    #[error(transparent)]
    Host(#[from] HostError),
    /// The store at the other end said no.
    #[error("could not {act} `{name}` at {to}: {why}")]
    Store {
        /// What was tried.
        act: &'static str,
        /// On which file.
        name: String,
        /// Where.
        to: String,
        /// What the store said, without anything secret.
        why: String,
    },
    /// What arrived is not what was sent; it was taken away again.
    #[error("`{name}` arrived damaged at {to} and was removed there; run the same command again")]
    Damaged {
        /// Which file.
        name: String,
        /// Where.
        to: String,
    },
    /// This program cannot reach object stores.
    #[error(
        "this throughline was built without object stores: build it with `cargo build --release -p throughline --features remote`, or deliver to a folder"
    )]
    NoStores,
    /// It was asked to stop.
    #[error("stopped: what arrived whole is kept, the same command goes on from there")]
    Stopped,
}

fn lines(unsigned: &[Unsigned]) -> String {
    unsigned.iter().map(|one| format!("  {one}")).collect::<Vec<_>>().join("\n")
}

/// Hears how the bringing goes.
pub trait DeliveryProgress {
    /// A file is there and whole; `sent` says whether it had to be sent.
    fn arrived(&self, name: &str, sent: bool, done: usize, of: usize);
}

/// A package that lies where it was ordered to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Brought {
    /// What lies there.
    #[serde(flatten)]
    pub delivered: Delivered,
    /// How many files had to be sent; the others lay there already.
    pub sent: usize,
}

/// Somewhere to put files.
trait Destination {
    /// Returns the bytes that lie under a name, by their digest, if any do.
    fn digest(&self, name: &str) -> Result<Option<Digest>, DeliveryError>;
    /// Puts the bytes of a blob under a name, whole or not at all, reads them back, and returns how
    /// many they are.
    fn put(&self, name: &str, blob: &Digest, source: &Source<'_>) -> Result<(), DeliveryError>;
}

/// Where bytes come from, until somebody asks to stop.
struct Source<'a> {
    blobs: &'a crate::blobs::Blobs,
    stop: &'a AtomicBool,
}

impl Source<'_> {
    /// Hands a blob over piece by piece; an error at the end where it is not what it is named after.
    fn pieces(
        &self,
        blob: &Digest,
        mut take: impl FnMut(&[u8]) -> Result<(), DeliveryError>,
    ) -> Result<u64, DeliveryError> {
        let mut wrong = None;
        let read = self.blobs.stream(blob, |piece| {
            if wrong.is_none() {
                wrong = self.go_on().and_then(|()| take(piece)).err();
            }
            Ok(())
        });
        match wrong {
            Some(wrong) => Err(wrong),
            None => Ok(read?),
        }
    }

    fn go_on(&self) -> Result<(), DeliveryError> {
        if self.stop.load(Ordering::Relaxed) { Err(DeliveryError::Stopped) } else { Ok(()) }
    }
}

impl Studio {
    /// Brings every package that stands to an address, below a folder for each campaign and round,
    /// and records it once all of it lies there.
    pub fn bring(
        &mut self,
        standing: &Standing,
        address: &Address,
        stop: &AtomicBool,
        progress: &dyn DeliveryProgress,
    ) -> Result<Vec<Brought>, DeliveryError> {
        let parcels = parcels(standing).map_err(DeliveryError::Unsigned)?;
        let mut all = Vec::new();
        for parcel in parcels {
            let place = address.below(&format!("{}/round-{}", parcel.campaign, parcel.round));
            let to = place.to_string();
            let there = destination(&place)?;
            let source = Source { blobs: &self.blobs, stop };
            let (sent, files) = send(there.as_ref(), &parcel, &source, &to, progress)?;
            let Parcel { campaign, round, manifest, .. } = parcel;
            let delivered = Delivered { campaign, round, to, manifest, files };
            self.note(&delivered, sent)?;
            all.push(Brought { delivered, sent });
        }
        Ok(all)
    }

    /// A package that lay there whole, and was noted when it came, is not noted again.
    fn note(&mut self, delivered: &Delivered, sent: usize) -> Result<(), HostError> {
        let noted = self.ledger.deliveries()?;
        let last = noted.iter().rev().find(|(_, before)| before.to == delivered.to);
        if sent == 0 && last.is_some_and(|(_, before)| before == delivered) {
            return Ok(());
        }
        let event = Event::Delivered(Box::new(delivered.clone()));
        let _seq: Vec<u64> = self.ledger.append(Timestamp::now(), &[event])?;
        Ok(())
    }
}

fn destination(address: &Address) -> Result<Box<dyn Destination>, DeliveryError> {
    match address {
        Address::Folder(folder) => Ok(Box::new(folder::Folder::at(folder))),
        #[cfg(feature = "remote")]
        Address::Store(store) => Ok(Box::new(remote::Store::open(store)?)),
        #[cfg(not(feature = "remote"))]
        Address::Store(_) => Err(DeliveryError::NoStores),
    }
}

/// Sends what is missing. Whether anything stands in the way is seen before the first byte goes.
fn send(
    there: &dyn Destination,
    parcel: &Parcel,
    source: &Source<'_>,
    to: &str,
    progress: &dyn DeliveryProgress,
) -> Result<(usize, Vec<DeliveredFile>), DeliveryError> {
    let mut missing = Vec::new();
    let mut strangers = Vec::new();
    for file in &parcel.files {
        source.go_on()?;
        let lies = there.digest(&file.name)?;
        missing.push(lies != Some(file.digest));
        // What is in our store came from here: an earlier version, which this one replaces.
        if lies.is_some_and(|lies| lies != file.digest && !source.blobs.has(&lies)) {
            strangers.push(file.name.clone());
        }
    }
    if !strangers.is_empty() {
        return Err(DeliveryError::NotOurs { to: to.to_owned(), names: strangers });
    }
    let mut files = Vec::new();
    for (file, missing) in parcel.files.iter().zip(&missing) {
        source.go_on()?;
        if *missing {
            there.put(&file.name, &file.digest, source)?;
        }
        let path = source.blobs.path(&file.digest);
        let known = std::fs::metadata(&path).map_err(|e| HostError::io("read", &path, e))?;
        let (name, sha256) = (file.name.clone(), file.digest);
        files.push(DeliveredFile { name, sha256, bytes: known.len() });
        progress.arrived(&file.name, *missing, files.len(), parcel.files.len());
    }
    Ok((missing.iter().filter(|missing| **missing).count(), files))
}

#[cfg(test)]
mod tests;
