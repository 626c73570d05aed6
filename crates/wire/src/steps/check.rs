use serde::Serialize;

use crate::{AddressDraft, Editable, MobileNumber, PersonDraft, Properties, StatusDraft};

/// All answers once more, before the person is created at Solaris, and afterwards to see what can still be changed.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct CheckStage {
    pub person: PersonDraft,
    pub address: AddressDraft,
    pub status: Option<StatusDraft>,
    /// What the partner has the customer asked besides.
    #[serde(default, skip_serializing_if = "Properties::is_empty")]
    pub more: Properties,
    /// The number for the codes, as it is sent.
    pub number: Option<MobileNumber>,
    /// Only support can change it.
    #[serde(default)]
    pub number_is_verified: bool,
    pub editable: Editable,
}
