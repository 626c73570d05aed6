//! An input with its label, hint and mistake, tied together for screen readers.

use bankident_wire::{BirthDate, Field};

use super::{
    Context,
    element::{View, element, nothing, row, shown, words},
    form::Bound,
    iban_input,
};
use crate::{
    copy::Copy,
    screen::{Input, Understood, Words},
};

/// What hangs on a field: the words of its Fluent message, and the ids that tie them to the input.
#[derive(Clone, Copy)]
pub struct Labels {
    bound: Bound,
    copy: Copy,
}

impl Labels {
    pub fn of(bound: Bound, copy: Copy) -> Labels {
        Labels { bound, copy }
    }

    pub fn id(self) -> String {
        self.bound.field.id()
    }

    pub fn label(self) -> String {
        self.copy.text(&self.id())
    }

    pub fn invalid(self) -> bool {
        self.bound.mistake().is_some()
    }

    pub fn described_by(self) -> Option<String> {
        let id = self.id();
        let hint = self.has_hint().then(|| format!("{id}-hint"));
        let error = self.invalid().then(|| format!("{id}-error"));
        let ids: Vec<String> = hint.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub fn hint(self) -> View {
        let words = move || self.copy.text(&format!("{}.hint", self.id()));
        shown(
            move || self.has_hint(),
            move || element("p").class("hint").attr("id", &format!("{}-hint", self.id())).words(words),
        )
    }

    pub fn error(self) -> View {
        let words = move || match self.bound.mistake() {
            Some(problem) => self.bound.sentence(self.copy, problem),
            None => String::new(),
        };
        let note = move || element("p").class("field-error").attr("role", "alert");
        shown(move || self.invalid(), move || note().attr("id", &format!("{}-error", self.id())).words(words))
    }

    /// An input or a list, tied to its words.
    pub fn control(self, tag: &str) -> View {
        element(tag)
            .attr("id", &self.id())
            .attr("name", self.bound.field.name())
            .flag("aria-invalid", move || self.invalid())
            .attr_where("aria-describedby", move || self.described_by())
    }

    /// Label, hint and mistake around a control.
    pub fn around(self, control: View) -> View {
        element("div")
            .class("field")
            .child(element("label").attr("for", &self.id()).words(move || self.label()))
            .child(self.hint())
            .child(self.error())
            .child(control)
    }

    fn has_hint(self) -> bool {
        self.copy.has(&self.id(), "hint")
    }
}

pub fn text_field(context: Context, input: Input) -> View {
    let bound = context.draft.input(input.field);
    let labels = Labels::of(bound, context.copy);
    let control = labels
        .control("input")
        .class(input.class)
        .attr("type", input.kind)
        .attr("autocomplete", input.autocomplete)
        .attr("inputmode", input.inputmode)
        .attr("spellcheck", "false")
        .value(move || bound.text())
        .on_value("input", move |text| bound.set_text(text));
    let understood = match input.understood {
        Some(understood) => understood_as(context, bound, understood),
        None => nothing(),
    };
    labels.around(row([control, understood]))
}

/// How the input was understood, so that a slip is seen before it is sent.
pub fn understood_as(context: Context, bound: Bound, understood: Understood) -> View {
    let words = match understood {
        Understood::BirthDate => birth_date_in_words(context, bound),
        Understood::Bank => iban_input::bank_name(context, bound),
    };
    element("output").class("understood").attr("for", &bound.field.id()).child(words)
}

/// Day and month cannot be mixed up unseen.
fn birth_date_in_words(Context { copy, journey, .. }: Context, bound: Bound) -> View {
    debug_assert_eq!(bound.field, Field::BirthDate);
    words(move || match BirthDate::parse(&bound.text(), journey.now().date_naive()) {
        Ok(date) => copy.say(&Words::Date(date.date())),
        Err(_) => String::new(),
    })
}
