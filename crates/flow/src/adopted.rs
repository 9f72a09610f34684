//! What became of things that existed before: purposes that people stated, things they retired.

use model::asset::{Asset, AssetState, PurposeState};
use model::decision::{Answer, Judgement};
use model::thread::NodeId;

/// Applies what people said, in the order they said it.
pub fn standing(mut assets: Vec<Asset>, said: &[Judgement]) -> Vec<Asset> {
    for asset in &mut assets {
        let id = NodeId::from(asset.id.clone());
        for word in said.iter().filter(|word| word.subject == id) {
            match &word.answer {
                Answer::StatePurpose(purpose) => {
                    asset.purpose = PurposeState::Stated { id: purpose.clone() };
                }
                Answer::Retire => {
                    asset.state = AssetState::Retired {
                        by: word.by.clone(),
                        because: word.note.clone(),
                        at: word.at,
                    };
                }
                _ => {}
            }
        }
    }
    assets
}
