//! What somebody who delivers can rely on, in a folder.

use super::folder::Folder;
use super::*;
use crate::blobs::Blobs;
use flow::parcel::Packed;
use std::cell::RefCell;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Notes what arrived.
#[derive(Default)]
struct Heard(RefCell<Vec<(String, bool)>>);

impl DeliveryProgress for Heard {
    fn arrived(&self, name: &str, sent: bool, _done: usize, _of: usize) {
        self.0.borrow_mut().push((name.to_owned(), sent));
    }
}

struct Desk {
    root: TempDir,
    blobs: Blobs,
    stop: AtomicBool,
}

impl Desk {
    fn new() -> Self {
        let root = TempDir::new().unwrap();
        let blobs = Blobs::open(root.path()).unwrap();
        Self { root, blobs, stop: AtomicBool::new(false) }
    }

    fn there(&self) -> std::path::PathBuf {
        self.root.path().join("there")
    }

    fn parcel(&self, files: &[(&str, &[u8])]) -> Parcel {
        let packed = |(name, bytes): &(&str, &[u8])| Packed {
            name: (*name).to_owned(),
            digest: self.blobs.put(bytes).unwrap(),
        };
        let files: Vec<Packed> = files.iter().map(packed).collect();
        let manifest = files.last().unwrap().digest;
        Parcel { campaign: "spring".parse().unwrap(), round: 1, manifest, files }
    }

    fn send(
        &self,
        parcel: &Parcel,
        progress: &dyn DeliveryProgress,
    ) -> Result<usize, DeliveryError> {
        let source = Source { blobs: &self.blobs, stop: &self.stop };
        let there = Folder::at(&self.there());
        send(&there, parcel, &source, "there", progress).map(|(sent, _)| sent)
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

const PACKAGE: [(&str, &[u8]); 3] =
    [("a.jpg", b"picture"), ("sub/b.mp4", b"film"), ("manifest.json", b"{}")];

#[test]
fn a_package_arrives_and_a_second_time_nothing_is_sent() {
    let desk = Desk::new();
    let parcel = desk.parcel(&PACKAGE);
    assert_eq!(desk.send(&parcel, &Heard::default()).unwrap(), 3);
    assert_eq!(fs::read(desk.there().join("sub/b.mp4")).unwrap(), b"film");
    assert_eq!(names(&desk.there()), ["a.jpg", "manifest.json", "sub"]);
    assert_eq!(desk.send(&parcel, &Heard::default()).unwrap(), 0);
}

#[test]
fn what_broke_off_goes_on_and_what_lies_there_stays() {
    let desk = Desk::new();
    fs::create_dir_all(desk.there()).unwrap();
    fs::write(desk.there().join("a.jpg"), b"picture").unwrap();
    fs::write(desk.there().join(".aside-manifest.json"), b"half of it, from a killed process")
        .unwrap();
    let heard = Heard::default();
    assert_eq!(desk.send(&desk.parcel(&PACKAGE), &heard).unwrap(), 2);
    let first = heard.0.borrow().first().cloned();
    assert_eq!(first, Some(("a.jpg".to_owned(), false)));
    assert_eq!(names(&desk.there()), ["a.jpg", "manifest.json", "sub"]);
}

#[test]
fn an_earlier_version_of_ours_is_replaced() {
    let desk = Desk::new();
    desk.send(&desk.parcel(&[("a.jpg", b"before"), ("manifest.json", b"{1}")]), &Heard::default())
        .unwrap();
    let now = desk.parcel(&[("a.jpg", b"after"), ("manifest.json", b"{2}")]);
    assert_eq!(desk.send(&now, &Heard::default()).unwrap(), 2);
    assert_eq!(fs::read(desk.there().join("a.jpg")).unwrap(), b"after");
}

#[test]
fn files_of_others_are_never_replaced_and_then_nothing_is_sent() {
    let desk = Desk::new();
    fs::create_dir_all(desk.there()).unwrap();
    fs::write(desk.there().join("manifest.json"), b"somebody's own").unwrap();
    match desk.send(&desk.parcel(&PACKAGE), &Heard::default()) {
        Err(DeliveryError::NotOurs { names, .. }) => assert_eq!(names, ["manifest.json"]),
        other => panic!("{other:?}"),
    }
    assert_eq!(names(&desk.there()), ["manifest.json"]);
}

#[test]
fn bytes_that_changed_since_they_were_approved_do_not_go_out() {
    let desk = Desk::new();
    let parcel = desk.parcel(&PACKAGE);
    fs::write(desk.blobs.path(&parcel.files[1].digest), b"filn").unwrap();
    let refused = desk.send(&parcel, &Heard::default()).unwrap_err();
    assert!(matches!(refused, DeliveryError::Host(HostError::BlobDamaged { .. })), "{refused}");
    assert_eq!(names(&desk.there()), ["a.jpg", "sub"]);
    assert_eq!(names(&desk.there().join("sub")), Vec::<String>::new());
}

#[test]
fn whoever_stops_it_leaves_nothing_half_under_a_name() {
    /// Stops once the first file is there.
    struct Stop<'a>(&'a AtomicBool);
    impl DeliveryProgress for Stop<'_> {
        fn arrived(&self, _name: &str, _sent: bool, _done: usize, _of: usize) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
    let desk = Desk::new();
    let parcel = desk.parcel(&PACKAGE);
    let stopped = desk.send(&parcel, &Stop(&desk.stop)).unwrap_err();
    assert!(matches!(stopped, DeliveryError::Stopped), "{stopped}");
    assert_eq!(names(&desk.there()), ["a.jpg"]);
    // In the middle of a file as well.
    let source = Source { blobs: &desk.blobs, stop: &desk.stop };
    let there = Folder::at(&desk.there());
    let middle = there.put("b.mp4", &parcel.files[1].digest, &source).unwrap_err();
    assert!(matches!(middle, DeliveryError::Stopped), "{middle}");
    assert_eq!(names(&desk.there()), ["a.jpg"]);
    desk.stop.store(false, Ordering::Relaxed);
    assert_eq!(desk.send(&parcel, &Heard::default()).unwrap(), 2);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let desk = Desk::new();
    fs::write(desk.there(), b"a file, no folder").unwrap();
    let refused = desk.send(&desk.parcel(&PACKAGE), &Heard::default()).unwrap_err();
    assert!(refused.to_string().contains("there"), "{refused}");
}

/// Needs a store that speaks S3, and a bucket `acme` in it. From PyPI:
///
/// ```text
/// moto_server -H 127.0.0.1 -p 5555 &
/// curl -X PUT http://127.0.0.1:5555/acme
/// AWS_ENDPOINT_URL=http://127.0.0.1:5555 AWS_ALLOW_HTTP=true AWS_REGION=us-east-1 \
///   AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=s3cr3t \
///   cargo test -p throughline-host --features remote -- --ignored object_store
/// ```
#[cfg(feature = "remote")]
#[test]
#[ignore = "needs an object store on this machine"]
fn a_package_arrives_in_an_object_store_in_parts_and_is_replaced_only_if_ours() {
    let desk = Desk::new();
    let large: Vec<u8> = (0..40_000_000_u32).map(|n| (n % 251) as u8).collect();
    let run = std::process::id();
    let address = Address::parse(&format!("s3://acme/tests/{run}"), Path::new("/")).unwrap();
    let there = destination(&address).unwrap();
    let parcel = desk.parcel(&[
        ("large.mp4", &large),
        ("sub/a~b c.jpg", b"small"),
        ("manifest.json", b"{}"),
    ]);
    let source = Source { blobs: &desk.blobs, stop: &desk.stop };
    let go = |parcel: &Parcel| send(there.as_ref(), parcel, &source, "there", &Heard::default());
    assert_eq!(go(&parcel).unwrap().0, 3);
    assert_eq!(there.digest("large.mp4").unwrap(), Some(Digest::of(&large)));
    assert_eq!(go(&parcel).unwrap().0, 0);
    // A later version of ours replaces it; a name that others took does not.
    let later = desk.parcel(&[("manifest.json", b"{later}")]);
    assert_eq!(go(&later).unwrap().0, 1);
    let stranger = Digest::of(b"{later}");
    fs::remove_file(desk.blobs.path(&stranger)).unwrap();
    assert!(matches!(go(&parcel), Err(DeliveryError::NotOurs { .. })));
    // Whoever stops in the middle leaves nothing under the name.
    desk.stop.store(true, Ordering::Relaxed);
    let stopped = there.put("second.mp4", &Digest::of(&large), &source);
    assert!(matches!(stopped, Err(DeliveryError::Stopped)), "{stopped:?}");
    assert_eq!(there.digest("second.mp4").unwrap(), None);
    // What the store refuses is said without anything secret.
    let nowhere = Address::parse("s3://no-such-bucket/x", Path::new("/")).unwrap();
    let refused = destination(&nowhere).unwrap().put(
        "a",
        &Digest::of(b"small"),
        &Source { blobs: &desk.blobs, stop: &AtomicBool::new(false) },
    );
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("no-such-bucket") && !refused.contains("s3cr3t"), "{refused}");
}
