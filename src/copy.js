// Between copy.rs and `@fluent/bundle`, Project Fluent's runtime.

export function runtime(address) {
  return import(address);
}

/** Makes a bundle of Fluent sources; a later one wins. */
export function bundle({ FluentBundle, FluentResource }, lang, sources) {
  // Isolation marks would end up in copied IBANs; our placeables all run left to right.
  const bundle = new FluentBundle(lang, { useIsolating: false });
  for (const source of sources) bundle.addResource(new FluentResource(source), { allowOverrides: true });
  return bundle;
}

/** A message, or one of its attributes; undefined where there is none. */
export function format(bundle, id, attribute, args) {
  const pattern = find(bundle, id, attribute);
  // What cannot be formatted is shown by its name: the errors are collected, not thrown.
  return pattern == null ? undefined : bundle.formatPattern(pattern, args, []);
}

export function has(bundle, id, attribute) {
  return find(bundle, id, attribute) != null;
}

function find(bundle, id, attribute) {
  const message = bundle.getMessage(id);
  return attribute === undefined ? message?.value : message?.attributes[attribute];
}
