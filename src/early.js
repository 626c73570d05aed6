// What the page does before the wizard is here. It stands in the page itself and runs before anything is drawn; its other
// half is src/takeover.rs.
{
  const page = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  // Where the browser forbids storage, nothing is kept.
  let store = {};
  try {
    store = sessionStorage;
  } catch {}

  // The partner's start token (`#start=..`). Another one than before begins another journey.
  const [, token] = location.hash.match(/^#start=(.+)/) ?? [];
  if (token && token !== store.start) {
    for (const key of Object.keys(store)) if (/^(session|step|draft-)/.test(key)) delete store[key];
    store.start = token;
  }

  // Further on than the first screen: a journey that has left the terms, or one that begins behind them (".r": the person is
  // known); or the tab speaks another language than the page.
  const walked = store.session ? (store.step ?? "terms") !== "terms" : /^[^.]*\.r/.test(store.start ?? "");
  const query = new URLSearchParams(location.search);
  if (walked || (store.lang && store.lang !== page.lang && !query.has("lang"))) page.dataset.resumed = "";

  // Nothing waits in line: the journey is asked for while the wizard is loading. The browser chooses the session (256 random
  // bits), so that the same one can ask again where an answer is lost.
  const ask = () => {
    const begins = !store.session;
    if (begins) {
      const bytes = [...crypto.getRandomValues(new Uint8Array(32))];
      store.session = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    const headers = { Authorization: `Bearer ${store.session}`, "Accept-Language": page.lang };
    const body = {
      partner: JSON.parse(find("#partner")?.textContent ?? "{}").id,
      start_token: store.start,
      page_stamp: find("meta[name=stamp]")?.content,
    };
    const options = begins
      ? { method: "POST", body: JSON.stringify(body), headers: { ...headers, "Content-Type": "application/json" } }
      : { headers };
    const answer = fetch("/api/journey", options);
    // Where this fails, the wizard asks again.
    answer.catch(() => {});
    return { session: store.session, answer };
  };

  // On the first screen
  const on = (kind, act) => addEventListener(kind, (event) => find("#first")?.contains(event.target) && act(event));
  const boxes = () => [...document.querySelectorAll("#first [type=checkbox]")];
  on("change", ({ target }) => {
    // The time of the tick, by the customer's clock.
    target.dataset.at = Date.now();
  });
  on("submit", (event) => {
    event.preventDefault();
    find("#first").dataset.pressed = "";
  });
  on("click", (event) => {
    const link = event.target.closest(".languages a");
    if (!link) return;
    event.preventDefault();
    store.early = JSON.stringify(Object.fromEntries(boxes().filter((box) => box.checked).map((box) => [box.id, box.dataset.at])));
    query.set("lang", link.lang);
    location.replace(`?${query}${location.hash}`);
  });

  // A finger or a key that is down.
  let held = false;
  const released = new EventTarget();
  for (const kind of ["pointerdown", "keydown"]) on(kind, () => (held = true));
  for (const kind of ["pointerup", "pointercancel", "keyup", "blur"])
    addEventListener(kind, () =>
      // What it does comes first.
      setTimeout(() => {
        held = false;
        released.dispatchEvent(new Event("all"));
      }),
    );

  // A part of the wizard cannot be loaded or cannot run: the page says so.
  const fail = () => {
    if (page.dataset.wizard) return;
    if (document.readyState === "loading") return addEventListener("DOMContentLoaded", fail);
    find("#first")?.remove();
    find("#boot")?.remove();
    find("#unreachable").hidden = false;
  };
  // Of a script that was not found, or of ours that did not get on; others' are none of ours.
  const isOurs = ({ target, filename }) =>
    target === window ? filename?.startsWith(location.origin) : target.tagName === "SCRIPT";
  addEventListener("error", (event) => isOurs(event) && fail(), true);
  addEventListener("unhandledrejection", fail);

  window.early = {
    letGo: () => (held ? new Promise((go) => released.addEventListener("all", go, { once: true })) : Promise.resolve()),
  };
  addEventListener("DOMContentLoaded", () => {
    const kept = JSON.parse(store.early || "{}");
    delete store.early;
    for (const box of boxes()) if (kept[box.id]) [box.checked, box.dataset.at] = [true, kept[box.id]];
    if (typeof WebAssembly !== "object") fail();
  });
  window.early.journey = ask();
}
