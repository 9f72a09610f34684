//! A package in an object store: S3, Google Cloud Storage or Azure.
//!
//! An object gets its name only when all of it is there, so nothing is half under a name. Who may
//! do this comes from the environment, as the tools of each provider have it; nothing of that is
//! kept or said.

use super::address::{StoreAddress, StoreKind};
use super::{Address, DeliveryError, Destination, Source};
use futures_util::StreamExt as _;
use model::digest::Digest;
use object_store::aws::{AmazonS3Builder, Checksum};
use object_store::azure::MicrosoftAzureBuilder;
use object_store::gcp::GoogleCloudStorageBuilder;
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, GetOptions, MultipartUpload, ObjectStore, ObjectStoreExt as _,
    PutMultipartOptions, PutOptions, PutPayload,
};
use sha2::{Digest as _, Sha256};
use tokio::runtime::{Builder, Runtime};

/// What an object is said to hold, beside it: so that what lies there need not be fetched to know it.
const SHA256: Attribute = Attribute::Metadata(std::borrow::Cow::Borrowed("sha256"));

/// Larger files go in parts of this size. S3 takes at least 5 MiB a part and 10,000 parts.
const PART: usize = 16 << 20;

/// A bucket that packages go to.
pub(super) struct Store {
    store: Box<dyn ObjectStore>,
    run: Runtime,
    address: StoreAddress,
}

impl Store {
    /// Opens a bucket with what the environment says of accounts, regions and endpoints.
    pub(super) fn open(address: &StoreAddress) -> Result<Self, DeliveryError> {
        let bucket = address.bucket.as_str();
        let opened: object_store::Result<Box<dyn ObjectStore>> = match address.kind {
            StoreKind::S3 => AmazonS3Builder::from_env()
                .with_bucket_name(bucket)
                .with_checksum_algorithm(Checksum::SHA256)
                .build()
                .map(|store| Box::new(store) as _),
            StoreKind::Google => GoogleCloudStorageBuilder::from_env()
                .with_bucket_name(bucket)
                .build()
                .map(|store| Box::new(store) as _),
            StoreKind::Azure => MicrosoftAzureBuilder::from_env()
                .with_container_name(bucket)
                .build()
                .map(|store| Box::new(store) as _),
        };
        let failed = |why: String| DeliveryError::Store {
            act: "open",
            name: bucket.to_owned(),
            to: Address::Store(address.clone()).to_string(),
            why,
        };
        let store = opened.map_err(|error| failed(plain(&error)))?;
        let run = Builder::new_current_thread().enable_all().build();
        let run = run.map_err(|error| failed(error.to_string()))?;
        Ok(Self { store, run, address: address.clone() })
    }

    /// Names stay as they are: a `~` in a file name is a `~` in the store.
    fn path(&self, name: &str) -> object_store::Result<Path> {
        Ok(Path::parse(format!("{}/{name}", self.address.prefix))?)
    }

    fn to(&self) -> String {
        Address::Store(self.address.clone()).to_string()
    }

    fn failed(&self, act: &'static str, name: &str, error: &object_store::Error) -> DeliveryError {
        DeliveryError::Store { act, name: name.to_owned(), to: self.to(), why: plain(error) }
    }

    /// Sends a file that fits into one part.
    fn put_whole(&self, name: &str, blob: &Digest, bytes: Vec<u8>) -> Result<(), DeliveryError> {
        let options = PutOptions { attributes: said(blob), ..PutOptions::default() };
        let sent = self.run.block_on(async {
            self.store.put_opts(&self.path(name)?, PutPayload::from(bytes), options).await
        });
        sent.map(drop).map_err(|error| self.failed("send", name, &error))
    }

    /// Sends a large file part by part; what was begun is given up where it cannot be finished.
    fn put_parts(
        &self,
        name: &str,
        blob: &Digest,
        source: &Source<'_>,
    ) -> Result<(), DeliveryError> {
        let failed = |error: object_store::Error| self.failed("send", name, &error);
        let options =
            PutMultipartOptions { attributes: said(blob), ..PutMultipartOptions::default() };
        let begun = self
            .run
            .block_on(async { self.store.put_multipart_opts(&self.path(name)?, options).await });
        let mut upload = begun.map_err(failed)?;
        let sent = self.parts(upload.as_mut(), blob, source, &failed);
        if let Err(error) = sent {
            // The reason for giving up says more than that this failed too.
            let _given_up = self.run.block_on(upload.abort());
            return Err(error);
        }
        self.run.block_on(upload.complete()).map(drop).map_err(failed)
    }

    fn parts(
        &self,
        upload: &mut dyn MultipartUpload,
        blob: &Digest,
        source: &Source<'_>,
        failed: &dyn Fn(object_store::Error) -> DeliveryError,
    ) -> Result<(), DeliveryError> {
        let mut part = Vec::with_capacity(PART);
        source.pieces(blob, |piece| {
            part.extend_from_slice(piece);
            if part.len() < PART {
                return Ok(());
            }
            let full = std::mem::replace(&mut part, Vec::with_capacity(PART));
            self.run.block_on(upload.put_part(full.into())).map_err(failed)
        })?;
        if part.is_empty() {
            return Ok(());
        }
        self.run.block_on(upload.put_part(part.into())).map_err(failed)
    }

    /// Reads an object back and returns the digest of its bytes.
    fn read_back(&self, name: &str) -> object_store::Result<Digest> {
        self.run.block_on(async {
            let mut pieces = self.store.get(&self.path(name)?).await?.into_stream();
            let mut hash = Sha256::new();
            while let Some(piece) = pieces.next().await {
                hash.update(piece?);
            }
            Ok(Digest::from_bytes(hash.finalize().into()))
        })
    }
}

impl Destination for Store {
    fn digest(&self, name: &str) -> Result<Option<Digest>, DeliveryError> {
        let options = GetOptions { head: true, ..GetOptions::default() };
        let found =
            self.run.block_on(async { self.store.get_opts(&self.path(name)?, options).await });
        let found = match found {
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            other => other.map_err(|error| self.failed("look for", name, &error))?,
        };
        if let Some(said) = found.attributes.get(&SHA256).and_then(|said| said.parse().ok()) {
            return Ok(Some(said));
        }
        // Nobody says what it is, so it is read.
        self.read_back(name).map(Some).map_err(|error| self.failed("read", name, &error))
    }

    fn put(&self, name: &str, blob: &Digest, source: &Source<'_>) -> Result<(), DeliveryError> {
        let length = std::fs::metadata(source.blobs.path(blob)).map_or(0, |known| known.len());
        if length > PART as u64 {
            self.put_parts(name, blob, source)?;
        } else {
            let mut bytes = Vec::with_capacity(length as usize);
            source.pieces(blob, |piece| {
                bytes.extend_from_slice(piece);
                Ok(())
            })?;
            self.put_whole(name, blob, bytes)?;
        }
        let arrived = self.read_back(name);
        if arrived.map_err(|error| self.failed("read back", name, &error))? == *blob {
            return Ok(());
        }
        let removed = self.run.block_on(async { self.store.delete(&self.path(name)?).await });
        removed.map_err(|error| self.failed("remove the damaged", name, &error))?;
        Err(DeliveryError::Damaged { name: name.to_owned(), to: self.to() })
    }
}

fn said(blob: &Digest) -> Attributes {
    Attributes::from_iter([(SHA256, blob.to_string())])
}

/// Signed addresses carry their signature behind a question mark, so that goes.
fn plain(error: &object_store::Error) -> String {
    let text = crate::known::chain(error);
    let words = text.split(' ').map(|word| match word.split_once('?') {
        Some((address, _)) if address.contains("://") => address,
        _ => word,
    });
    words.collect::<Vec<_>>().join(" ")
}
