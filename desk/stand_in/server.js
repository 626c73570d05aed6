// The fake server: answers the wizard's requests with the sample's stage, and its action with the sample's answer.

import { isAtDesk, keyOfTexts, sample } from "./sample.js";

/** Gives the page a storage of its own: samples share nothing with each other, nor with a journey in this tab. */
export function replaceStorage() {
  const methods = {
    getItem(key) {
      return this[key] ?? null;
    },
    setItem(key, value) {
      this[key] = String(value);
    },
    removeItem(key) {
      delete this[key];
    },
  };
  const storage = Object.assign(Object.create(methods), sample.act === "return" && { session: "of long ago", step: sample.step });
  Object.defineProperty(window, "sessionStorage", { get: () => storage });
}

const realFetch = window.fetch.bind(window);

export function replaceServer() {
  introducePartner();
  window.fetch = async (resource, options) => {
    const request = new Request(resource, options);
    const { pathname } = new URL(request.url);
    if (pathname.endsWith(".ftl")) return words(pathname);
    if (!pathname.startsWith("/api/journey")) return realFetch(request);
    const command = pathname.slice("/api/journey".length);
    if (command === "/events") return new Response(new ReadableStream());
    if (command === "/iban/lookup") return json({ bank_name: "Musterbank" });
    const kept = command.match(/^(\/documents\/.+)\/address$/)?.[1];
    if (kept) return json({ address: `/desk/samples${kept}` }, 201);
    if (isAnswered(request.method, command)) return answer();
    if (command.startsWith("/documents/")) return realFetch(`/desk/samples${command}`);
    return stage();
  };
}

function json(value, status = 200) {
  return new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });
}

// Times in the sample count from when it was made.
const ahead = new Date(sample.reported.now) - Date.now();

function stage() {
  return json({ ...sample.reported, now: new Date(Date.now() + ahead).toISOString() });
}

/** Whether this request gets the sample's answer instead of its stage. */
function isAnswered(method, command) {
  switch (sample.act) {
    case "open":
      return command === "";
    case "return":
      return command === "/visit";
    case "leave":
      // As the page asks once more, when the time is up.
      return command === "" && method === "GET";
    case "read":
      return command.startsWith("/documents/");
    default:
      return !["", "/visit"].includes(command) && method === "POST";
  }
}

function answer() {
  if (sample.answer === "same") return stage();
  if (sample.answer === "pending") return new Promise(() => {});
  if (sample.answer === "offline") throw new TypeError("Failed to fetch");
  return json(sample.answer.problem, sample.answer.problem.status);
}

/** A screen that leads back to a partner needs one. */
function introducePartner() {
  if (!sample.reported.return_url || document.getElementById("partner")) return;
  const partner = document.createElement("script");
  partner.type = "application/json";
  partner.id = "partner";
  partner.append(JSON.stringify({ name: "Nordlicht Kredit" }));
  document.head.append(partner);
}

/** Words with marks, and the desk's after those that were built: a later message replaces an earlier one. */
async function words(pathname) {
  const built = await realFetch(`/desk/samples/words?of=${encodeURIComponent(pathname)}`);
  const [, lang] = pathname.match(/^\/locales\/([a-z]+)-/) ?? [];
  const edited = isAtDesk && lang ? localStorage.getItem(keyOfTexts(lang)) : null;
  return new Response(`${await built.text()}\n${edited ?? ""}`);
}
