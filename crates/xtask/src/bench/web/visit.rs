//! One visit of a page, as on a slow phone: only looked at, or used as soon as it can be.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use super::{
    browser::{Browser, Page},
    pages::Subject,
    traffic::Traffic,
};

/// A phone of the middle class in a slow mobile network, as Lighthouse simulates it ("slow 4G", CPU 4x slower).
pub const SLOWER: u32 = 4;
pub const LATENCY_MS: u32 = 150;
pub const DOWN_KBIT_S: u32 = 1600;
pub const UP_KBIT_S: u32 = 750;
/// In CSS pixels.
pub const SCREEN: (u32, u32) = (360, 740);

/// A page has settled when nothing was sent or received for so long.
const SETTLED: Duration = Duration::from_secs(1);
/// No visit takes so long.
const PATIENCE: Duration = Duration::from_secs(40);

const PROBE: &str = include_str!("probe.js");

/// What a visit without a press shows. Times in milliseconds since the navigation began.
pub struct Look {
    pub first_paint: f64,
    pub taken_over: f64,
    /// In milliseconds; 0 where none was longer than 50.
    pub longest_task: f64,
    /// The sum of all shifts that follow no press, by the Layout Instability API.
    pub layout_shift: f64,
    pub traffic: Traffic,
    /// What was on the screen at the end, as a PNG.
    pub picture: Vec<u8>,
}

/// What a visit with early presses shows. Times in milliseconds since the navigation began.
#[derive(Debug)]
pub struct Use {
    /// Boxes and button could be reached.
    pub reachable: f64,
    /// The first tick that held was shown, and the press of the button that had its effect was taken.
    pub usable: f64,
    /// The page showed that the button was pressed.
    pub answered: f64,
    /// How many ticks were lost.
    pub lost: u32,
    /// How many times the presses had to be repeated.
    pub repeated: u32,
    /// From the arrival of each answer to the frame that shows its screen, in milliseconds; `None` where the server's
    /// push came first.
    pub changes: Vec<Option<f64>>,
}

/// What `probe.js` reports.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    seen: Seen,
    pressed: Pressed,
    screens: Vec<Screen>,
    /// When the answers arrived that change the screen.
    answers: Vec<Option<f64>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Seen {
    first_paint: Option<f64>,
    taken_over: Option<f64>,
    longest_task: f64,
    layout_shift: f64,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Pressed {
    box_there: Option<f64>,
    ticked: Option<f64>,
    button: Option<f64>,
    answered: Option<f64>,
    asked: u32,
    lost: u32,
}

/// A screen of the wizard, and when it was shown.
#[derive(Deserialize)]
struct Screen {
    shown: Option<f64>,
}

pub fn look(browser: &mut Browser, subject: Subject, url: &str) -> Result<Look> {
    let mut page = open(browser, subject, false)?;
    page.call("Page.navigate", json!({ "url": url }))?;
    let deadline = Instant::now() + PATIENCE;
    let mut traffic = Traffic::default();
    let mut taken_over = false;
    loop {
        match page.event(SETTLED)? {
            Some(event) => {
                traffic.note(&event);
                taken_over |= told(&event).is_some_and(|said| said["takenOver"] == true);
            }
            None if taken_over => break,
            None => {}
        }
        if Instant::now() > deadline {
            bail!("{subject:?} does not settle");
        }
    }
    let Seen { first_paint, taken_over, longest_task, layout_shift } = report(&mut page)?.seen;
    Ok(Look {
        first_paint: first_paint.context("nothing was painted")?,
        taken_over: taken_over.context("the page's program did not come")?,
        longest_task,
        layout_shift,
        traffic,
        picture: page.picture()?,
    })
}

/// Ticks both boxes and presses the button as soon as they can be reached, then walks on where there is more.
pub fn r#use(browser: &mut Browser, subject: Subject, url: &str) -> Result<Use> {
    let mut page = open(browser, subject, true)?;
    page.call("Page.navigate", json!({ "url": url }))?;
    wait(&mut page, |said| said["effect"] == true).with_context(|| format!("{subject:?} cannot be used"))?;
    if subject == Subject::Wizard {
        wait_for_screen(&mut page, "person")?;
        let filled = page.evaluate(&format!("benchProbe.fill({})", person()))?;
        press(&mut page, &filled)?;
        wait_for_screen(&mut page, "address")?;
        page.evaluate("benchProbe.noted('/api/journey/person')")?;
    }
    let Report { pressed, screens, answers, .. } = report(&mut page)?;
    let ticked = pressed.ticked.context("no tick held")?;
    let button = pressed.button.context("no press reached the button")?;
    // The first screen follows no press.
    let walked = screens.iter().skip(1).zip(answers);
    let change = |(screen, answer): (&Screen, Option<f64>)| {
        screen.shown.zip(answer).map(|(shown, answer)| shown - answer).filter(|change| *change >= 0.0)
    };
    Ok(Use {
        reachable: pressed.box_there.unwrap_or_default(),
        usable: ticked.max(button),
        answered: pressed.answered.context("the button did not react")?,
        lost: pressed.lost,
        repeated: pressed.asked.saturating_sub(1),
        changes: walked.map(change).collect(),
    })
}

/// Someone invented.
fn person() -> Value {
    json!({
        "salutation": "MR",
        "first_name": "Leander",
        "last_name": "Zierfisch",
        "birth_date": "15.07.1978",
        "birth_city": "Aachen",
        "birth_country": "DE",
        "nationality": "DE",
    })
}

fn open<'a>(browser: &'a mut Browser, subject: Subject, pressed: bool) -> Result<Page<'a>> {
    let mut page = browser.open()?;
    for domain in ["Page", "Runtime", "Network"] {
        page.call(&format!("{domain}.enable"), json!({}))?;
    }
    let (width, height) = SCREEN;
    let screen = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": true });
    page.call("Emulation.setDeviceMetricsOverride", screen)?;
    page.call("Emulation.setFocusEmulationEnabled", json!({ "enabled": true }))?;
    page.call("Emulation.setCPUThrottlingRate", json!({ "rate": SLOWER }))?;
    let network = json!({
        "offline": false,
        "latency": LATENCY_MS,
        "downloadThroughput": DOWN_KBIT_S * 1000 / 8,
        "uploadThroughput": UP_KBIT_S * 1000 / 8,
    });
    page.call("Network.emulateNetworkConditions", network)?;
    page.call("Runtime.addBinding", json!({ "name": "bench" }))?;
    let probe = PROBE.replace("(PAGE)", &format!("({})", subject.probe(pressed)));
    page.call("Page.addScriptToEvaluateOnNewDocument", json!({ "source": probe }))?;
    Ok(page)
}

/// Waits for something that the probe says, and presses where it asks for it.
fn wait(page: &mut Page, is_it: impl Fn(&Value) -> bool) -> Result<()> {
    let deadline = Instant::now() + PATIENCE;
    while let Some(event) = page.event(deadline.saturating_duration_since(Instant::now()))? {
        let Some(said) = told(&event) else { continue };
        for place in said["press"].as_array().into_iter().flatten() {
            press(page, place)?;
        }
        if is_it(&said) {
            return Ok(());
        }
    }
    let body = page.evaluate("document.body?.innerText ?? ''")?;
    bail!("waited in vain; the page says: {}", body.as_str().unwrap_or_default())
}

fn wait_for_screen(page: &mut Page, step: &str) -> Result<()> {
    let shown =
        format!("benchProbe.report().screens.some(({{ step, shown }}) => step === '{step}' && shown)");
    if page.evaluate(&shown)? == true {
        return Ok(());
    }
    wait(page, |said| said["screen"] == *step)
}

/// A real press at a place of the view, `[x, y]`. Presses queue up in the browser and arrive one after the other.
fn press(page: &mut Page, place: &Value) -> Result<()> {
    for kind in ["mousePressed", "mouseReleased"] {
        let mouse = json!({ "type": kind, "x": place[0], "y": place[1], "button": "left", "clickCount": 1 });
        page.send("Input.dispatchMouseEvent", mouse)?;
    }
    Ok(())
}

/// What the probe says by an event.
fn told(event: &Value) -> Option<Value> {
    let called = (event["method"] == "Runtime.bindingCalled").then(|| event["params"]["payload"].as_str())?;
    serde_json::from_str(called?).ok()
}

fn report(page: &mut Page) -> Result<Report> {
    Ok(serde_json::from_value(page.evaluate("benchProbe.report()")?)?)
}
