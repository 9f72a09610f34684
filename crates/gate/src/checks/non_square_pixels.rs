//! The picture has its shape only because a flag stretches its pixels.

use crate::check::{Check, Family, Need, always};
use crate::subject::{Basis, Subject, found};
use model::finding::{Finding, Quantity, Severity};

pub(super) const CHECK: Check = Check {
    code: "non-square-pixels",
    family: Family::Picture,
    title: "The pixels are not square",
    why: "Players that ignore the pixel shape show everybody too thin or too wide",
    threshold: "the sample aspect ratio is not 1:1",
    fix: "Export with square pixels at the displayed size.",
    needs: &[Need::Decodable],
    asked: always,
    run,
};

fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let Some(video) = subject.video() else {
        return Vec::new();
    };
    // 0 on either side means "not known" in every container that has the field.
    let stretched = video.sample_aspect.filter(|(x, y)| x != y && *x != 0 && *y != 0);
    let finding = |(x, y): (u32, u32)| {
        found(
            CHECK.code,
            Severity::Degrade,
            Quantity::text(format!("{x}:{y}")),
            Quantity::text("1:1"),
            format!("export with square pixels at {}", video.displayed),
            Basis::practice(CHECK.code, "players that ignore the sample aspect ratio"),
        )
    };
    stretched.map(finding).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::testing::{codes, film, look, no_format};

    fn fired(sample_aspect: Option<(u32, u32)>) -> bool {
        let mut facts = film();
        facts.video.as_mut().unwrap().sample_aspect = sample_aspect;
        codes(&look(&facts, &no_format())) == ["non-square-pixels"]
    }

    #[test]
    fn fires_on_stretched_pixels() {
        assert!(fired(Some((64, 45))));
    }

    #[test]
    fn does_not_fire_on_square_ones() {
        assert!(!fired(None) && !fired(Some((1, 1))) && !fired(Some((45, 45))));
    }

    #[test]
    fn ignores_a_ratio_that_is_not_known() {
        assert!(!fired(Some((0, 1))));
    }
}
