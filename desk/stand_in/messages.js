// Knows which message stands in which text and label of the page: takes the invisible marks (crates/copy/src/marked.rs) out of
// the page before it is painted, and remembers what they said.

const texts = new WeakMap();
const labels = new WeakMap();

const [ID, END, VARIABLE] = ["\u2063", "\u2064", "\u2062"];
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
  const { message, plain, ended } = read(data, open);
  // A sentence with links begins in one node and ends in another.
  open = message && !ended ? message : null;
  if (message) texts.set(node, { message, plain });
  else if (texts.get(node)?.plain !== plain) texts.delete(node);
  if (plain !== data) node.data = plain;
}

function readLabels(element) {
  for (const label of LABELS) {
    const value = element.getAttribute(label);
    const { message, plain } = value ? read(value) : {};
    if (!message) continue;
    labels.set(element, message);
    element.setAttribute(label, plain);
  }
}

/**
 * Reads a text with marks: its outermost message (its id, and the values of its variables), the text without marks, and whether
 * the message ends here. `message` is one that has begun before.
 */
function read(text, message = null) {
  const chars = [...text];
  let at = 0;
  // Ids and names are written in tag characters.
  const name = (mark) => {
    let name = "";
    while (at < chars.length && chars[at] !== mark) name += String.fromCodePoint(chars[at++].codePointAt(0) - 0xe0000);
    at++;
    return name;
  };
  const inner = () => {
    const message = { id: name(ID), args: {} };
    return { message, ...until(END, message.args) };
  };
  const until = (mark, args) => {
    let plain = "";
    while (at < chars.length) {
      const char = chars[at++];
      if (char === mark) return { plain, ended: true };
      if (char === ID) plain += inner().plain;
      else if (char === VARIABLE && args) {
        const variable = name(VARIABLE);
        args[variable] = until(VARIABLE).plain;
      } else plain += char;
    }
    return { plain, ended: false };
  };
  if (message) return { message, ...until(END, message.args) };
  const begin = chars.indexOf(ID);
  if (begin < 0) return { message, plain: text, ended: false };
  at = begin + 1;
  const read = inner();
  return { ...read, plain: chars.slice(0, begin).join("") + read.plain + until().plain };
}
