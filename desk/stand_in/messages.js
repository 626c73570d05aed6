// Knows which message stands in which text and label of the page: takes the invisible numbers of fluent.js out of the page
// before it is painted, and remembers them.

const texts = new WeakMap();
const labels = new WeakMap();

const START = /\u2063([\u200b\u200c]*)\u2063/;
const END = "\u2064";
const MARKS = /\u2063[\u200b\u200c]*\u2063|\u2064/g;
const LABELS = ["aria-label", "title", "placeholder", "alt", "label"];

/** The message in a text node. */
export const messageInText = (node) => texts.get(node)?.message;

/** The message in a label of an element. */
export const messageInLabel = (element) => labels.get(element);

/** The text of an element's first label. */
export const labelOf = (element) => LABELS.map((label) => element.getAttribute(label)).find(Boolean);

/** The message that belongs to an element itself. */
export function ownMessage(element) {
  return [...element.childNodes].map(messageInText).find(Boolean) ?? messageInLabel(element);
}

/** The id of the message at an element, or at the nearest element around it. */
export function idAt(element) {
  for (let at = element; at; at = at.parentElement) {
    const id = ownMessage(at)?.id;
    if (id) return id;
  }
}

/** Reads the page now and after each change, and tells `changed`. */
export function observeMessages(changed) {
  // A mutation observer runs before the change is painted.
  new MutationObserver(() => {
    readPage();
    changed();
  }).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: [...LABELS, "hidden", "data-sample"],
  });
}

// The message that has begun in an earlier node and has not ended yet.
let open = null;

function readPage() {
  open = null;
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.nodeType === Node.TEXT_NODE) readText(node);
    else readLabels(node);
  }
}

function readText(node) {
  const { data } = node;
  const begun = numbered(data);
  const message = begun ? { ...begun } : open;
  // A sentence with links begins in one node and ends in another.
  open = message && !data.includes(END) ? message : null;
  const plain = data.replace(MARKS, "");
  if (message) texts.set(node, { message, plain });
  else if (texts.get(node)?.plain !== plain) texts.delete(node);
  if (plain !== data) node.data = plain;
}

function readLabels(element) {
  for (const label of LABELS) {
    const value = element.getAttribute(label);
    const message = value && numbered(value);
    if (!message) continue;
    labels.set(element, message);
    element.setAttribute(label, value.replace(MARKS, ""));
  }
}

/** The message whose number is in a text: its id, and the values of its variables. */
function numbered(text) {
  const [, digits] = text.match(START) ?? [];
  if (digits === undefined) return null;
  return window.spoken.texts[parseInt(digits.replace(/\u200b/g, "0").replace(/\u200c/g, "1"), 2)];
}
