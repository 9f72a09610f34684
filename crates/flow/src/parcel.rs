//! Packages ready to be brought somewhere, and the one rule they keep: no file goes out whose very
//! bytes nobody approved.

use crate::view::{Delivery, Export, RoundView, Standing};
use model::decision::Answer;
use model::digest::Digest;
use model::id::CampaignId;

/// The package of a round, as it lies in `out`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parcel {
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// Its manifest.
    pub manifest: Digest,
    /// What it holds: media first, then the papers, the manifest last. Who finds a manifest finds
    /// everything that it names.
    pub files: Vec<Packed>,
}

/// A file of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// Its name in the package.
    pub name: String,
    /// Its bytes.
    pub digest: Digest,
}

/// A deliverable in a package that nobody approved as it is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{name}` of {campaign} round {round} is not what was approved: nobody signed the bytes {}",
    .digest.short()
)]
pub struct Unsigned {
    /// The campaign.
    pub campaign: CampaignId,
    /// The round.
    pub round: u32,
    /// Its name in the package.
    pub name: String,
    /// Its bytes.
    pub digest: Digest,
}

/// Returns the packages that stand, or everything in them that nobody signed.
pub fn parcels(standing: &Standing) -> Result<Vec<Parcel>, Vec<Unsigned>> {
    let mut parcels = Vec::new();
    let mut unsigned = Vec::new();
    for (campaign, view) in &standing.view.campaigns {
        for round in &view.rounds {
            let Some(delivery) = &round.delivery else { continue };
            let parcel = pack(campaign, round.round, delivery, &standing.exports);
            unsigned.extend(unsigned_in(&parcel, round));
            parcels.push(parcel);
        }
    }
    if unsigned.is_empty() { Ok(parcels) } else { Err(unsigned) }
}

fn pack(campaign: &CampaignId, round: u32, delivery: &Delivery, exports: &[Export]) -> Parcel {
    let inside = exports.iter().filter_map(|export| {
        let name = export.path.strip_prefix(&delivery.folder)?.strip_prefix('/')?;
        Some(Packed { name: name.to_owned(), digest: export.blob })
    });
    let mut files: Vec<Packed> = inside.collect();
    let papers = [delivery.sheet, delivery.manifest];
    files.sort_by_key(|file| {
        let paper = papers.iter().position(|paper| *paper == file.digest);
        (paper.map_or(0, |place| place + 1), file.name.clone())
    });
    Parcel { campaign: campaign.clone(), round, manifest: delivery.manifest, files }
}

/// Whatever bears the name of a deliverable must be the bytes that a person approved under it.
fn unsigned_in(parcel: &Parcel, round: &RoundView) -> Vec<Unsigned> {
    let refused = |name: &str, digest: &Digest| Unsigned {
        campaign: parcel.campaign.clone(),
        round: parcel.round,
        name: name.to_owned(),
        digest: *digest,
    };
    let named = round.deliverables.iter().flat_map(|deliverable| {
        let mine = parcel
            .files
            .iter()
            .filter(|file| file.name.rsplit('/').next() == Some(deliverable.file_name.as_str()));
        mine.map(move |file| (deliverable, file))
    });
    let unsigned = named.filter(|(deliverable, file)| {
        round
            .approvals
            .get(&deliverable.id)
            .is_none_or(|word| word.answer != Answer::Approve || word.seen != Some(file.digest))
    });
    unsigned.map(|(_, file)| refused(&file.name, &file.digest)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::{CampaignView, View};
    use model::asset::{Deliverable, MediaKind};
    use model::decision::Judgement;
    use model::digest::Fields;
    use model::id::{Code, DeliverableId, VariantId};
    use model::person::{Attestation, By, PersonName};
    use std::collections::BTreeMap;
    use std::sync::Arc;

    const FOLDER: &str = "campaigns/spring/out/delivery/round-1";

    fn deliverable() -> Deliverable {
        let digest = Fields::new("a file").finish();
        Deliverable {
            id: DeliverableId::of(&digest),
            variant: VariantId::of(&digest),
            format: "feed".parse().unwrap(),
            kind: MediaKind::Still,
            code: Code::of(&digest),
            file_name: "a.jpg".into(),
        }
    }

    fn word(answer: Answer, seen: &[u8]) -> Arc<Judgement> {
        let account = "ana".to_owned();
        let attestation = Attestation::Asserted { account };
        Arc::new(Judgement {
            round: 1,
            subject: deliverable().id.into(),
            answer,
            reason_code: String::new(),
            note: String::new(),
            by: By { name: PersonName("Ana".into()), attestation },
            at: "2026-03-01T08:00:00Z".parse().unwrap(),
            seen: Some(Digest::of(seen)),
            recommended: None,
        })
    }

    /// A package of one picture, its sheet and its manifest.
    fn standing(picture: &[u8], word: Option<Arc<Judgement>>) -> Standing {
        let export = |name: &str, bytes: &[u8]| Export {
            path: format!("{FOLDER}/{name}"),
            blob: Digest::of(bytes),
            bytes: None,
        };
        let approvals = word.into_iter().map(|word| (deliverable().id, word)).collect();
        let round = RoundView {
            round: 1,
            deliverables: vec![deliverable()],
            approvals,
            delivery: Some(Delivery {
                folder: FOLDER.to_owned(),
                to: Vec::new(),
                manifest: Digest::of(b"manifest"),
                sheet: Digest::of(b"sheet"),
                files: 1,
                beside: 0,
                withheld: 0,
                unviewed: 0,
            }),
            ..RoundView::default()
        };
        let campaigns =
            BTreeMap::from([("spring".parse().unwrap(), CampaignView { rounds: vec![round] })]);
        let elsewhere = Export {
            path: "campaigns/spring/out/deliverables/a.jpg".into(),
            ..export("a.jpg", b"a")
        };
        Standing {
            view: View { campaigns, ..View::default() },
            exports: vec![
                export("manifest.json", b"manifest"),
                export("trafficking.csv", b"sheet"),
                export("a.jpg", picture),
                elsewhere,
            ],
            ..Standing::default()
        }
    }

    #[test]
    fn a_package_ends_with_its_manifest() {
        let parcels = parcels(&standing(b"a", Some(word(Answer::Approve, b"a")))).unwrap();
        let names: Vec<&str> = parcels[0].files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["a.jpg", "trafficking.csv", "manifest.json"]);
    }

    #[test]
    fn what_nobody_signed_does_not_go() {
        let unsigned = |picture: &[u8], word| parcels(&standing(picture, word)).unwrap_err();
        assert_eq!(unsigned(b"a", None)[0].name, "a.jpg");
        let changed = unsigned(b"changed", Some(word(Answer::Approve, b"a")));
        assert!(changed[0].to_string().contains("is not what was approved"), "{}", changed[0]);
        assert_eq!(unsigned(b"a", Some(word(Answer::Reject, b"a"))).len(), 1);
    }

    #[test]
    fn a_round_without_a_package_has_nothing_to_bring() {
        let mut standing = standing(b"a", None);
        for view in standing.view.campaigns.values_mut() {
            view.rounds[0].delivery = None;
        }
        assert_eq!(parcels(&standing), Ok(Vec::new()));
    }
}
