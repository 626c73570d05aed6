"""Makes the two PDFs of the sandbox that need more than a plain viewer. Needs Pillow with OpenJPEG."""
import io
from PIL import Image, ImageDraw

def pdf(objects):
    out = io.BytesIO(); out.write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"); places = []
    for number, body in enumerate(objects, 1):
        places.append(out.tell()); out.write(b"%d 0 obj\n" % number + body + b"\nendobj\n")
    xref = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, xref))
    return out.getvalue()

def stream(dictionary, data):
    return b"<< " + dictionary + b" /Length %d >>\nstream\n" % len(data) + data + b"\nendstream"

def page(resources, contents, more):
    return pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << " + resources + b" >> >>",
        stream(b"", contents), *more])

image = Image.new("RGB", (240, 160), (20, 90, 80))
draw = ImageDraw.Draw(image)
for at in range(0, 240, 20):
    draw.line([(at, 0), (240 - at, 160)], fill=(240, 180, 40), width=3)
jpx = io.BytesIO(); image.save(jpx, "JPEG2000", quality_mode="rates", quality_layers=[20])
open("jpeg_2000.pdf", "wb").write(page(
    b"/XObject << /Im 5 0 R >>", b"q 400 0 0 267 97 500 cm /Im Do Q",
    [stream(b"/Type /XObject /Subtype /Image /Width 240 /Height 160 /Filter /JPXDecode", jpx.getvalue())]))

text = "\u5951\u7d04\u66f8 \u898b\u672c".encode("shift_jis").hex().encode()  # "contract, sample"
open("cjk.pdf", "wb").write(page(
    b"/Font << /F 5 0 R >>", b"BT /F 60 Tf 80 600 Td <" + text + b"> Tj ET",
    [b"<< /Type /Font /Subtype /Type0 /BaseFont /HeiseiMin-W3 /Encoding /90ms-RKSJ-H /DescendantFonts [6 0 R] >>",
     b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiMin-W3 /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1)"
     b" /Supplement 2 >> /DW 1000 /FontDescriptor 7 0 R >>",
     b"<< /Type /FontDescriptor /FontName /HeiseiMin-W3 /Flags 6 /FontBBox [-123 -257 1001 910] /ItalicAngle 0"
     b" /Ascent 709 /Descent -241 /CapHeight 709 /StemV 69 >>"]))
