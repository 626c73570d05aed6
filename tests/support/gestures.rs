//! What a person does and sees in the browser.

use std::time::Duration;

use fantoccini::{Locator, elements::Element, key::Key};
use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::{Engine, PATIENCE, World};

impl World {
    pub async fn reload(&self) {
        self.browser.refresh().await.unwrap();
    }

    /// Waits for a screen of the wizard: what the server has drawn is still to be exchanged for it.
    pub async fn arrive(&self, step: &str) -> Element {
        self.find(&format!("html[data-wizard=here] main[data-step=\"{step}\"]")).await
    }

    pub async fn find(&self, css: &str) -> Element {
        let waiting = self.browser.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
        match waiting {
            Ok(element) => element,
            Err(error) => {
                let seen =
                    self.browser.find(Locator::Css("body")).await.unwrap().text().await.unwrap_or_default();
                panic!("{css} did not appear ({error}); the page says:\n{seen}")
            }
        }
    }

    /// Waits for words to stand on the screen.
    pub async fn find_text(&self, words: &str) {
        let deadline = Instant::now() + PATIENCE;
        // In one step: the page may be loaded anew meanwhile.
        let said = "return document.querySelector('main:is([data-step], [data-problem])')?.innerText ?? ''";
        while !self.eval(said).await.as_str().unwrap_or_default().contains(words) {
            assert!(Instant::now() < deadline, "{words} did not appear:\n{}", self.text("body").await);
            sleep(Duration::from_millis(50)).await;
        }
    }

    pub async fn find_all(&self, css: &str) -> Vec<Element> {
        self.find(css).await;
        self.browser.find_all(Locator::Css(css)).await.unwrap()
    }

    pub async fn text(&self, css: &str) -> String {
        loop {
            match self.find(css).await.text().await {
                // It was exchanged meanwhile.
                Err(error) if error.is_stale_element_reference() => {}
                read => return read.unwrap(),
            }
        }
    }

    pub async fn click(&self, css: &str) {
        self.click_on(&self.find(css).await).await;
    }

    pub async fn click_on(&self, element: &Element) {
        match self.engine {
            // Its driver misses what is in a frame that the outer page has scrolled.
            Engine::WebKit if self.frame.is_some() => {
                let element = serde_json::to_value(element).unwrap();
                self.browser
                    .execute("setTimeout(element => element.click(), 0, arguments[0])", vec![element])
                    .await
                    .unwrap();
            }
            _ => element.click().await.unwrap(),
        }
    }

    /// Types into the input of this name.
    pub async fn fill(&self, name: &str, value: &str) {
        let input = self.find(&named(name)).await;
        match self.engine {
            // Its driver takes nothing in a frame for focusable.
            Engine::WebKit if self.frame.is_some() => {
                let input = serde_json::to_value(input).unwrap();
                let typing = "arguments[0].value += arguments[1];
                    arguments[0].dispatchEvent(new Event('input', { bubbles: true }))";
                self.browser.execute(typing, vec![input, value.into()]).await.unwrap();
            }
            _ => input.send_keys(value).await.unwrap(),
        }
    }

    pub async fn typed(&self, name: &str) -> String {
        self.find(&named(name)).await.prop("value").await.unwrap().unwrap_or_default()
    }

    pub async fn choose(&self, name: &str, value: &str) {
        // The list is there when its entries are.
        self.find(&format!("{} option[value=\"{value}\"]", named(name))).await;
        self.find(&named(name)).await.select_by_value(value).await.unwrap();
    }

    pub async fn pick(&self, name: &str, value: &str) {
        self.click(&format!("{}[value=\"{value}\"]", named(name))).await;
    }

    pub async fn tick(&self, name: &str) {
        self.click(&named(name)).await;
    }

    pub async fn submit(&self) {
        self.click("main form button[type=submit]").await;
    }

    pub async fn press(&self, key: Key) {
        let focused = self.browser.active_element().await.unwrap();
        focused.send_keys(&key.to_string()).await.unwrap();
    }

    /// The `name` of the input that has the focus.
    pub async fn focused(&self) -> String {
        let focused = self.browser.active_element().await.unwrap();
        focused.attr("name").await.unwrap().unwrap_or_default()
    }

    pub async fn eval(&self, script: &str) -> Value {
        self.browser.execute(script, Vec::new()).await.unwrap()
    }

    /// Runs a script that calls its argument when it is done.
    pub async fn eval_later(&self, script: &str) {
        self.browser.execute_async(script, Vec::new()).await.unwrap();
    }

    pub async fn offline(&self, offline: bool) {
        self.chromium().offline(offline).await;
    }

    /// The customer's clock is wrong by so many seconds.
    pub async fn clock_is_off_by(&self, seconds: i32) {
        let shift = format!(
            "const now = Date.now.bind(Date); Date.now = () => now() + {seconds}000;
             const RealDate = Date; Date = new Proxy(RealDate, {{
                 construct: (target, args) => args.length ? new target(...args) : new target(Date.now()) }});"
        );
        self.chromium().before_each_page(&shift).await;
    }

    /// Waits until nothing on the page has this selector any more.
    pub async fn gone(&self, css: &str) {
        let deadline = Instant::now() + PATIENCE;
        while !self.browser.find_all(Locator::Css(css)).await.unwrap().is_empty() {
            assert!(Instant::now() < deadline, "{css} is still there");
            sleep(Duration::from_millis(50)).await;
        }
    }

    /// Agrees to what the page asks in a dialog of the browser's.
    pub async fn accept(&self, question: &str) {
        let deadline = Instant::now() + PATIENCE;
        while self.browser.get_alert_text().await.ok().as_deref() != Some(question) {
            assert!(Instant::now() < deadline, "the page does not ask: {question}");
            sleep(Duration::from_millis(50)).await;
        }
        self.browser.accept_alert().await.unwrap();
    }
}

fn named(name: &str) -> String {
    format!("[name=\"{name}\"]")
}
