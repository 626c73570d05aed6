use serde::Serialize;

use crate::{Address, Editable, Person, Status};

/// All answers once more, before the person is created at Solaris, and afterwards to see what can still be changed.
#[derive(Clone, Debug, PartialEq, Serialize, serde::Deserialize)]
pub struct CheckStage {
    pub person: Person,
    pub address: Address,
    pub status: Status,
    pub editable: Editable,
}
