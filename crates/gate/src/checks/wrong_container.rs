//! The file is of another kind than the ones accepted, whatever its name ends in.

use crate::check::{Check, Family, Need};
use crate::standard::Standard;
use crate::subject::{Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "wrong-container",
    family: Family::File,
    title: "The file is of the wrong kind",
    why: "Platforms look at the content and refuse what they do not know, whatever the name says",
    threshold: "the container, told from the content, is none of those accepted",
    fix: "Export to an accepted kind; for MP4 and MOV, re-wrapping without encoding is enough.",
    needs: &[Need::Decodable],
    asked,
    run,
};

fn asked(standard: &Standard) -> bool {
    standard.format.as_ref().is_some_and(|expect| !expect.containers.is_empty())
}

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(expect) = &subject.standard.format else {
        return Vec::new();
    };
    let is = plain(&subject.facts.container);
    if expect.containers.iter().any(|accepted| plain(accepted) == is) {
        return Vec::new();
    }
    let accepted = expect.containers.join(" or ");
    vec![found(
        CHECK.code,
        Severity::Reject,
        Quantity::text(subject.facts.container.clone()),
        Quantity::text(accepted.clone()),
        format!("export or re-wrap as {accepted}; renaming does not change what it is"),
        expect.basis("container"),
    )]
}

/// One name for each kind: people write extensions, tools write names.
fn plain(container: &str) -> String {
    let lower = container.trim().trim_start_matches('.').to_lowercase();
    let name = match lower.as_str() {
        "m4v" | "m4a" => "mp4",
        "quicktime" | "qt" => "mov",
        "jpg" | "jfif" => "jpeg",
        "matroska" => "mkv",
        "wave" => "wav",
        "tif" => "tiff",
        other => other,
    };
    name.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::standard::Expect;
    use crate::testing::{codes, expecting, film, look, no_format, still};

    fn accepting(containers: &[&str]) -> Standard {
        let containers = containers.iter().map(|&name| name.to_owned()).collect();
        expecting(Expect { containers, ..Expect::default() })
    }

    #[test]
    fn fires_on_a_kind_that_is_not_accepted() {
        assert_eq!(codes(&look(&film(), &accepting(&["mov", "webm"]))), ["wrong-container"]);
    }

    #[test]
    fn knows_a_kind_by_its_extension() {
        assert_eq!(codes(&look(&film(), &accepting(&[".MP4"]))), Vec::<&str>::new());
        assert_eq!(codes(&look(&still(), &accepting(&["jpg", "png"]))), Vec::<&str>::new());
    }

    #[test]
    fn ignores_files_of_which_no_kind_is_asked() {
        assert_eq!(codes(&look(&film(), &no_format())), Vec::<&str>::new());
    }
}
