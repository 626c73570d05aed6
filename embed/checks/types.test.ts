// Compiled, never run: what TypeScript takes, and what it does not.
import { Bankident, type Mounted } from "@bankident/onboarding";

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

const known = { first_name: "Leander", birth_date: null, address: { city: "Berlin" } };
Bankident.mount("#onboarding", { token: "t", prefill: known });
wizard.on("error", ({ pointer, problem }) => `${pointer ?? ""} ${problem ?? ""}`);

// What may be unknown, under exactOptionalPropertyTypes.
declare const maybe: { locale: "de" | "en" | undefined; scheme: "dark" | undefined; origin: string | undefined };
Bankident.mount("#onboarding", { token: "t", ...maybe });
Bankident.mount("#onboarding", { token: "t", locale: maybe.locale, scheme: maybe.scheme, origin: maybe.origin });

const element = document.createElement("bankident-onboarding");
element.prefill = known;
element.addEventListener("bankident-step", (event) => event.detail.step.toUpperCase());
element.addEventListener("bankident-stopped", ({ detail }) => detail.reason === "rejected");
element.addEventListener("bankident-resize", ({ detail }) => detail.height + 1);
document.querySelector("div")?.addEventListener("bankident-error", ({ detail }) => detail.code + detail.reference);

// @ts-expect-error: a token is needed
Bankident.mount("#onboarding", {});
// @ts-expect-error: there is no such language
Bankident.mount("#onboarding", { token: "t", locale: "fr" });
// @ts-expect-error: nobody is called that
Bankident.mount("#onboarding", { token: "t", prefill: { firstname: "Leander" } });
// @ts-expect-error: there is no such event
wizard.on("finished", () => {});
// @ts-expect-error: a step has no height
element.addEventListener("bankident-step", (event) => event.detail.height);
