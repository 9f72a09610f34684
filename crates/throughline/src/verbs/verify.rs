//! Proves the ledger, the blobs and the tables.

use crate::cli::Common;
use crate::end::{End, VERDICT};
use crate::talk::print;
use host::ledger::Ledger;
use host::studio::find_root;

pub(super) fn run(common: &Common, repair: bool) -> Result<(), End> {
    let root = find_root(&common.dir)?;
    if repair {
        let mut ledger = Ledger::open(&root)?;
        ledger.rebuild()?;
        print("the tables were made anew from the ledger");
    }
    let report = host::verify::verify(&root)?;
    if super::is_json(common) {
        super::print_json("verify/1", &report)?;
    } else {
        print(&report.to_string());
    }
    if report.is_whole() {
        Ok(())
    } else {
        Err(End::new(VERDICT, "what is listed above is not as it was written"))
    }
}
