//! Done: what was signed, the signed documents to keep, what happens next.

use bankident_wire::{DoneStage, Step};

use crate::screen::{Part, Screen, Words};

pub fn screen(stage: DoneStage) -> Screen {
    let next = vec!["done-next-keep", "done-next-partner", "done-next-close"];
    Screen::new(
        Step::Done,
        vec![
            Part::DoneMark,
            Part::Text(Words::At { message: "done-signed-at", at: stage.completed_at }),
            Part::Section {
                title: "done-documents",
                class: "documents",
                parts: vec![Part::Downloads(stage.documents)],
            },
            Part::Section { title: "done-next", class: "next", parts: vec![Part::List(next)] },
            Part::Exit,
        ],
    )
}
