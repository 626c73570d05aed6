//! A screen as data. Each step makes one from its stage; `components` draw it. So a screen can be compared, listed and
//! tested without a browser, and what draws it is in the wizard once, however many screens there are.

use bankident_wire::{Country, Document, Field, FieldError, FieldProblem, Person, Rejection, Step, Way};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

pub struct Screen {
    pub step: Step,
    pub parts: Vec<Part>,
}

/// What stands on a screen, from top to bottom.
pub enum Part {
    Text(Words),
    /// A paragraph that is told to screen readers when it changes.
    Status(Words),
    Hint(Words),
    Notice(&'static str),
    /// The official words for a rejection, and ours for what can be done.
    Rejection(Rejection),
    /// What the customer can quote to support.
    Reference(String),
    /// Buttons for what can be done now, the first one the most promising.
    Ways(&'static [Way]),
    /// A link that leads away, drawn like a button.
    LinkOut {
        url: String,
        caption: &'static str,
    },
    BeginAgain(&'static str),
    Numbered(Vec<&'static str>),
    Section {
        title: &'static str,
        class: &'static str,
        parts: Vec<Part>,
    },
    List(Vec<&'static str>),
    /// Answers that can be read here and are changed elsewhere, or not at all.
    Answers(Vec<(Field, Words)>),
    /// The answers of a step under its title, with the way back to it.
    AnswersOf(Step, Vec<(Field, Words)>),
    Form(Form),
    /// Inputs side by side.
    Pair(Vec<Part>),
    Input(Input),
    Iban,
    Radios(Field, Vec<(Value, &'static str)>),
    Select(Field, Options),
    Consent(Field),
    /// Shown where the field has this mistake.
    WhereMistaken(Field, FieldProblem, Box<Part>),
    /// Shown where the field's value passes.
    Where(Field, fn(&str) -> bool, Box<Part>),
    /// Counts down to the stage's deadline; the first message holds `{ $time }`, the second is told when it is over.
    Countdown(&'static str, &'static str),
    /// Another SMS, once the stage allows it.
    Resend(Step),
    /// A way back to a step.
    BackTo(Step, &'static str),
    BankFrame {
        url: String,
    },
    /// Asks whether there is news.
    Ask,
    Document(Document),
    Downloads(Vec<Document>),
    Waiting(&'static str),
    /// The way back to the partner's page.
    Exit,
    DoneMark,
}

/// Words that follow the language.
#[derive(Clone)]
pub enum Words {
    Message(String),
    With {
        message: &'static str,
        name: &'static str,
        value: String,
    },
    /// What the customer said: the same in every language.
    Said(String),
    Country(Country),
    Date(NaiveDate),
    /// A message with `{ $at }`, a date and time where the customer is.
    At {
        message: &'static str,
        at: DateTime<Utc>,
    },
    /// The first message without a deadline, the second with one.
    Deadline(&'static str, &'static str),
}

/// One primary action, and what it needs to know.
pub struct Form {
    /// The answers to begin with, as JSON of the draft.
    pub answers: Value,
    /// The words on the button.
    pub action: &'static str,
    pub parse: Parse,
    pub parts: Vec<Part>,
}

/// Makes of the draft's JSON what may be sent. The date is today's, by the server's clock.
pub type Parse = fn(Value, NaiveDate) -> Result<String, Vec<FieldError>>;

/// A line of text. The attributes are HTML's (WHATWG, "autofill" for `autocomplete`).
pub struct Input {
    pub field: Field,
    pub kind: &'static str,
    pub autocomplete: &'static str,
    pub inputmode: &'static str,
    pub class: &'static str,
    pub understood: Option<Understood>,
}

/// How an input was understood, shown below it.
#[derive(Clone, Copy)]
pub enum Understood {
    BirthDate,
    Bank,
}

/// What a list offers.
#[derive(Clone, Copy)]
pub enum Options {
    Countries { autocomplete: &'static str },
    EmploymentStatuses,
    Nace,
}

impl Screen {
    pub fn new(step: Step, parts: Vec<Part>) -> Screen {
        Screen { step, parts }
    }
}

impl Words {
    pub fn message(id: impl Into<String>) -> Words {
        Words::Message(id.into())
    }

    pub fn said(answer: impl Into<String>) -> Words {
        Words::Said(answer.into())
    }
}

impl Form {
    /// A form that begins with the answers that the server has: they have the JSON of the draft.
    pub fn with(
        answers: &Option<impl Serialize>,
        action: &'static str,
        parse: Parse,
        parts: Vec<Part>,
    ) -> Part {
        Part::Form(Form { answers: json(answers), action, parse, parts })
    }

    pub fn empty(action: &'static str, parse: Parse, parts: Vec<Part>) -> Part {
        Part::Form(Form { answers: Value::Null, action, parse, parts })
    }

    /// A screen that asks for nothing but the next step.
    pub fn confirm(action: &'static str, parts: Vec<Part>) -> Part {
        Form::empty(action, |_, _| Ok("{}".to_owned()), parts)
    }
}

impl Input {
    pub fn new(field: Field) -> Input {
        Input { field, kind: "text", autocomplete: "off", inputmode: "text", class: "", understood: None }
    }

    /// A code from an SMS: one input, so that paste, autofill and screen readers work as everywhere.
    pub fn code() -> Part {
        let class = "code-input";
        let input = Input::new(Field::Token).autocomplete("one-time-code").inputmode("numeric");
        Part::Input(Input { class, ..input })
    }

    pub fn autocomplete(self, autocomplete: &'static str) -> Input {
        Input { autocomplete, ..self }
    }

    pub fn inputmode(self, inputmode: &'static str) -> Input {
        Input { inputmode, ..self }
    }

    pub fn kind(self, kind: &'static str) -> Input {
        Input { kind, inputmode: kind, ..self }
    }
}

/// What the ID document says of a person; two screens show it.
pub fn identity_answers(person: Person) -> Vec<(Field, Words)> {
    vec![
        (Field::FirstName, Words::said(person.first_name)),
        (Field::LastName, Words::said(person.last_name)),
        (Field::BirthDate, Words::Date(person.birth_date.date())),
        (Field::BirthCity, Words::said(person.birth_city)),
        (Field::BirthCountry, Words::Country(person.birth_country)),
        (Field::Nationality, Words::Country(person.nationality)),
    ]
}

/// The draft as the type that `wire` parses. A member of a wrong type is one that was not typed.
pub fn draft<D: DeserializeOwned + Default>(typed: Value) -> D {
    serde_json::from_value(typed).unwrap_or_default()
}

/// The body of a command.
pub fn sendable(parsed: Result<impl Serialize, Vec<FieldError>>) -> Result<String, Vec<FieldError>> {
    parsed.map(|value| crate::api::body(&value))
}

fn json(answers: &Option<impl Serialize>) -> Value {
    serde_json::from_str(&crate::api::body(answers)).unwrap_or_default()
}
