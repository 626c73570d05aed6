//! The engines of the browsers that people have: Chrome's, Firefox', Safari's.

use std::{fs, path::Path};

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

/// The sizes that people have.
#[derive(Clone, Copy, Debug)]
pub enum Device {
    /// The narrowest that WCAG 2.2 counts with (1.4.10).
    NarrowPhone,
    Phone,
    Desktop,
}

impl Device {
    pub const ALL: [Device; 2] = [Device::Phone, Device::Desktop];

    /// Width and height in CSS pixels.
    pub fn size(self) -> (u32, u32) {
        match self {
            Device::NarrowPhone => (320, 640),
            Device::Phone => (360, 740),
            Device::Desktop => (1280, 900),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Chromium,
    /// Chrome's, where no site may store anything.
    ForgetfulChromium,
    /// Chrome's, without WebAssembly.
    PlainChromium,
    Firefox,
    ForgetfulFirefox,
    WebKit,
}

impl Engine {
    /// A browser that has never been used and keeps its files in the folder. It keeps no cookies of third parties.
    pub async fn open(self, driver: &str, folder: &Path, device: Device) -> Client {
        let capabilities = self.capabilities(folder);
        let capabilities: Capabilities = capabilities.as_object().unwrap().clone().into_iter().collect();
        let client =
            ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(driver).await;
        let client = client.expect("the browser starts; `cargo xtask test` installs it");
        if !matches!(self, Engine::Chromium | Engine::ForgetfulChromium | Engine::PlainChromium) {
            let (width, height) = device.size();
            // As near as the engine comes: Firefox' windows are not as narrow as a phone.
            client.set_window_size(width, height).await.unwrap();
        }
        client
    }

    fn capabilities(self, folder: &Path) -> Value {
        let downloads = folder.join("downloads");
        // Firefox does not make it.
        fs::create_dir_all(&downloads).unwrap();
        match self {
            // 1: allowed. 2: blocked.
            Engine::Chromium => chromium(&downloads, folder, 1, &["--test-third-party-cookie-phaseout"]),
            Engine::ForgetfulChromium => chromium(&downloads, folder, 2, &[]),
            Engine::PlainChromium => chromium(&downloads, folder, 1, &["--js-flags=--jitless"]),
            Engine::Firefox | Engine::ForgetfulFirefox => json!({
                "moz:firefoxOptions": {
                    "args": ["-headless"],
                    "prefs": {
                        "ui.prefersReducedMotion": 1,
                        "browser.download.folderList": 2,
                        "browser.download.dir": downloads,
                        "browser.download.always_ask_before_handling_new_types": false,
                        "browser.helperApps.neverAsk.saveToDisk": "application/pdf",
                        "pdfjs.disabled": true,
                        // 2: no site may store anything. 5: the default.
                        "network.cookie.cookieBehavior": if self == Engine::Firefox { 5 } else { 2 },
                    },
                },
            }),
            Engine::WebKit => json!({
                "webkitgtk:browserOptions": {
                    "binary": "/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser",
                    "args": ["--automation"],
                },
            }),
        }
    }
}

fn chromium(downloads: &Path, folder: &Path, storage: i32, more: &[&str]) -> Value {
    let profile = format!("--user-data-dir={}", folder.join("browser").display());
    let args = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--force-prefers-reduced-motion",
        &profile,
    ];
    let args = [&args[..], more].concat();
    json!({
        "goog:chromeOptions": {
            "args": args,
            "prefs": {
                "download.default_directory": downloads,
                "profile.cookie_controls_mode": 1,
                "profile.block_third_party_cookies": true,
                "profile.default_content_setting_values.cookies": storage,
            },
        },
        "goog:loggingPrefs": { "browser": "SEVERE" },
    })
}
