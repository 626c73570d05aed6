// Draws the pages of a PDF with pdf.js, which is fetched only when a document is shown.

/** Opens a document; answers an object for `show`. `base` is the folder of pdf.js, `bytes` the PDF. */
export async function open(base, bytes) {
  const pdfjs = await import(base + "pdf.min.mjs");
  pdfjs.GlobalWorkerOptions.workerSrc = base + "pdf.worker.min.mjs";
  // Fetched by pdf.js when a document needs them.
  const part = (name) => new URL(`${base}${name}/`, location.href).href;
  const pdf = await pdfjs.getDocument({
    data: bytes,
    isEvalSupported: false,
    cMapUrl: part("cmaps"),
    cMapPacked: true,
    standardFontDataUrl: part("standard_fonts"),
    wasmUrl: part("wasm"),
    iccUrl: part("iccs"),
  }).promise;
  // Asked for at once: later, pdf.js 5.4 counts the pages of the document that was opened last.
  const { numPages } = pdf;
  const pages = await Promise.all(Array.from({ length: numPages }, (_, at) => pdf.getPage(at + 1)));
  return { numPages, pages };
}

/** Pixels. Older iPhones draw nothing on a larger canvas. */
const LARGEST = 16_777_216;

/**
 * Draws one page, as wide as its frame times `zoom`, onto the canvas, and again when the frame changes its width. Answers the
 * page's `text`, for those who hear it, and whether it is `complete`. What was asked for later wins over what is still being
 * drawn, and answers for both.
 */
export function show(pdf, canvas, number, zoom) {
  canvas.again = () => show(pdf, canvas, number, zoom).catch(() => {});
  return (canvas.newest = draw(pdf, canvas, number, zoom));
}

async function draw({ pages }, canvas, number, zoom) {
  const frame = canvas.parentElement;
  const turn = (canvas.turn = (canvas.turn ?? 0) + 1);
  const page = pages[number - 1];
  const natural = page.getViewport({ scale: 1 });
  const around = frame.clientWidth;
  const width = around * zoom;
  const wanted = (width / natural.width) * Math.min(devicePixelRatio || 1, 3);
  const viewport = page.getViewport({ scale: Math.min(wanted, Math.sqrt(LARGEST / (natural.width * natural.height))) });
  const drawn = document.createElement("canvas");
  drawn.width = Math.floor(viewport.width);
  drawn.height = Math.floor(viewport.height);
  await page.render({ canvasContext: drawn.getContext("2d"), canvas: drawn, viewport }).promise;
  const { items } = await page.getTextContent();
  if (turn !== canvas.turn) return canvas.newest;
  canvas.width = drawn.width;
  canvas.height = drawn.height;
  canvas.style.width = `${width}px`;
  canvas.style.aspectRatio = `${drawn.width} / ${drawn.height}`;
  canvas.getContext("2d").drawImage(drawn, 0, 0);
  follow(canvas, frame, around);
  return { text: items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""), complete: isComplete(page) };
}

/** Draws again, once per frame of animation, when the frame is not as wide any more as it was. */
function follow(canvas, frame, width) {
  // Hardened browsers lack it: there the page stays as it was drawn.
  if (!window.ResizeObserver) return;
  let waiting = 0;
  canvas.following?.disconnect();
  canvas.following = new ResizeObserver(() => {
    if (frame.clientWidth === width) return;
    width = frame.clientWidth;
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(() => canvas.again());
  });
  canvas.following.observe(frame);
}

/** An image that could not be decoded is left as `null`, a font that could not be read as what was wrong with it. */
function isComplete(page) {
  return [...page.objs, ...page.commonObjs].every(([, data]) => data !== null && typeof data !== "string");
}
