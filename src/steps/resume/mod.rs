//! Resume: who comes back after a while shows that it is still them.

use bankident_wire::{Field, ResumeDraft, Step};

use crate::screen::{Form, Input, Part, Screen, Understood, draft, sendable};

pub fn screen() -> Screen {
    let birth_date = Input::new(Field::BirthDate).autocomplete("bday").inputmode("decimal");
    let birth_date = Input { understood: Some(Understood::BirthDate), class: "short", ..birth_date };
    let form = Form::empty(
        "resume-action",
        |typed, today| sendable(draft::<ResumeDraft>(typed).parse(today)),
        vec![Part::Input(birth_date)],
    );
    Screen::new(Step::Resume, vec![form])
}
