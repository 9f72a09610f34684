//! What holds for every file, whatever its kind.

use crate::assert_kept;
use tidy::rules::file_size;
use tidy::rules::wording;
use tidy::{Repository, TidyError};

#[test]
fn no_todo() -> Result<(), TidyError> {
    assert_kept(&wording::no_todo(&Repository::here()?.texts()?));
    Ok(())
}

#[test]
fn no_foreign_names() -> Result<(), TidyError> {
    assert_kept(&wording::no_foreign_names(&Repository::here()?.texts()?));
    Ok(())
}

#[test]
fn no_large_files_committed() -> Result<(), TidyError> {
    assert_kept(&file_size::no_large_files_committed(&Repository::here()?.sizes()?));
    Ok(())
}
