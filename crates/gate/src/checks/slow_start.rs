//! The index of an MP4 stands behind its media, so that nothing plays before all of it is loaded.

use crate::check::{Check, Family, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "slow-start",
    family: Family::File,
    title: "The film starts slowly",
    why: "A player that streams the file waits for its end before it shows the first frame",
    threshold: "in an MP4 or MOV the `moov` box stands after `mdat` (ISO/IEC 14496-12 allows both)",
    fix: "Export with \"fast start\" (web optimised).",
    needs: &[],
    asked: always,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    if subject.facts.fast_start != Some(false) {
        return Vec::new();
    }
    vec![found(
        CHECK.code,
        // Platforms that encode anew do not care; ad servers that serve the file as it is do.
        Severity::Advise,
        Quantity::text("index after the media"),
        Quantity::text("index first"),
        "export with \"fast start\" (\"web optimised\"), which moves the index to the front without touching picture or sound",
        Basis::practice(CHECK.code, "progressive download of ISO/IEC 14496-12 files"),
    )]
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, film, look, no_format, only};
    use model::finding::Verdict;

    fn starting(fast: Option<bool>) -> model::fact::FileFacts {
        model::fact::FileFacts { fast_start: fast, ..film() }
    }

    #[test]
    fn fires_as_advice_when_the_index_is_last() {
        let verdict = look(&starting(Some(false)), &no_format());
        assert_eq!((only(&verdict).code.as_str(), verdict.verdict), ("slow-start", Verdict::Pass));
    }

    #[test]
    fn does_not_fire_when_it_is_first() {
        assert_eq!(codes(&look(&starting(Some(true)), &no_format())), Vec::<&str>::new());
    }

    #[test]
    fn ignores_files_without_such_an_index() {
        assert_eq!(codes(&look(&starting(None), &no_format())), Vec::<&str>::new());
    }
}
