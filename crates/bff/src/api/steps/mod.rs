//! The commands of the journey, one file per step, in walking order. No step names its successor; only the gate
//! ([`Application::stage`](crate::domain::application::Application::stage)) does. No step uses another.

pub mod terms;
pub mod person;
pub mod address;
pub mod status;
pub mod more;
pub mod mobile;
pub mod check;
pub mod mobile_code;
pub mod iban;
pub mod contract;
pub mod sign;
pub mod resume;
