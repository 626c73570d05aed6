// Between host.rs and the embedding page. The protocol is in docs/embedding.md, "Messages".

const VERSION = 1;

/** Hears the embedding page, and nobody else; tells it how high the page is. */
export function connect(origin, command) {
  addEventListener("message", ({ source, origin: sender, data }) => {
    if (source !== parent || sender !== origin || data?.bankident !== VERSION) return;
    if (typeof data.type === "string" && typeof data.value === "string") command(data.type, data.value);
  });
  const page = document.documentElement;
  page.dataset.framed = "";
  new ResizeObserver(() => tell(origin, "resize", { height: Math.ceil(page.getBoundingClientRect().height) })).observe(page);
}

/** The browser delivers it to this origin only. */
export function tell(origin, type, detail) {
  parent.postMessage({ ...detail, bankident: VERSION, type }, origin);
}
