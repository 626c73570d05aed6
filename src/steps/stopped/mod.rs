//! Stopped: the journey has ended without a signature; where one can go from here.

use bankident_wire::{Step, StoppedStage};

use crate::screen::{Part, Screen, Words};

pub fn screen(stage: StoppedStage) -> Screen {
    let text = |id| Part::Text(Words::message(id));
    let parts: Vec<Part> = match stage {
        StoppedStage::Rejected { rejection, reference } => {
            let parts = [Part::Rejection(rejection), text(rejection.remedy().id())];
            parts
                .into_iter()
                .chain(reference.map(Part::Reference))
                .chain([Part::Ways(rejection.ways())])
                .collect()
        }
        StoppedStage::Video { url: Some(url) } => {
            vec![text("stopped-video"), Part::LinkOut { url, caption: "stopped-video-link" }]
        }
        StoppedStage::Video { url: None } => vec![text("stopped-video"), text("stopped-video-partner")],
        StoppedStage::Deleted => vec![text("stopped-deleted"), Part::BeginAgain("action-begin-again")],
    };
    Screen::new(Step::Stopped, parts.into_iter().chain([Part::Exit]).collect())
}
