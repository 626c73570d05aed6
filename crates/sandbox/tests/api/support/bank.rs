use super::TestSandbox;

/// The bank's pages, driven as a browser does: each page has one form, which is filled in and sent.
pub struct Bank<'a> {
    pub sandbox: &'a TestSandbox,
    /// The identification's.
    pub iban: String,
    pub page: reqwest::Url,
    pub html: String,
}

impl<'a> Bank<'a> {
    pub async fn open(sandbox: &'a TestSandbox, iban: String, url: &str) -> Bank<'a> {
        let response = sandbox.http.get(url).send().await.unwrap();
        Bank::read(sandbox, iban, response).await
    }

    /// Until the bank asks for a TAN, or for nothing any more.
    pub async fn log_in(self) -> Bank<'a> {
        let mut page = self;
        for _ in 0..3 {
            if page.asks_for_tan() || !page.html.contains("<form") {
                return page;
            }
            page = page.submit().await;
        }
        panic!("the login leads nowhere: {}", page.html);
    }

    pub async fn pay(self) -> Bank<'a> {
        let page = self.log_in().await;
        assert!(page.asks_for_tan(), "{}", page.html);
        page.submit().await
    }

    pub fn asks_for_tan(&self) -> bool {
        self.html.contains("name=\"tan\"")
    }

    /// Any account number, PIN and TAN will do; the IBAN has to be the identification's.
    pub async fn submit(self) -> Bank<'a> {
        let (_, form) = self.html.split_once("<form").expect("a page with a form");
        let (_, action) = form.split_once("action=\"").expect("a form with an action");
        let action = action.split('"').next().unwrap().replace("&amp;", "&");
        let iban = self.iban.as_str();
        let inputs = [("iban", iban), ("account_number", "1234567890"), ("pin", "12345"), ("tan", "123456")];
        let url = self.page.join(&action).unwrap();
        let response = self.sandbox.http.post(url).form(&inputs).send().await.unwrap();
        Bank::read(self.sandbox, self.iban, response).await
    }

    async fn read(sandbox: &'a TestSandbox, iban: String, response: reqwest::Response) -> Bank<'a> {
        let page = response.url().clone();
        assert!(response.status().is_success(), "{} {}", response.status(), page.path());
        Bank { sandbox, iban, page, html: response.text().await.unwrap() }
    }
}
