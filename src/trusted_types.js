// What may become markup, and the address of a worker, where the browser asks (Trusted Types): templates without anything that
// acts, and our own files. No text becomes a script.
if (window.trustedTypes) trustedTypes.createPolicy("default", {
  createHTML: (html) => (/<(script|iframe|object|embed|base|link|meta)|srcdoc|javascript:|[\s"'/]on\w+\s*=/i.test(html) ? null : html),
  createScriptURL: (address) => (new URL(address, location.href).origin === location.origin ? address : null),
});
