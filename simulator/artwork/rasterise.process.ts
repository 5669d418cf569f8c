import sharp from "sharp";

/** One drawing to make, of this size in pixels; the SVG's own size may be half of it. */
export type DrawingOrder = {
  id: number;
  svg: string;
  width: number;
  height: number;
  format: "jpg" | "png";
  quality: number;
};
export type DrawingDone = { id: number; picture: Uint8Array } | { id: number; error: string };

// Metarr blocks sharp's SVG loader for its whole process, so drawing happens in a process of its own.
process.on("message", (order: DrawingOrder) => {
  draw(order).then(
    (picture) => reply({ id: order.id, picture }),
    (error: unknown) => reply({ id: order.id, error: String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));

async function draw({ svg, width, height, format, quality }: DrawingOrder): Promise<Buffer> {
  const drawing = sharp(Buffer.from(svg));
  if (format === "png") return drawing.png({ compressionLevel: 6 }).toBuffer();
  const { data, info } = await drawing.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const raw = { width: info.width, height: info.height, channels: info.channels };
  const pixels = sharp(data, { raw });
  const sized = info.width === width ? pixels : pixels.resize(width, height, { fit: "fill", kernel: "nearest" });
  return sized.jpeg({ quality }).toBuffer();
}

function reply(done: DrawingDone): void {
  process.send?.(done);
}
