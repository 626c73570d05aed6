const messages = document.getElementById("messages");
let shown = messages.innerHTML;

async function refresh() {
  try {
    const answer = await fetch(location.pathname, { cache: "no-store" });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("messages").innerHTML;
      // Untouched as long as nothing is new, so that a selection stays and a screen reader is quiet.
      if (fresh !== shown) messages.innerHTML = shown = fresh;
    }
  } catch {
    // The sandbox is away, perhaps only starting anew: asked again below.
  }
  setTimeout(refresh, 2000);
}

setTimeout(refresh, 2000);
