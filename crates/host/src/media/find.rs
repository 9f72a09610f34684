//! Finds the worker's executable.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

/// The worker's name.
const WORKER: &str = "throughline-media";

/// Names the worker outright.
const VARIABLE: &str = "THROUGHLINE_MEDIA";

/// Finds the media worker: the one that `THROUGHLINE_MEDIA` names, else the one beside this
/// executable, else the first one on the path.
pub fn find_worker() -> Option<PathBuf> {
    let beside = env::current_exe().ok();
    find(env::var_os(VARIABLE).as_deref(), beside.as_deref(), env::var_os("PATH").as_deref())
}

fn find(named: Option<&OsStr>, own: Option<&Path>, path: Option<&OsStr>) -> Option<PathBuf> {
    if let Some(named) = named {
        return Some(PathBuf::from(named)).filter(|file| file.is_file());
    }
    let beside = own.and_then(Path::parent).into_iter();
    // Cargo puts tests and examples one folder below the executables they test.
    let above = beside
        .clone()
        .filter(|dir| dir.ends_with("deps") || dir.ends_with("examples"))
        .filter_map(Path::parent);
    let near = beside.chain(above).map(Path::to_owned);
    let on_path = path.map(|path| env::split_paths(path).collect::<Vec<_>>()).unwrap_or_default();
    let name = format!("{WORKER}{}", env::consts::EXE_SUFFIX);
    near.chain(on_path).map(|dir| dir.join(&name)).find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_worker_that_is_named_but_missing_is_not_replaced_by_another() {
        let named = OsStr::new("/nowhere/throughline-media");
        assert_eq!(find(Some(named), None, env::var_os("PATH").as_deref()), None);
    }

    #[test]
    fn nothing_is_found_where_nothing_is() {
        assert_eq!(find(None, Some(Path::new("/nowhere/throughline")), None), None);
    }
}
