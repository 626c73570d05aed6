// Talks with the copy desk around this frame: reports what the screen shows and which message was clicked, marks the message
// that the desk has chosen, and shows edited words at once.

import { idAt, ownMessage } from "./messages.js";
import { isAtDesk, isPseudo, isThemed, keyOfTexts, sample } from "./sample.js";
import { foreignTexts, shownMessages } from "./screen.js";

const STYLE = `
  html { overflow: hidden !important; }
  *, *::before, *::after { cursor: pointer !important; animation-duration: 0s !important; }
  [data-desk-hover] { outline: 2px solid #c2410c; outline-offset: 2px; }
  [data-desk-chosen] { outline: 3px solid #c2410c; outline-offset: 2px; background: rgb(194 65 12 / 12%); }
  [data-desk-chosen] [data-desk-chosen] { outline: 0; }`;

let waiting = 0;

/** Reports the screen once it has not changed for 60 ms. */
export function reportSoon() {
  clearTimeout(waiting);
  waiting = setTimeout(report, 60);
}

function report() {
  const { dataset, lang } = document.documentElement;
  if (!isAtDesk || dataset.sample !== sample.name) return;
  if (document.querySelector("main .loading") && sample.act !== "read") return;
  send({
    desk: "rendered",
    sample: sample.name,
    lang,
    width: innerWidth,
    height: Math.ceil(document.documentElement.getBoundingClientRect().height),
    themed: isThemed,
    pseudo: isPseudo,
    screen: { messages: shownMessages(), foreign: foreignTexts() },
  });
}

function send(message) {
  window.parent.postMessage(message, location.origin);
}

/** Puts the page under the control of the desk. */
export function obeyDesk() {
  // The focus stays where the person at the desk has put it.
  HTMLElement.prototype.focus = () => {};
  const style = new CSSStyleSheet();
  style.replaceSync(STYLE);
  document.adoptedStyleSheets.push(style);
  addEventListener("storage", showEdits);
  for (const kind of ["click", "pointerdown", "mousedown"]) addEventListener(kind, choose, { capture: true });
  addEventListener("pointermove", hover);
  addEventListener("pointerleave", () => mark("data-desk-hover", () => false));
  addEventListener("message", markChosen);
}

/** Loads edited words as a switch of the language does; a screen without such a switch is loaded anew. */
function showEdits({ key }) {
  if (key !== keyOfTexts(document.documentElement.lang)) return;
  const language = document.querySelector(".languages [aria-current=true]");
  if (language) language.click();
  else location.reload();
}

/** A click chooses a message instead of pressing a button. */
function choose(event) {
  if (!event.isTrusted) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const id = event.type === "click" && idAt(event.target);
  if (id) send({ desk: "chosen", sample: sample.name, id });
}

function hover({ target }) {
  const id = idAt(target);
  mark("data-desk-hover", (element, message) => message.id === id && element.contains(target));
}

// What was scrolled into view: a message, and how high the screens were. That happens once, and again when a screen takes
// another height and moves everything: from then on the person at the desk scrolls.
let revealed = "";

function markChosen({ source, origin, data }) {
  if (source !== window.parent || origin !== location.origin) return;
  if (data.desk !== "mark") return;
  mark("data-desk-chosen", (_, message) => message.id === data.id);
  const chosen = document.querySelector("[data-desk-chosen]");
  const wanted = `${data.id} ${data.height}`;
  if (data.show && revealed !== wanted) chosen?.scrollIntoView({ block: "nearest" });
  revealed = chosen ? wanted : "";
}

/** Sets an attribute on the elements whose message is wanted, and on no other. */
function mark(attribute, isWanted) {
  for (const element of document.querySelectorAll(`[${attribute}]`)) element.removeAttribute(attribute);
  for (const element of document.body.querySelectorAll("*")) {
    const message = ownMessage(element);
    if (message && isWanted(element, message)) element.setAttribute(attribute, "");
  }
}
