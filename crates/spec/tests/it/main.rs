//! What somebody who writes a workspace can rely on.

mod acme;
mod faults;
mod loading;
mod matrix;
mod random;
mod starter;
