setInterval(async () => {
  const list = document.getElementById("messages");
  try {
    const page = new DOMParser().parseFromString(await (await fetch("/")).text(), "text/html");
    const fresh = page.getElementById("messages");
    if (fresh && fresh.innerHTML !== list.innerHTML) list.innerHTML = fresh.innerHTML;
  } catch {
    // The sandbox is gone for a moment; the next time may work.
  }
}, 1500);
