// Stands in for the server, so that the wizard shows a sample: its stage, and what happens when its button is pressed.
// Runs before the wizard; knows nothing of it but its requests, its buttons and its words' invisible numbers (fluent.js).
// In a frame of the copy desk it also tells which message stands where, and shows the words that are being edited.
(() => {
  const sample = JSON.parse(document.getElementById("sample").textContent);
  const { name } = sample;
  const atDesk = window.parent !== window;
  const realFetch = window.fetch.bind(window);

  // A storage of its own: samples know nothing of each other, nor of a journey in this tab.
  const kept = new Map(sample.act === "return" ? [["session", "of long ago"]] : []);
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, String(value)),
    removeItem: (key) => kept.delete(key),
  };
  Object.defineProperty(window, "sessionStorage", { get: () => storage });

  // The server

  const json = (value, status = 200) =>
    new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });
  // Times in the sample count from when it was made.
  const ahead = new Date(sample.reported.now) - Date.now();
  const stage = () => json({ ...sample.reported, now: new Date(Date.now() + ahead).toISOString() });

  // Whether the sample's answer is the one to this request.
  const isAnswered = (method, command) => {
    switch (sample.act) {
      case "open":
        return command === "";
      case "return":
        return command === "" && method === "GET";
      case "read":
        return command.startsWith("/documents/");
      default:
        return command !== "" && method === "POST";
    }
  };

  const answer = () => {
    if (sample.answer === "same") return stage();
    if (sample.answer === "pending") return new Promise(() => {});
    if (sample.answer === "offline") throw new TypeError("Failed to fetch");
    return json(sample.answer.problem, sample.answer.problem.status);
  };

  window.fetch = async (resource, options) => {
    const request = new Request(resource, options);
    const path = new URL(request.url).pathname;
    if (atDesk && path.startsWith("/locales/")) return edited(await realFetch(resource, options));
    if (!path.startsWith("/api/journey")) return realFetch(resource, options);
    introducePartner();
    const command = path.slice("/api/journey".length);
    if (command === "/events") return new Response(new ReadableStream());
    if (command === "/iban/lookup") return json({ bank_name: "Musterbank" });
    if (isAnswered(request.method, command)) return answer();
    if (command.startsWith("/documents/")) return realFetch(`/desk/samples${command}`);
    return stage();
  };

  // Who is led back is led to somebody.
  const introducePartner = () => {
    if (!sample.reported.return_url || document.getElementById("partner")) return;
    const partner = document.createElement("script");
    partner.type = "application/json";
    partner.id = "partner";
    partner.textContent = JSON.stringify({ name: "Nordlicht Kredit" });
    document.head.append(partner);
  };

  // The words that are being edited, or those of the pseudo-language, after those that were built: a later one wins.
  const { searchParams } = new URL(location.href);
  const pseudo = searchParams.get("pseudo") === "yes";
  const keyOf = (lang) => `desk.${pseudo ? "pseudo" : "words"}.${lang}`;
  const edited = async (response) => {
    const lang = new URL(response.url).pathname.match(/\/locales\/([a-z]+)-/)[1];
    return new Response(`${await response.text()}\n${localStorage.getItem(keyOf(lang)) ?? ""}`);
  };

  // Which message stands where

  const words = { texts: new WeakMap(), labels: new WeakMap() };
  const START = /\u2063([\u200b\u200c]*)\u2063/;
  const MARKS = /\u2063[\u200b\u200c]*\u2063|\u2064/g;
  const LABELS = ["aria-label", "title", "placeholder", "alt", "label"];
  let open = null;

  const numbered = (text) => {
    const [, digits] = text.match(START) ?? [];
    if (digits === undefined) return null;
    return window.spoken.texts[parseInt(digits.replace(/\u200b/g, "0").replace(/\u200c/g, "1"), 2)];
  };

  const readText = (node) => {
    const { data } = node;
    const begun = numbered(data);
    const said = begun ? { ...begun } : open;
    const ends = data.includes("\u2064");
    // A sentence with links begins in one node and ends in another.
    open = said && !ends ? said : null;
    const plain = data.replace(MARKS, "");
    if (said) words.texts.set(node, { said, plain });
    else if (words.texts.get(node)?.plain !== plain) words.texts.delete(node);
    if (plain !== data) node.data = plain;
  };

  const readLabels = (element) => {
    for (const label of LABELS) {
      const value = element.getAttribute(label);
      const said = value && numbered(value);
      if (!said) continue;
      words.labels.set(element, said);
      element.setAttribute(label, value.replace(MARKS, ""));
    }
  };

  const readAll = () => {
    open = null;
    const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      if (node.nodeType === Node.TEXT_NODE) readText(node);
      else readLabels(node);
    }
  };

  // Before anything of it is painted.
  let told = 0;
  new MutationObserver(() => {
    readAll();
    clearTimeout(told);
    told = setTimeout(tell, 60);
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: [...LABELS, "hidden", "data-sample"],
  });

  const idOf = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const own = [...at.childNodes].find((node) => words.texts.has(node));
      const id = own ? words.texts.get(own).said.id : words.labels.get(at)?.id;
      if (id) return id;
    }
  };

  // The browser itself shows the title of the page, and what can be chosen in a list.
  const isSeen = (element) => element.tagName === "TITLE" || (element.closest("select") ?? element).checkVisibility();

  // What a person sees, or is told, with how many lines it takes in a button and how far it stands out of the phone.
  const seen = () => {
    const found = new Map();
    const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    while (walk.nextNode()) {
      const node = walk.currentNode;
      const isText = node.nodeType === Node.TEXT_NODE;
      const element = isText ? node.parentElement : node;
      const said = isText ? words.texts.get(node)?.said : words.labels.get(node);
      if (!said || !isSeen(element)) continue;
      const known = found.get(said.id) ?? { said, text: "", lines: 0, out: 0 };
      found.set(said.id, known);
      // It may stand there twice; a sentence with links stands in several nodes.
      if (known.said === said) known.text += isText ? node.data : labelOf(element);
      const { lines, out } = isText ? measured(node, element) : known;
      known.lines = Math.max(known.lines, lines);
      known.out = Math.max(known.out, out);
    }
    const strings = (args) => Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)]));
    return [...found.values()].map(({ said: { id, args }, ...shown }) => ({ id, args: strings(args), ...shown }));
  };

  // What a person sees that is no message: names, dates, countries; or words that nobody can translate.
  const foreign = () => {
    const found = new Set();
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const { currentNode: node } = walk;
      const text = node.data.trim();
      const shown = node.parentElement.checkVisibility() && !node.parentElement.closest("option, script, style");
      if (shown && !words.texts.has(node) && /\p{L}/u.test(text)) found.add(text);
    }
    return [...found];
  };

  // For who looks from outside the page: the release sheet.
  window.shown = seen;

  const labelOf = (element) => LABELS.map((label) => element.getAttribute(label)).find(Boolean);

  const measured = (node, element) => {
    // Words for screen readers only stand in a box of one pixel.
    if (element.getBoundingClientRect().width <= 1) return { lines: 0, out: 0 };
    const range = document.createRange();
    range.selectNodeContents(node);
    const boxes = [...range.getClientRects()];
    const button = element.closest("button, .button");
    const out = Math.max(0, ...boxes.map(({ right }) => Math.round(right - document.documentElement.clientWidth)));
    return { lines: button ? new Set(boxes.map(({ top }) => Math.round(top))).size : 0, out };
  };

  // The desk

  const tell = () => {
    if (!atDesk || document.documentElement.dataset.sample !== name) return;
    if (document.querySelector("main .loading") && sample.act !== "read") return;
    const { lang } = document.documentElement;
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    const themed = searchParams.has("theme");
    const screen = { words: seen(), foreign: foreign() };
    const told = { desk: "seen", sample: name, lang, width: innerWidth, height, themed, pseudo, screen };
    window.parent.postMessage(told, location.origin);
  };

  if (atDesk) {
    // The focus stays with who sits at the desk.
    HTMLElement.prototype.focus = () => {};
    // Words that were edited are fetched and shown again, as for a switch of the language; where that cannot be chosen, with
    // the page.
    addEventListener("storage", ({ key }) => {
      if (key !== keyOf(document.documentElement.lang)) return;
      const language = document.querySelector(".languages [aria-pressed=true]");
      if (language) language.click();
      else location.reload();
    });
    // A click chooses a sentence instead of pressing a button.
    for (const kind of ["click", "pointerdown", "mousedown"]) {
      const choose = (event) => {
        if (!event.isTrusted) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        const id = kind === "click" && idOf(event.target);
        if (id) window.parent.postMessage({ desk: "chosen", sample: name, id }, location.origin);
      };
      addEventListener(kind, choose, { capture: true });
    }
    const style = new CSSStyleSheet();
    style.replaceSync(`
      html { overflow: hidden; scrollbar-gutter: auto !important; }
      *, *::before, *::after { cursor: pointer !important; animation-duration: 0s !important; }
      [data-desk-hover] { outline: 2px solid #c2410c; outline-offset: 2px; }
      [data-desk-chosen] { outline: 3px solid #c2410c; outline-offset: 2px; background: rgb(194 65 12 / 12%); }
      [data-desk-chosen] [data-desk-chosen] { outline: 0; }`);
    document.adoptedStyleSheets.push(style);
    const mark = (attribute, wanted) => {
      for (const element of document.querySelectorAll(`[${attribute}]`)) element.removeAttribute(attribute);
      for (const element of document.body.querySelectorAll("*")) {
        const texts = [...element.childNodes].map((node) => words.texts.get(node)?.said);
        const own = texts.find(Boolean) ?? words.labels.get(element);
        if (own && wanted(element, own)) element.setAttribute(attribute, "");
      }
    };
    addEventListener("pointermove", ({ target }) => {
      const id = idOf(target);
      mark("data-desk-hover", (element, own) => own.id === id && element.contains(target));
    });
    addEventListener("pointerleave", () => mark("data-desk-hover", () => false));
    // The sentence that was brought into view, once: then who sits at the desk scrolls.
    let brought = "";
    addEventListener("message", ({ source, origin, data }) => {
      if (source !== window.parent || origin !== location.origin) return;
      if (data.desk !== "mark") return;
      mark("data-desk-chosen", (_, own) => own.id === data.id);
      const chosen = document.querySelector("[data-desk-chosen]");
      if (data.show && brought !== data.id) chosen?.scrollIntoView({ block: "nearest" });
      brought = chosen ? data.id : "";
    });
  }

  // The customer

  const element = (selector) =>
    new Promise((found) => {
      const look = () => {
        const element = document.querySelector(selector);
        if (element) {
          observer.disconnect();
          found(element);
        }
      };
      const observer = new MutationObserver(look);
      observer.observe(document, { childList: true, subtree: true });
      look();
    });

  const act = async () => {
    const { step, typed, act } = sample;
    await element(act === "open" ? "main[data-problem]" : `main[data-step="${step}"]`);
    for (const [field, value] of typed) {
      const input = await element(`[name="${field}"]`);
      input.value = value;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    if (act === "go-offline") window.dispatchEvent(new Event("offline"));
    if (act === "submit") {
      document.querySelectorAll("input[type=checkbox]:not(:checked)").forEach((box) => box.click());
      (await element("main form button[type=submit]")).click();
    }
    if (act === "resend") (await element("main .resend button")).click();
    document.documentElement.dataset.sample = name;
  };
  act();
})();
