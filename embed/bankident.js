/**
 * Bankident onboarding in your page: one iframe, a few events, nothing else.
 * Loaded twice it is one; on a server it does nothing. See README.md for everything that it offers.
 */

const VERSION = 1;
const ELEMENT = "bankident-onboarding";
const TITLES = { de: "Identifizierung und Vertrag", en: "Identification and contract" };
/** What a customer reads where the wizard does not come, and the button below it. */
const UNREACHABLE = {
  de: [
    "Die Identifizierung lässt sich gerade nicht laden. Bitte prüfen Sie Ihre Internetverbindung und versuchen Sie es noch einmal. Hilft das nicht, nehmen Sie bitte einen anderen Browser.",
    "Noch einmal versuchen",
  ],
  en: [
    "The identification cannot be loaded at the moment. Please check your internet connection and try again. If that does not help, please use another browser.",
    "Try again",
  ],
};
/** Milliseconds that the wizard has for a sign of life; and once the browser says that it has loaded something. */
const PATIENCE = 10_000;
const MOMENT = 1_000;
/** What the walk needs: its own storage, forms, the bank in a new tab, PDFs to keep; and what a bank's own page may ask for. */
const SANDBOX =
  "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads " +
  "allow-modals allow-storage-access-by-user-activation";
const ONCE = ["ready", "complete", "stopped"];

/** Beside a frame that may store nothing: holds what it keeps, for when it is mounted again. */
const keepers = new Map();

/** What is mounted where. */
const mounted = new WeakMap();
/** Where a session has ended: the name of its journey. What was typed there goes on in the next. */
const ended = new WeakMap();

function mount(place, options = {}) {
  const element = typeof place === "string" ? document.querySelector(place) : place;
  if (!(element instanceof Element)) throw new TypeError("Bankident.mount: there is no such element");
  const { token, origin = home(), scheme, prefill } = options;
  let { locale } = options;
  const [, partner, wish] = /^([a-z0-9-]+)\.r?[0-9a-f]{64}(?:\.([a-z]{2,8}))?$/.exec(token) ?? [];
  if (!partner) throw new TypeError("Bankident.mount: token is not a start token");
  mounted.get(element)?.unmount();

  const wizard = new URL(`/p/${partner}`, origin);
  wizard.searchParams.set("host", location.origin);
  if (locale) wizard.searchParams.set("lang", locale);
  // What the partner's server has wished for; the customer's own choice comes first.
  if (wish) wizard.searchParams.set("locale", wish);
  if (scheme) wizard.searchParams.set("scheme", scheme);
  wizard.hash = `start=${token}${ended.has(element) ? `&after=${ended.get(element)}` : ""}`;

  const frame = document.createElement("iframe");
  frame.title = words(TITLES, locale ?? wish);
  frame.allow = "publickey-credentials-get *";
  frame.setAttribute("sandbox", SANDBOX);
  // Set property by property: a page without `unsafe-inline` styles allows that.
  Object.assign(frame.style, { display: "block", width: "100%", height: "40rem", border: "0" });

  const listeners = new Set();
  const said = new Set();
  const focusBefore = document.activeElement;
  let step;
  let open = true;
  let isReady = false;
  /** Commands for the wizard. What is known about the customer is in no address: only the wizard's own origin gets it. */
  const wanted = prefill ? { prefill: JSON.parse(JSON.stringify(prefill)) } : {};

  const fire = (type, detail) => {
    for (const [event, listener] of [...listeners]) {
      if (event !== type) continue;
      try {
        listener(detail);
      } catch (error) {
        // A mistake in one listener is the page's; the others are called all the same.
        reportError(error);
      }
    }
  };
  const tell = (type, value) => {
    wanted[type] = value;
    if (isReady) frame.contentWindow?.postMessage({ bankident: VERSION, type, value }, wizard.origin);
  };

  // Nothing tells a page that a frame was blocked: it is the silence that does.
  let silence;
  let notice;
  const isHeard = () => {
    clearTimeout(silence);
    silence = undefined;
    notice?.remove();
    frame.style.display = "block";
  };
  const load = (isolated) => {
    isHeard();
    silence = setTimeout(isUnreachable, PATIENCE);
    if (isolated) wizard.searchParams.set("isolated", "");
    else wizard.searchParams.delete("isolated");
    // Taken out and put in again, it loads anew and leaves nothing in the history of the page.
    frame.remove();
    frame.src = wizard.href;
    element.append(frame);
  };
  const isUnreachable = () => {
    // A page with an embedder policy (COEP) shows only frames that have one too.
    if (!wizard.searchParams.has("isolated")) return load(true);
    const [sentence, again] = words(UNREACHABLE, locale ?? wish);
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: again });
    button.onclick = () => load(crossOriginIsolated);
    notice = document.createElement("div");
    notice.setAttribute("role", "alert");
    notice.style.padding = "1rem";
    notice.append(Object.assign(document.createElement("p"), { textContent: sentence }), button);
    // It may still come: then it takes its place.
    frame.style.display = "none";
    frame.after(notice);
    fire("error", { code: "unreachable", reference: "" });
  };
  frame.onload = () => {
    if (!silence) return;
    clearTimeout(silence);
    silence = setTimeout(isUnreachable, MOMENT);
  };

  const hear = ({ source, origin: sender, data }) => {
    if (!open || source !== frame.contentWindow || sender !== wizard.origin || data?.bankident !== VERSION) return;
    const { bankident: _, type, ...detail } = data;
    isHeard();
    if (type === "forgetful") return keep(wizard);
    if (type === "ready") {
      isReady = true;
      for (const [command, value] of Object.entries(wanted)) tell(command, value);
    }
    // With a mistake in the prefill, the wizard goes on.
    if (type === "error" && detail.code !== "prefill-invalid") ended.set(element, /\.r?(\w{8})/.exec(token)[1]);
    if (type === "ready") ended.delete(element);
    if (type === "resize") frame.style.height = `${detail.height}px`;
    if (type === "step") {
      if (detail.step === step) return;
      // A new screen begins at its top; the first one leaves the page where it is.
      if (step && frame.getBoundingClientRect().top < 0) frame.scrollIntoView({ block: "start" });
      step = detail.step;
    }
    if (ONCE.includes(type)) {
      if (said.has(type)) return;
      said.add(type);
    }
    // The customer is done here: the frame goes first, so that nobody can forget it.
    if (type === "exit") unmount(() => fire(type, detail));
    else fire(type, detail);
  };

  const unmount = (last) => {
    if (!open) return;
    open = false;
    clearTimeout(silence);
    removeEventListener("message", hear);
    if (mounted.get(element) === handle) mounted.delete(element);
    const hadFocus = document.activeElement === frame;
    frame.remove();
    notice?.remove();
    if (hadFocus && focusBefore?.isConnected) focusBefore.focus?.({ preventScroll: true });
    last?.();
    listeners.clear();
  };

  const handle = Object.freeze({
    unmount: () => unmount(),
    setLocale: (next) => {
      locale = next;
      frame.title = words(TITLES, locale);
      tell("locale", locale);
    },
    setScheme: (next) => tell("scheme", next),
    on: (event, listener) => {
      const entry = [event, listener];
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
  });
  mounted.set(element, handle);
  addEventListener("message", hear);
  // What is unmounted at once (React's strict mode) is never loaded, and its token not used.
  queueMicrotask(() => open && load(crossOriginIsolated));
  return handle;
}

/** One for each page of a wizard; it is there for as long as this page is. */
function keep({ origin, pathname, search }) {
  const page = `${origin}${pathname}`;
  if (keepers.has(page)) return;
  const frame = document.createElement("iframe");
  frame.hidden = true;
  frame.setAttribute("sandbox", "allow-scripts allow-same-origin");
  frame.src = `${page}/keeper${search}`;
  keepers.set(page, frame);
  document.body.append(frame);
}

/** Where this script comes from: there is the wizard. In a bundle it comes from your own page. */
function home() {
  const own = new URL(import.meta.url).origin;
  if (own === location.origin) throw new TypeError("Bankident.mount: in a bundle, name the wizard's origin");
  return own;
}

function words(of, locale) {
  return of[(locale || document.documentElement.lang || "de").slice(0, 2)] ?? of.en;
}

/** One for all copies of this script in the page. */
export const Bankident = (globalThis.Bankident ??= Object.freeze({ mount, version: VERSION }));
export default Bankident;

/** A server that renders pages has no elements. */
if (globalThis.customElements && !customElements.get(ELEMENT)) {
  const EVENTS = ["ready", "step", "complete", "stopped", "error", "exit", "resize"];
  customElements.define(
    ELEMENT,
    class extends HTMLElement {
      static observedAttributes = ["token", "locale", "scheme", "origin"];
      #handle;

      connectedCallback() {
        this.style.display ||= "block";
        this.#mount();
      }

      disconnectedCallback() {
        this.#unmount();
      }

      attributeChangedCallback(name, before, value) {
        if (!this.isConnected || before === value) return;
        if (name === "locale") this.#handle?.setLocale(value);
        else if (name === "scheme") this.#handle?.setScheme(value ?? "auto");
        else this.#mount();
      }

      #mount() {
        this.#unmount();
        const option = (name) => this.getAttribute(name) ?? undefined;
        const [token, locale, scheme, origin] = ["token", "locale", "scheme", "origin"].map(option);
        if (!token) return;
        // A property, because attributes can be read by everybody in the page.
        const handle = Bankident.mount(this, { token, locale, scheme, origin, prefill: this.prefill });
        for (const event of EVENTS) {
          handle.on(event, (detail) => this.dispatchEvent(new CustomEvent(`bankident-${event}`, { detail })));
        }
        this.#handle = handle;
      }

      #unmount() {
        this.#handle?.unmount();
        this.#handle = undefined;
      }
    },
  );
}
