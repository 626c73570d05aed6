// The actor: does what the customer does in the sample, then says so in `data-sample`.

import { sample } from "./sample.js";

export async function act() {
  const { name, step, typed, act } = sample;
  await element(act === "open" ? "main[data-problem]" : `main[data-step="${step}"]`);
  for (const [field, value] of typed) {
    const input = await element(`[name="${field}"]`);
    input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (act === "disclose") document.querySelectorAll("main details").forEach((details) => (details.open = true));
  if (act === "go-offline") window.dispatchEvent(new Event("offline"));
  if (act === "submit") {
    document.querySelectorAll("input[type=checkbox]:not(:checked)").forEach((box) => box.click());
    (await element("main form button[type=submit]")).click();
  }
  if (act === "leave") await element(".session-notice p");
  if (act === "resend") (await element("main .resend button")).click();
  document.documentElement.dataset.sample = name;
}

/** Waits for an element. */
function element(selector) {
  return new Promise((found) => {
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
}
