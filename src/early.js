// What the page does before the wizard is here. It stands in the page itself and runs before anything is drawn; its other
// half is src/takeover.rs.
{
  const page = document.documentElement;
  const find = (selector) => document.querySelector(selector);
  // Whose page it is, if it is a partner's.
  const partner = JSON.parse(find("#partner")?.textContent ?? "null");
  // The partner's start token, and the journey that has ended in the same place (`#start=..&after=..`).
  const [, token, after] = location.hash.match(/^#start=([^&]+)(?:&after=(\w{8}))?/) ?? [];

  // Frames of one tab share its storage. So each keeps its things under the name of its journey, the first bits of the start
  // token; the window's own name brings it back after a reload.
  const named = /^[^.]*\.r?([0-9a-f]{8})/.exec(token);
  if (named) window.name = `bankident-${named[1]}`;
  const [, journey] = (partner && /^bankident-(\w{8})$/.exec(window.name)) || [];
  const prefix = journey ? `${journey}-` : "";

  // Where the browser forbids storage, things are kept in memory: until the page is left, or until the page around us is,
  // where that has put our keeper beside us (crates/bff/src/pages/keeper.html).
  const keeper = () => {
    for (let place = 0; place < parent.length; place++) {
      try {
        if (parent[place].keepsFor) return parent[place].keepsFor;
      } catch {
        // Another site's.
      }
    }
  };
  let kept;
  let outlivesPage = false;
  try {
    sessionStorage.probe = "";
    delete sessionStorage.probe;
    kept = sessionStorage;
    outlivesPage = true;
  } catch {
    const keepsFor = keeper() ?? {};
    kept = keepsFor[journey] ??= {};
  }
  // What does not fit in any more.
  const rest = {};
  const store = new Proxy(kept, {
    get: (kept, key) => rest[prefix + key] ?? kept[prefix + key],
    set: (kept, key, value) => {
      delete rest[prefix + key];
      try {
        kept[prefix + key] = value;
      } catch {
        rest[prefix + key] = value;
      }
      return true;
    },
    deleteProperty: (kept, key) => delete rest[prefix + key] && delete kept[prefix + key],
  });
  if (token && token !== store.start) {
    store.start = token;
    // What was typed goes on. What was agreed to is asked again.
    const isConsent = /_at$/;
    const before = outlivesPage ? kept : (keeper()?.[after] ?? {});
    for (const key of Object.keys(before).filter((key) => after && key.startsWith(`${after}-draft-`))) {
      store[key.slice(9)] = JSON.stringify(JSON.parse(before[key]), (name, value) => (isConsent.test(name) ? undefined : value));
      delete before[key];
    }
  }

  // The first screen is hidden from a tab that is further on: its journey has left the terms, or begins behind them (".r":
  // the person is known); from one without a journey to begin; and from one that speaks another language than the page.
  const query = new URLSearchParams(location.search);
  const walked = (store.step && store.step !== "terms") || /^[^.]*\.r/.test(store.start ?? "");
  const speaksAnother = store.lang && store.lang !== page.lang && !query.has("lang");
  if (walked || speaksAnother || (partner && !store.start)) page.dataset.resumed = "";

  // Nothing waits in line: the journey is asked for while the wizard is loading. The browser chooses the session (256 random
  // bits), so that the same one can ask again where an answer is lost; a journey that has not answered yet is begun again.
  const ask = () => {
    const begins = !store.step;
    if (!store.session) {
      const bytes = [...crypto.getRandomValues(new Uint8Array(32))];
      store.session = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
    }
    store.stamp ??= find("meta[name=stamp]")?.content ?? "";
    const lang = query.has("lang") ? page.lang : (store.lang ?? page.lang);
    const headers = { Authorization: `Bearer ${store.session}`, "Accept-Language": lang };
    const body = JSON.stringify({ partner: partner?.id, start_token: store.start, page_stamp: store.stamp });
    const begin = { method: "POST", body, headers: { ...headers, "Content-Type": "application/json" } };
    // No answer takes longer. Older browsers have no `AbortSignal.timeout`.
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 60_000);
    const { signal } = abort;
    const asked = { session: store.session };
    const visit = { method: "POST", headers };
    const [path, request] = begins ? ["", begin] : ["/visit", visit];
    asked.answer = fetch(`/api/journey${path}`, { signal, ...request }).then((answer) => {
      asked.at = Date.now();
      return answer;
    });
    // Where this fails, the wizard asks again.
    asked.answer.catch(() => {});
    return asked;
  };

  // On the first screen
  const on = (kind, act) => addEventListener(kind, (event) => find("#first")?.contains(event.target) && act(event));
  const boxes = () => [...document.querySelectorAll("#first [type=checkbox]")];
  const press = (pressed) => {
    find("#first").toggleAttribute("data-pressed", pressed);
    find("#first [type=submit]").setAttribute("aria-disabled", pressed);
  };
  on("change", ({ target }) => {
    // The time of the tick, by the customer's clock. What was pressed before it was pressed without it.
    target.dataset.at = Date.now();
    press(false);
  });
  on("submit", (event) => {
    event.preventDefault();
    press(true);
  });
  on("click", (event) => {
    const link = event.target.closest(".languages a");
    if (!link) return;
    event.preventDefault();
    if (link.ariaCurrent) return;
    const touched = boxes().filter((box) => box.dataset.at);
    store.early = JSON.stringify(Object.fromEntries(touched.map((box) => [box.id, [box.checked, box.dataset.at]])));
    query.set("lang", link.lang);
    location.replace(`?${query}${location.hash}`);
  });

  // A tick counts when the customer made it, here or before a reload; what the browser remembers by itself does not.
  const showTicks = () => {
    const early = JSON.parse(store.early || "{}");
    const draft = JSON.parse(store["draft-terms"] || "{}") ?? {};
    delete store.early;
    for (const box of boxes()) {
      const [checked, at] = early[box.id] ?? [box.dataset.at ? box.checked : Boolean(draft[`${box.name}_signed_at`]), box.dataset.at];
      box.checked = checked;
      if (at) box.dataset.at = at;
    }
  };
  addEventListener("pageshow", showTicks);

  // A finger or a key that is down.
  let held = false;
  const released = new EventTarget();
  for (const kind of ["pointerdown", "keydown"]) on(kind, ({ button }) => (held = !button));
  for (const kind of ["pointerup", "pointercancel", "keyup", "blur"])
    addEventListener(kind, () =>
      // What it does comes first, on touch screens a moment later.
      setTimeout(() => {
        held = false;
        released.dispatchEvent(new Event("all"));
      }, 50),
    );

  // The page around us hears it, if it is the partner's (src/browser/parent_window.rs speaks in the same way).
  const tell = (type, detail) => {
    const host = query.get("host");
    if (window.parent !== window && partner?.origins?.includes(host)) window.parent.postMessage({ bankident: 1, type, ...detail }, host);
  };
  // A frame that stays silent was blocked, for all that it knows.
  tell("loading");
  if (!outlivesPage) tell("forgetful");

  // A file of this page is gone, because there is a newer release: the page is loaded anew, but once. What was typed is kept.
  const renew = () => {
    const renews = outlivesPage && !store.renewed;
    if (renews) {
      store.renewed = "yes";
      location.reload();
    }
    return renews;
  };
  // A line on which nothing comes does not answer this either.
  const isGone = async () => {
    const files = [...document.querySelectorAll("link[href], script[src]")].map(({ href, src }) => href ?? src).filter(isOurs);
    const asked = files.map((file) => fetch(file, { method: "HEAD" }).then(({ status }) => status === 404, () => false));
    const enough = new Promise((answer) => setTimeout(answer, 3000, []));
    return (await Promise.race([Promise.all(asked), enough])).includes(true);
  };
  // A part of the wizard cannot be loaded (`unreachable`), or the browser lacks what it needs (`unsupported`): the page says so.
  // A wizard that comes later takes its place all the same.
  let failure;
  const fail = async (code) => {
    if (page.dataset.wizard || failure === "unsupported" || failure === code) return;
    if (code === "unreachable" && (await isGone()) && renew()) return;
    if (document.readyState === "loading") return addEventListener("DOMContentLoaded", () => fail(code));
    failure = code;
    for (const part of ["first", "boot", "unreachable", "unsupported"]) {
      const element = find(`#${part}`);
      if (element) element.hidden = part !== code;
    }
    tell("error", { code, reference: "" });
    if (window.parent === window || document.hasFocus()) find(`#${code} h1`).focus();
  };
  // Old engines cannot read the wizard's scripts; they and some policies do not compile it.
  const codeOf = (reason) => (/^(Syntax|Compile)Error/.test(reason?.name) ? "unsupported" : "unreachable");
  // What others' scripts do in this page is none of our failures.
  const isOurs = (address) => !address || address.startsWith(location.origin);
  const failed = ({ target, filename }) =>
    target === window ? filename && isOurs(filename) : target.tagName === "SCRIPT" && isOurs(target.src);
  // What is not compiled has no file.
  const isOfWizard = (event) => event.error?.name === "CompileError" || failed(event);
  addEventListener("error", (event) => isOfWizard(event) && fail(codeOf(event.error)), true);
  addEventListener("unhandledrejection", ({ reason }) => (reason?.stack ?? "").includes(location.origin) && fail(codeOf(reason)));
  // Nothing came: nobody waits for ever.
  setTimeout(() => fail("unreachable"), 25_000);

  let asked;
  window.early = {
    fail,
    // All that is kept for this journey.
    store,
    // The keeper has come.
    keepIn: (keepsFor) => outlivesPage || !journey || (keepsFor[journey] ??= kept),
    renew,
    // Asked once: as soon as the page is painted, or when the wizard wants it.
    get journey() {
      return (asked ??= ask());
    },
    letGo: () => (held ? new Promise((go) => released.addEventListener("all", go, { once: true })) : Promise.resolve()),
  };
  addEventListener("DOMContentLoaded", () => {
    showTicks();
    if (typeof WebAssembly !== "object") fail("unsupported");
  });
  // Asking takes longer than all the rest here, and nothing on the glass waits for it.
  requestAnimationFrame(() => setTimeout(() => window.early.journey));
}
