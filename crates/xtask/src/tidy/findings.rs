/// What is wrong, a sentence each.
pub type Findings = Vec<String>;
