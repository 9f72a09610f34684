//! What a workspace can rely on: nothing that was appended changes, is lost, or goes unnoticed.

#[cfg(test)]
mod collected;
#[cfg(test)]
mod erased;
#[cfg(test)]
mod folded_again;
#[cfg(test)]
mod killed;
#[cfg(test)]
mod ledger;
#[cfg(test)]
mod made;
#[cfg(test)]
mod questions;
#[cfg(test)]
mod scripts;
#[cfg(test)]
mod verify;
