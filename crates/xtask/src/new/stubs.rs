//! The files of a new step. In each text `new-step` stands for its id, `new_step` for its module, `NewStep` for its types.

use super::name::Name;

/// A new file: where it goes, from the root of the project, and what stands in it.
pub struct Stub {
    path: &'static str,
    text: &'static str,
}

impl Stub {
    pub fn path(&self, name: &Name) -> String {
        name.put_into(self.path)
    }

    pub fn text(&self, name: &Name) -> String {
        name.put_into(self.text)
    }
}

/// The files that every step has.
pub const EVERY: [Stub; 6] = [
    Stub {
        path: "crates/wire/src/steps/new_step.rs",
        text: r#"use serde::{Deserialize, Serialize};

/// What the screen needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewStepStage {}
"#,
    },
    Stub {
        path: "src/steps/new_step.rs",
        text: r#"//! `new-step`

use bankident_wire::{NewStepStage, Step};
use leptos::prelude::*;

use crate::components::{Form, Screen, StepForm};

#[component]
pub fn NewStepScreen(stage: NewStepStage) -> impl IntoView {
    let NewStepStage {} = stage;
    let form = Form::confirm(Step::NewStep);
    view! {
        <Screen step=Step::NewStep>
            <StepForm form action="action-continue">{()}</StepForm>
        </Screen>
    }
}
"#,
    },
    Stub {
        path: "style/steps/new_step.css",
        text: r#"/* What only this screen has: main[data-step="new-step"] */
"#,
    },
    Stub { path: "locales/de/new_step.ftl", text: "# draft\nnew-step-title = NewStep\n" },
    Stub { path: "locales/en/new_step.ftl", text: "# draft\nnew-step-title = NewStep\n" },
    Stub {
        path: "tests/steps/new_step.rs",
        text: r#"use crate::support::World;

pub async fn walk(world: &World) {
    world.arrive("new-step").await;
    world.submit().await;
}
"#,
    },
];

/// The command of the BFF, if the customer sends something from this screen.
pub const COMMAND: Stub = Stub {
    path: "crates/bff/src/api/steps/new_step.rs",
    text: r#"//! `POST /api/journey/new-step`

use crate::journey::context::{Answer, JourneyContext};

/// `POST /api/journey/new-step`: nothing to store; the gate says what comes next.
pub async fn submit(journey: JourneyContext) -> Answer {
    journey.answer().await
}
"#,
};
