// The sample that this page shows, and how.

export const sample = JSON.parse(document.getElementById("sample").textContent);

export const isAtDesk = window.parent !== window;

const { searchParams } = new URL(location.href);

export const isThemed = searchParams.has("theme");
export const isPseudo = searchParams.get("pseudo") === "yes";

/** The key of localStorage under which the desk keeps texts for this page: edited ones, or those in the pseudo-language. */
export const keyOfTexts = (lang) => `desk.${isPseudo ? "pseudo" : "words"}.${lang}`;
