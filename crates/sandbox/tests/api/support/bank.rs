use super::TestSandbox;

/// The bank's pages, driven as a browser does: each page has one form, which is filled in and sent.
pub struct Bank<'a> {
    pub sandbox: &'a TestSandbox,
    pub page: reqwest::Url,
    pub html: String,
}

impl<'a> Bank<'a> {
    pub async fn open(sandbox: &'a TestSandbox, url: &str) -> Bank<'a> {
        let response = sandbox.http.get(url).send().await.unwrap();
        Bank::read(sandbox, response).await
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

    /// Any account number, PIN and TAN will do.
    pub async fn submit(self) -> Bank<'a> {
        let (_, form) = self.html.split_once("<form").expect("a page with a form");
        let (_, action) = form.split_once("action=\"").expect("a form with an action");
        let action = action.split('"').next().unwrap().replace("&amp;", "&");
        let inputs = [("account_number", "1234567890"), ("pin", "12345"), ("tan", "123456")];
        let url = self.page.join(&action).unwrap();
        Bank::read(self.sandbox, self.sandbox.http.post(url).form(&inputs).send().await.unwrap()).await
    }

    async fn read(sandbox: &'a TestSandbox, response: reqwest::Response) -> Bank<'a> {
        let page = response.url().clone();
        assert!(response.status().is_success(), "{} {}", response.status(), page.path());
        Bank { sandbox, page, html: response.text().await.unwrap() }
    }
}
