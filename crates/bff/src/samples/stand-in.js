// Stands in for the server, so that the wizard shows a sample: its stage, and what happens when its button is pressed.
// Runs before the wizard; knows nothing of it but its requests and its buttons.
(() => {
  const name = location.pathname.split("/").pop();
  const realFetch = window.fetch.bind(window);
  const sample = realFetch(`/samples/${name}/sample.json`).then((response) => response.json());

  // A storage of its own: samples know nothing of each other, nor of a journey in this tab.
  const kept = new Map();
  const storage = {
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => kept.set(key, String(value)),
    removeItem: (key) => kept.delete(key),
  };
  Object.defineProperty(window, "sessionStorage", { get: () => storage });

  const json = (value, status = 200) =>
    new Response(JSON.stringify(value), { status, headers: { "Content-Type": "application/json" } });
  const stage = ({ reported }) => ({ ...reported, now: new Date(Date.now() + ahead).toISOString() });
  // Times in the sample count from when it was made.
  let ahead = 0;

  window.fetch = async (resource, options = {}) => {
    const path = new URL(resource, location.href).pathname;
    if (!path.startsWith("/api/journey")) return realFetch(resource, options);
    const known = await sample;
    const command = path.slice("/api/journey".length);
    if (command === "" && options.method === "POST") return json(stage(known), 201);
    if (command === "/events") return new Response(new ReadableStream());
    if (command.startsWith("/documents/")) return realFetch(`/samples${command}`);
    if (command === "/iban/lookup") return json({ bank_name: "Musterbank" });
    if (options.method !== "POST" || known.answer === "same") return json(stage(known));
    if (known.answer === "pending") return new Promise(() => {});
    if (known.answer === "offline") throw new TypeError("Failed to fetch");
    return json(known.answer.problem, known.answer.problem.status);
  };

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
    const { reported, step, typed, act } = await sample;
    ahead = new Date(reported.now) - Date.now();
    await element(`main[data-step="${step}"]`);
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
