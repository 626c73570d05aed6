//! The pages of the sandbox's bank, as a customer fills them in.

use std::collections::HashMap;

use anyhow::{Context, Result, bail};
use reqwest::{Client, Url};

/// More pages than the bank has.
const PAGES: usize = 6;

/// Goes through the bank's pages to the end. Who has been through already is there at once.
pub async fn log_in(http: &Client, url: &str, iban: &str) -> Result<()> {
    let mut answer = http.get(url).send().await?.error_for_status()?;
    for _ in 0..PAGES {
        let at = answer.url().clone();
        let page = answer.text().await?;
        match attribute(&page, "data-bank-page").as_deref() {
            Some("done") => return Ok(()),
            Some("iban" | "login" | "tan") => {
                let form = http.post(action(&at, &page)?).form(&inputs(&page, iban));
                answer = form.send().await?.error_for_status()?;
            }
            other => bail!("the bank shows {other:?}"),
        }
    }
    bail!("the bank login leads nowhere")
}

fn action(at: &Url, page: &str) -> Result<Url> {
    let form = page.split("<form").nth(1).and_then(|form| form.split('>').next()).context("no form")?;
    Ok(at.join(&attribute(form, "action").unwrap_or_default())?)
}

/// Anything is right but the IBAN.
fn inputs(page: &str, iban: &str) -> HashMap<String, String> {
    let tags = page.split("<input").skip(1).filter_map(|input| input.split('>').next());
    let inputs = tags.filter_map(|tag| {
        let name = attribute(tag, "name")?;
        let typed = if name == "iban" { iban } else { "123456" };
        let value = attribute(tag, "value").filter(|value| !value.is_empty());
        Some((name, value.unwrap_or_else(|| typed.to_owned())))
    });
    inputs.collect()
}

fn attribute(text: &str, name: &str) -> Option<String> {
    let (_, value) = text.split_once(&format!(" {name}=\""))?;
    Some(value.split('"').next()?.replace("&amp;", "&").replace("&#x2F;", "/"))
}
