// What a person sees on the screen, or hears from a screen reader.

import { labelOf, messageInLabel, messageInText } from "./messages.js";

/** The messages, each with the lines that it takes in a button and the pixels by which it overflows the screen. */
export function shownMessages() {
  const found = new Map();
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const isText = node.nodeType === Node.TEXT_NODE;
    const element = isText ? node.parentElement : node;
    const message = isText ? messageInText(node) : messageInLabel(node);
    if (!message || !isSeen(element)) continue;
    const known = found.get(message.id) ?? { message, text: "", lines: 0, out: 0 };
    found.set(message.id, known);
    // A message may occur twice, and a sentence with links takes several nodes: only the latter are joined.
    if (known.message === message) known.text += isText ? node.data : labelOf(element);
    const { lines, out } = isText ? measured(node, element) : known;
    known.lines = Math.max(known.lines, lines);
    known.out = Math.max(known.out, out);
  }
  const strings = (args) => Object.fromEntries(Object.entries(args).map(([name, value]) => [name, String(value)]));
  return [...found.values()].map(({ message: { id, args }, ...shown }) => ({ id, args: strings(args), ...shown }));
}

/** The texts that are no message: names, dates, countries; or words that nobody can translate. */
export function foreignTexts() {
  const found = new Set();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { currentNode: node } = walk;
    const text = node.data.trim();
    const shown = node.parentElement.checkVisibility() && !node.parentElement.closest("option, script, style");
    if (shown && !messageInText(node) && /\p{L}/u.test(text)) found.add(text);
  }
  return [...found];
}

// The browser itself shows the title of the page, and the options of a list.
function isSeen(element) {
  return element.tagName === "TITLE" || (element.closest("select") ?? element).checkVisibility();
}

function measured(node, element) {
  // Words for screen readers only have a box of one pixel.
  if (element.getBoundingClientRect().width <= 1) return { lines: 0, out: 0 };
  const range = document.createRange();
  range.selectNodeContents(node);
  const boxes = [...range.getClientRects()];
  const button = element.closest("button, .button");
  const out = Math.max(0, ...boxes.map(({ right }) => Math.round(right - document.documentElement.clientWidth)));
  return { lines: button ? new Set(boxes.map(({ top }) => Math.round(top))).size : 0, out };
}
