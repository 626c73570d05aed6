use clap::{Parser, error::ErrorKind as Refused};

use super::*;

#[derive(Parser)]
struct Program {
    #[command(flatten)]
    serve: Serve,
}

fn said(flags: &[&str]) -> Result<Serve, Refused> {
    let program = Program::try_parse_from(["bankident"].iter().chain(flags));
    program.map(|program| program.serve).map_err(|error| error.kind())
}

const UPSTREAM: [&str; 6] =
    ["--upstream", "https://api.solaris.example", "--client-id", "id", "--client-secret", "secret"];

#[test]
fn what_says_nothing_demonstrates_nothing() {
    assert_eq!(said(&[]).err(), Some(Refused::MissingRequiredArgument));
    assert_eq!(said(&["--demo", "--client-id", "id"]).err(), Some(Refused::ArgumentConflict));
    assert_eq!(said(&[&["--demo"], &UPSTREAM[..2]].concat()).err(), Some(Refused::ArgumentConflict));
    assert!(said(&UPSTREAM).is_ok());
}

#[test]
fn the_sandbox_is_for_this_machine_whatever_the_wizard_listens_on() {
    let listening = |flags: &[&str]| said(flags).unwrap().sandbox_listen;
    assert!(listening(&["--demo", "--listen", "0.0.0.0"]).is_loopback());
    assert!(!listening(&["--demo", "--sandbox-listen", "0.0.0.0"]).is_loopback());
}

#[test]
fn what_customers_send_and_open_is_encrypted() {
    let plain =
        UPSTREAM.map(|flag| if flag.starts_with("https") { "http://api.solaris.example" } else { flag });
    assert_eq!(said(&plain).err(), Some(Refused::ValueValidation));
    for flag in ["--video-url", "--bank-origin"] {
        let flags = [&UPSTREAM[..], &[flag, "http://bank.example"]].concat();
        assert_eq!(said(&flags).err(), Some(Refused::ValueValidation), "{flag}");
    }
}

#[tokio::test]
async fn a_demonstration_does_not_touch_the_journeys_of_customers() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}", folder.path().join("bankident.sqlite").display());
    let database = ["--database", url.as_str()];
    assert!(said(&UPSTREAM).unwrap().keys.vault_of_server(&url, false).is_err(), "no key was named");
    let vault = said(&["--demo"]).unwrap().keys.vault_of_server(&url, true).unwrap();
    let store = Store::open(&url, vault).await.unwrap();
    let real = said(&[&UPSTREAM[..], &database].concat()).unwrap();
    let demo = said(&[&["--demo"][..], &database].concat()).unwrap();
    assert!(real.owns(&store).await.is_ok());
    assert!(matches!(demo.owns(&store).await, Err(ServeError::AnothersDatabase { .. })));
    assert!(real.owns(&store).await.is_ok());
}
