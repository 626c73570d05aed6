use std::collections::HashMap;

/// The bank login, driven as a browser does: fill in the page's one form and send it.
pub struct Bank<'a> {
    pub http: &'a reqwest::Client,
    pub url: String,
    /// The account that the customer named: the bank asks for it again.
    pub iban: String,
}

impl<'a> Bank<'a> {
    /// IBAN confirmation and login: the payment is initiated.
    pub async fn log_in(&self) -> Transfer<'a> {
        let page = Page::open(self.http, &self.url, &self.iban).await;
        Transfer { page: page.submit_until(|page| page.asks_for_tan()).await }
    }
}

/// The page that asks for the TAN of the transfer.
pub struct Transfer<'a> {
    page: Page<'a>,
}

impl Transfer<'_> {
    pub async fn confirm(self) {
        self.page.submit().await;
    }
}

struct Page<'a> {
    http: &'a reqwest::Client,
    url: reqwest::Url,
    html: String,
    iban: String,
}

impl<'a> Page<'a> {
    async fn open(http: &'a reqwest::Client, url: &str, iban: &str) -> Page<'a> {
        Page::read(http, iban.to_owned(), http.get(url).send().await.unwrap()).await
    }

    async fn read(http: &'a reqwest::Client, iban: String, response: reqwest::Response) -> Page<'a> {
        assert!(response.status().is_success(), "{} {}", response.status(), response.url().path());
        Page { http, url: response.url().clone(), html: response.text().await.unwrap(), iban }
    }

    fn asks_for_tan(&self) -> bool {
        self.inputs().keys().any(|name| name.eq_ignore_ascii_case("tan"))
    }

    async fn submit_until(self, done: impl Fn(&Page<'a>) -> bool) -> Page<'a> {
        let mut page = self;
        for _ in 0..4 {
            if done(&page) {
                return page;
            }
            page = page.submit().await;
        }
        panic!("the bank login leads nowhere");
    }

    async fn submit(self) -> Page<'a> {
        let form = self.html.split("<form").nth(1).expect("a page with a form");
        let tag = form.split('>').next().unwrap();
        let action = attribute(tag, "action").map(|action| unescape(&action)).unwrap_or_default();
        let url = self.url.join(&action).unwrap();
        let response = self.http.post(url).form(&self.inputs()).send().await.unwrap();
        Page::read(self.http, self.iban, response).await
    }

    /// The values of the inputs. Empty ones get six digits: account number, PIN and TAN take any. The IBAN is compared.
    fn inputs(&self) -> HashMap<String, String> {
        let inputs = self.html.split("<input").skip(1).map(|input| input.split('>').next().unwrap());
        inputs
            .filter_map(|input| {
                let value =
                    attribute(input, "value").map(|value| unescape(&value)).filter(|value| !value.is_empty());
                let name = attribute(input, "name")?;
                let typed = if name == "iban" { self.iban.as_str() } else { "123456" };
                Some((name, value.unwrap_or_else(|| typed.to_owned())))
            })
            .collect()
    }
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let (_, value) = tag.split_once(&format!(" {name}=\""))?;
    Some(value.split('"').next()?.to_owned())
}

fn unescape(text: &str) -> String {
    text.replace("&amp;", "&").replace("&#x2F;", "/")
}
