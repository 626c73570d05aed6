use serde::Serialize;

/// The screens of the journey, in walking order; then those beside the way. The id is the same in every tree: module, `.ftl` file,
/// stylesheet, `data-step`, command route (a `-` in the id is a `_` in file names).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    Terms,
    Person,
    Address,
    Status,
    /// What the partner has its customers asked besides.
    More,
    Mobile,
    Check,
    MobileCode,
    Iban,
    Bank,
    Contract,
    Sign,
    Done,
    Rejected,
    Stopped,
    Resume,
}

impl Step {
    pub const ALL: [Step; 16] = [
        Step::Terms,
        Step::Person,
        Step::Address,
        Step::Status,
        Step::More,
        Step::Mobile,
        Step::Check,
        Step::MobileCode,
        Step::Iban,
        Step::Bank,
        Step::Contract,
        Step::Sign,
        Step::Done,
        Step::Rejected,
        Step::Stopped,
        Step::Resume,
    ];

    pub fn id(self) -> &'static str {
        match self {
            Step::Terms => "terms",
            Step::Person => "person",
            Step::Address => "address",
            Step::Status => "status",
            Step::More => "more",
            Step::Mobile => "mobile",
            Step::Check => "check",
            Step::MobileCode => "mobile-code",
            Step::Iban => "iban",
            Step::Bank => "bank",
            Step::Contract => "contract",
            Step::Sign => "sign",
            Step::Done => "done",
            Step::Rejected => "rejected",
            Step::Stopped => "stopped",
            Step::Resume => "resume",
        }
    }

    pub fn from_id(id: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_is_what_crosses_the_wire() {
        for step in Step::ALL {
            assert_eq!(serde_json::to_string(&step).unwrap(), format!("\"{}\"", step.id()));
            assert_eq!(Step::from_id(step.id()), Some(step));
        }
    }

    #[test]
    fn all_is_in_walking_order() {
        assert!(Step::ALL.is_sorted());
    }
}
