// Draws the pages of a PDF with pdf.js, which is fetched only when a document is shown.

/** Opens a document; answers an object for `show`. `base` is the folder of pdf.js, `bytes` the PDF. */
export async function open(base, bytes) {
  const pdfjs = await import(base + "pdf.min.mjs");
  pdfjs.GlobalWorkerOptions.workerSrc = base + "pdf.worker.min.mjs";
  // pdf.js takes the bytes over; the copy leaves ours for the download.
  return pdfjs.getDocument({ data: bytes.slice(), isEvalSupported: false }).promise;
}

/**
 * Draws one page, as wide as its frame times `zoom`, onto the canvas; answers the page's text, for those who
 * hear it. A page that was asked for later wins over one that is still being drawn.
 */
export async function show(pdf, canvas, number, zoom) {
  const turn = (canvas.turn = (canvas.turn ?? 0) + 1);
  const page = await pdf.getPage(number);
  const natural = page.getViewport({ scale: 1 });
  const width = canvas.parentElement.clientWidth * zoom;
  const sharpness = Math.min(window.devicePixelRatio || 1, 3);
  const viewport = page.getViewport({ scale: (width / natural.width) * sharpness });
  const drawn = document.createElement("canvas");
  drawn.width = Math.floor(viewport.width);
  drawn.height = Math.floor(viewport.height);
  await page.render({ canvasContext: drawn.getContext("2d"), canvas: drawn, viewport }).promise;
  const { items } = await page.getTextContent();
  if (turn !== canvas.turn) return "";
  canvas.width = drawn.width;
  canvas.height = drawn.height;
  canvas.style.width = `${width}px`;
  canvas.style.aspectRatio = `${drawn.width} / ${drawn.height}`;
  canvas.getContext("2d").drawImage(drawn, 0, 0);
  return items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("");
}
