// Compiled, never run: what TypeScript takes, and what it does not.
import { Bankident, type Mounted } from "./bankident.js";

const wizard: Mounted = Bankident.mount("#onboarding", { token: "t", locale: "de", scheme: "auto" });
wizard.on("step", ({ step }) => step.toUpperCase());
wizard.on("stopped", ({ reason }) => reason === "video");
wizard.on("error", ({ code, reference }) => code + reference);
const end: () => void = wizard.on("resize", ({ height }) => height + 1);
end();
wizard.setLocale("en");
wizard.setScheme("dark");
wizard.unmount();
globalThis.Bankident.mount(document.createElement("bankident-onboarding"), { token: "t" }).unmount();

// @ts-expect-error: a token is needed
Bankident.mount("#onboarding", {});
// @ts-expect-error: there is no such language
Bankident.mount("#onboarding", { token: "t", locale: "fr" });
// @ts-expect-error: there is no such event
wizard.on("finished", () => {});
