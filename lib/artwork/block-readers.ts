import { processWide } from "#lib/providers/process-wide.ts";

/**
 * Readers of other formats had the holes (GHSA-f88m-g3jw-g9cj): only what decodes the three formats stays reachable. A
 * block holds for the whole process, and for a moment it blocks the wanted readers too: it is set once, before any thread
 * reads. SVG is left on because the provider simulator may draw in this process: imageFormatOf() lets no drawing come
 * this far, and the thread refuses a reader that does not match.
 */
export const blockReaders = () =>
  processWide("artwork.readers", async () => {
    const { default: sharp } = await import("sharp");
    sharp.block({ operation: ["VipsForeignLoad"] });
    const wanted = ["JpegBuffer", "PngBuffer", "WebpBuffer", "SvgBuffer"];
    sharp.unblock({ operation: wanted.map((name) => `VipsForeignLoad${name}`) });
  });
