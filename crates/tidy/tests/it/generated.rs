//! What is written from code is up to date.

use crate::assert_kept;
use tidy::{Repository, TidyError, reference};

#[test]
fn generated_docs_and_schemas_are_fresh() -> Result<(), TidyError> {
    let here = Repository::here()?;
    assert_kept(&reference::stale(&here, &reference::files(&here)?)?);
    Ok(())
}

#[test]
fn every_error_code_is_explained() -> Result<(), TidyError> {
    assert_kept(&reference::errors::codes_explained(&Repository::here()?.sources()?));
    Ok(())
}
