// The page of a partner: asks its own server for a start token, shows the wizard, writes down what happens.

const brands = { nordlicht: "Nordlicht Kredit", seerose: "Seerose Bank" };
const query = new URLSearchParams(location.search);
const switches = document.getElementById("switches").elements;
const brand = brands[query.get("brand")] ? query.get("brand") : "nordlicht";
switches.brand.value = brand;
switches.scheme.value = query.get("scheme") ?? "auto";
switches.locale.value = query.get("locale") ?? "de";
document.documentElement.dataset.brand = brand;
document.querySelector(".shop .name").textContent = brands[brand];
document.title = `Ihr Kredit – ${brands[brand]}`;

function log(from, what, detail) {
  const entry = document.createElement("li");
  entry.dataset.event = what;
  const name = document.createElement("b");
  name.textContent = what;
  const words = detail && Object.keys(detail).length > 0 ? ` ${JSON.stringify(detail)}` : "";
  entry.append(name, words, Object.assign(document.createElement("i"), { textContent: from }));
  document.getElementById("log").prepend(entry);
}

// What the wizard's server tells ours: only that is proof.
new EventSource("/news").onmessage = ({ data }) => {
  const { type, data: journey } = JSON.parse(data);
  log("Webhook", type, { stage: journey.stage, outcome: journey.outcome });
};

let wizard;

async function begin() {
  thank();
  const locale = switches.locale.value;
  const started = await fetch(`/start?brand=${brand}&locale=${locale}`, { method: "POST" });
  if (!started.ok) return log("Server", "no journey", { status: started.status });
  const { token, origin, prefill } = await started.json();
  const { Bankident } = await import(`${origin}/embed/bankident.js`);
  wizard = Bankident.mount("#onboarding", { token, locale, scheme: switches.scheme.value, prefill });
  for (const event of ["ready", "step", "complete", "stopped", "error"]) {
    wizard.on(event, (detail) => log("Seite", event, detail));
  }
  wizard.on("exit", () => {
    log("Seite", "exit");
    thank("Ihre Unterlagen sind angekommen, wir melden uns.");
  });
}

function thank(words) {
  document.getElementById("thanks").hidden = words === undefined;
  document.getElementById("thanks-words").textContent = words ?? "";
}

switches.scheme.onchange = () => {
  document.documentElement.dataset.scheme = switches.scheme.value;
  wizard?.setScheme(switches.scheme.value);
};
switches.locale.onchange = () => wizard?.setLocale(switches.locale.value);
switches.brand.onchange = () => location.assign(`/?brand=${switches.brand.value}`);
document.getElementById("again").onclick = begin;
begin();
