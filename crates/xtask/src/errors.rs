//! `docs/errors.md`: what can go wrong, what the customer reads and can do, what the operator should do. Generated from the
//! table in `wire`, the guide's catalogue and the words. tidy compares the file with what would be generated.

use std::fs;

use anyhow::Result;
use bankident_wire::{ProblemCode, Rejection, Remedy};
use serde::Deserialize;

use crate::{fs::at_root, words::Words};

const FILE: &str = "docs/errors.md";

/// A row of the guide's table (Appendix III).
#[derive(Deserialize)]
struct Row {
    code: String,
    http_status: u16,
    description: String,
}

/// `cargo xtask errors`
pub fn run() -> Result<()> {
    Ok(fs::write(at_root(FILE), text()?)?)
}

/// A finding if the file differs from what would be generated.
pub fn is_up_to_date() -> Result<Vec<String>> {
    let found = fs::read_to_string(at_root(FILE)).unwrap_or_default();
    let up_to_date = found == text()?;
    Ok((!up_to_date).then(|| format!("{FILE} is out of date: cargo xtask errors")).into_iter().collect())
}

fn text() -> Result<String> {
    let catalogue = fs::read_to_string(at_root("crates/wire/catalogue/error-messages.json"))?;
    let rows: Vec<Row> = serde_json::from_str(&catalogue)?;
    let (german, english) = (Words::of("de")?, Words::of("en")?);
    let rejections = Rejection::all().map(|rejection| {
        let row = rows.iter().find(|row| row.code == rejection.code());
        let cause =
            row.map_or(String::new(), |row| format!("{} (HTTP {})", row.description, row.http_status));
        let ways = rejection.ways().iter().map(|way| said(&english, &format!("way-{}", way.id())));
        cells([
            &format!("`{}`", rejection.code()),
            &said(&german, &rejection.id()),
            &said(&english, &rejection.id()),
            &offered(ways.collect()),
            &cause,
            for_operators(rejection.remedy()),
        ])
    });
    let problems = ProblemCode::ALL.map(|code| {
        let id = format!("problem-{}", code.id());
        let name = format!("`{}`, {}", code.id(), code.status());
        let texts = match code {
            // Its sentence depends on the time: in seconds or in minutes.
            ProblemCode::TooSoon => [format!("`{id}`, with the time to wait"), format!("`{id}`")],
            _ => [&german, &english].map(|words| said(words, &id)),
        };
        cells([&name, &texts[0], &texts[1], after_problem(code)])
    });
    Ok(format!(
        "<!-- Written by `cargo xtask errors`; `cargo xtask tidy` compares it. -->\n\
         # Errors\n\n\
         ## Rejections of an identification\n\n\
         The codes of the guide's Appendix III. They arrive in upper or lower case, as the code of an HTTP error, as the\n\
         `failure_reason` of the identification, or after a 409 `expectation_mismatch`, when the identification is read\n\
         again. One table maps them: `crates/wire/src/rejection.rs`. A code that is not in it is shown as\n\
         `GENERIC_ERROR`, and logged. Each rejection is logged with the `reference` that the customer sees and with Solaris' ids.\n\n\
         \"Try again\" repeats the call that was refused, and so does completed data or a verified number: identification, login\n\
         and payment are kept. Where the identification itself has ended, the customer can begin once more instead. Each\n\
         identification is one of twenty attempts; the customer reads how many are left when these are few.\n\n\
         | Code | German | English | The customer can | Why | The operator |\n|---|---|---|---|---|---|\n{}\n\
         ## Problems of a request\n\n\
         Answers of the journey API (RFC 9457), each with a `reference` that stands in the log too.\n\n\
         | Code, HTTP status | German | English | The operator |\n|---|---|---|---|\n{}",
        rejections.collect::<String>(),
        problems.concat(),
    ))
}

fn cells<const N: usize>(cells: [&str; N]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// The words of a message, on one line.
fn said(words: &Words, id: &str) -> String {
    let text = words.texts.get(id).map_or("", |text| &text.words);
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn offered(ways: Vec<String>) -> String {
    if ways.is_empty() { "nothing: the journey has ended".to_owned() } else { ways.join("; ") }
}

fn for_operators(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::AnotherIban | Remedy::Video | Remedy::Restart => "nothing",
        Remedy::Stop => {
            "check for fraud: `bankident journey REFERENCE` and `bankident attempts`; the partner is told the code, the customer nothing"
        }
        Remedy::UseAccount => "lead the customer to their existing account",
        Remedy::CompleteData => "nothing; if it comes back, find out which data Solaris misses",
        Remedy::VerifyNumber => "nothing",
        Remedy::Support => "`bankident journey REFERENCE`, contact Solaris with the ids that it prints",
    }
}

fn after_problem(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::InvalidInput
        | ProblemCode::DocumentsUnread
        | ProblemCode::TooSoon
        | ProblemCode::NotFound => "nothing",
        ProblemCode::SessionUnknown => "nothing; the journey begins anew",
        ProblemCode::UpstreamUnavailable => {
            "check whether Solaris is down; nothing is carried out twice meanwhile"
        }
        ProblemCode::UpstreamRefused => {
            "`bankident journey REFERENCE`, contact Solaris with the ids that it prints"
        }
        ProblemCode::StartTokenInvalid => {
            "the partner's page has to begin another journey; often it reuses an old start token"
        }
        ProblemCode::Internal => "find the reference in the log: the database, or a bug of ours",
    }
}

#[cfg(test)]
mod tests {
    use bankident_wire::Way;

    use super::*;

    #[test]
    fn every_code_and_every_way_stands_in_it() {
        let text = text().unwrap();
        let english = Words::of("en").unwrap();
        for rejection in Rejection::all() {
            assert!(text.contains(&format!("| `{}` |", rejection.code())));
        }
        for way in Way::ALL {
            assert!(text.contains(&said(&english, &format!("way-{}", way.id()))), "{}", way.id());
        }
    }
}
