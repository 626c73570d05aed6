//! How a person passes each screen. Leander Zierfisch is the guide's invented person.

pub mod terms;
pub mod person;
pub mod address;
pub mod status;
pub mod more;
pub mod mobile;
pub mod check;
pub mod mobile_code;
pub mod iban;
pub mod bank;
pub mod contract;
pub mod sign;
pub mod done;
pub mod rejected;
pub mod stopped;
pub mod resume;
