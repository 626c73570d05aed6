//! What holds on every screen, whichever it is.

use std::{env, fs};

use serde_json::{Value, json};

use super::{Device, Scheme, World, root, words::Words};

impl World {
    /// Every word is there and in its language, nothing is wider than the screen, and axe-core finds nothing, in
    /// light and in dark.
    pub async fn inspect(&self, lang: &str, step: &str) {
        self.inspect_as(lang, step, step).await;
    }

    /// The pictures have the name of the state.
    pub async fn inspect_as(&self, lang: &str, step: &str, state: &str) {
        self.arrive(step).await;
        self.settle().await;
        self.speaks(lang, step).await;
        self.inspect_page(lang, state).await;
    }

    /// What holds on every page, whoever made it.
    pub async fn inspect_page(&self, lang: &str, state: &str) {
        self.fits().await;
        for scheme in Scheme::ALL {
            self.prefer(scheme).await;
            self.is_accessible(&format!("{state}, {}", scheme.name())).await;
        }
        self.photograph(lang, state).await;
        self.prefer(Scheme::Light).await;
    }

    /// How a screen looks, with `SCREENSHOTS=1`.
    pub async fn photograph(&self, lang: &str, state: &str) {
        if env::var_os("SCREENSHOTS").is_some_and(|wanted| wanted == "1") {
            self.take_pictures(lang, state).await;
        }
    }

    /// Waits for what a screen loads by itself: documents, the bank's page in its frame.
    pub async fn settle(&self) {
        let ready = "main:is([data-step], [data-problem]):not(:has(.loading))";
        self.find(&format!("{ready}, [data-sample=contract-loading] main")).await;
        if self.eval("return document.querySelector('main iframe') !== null").await == true {
            self.find("main iframe").await.enter_frame().await.unwrap();
            self.find("main[data-bank-page]").await;
            self.return_to_wizard().await;
        }
    }

    /// Heading, title and `<html lang>` are the language's, and no message is missing.
    async fn speaks(&self, lang: &str, step: &str) {
        let words = Words::of(lang);
        let heading = words.title(step);
        assert_eq!(self.text("main[data-step] h1").await, heading);
        let brand = self.text(".brand").await;
        assert_eq!(self.browser.title().await.unwrap(), format!("{heading} – {brand}"));
        assert_eq!(self.eval("return document.documentElement.lang").await, lang);
        let shown = "const words = [...document.querySelectorAll(
                'h1, h2, h3, p, a, li, dt, dd, label, legend, button, option, output, span')];
            const names = [...document.querySelectorAll('[aria-label]')];
            return words.map(element => element.textContent.trim())
                .concat(names.map(element => element.ariaLabel))";
        let shown = self.eval(shown).await;
        let mut shown = shown.as_array().unwrap().iter().filter_map(Value::as_str);
        assert_eq!(shown.find(|text| words.is_raw_id(text)), None, "a message is missing at {step}");
    }

    async fn fits(&self) {
        // Against the width of its layout: room may be kept free for a scroll bar.
        let page = "const page = document.documentElement; return page.scrollWidth - page.offsetWidth";
        assert_eq!(self.eval(page).await, 0, "nobody has to scroll sideways");
    }

    /// axe-core finds nothing in the page, or in the frame that was entered.
    pub async fn is_accessible(&self, screen: &str) {
        let axe = root().join("node_modules/axe-core/axe.min.js");
        let axe = fs::read_to_string(&axe).expect("axe-core is there; `cargo xtask test` installs it");
        self.browser.execute(&axe, Vec::new()).await.unwrap();
        let run = "const done = arguments[arguments.length - 1];
            axe.run(document, { iframes: false }).then(result => done(result.violations.map(violation =>
                violation.id + ': ' + violation.nodes.map(node => node.target.join(' ')).join(' | '))))";
        let violations = self.browser.execute_async(run, Vec::new()).await.unwrap();
        assert_eq!(violations, json!([]), "axe-core found something at {screen}");
    }

    /// How the screen looks on each device, in each scheme, into `target/screenshots`; with `SCREENSHOTS=1` only.
    async fn take_pictures(&self, lang: &str, state: &str) {
        let folder = root().join("target/screenshots");
        fs::create_dir_all(&folder).unwrap();
        for device in Device::ALL {
            self.chromium().resize(device).await;
            let (width, height) = device.size();
            for scheme in Scheme::ALL {
                self.prefer(scheme).await;
                let name = format!("{lang}-{state}-{width}x{height}-{}.png", scheme.name());
                fs::write(folder.join(name), self.browser.screenshot().await.unwrap()).unwrap();
            }
        }
        self.chromium().resize(self.device).await;
    }

    /// Shows the colours of a scheme, and makes sure of it.
    async fn prefer(&self, scheme: Scheme) {
        self.chromium().prefer(scheme).await;
        let shown = format!("return matchMedia('(prefers-color-scheme: {})').matches", scheme.name());
        assert_eq!(self.eval(&shown).await, true);
    }
}
