//! What docs/embedding.md tells to write, is written and run.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    steps::terms,
    support::{Device, Engine, embedded::Embedded, root},
};

const KEY: &str = "bk_demo_nordlicht_not_a_secret";

/// A snippet of the documentation by its file name, about this wizard.
fn snippet(name: &str, wizard: &str) -> String {
    let page = fs::read_to_string(root().join("docs/embedding.md")).unwrap();
    let (_, after) = page.split_once(&format!("<!-- file: {name} -->\n```")).expect("the snippet is there");
    let (_language, after) = after.split_once('\n').unwrap();
    after.split_once("\n```").unwrap().0.replace("https://onboarding.example", wizard)
}

/// A shop whose pages are the snippets.
struct Site {
    shop: Embedded,
    pages: TempDir,
}

impl Site {
    async fn new() -> Site {
        let pages = tempfile::tempdir().unwrap();
        let folder = pages.path().to_str().unwrap();
        let shop = Embedded::with(Engine::Chromium, Device::Phone, &["--pages", folder]).await;
        Site { shop, pages }
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.pages.path().join(name);
        fs::write(&path, text).unwrap();
        path
    }

    fn write_snippet(&self, name: &str) -> PathBuf {
        self.write(name, &snippet(name, self.shop.wizard()))
    }

    /// What a bundler makes of it, as a page.
    fn bundle(&self, main: &Path) {
        let embed = root().join("embed/bankident.js");
        let output = format!("--outfile={}", self.pages.path().join("bundle.js").display());
        let mut esbuild = Command::new(root().join("node_modules/.bin/esbuild"));
        esbuild
            .arg(main)
            .args(["--bundle", "--format=esm", "--jsx=automatic", "--log-level=error"])
            .arg(output);
        esbuild.arg(format!("--alias:@bankident/onboarding={}", embed.display()));
        esbuild.arg("--define:process.env.NODE_ENV=\"development\"");
        run(esbuild.env("NODE_PATH", root().join("node_modules")));
        self.write(
            "index.html",
            "<!doctype html><html lang=\"de\"><meta charset=\"utf-8\"><title>Shop</title>
             <div id=\"onboarding\"></div><script type=\"module\" src=\"/bundle.js\"></script>",
        );
    }

    /// The wizard is there, once, and serves.
    async fn walks(&self) {
        let world = &self.shop.world;
        self.shop.open("/").await;
        self.shop.enter().await;
        terms::walk(world).await;
        world.arrive("person").await;
        self.shop.leave().await;
        assert_eq!(world.find_all("iframe").await.len(), 1);
        world.has_no_complaints().await;
    }

    /// The component does what its token says: there is none yet, one comes, another one, none again. The page has a function
    /// `show` that gives it one.
    async fn follows_its_token(&self) {
        let world = &self.shop.world;
        let show_another = "const done = arguments[0];
            const look = async () => {
                if (!window.show) return requestAnimationFrame(look);
                const started = await fetch('/start', { method: 'POST' });
                show((await started.json()).token);
                done();
            };
            look()";
        self.shop.open("/").await;
        world.find("#onboarding > div").await;
        // Without a token there is nothing to show.
        world.gone("iframe").await;
        world.eval_later(show_another).await;
        self.shop.enter().await;
        terms::walk(world).await;
        world.arrive("person").await;
        self.shop.leave().await;
        // Another token is another journey.
        world.eval_later(show_another).await;
        self.shop.enter().await;
        world.arrive("terms").await;
        self.shop.leave().await;
        assert_eq!(world.find_all("iframe").await.len(), 1);
        world.eval("show(undefined)").await;
        world.gone("iframe").await;
        world.has_no_complaints().await;
    }
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_call_begins_a_journey() {
    let site = Site::new().await;
    let script = site.write_snippet("start.sh");
    let mut sh = Command::new("sh");
    sh.arg(script).env("WIZARD", site.shop.wizard()).env("API_KEY", KEY);
    let journey: Value = serde_json::from_str(&run(&mut sh)).unwrap();
    assert!(journey["start_token"].as_str().unwrap().starts_with("nordlicht."), "{journey}");
    // What a web view opens.
    site.shop.world.browser.goto(journey["url"].as_str().unwrap()).await.unwrap();
    site.shop.world.arrive("terms").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_server_calls_lead_another_tab_back_into_the_journey() {
    let site = Site::new().await;
    let world = &site.shop.world;
    let call = |name: &str| {
        let mut sh = Command::new("sh");
        sh.arg(site.write_snippet(name)).env("WIZARD", site.shop.wizard()).env("API_KEY", KEY);
        serde_json::from_str::<Value>(&run(&mut sh)).unwrap()["url"].as_str().unwrap().to_owned()
    };
    world.browser.goto(&call("start.sh")).await.unwrap();
    terms::walk(world).await;
    world.arrive("person").await;
    let tab = world.browser.new_window(true).await.unwrap();
    world.browser.switch_to_window(tab.handle).await.unwrap();
    world.browser.goto(&call("again.sh")).await.unwrap();
    world.arrive("person").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_html_shows_the_wizard() {
    let site = Site::new().await;
    site.write_snippet("index.html");
    site.write_snippet("page.js");
    site.walks().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_html_comes_back_after_a_reload() {
    let site = Site::new().await;
    site.write_snippet("index.html");
    site.write_snippet("page.js");
    site.walks().await;
    let world = &site.shop.world;
    world.reload().await;
    site.shop.enter().await;
    world.arrive("person").await;
    site.shop.leave().await;

    // The page has forgotten the token, or the frame its session: the shop's server knows the journey of the order.
    for forget in ["sessionStorage.clear()", "sessionStorage.setItem('token', `nordlicht.${'0'.repeat(64)}`)"]
    {
        world.eval(forget).await;
        world.reload().await;
        world.find("bankident-onboarding[token]:not([token^='nordlicht.000000'])").await;
        site.shop.enter().await;
        world.arrive("person").await;
        site.shop.leave().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_html_says_that_its_server_has_no_token() {
    let site = Site::new().await;
    site.write_snippet("index.html");
    site.write_snippet("page.js");
    let world = &site.shop.world;
    let busy = "const real = fetch;
        window.fetch = (url, ...more) => {
            if (!String(url).startsWith('/start') || sessionStorage.getItem('busy')) return real(url, ...more);
            sessionStorage.setItem('busy', 'once');
            return Promise.resolve(new Response('', { status: 503 }));
        };";
    world.chromium().before_each_page(busy).await;
    site.shop.open("/").await;
    assert!(world.text("#notice:not(:empty)").await.contains("in ein paar Minuten noch einmal"));
    world.gone("iframe").await;
    let token = world.find("bankident-onboarding").await.attr("token").await.unwrap();
    assert_eq!(token, None);
    world.has_no_complaints().await;
    site.walks().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn react_shows_the_wizard_in_strict_mode_too() {
    let site = Site::new().await;
    site.write_snippet("Onboarding.jsx");
    let main = site.write(
        "main.jsx",
        "import { StrictMode } from 'react';
         import { createRoot } from 'react-dom/client';
         import { Onboarding } from './Onboarding.jsx';
         const root = createRoot(document.getElementById('onboarding'));
         const nothing = () => {};
         window.show = token => root.render(
             <StrictMode><Onboarding token={token} onComplete={nothing} onExit={nothing} /></StrictMode>);
         show(undefined);",
    );
    site.bundle(&main);
    site.follows_its_token().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn vue_shows_the_wizard() {
    let site = Site::new().await;
    let component = site.write_snippet("Onboarding.vue");
    let compile = "const { compileScript, parse } = require('vue/compiler-sfc');
        const source = require('fs').readFileSync(process.argv[1], 'utf8');
        const { descriptor, errors } = parse(source);
        if (errors.length > 0) throw errors[0];
        console.log(compileScript(descriptor, { id: 'x', inlineTemplate: true }).content)";
    let mut node = Command::new("node");
    node.args(["-e", compile]).arg(&component).current_dir(root());
    site.write("Onboarding.js", &run(&mut node));
    let main = site.write(
        "main.js",
        "import { createApp, h, ref } from 'vue';
         import Onboarding from './Onboarding.js';
         const token = ref();
         window.show = next => (token.value = next);
         createApp({ render: () => h(Onboarding, { token: token.value }) }).mount('#onboarding');",
    );
    site.bundle(&main);
    site.follows_its_token().await;
}

#[test]
fn a_webhook_is_verified() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("verify.mjs"), snippet("verify.mjs", "")).unwrap();
    // The example of the standard's own libraries.
    let check = "import { isGenuine } from './verify.mjs';
        const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
        const headers = { 'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek', 'webhook-timestamp': '1614265330',
            'webhook-signature': 'v1,AAAA v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=' };
        const now = 1614265330000, body = '{\"test\": 2432232314}';
        const without = (name) => ({ ...headers, [name]: undefined });
        console.log(JSON.stringify([
            isGenuine(headers, body, secret, now), isGenuine(new Headers(headers), Buffer.from(body), secret, now),
            isGenuine(headers, body + ' ', secret, now), isGenuine(headers, body, secret, now + 301000),
            isGenuine(headers, body, 'whsec_AAAA', now), isGenuine({}, body, secret, now),
            ...Object.keys(headers).map(name => isGenuine(without(name), body, secret, now))]))";
    fs::write(folder.path().join("check.mjs"), check).unwrap();
    let printed = run(Command::new("node").arg(folder.path().join("check.mjs")));
    assert_eq!(printed.trim(), "[true,true,false,false,false,false,false,false,false]");
}

#[test]
fn every_step_that_a_page_can_hear_of_is_documented() {
    let page = fs::read_to_string(root().join("docs/embedding.md")).unwrap();
    let row = page.lines().find(|line| line.starts_with("| `step` | `step` |")).unwrap();
    for step in bankident_wire::Step::ALL {
        assert!(row.contains(&format!("`{}`", step.id())), "{}", step.id());
    }
}
