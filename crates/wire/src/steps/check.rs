use serde::Serialize;

use crate::json::read_from_json;

use crate::{Address, Editable, Person, Status};

/// All answers once more, before the person is created at Solaris, and afterwards to see what can still be changed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CheckStage {
    pub person: Person,
    pub address: Address,
    pub status: Status,
    pub editable: Editable,
}

read_from_json!(CheckStage { person, address, status, editable });
