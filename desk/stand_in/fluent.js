// Stands in for Project Fluent's runtime in a sample: every text carries an invisible number, by which `stand-in.js` knows
// which message stands where, with what put in.

const real = await import(new URL(import.meta.url).searchParams.get("of"));
const spoken = (window.spoken ??= { texts: [], numbers: new Map() });

export const { FluentResource } = real;

export class FluentBundle extends real.FluentBundle {
  /** The message, which remembers what of it is read: words may stand in it twice. */
  getMessage(id) {
    const message = super.getMessage(id);
    if (!message) return message;
    const read = (name, pattern) => {
      this.asked = name;
      return pattern;
    };
    const attributes = {};
    for (const [name, pattern] of Object.entries(message.attributes)) {
      Object.defineProperty(attributes, name, { enumerable: true, get: () => read(`${id}.${name}`, pattern) });
    }
    return { id, attributes, get value() { return read(id, message.value); } };
  }

  formatPattern(pattern, args = {}, errors = []) {
    const plain = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, unmarked(value)]));
    const text = super.formatPattern(pattern, plain, errors);
    // An address is no text.
    return text.startsWith("https://") ? text : marked(text, number({ id: this.asked, args: plain }));
  }
}

function number(text) {
  const key = JSON.stringify(text);
  if (!spoken.numbers.has(key)) spoken.numbers.set(key, spoken.texts.push(text) - 1);
  return spoken.numbers.get(key);
}

// U+2063 (invisible separator), the number in U+200B and U+200C, U+2063, the text, U+2064 (invisible plus).
function marked(text, number) {
  const digits = [...number.toString(2)].map((digit) => (digit === "1" ? "\u200c" : "\u200b")).join("");
  return `\u2063${digits}\u2063${text}\u2064`;
}

function unmarked(value) {
  return typeof value === "string" ? value.replace(/\u2063[\u200b\u200c]*\u2063|\u2064/g, "") : value;
}
