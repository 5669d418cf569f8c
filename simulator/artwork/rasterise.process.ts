import sharp from "sharp";

/** One drawing to make: the SVG's own width and height are those of the picture. */
export type DrawingOrder = { id: number; svg: string; format: "jpg" | "png"; quality: number };
export type DrawingDone = { id: number; picture: Uint8Array } | { id: number; error: string };

// Metarr blocks sharp's SVG loader for its whole process, so drawing happens in a process of its own.
process.on("message", (order: DrawingOrder) => {
  draw(order).then(
    (picture) => reply({ id: order.id, picture }),
    (error: unknown) => reply({ id: order.id, error: String(error) }),
  );
});
process.on("disconnect", () => process.exit(0));

async function draw({ svg, format, quality }: DrawingOrder): Promise<Buffer> {
  const drawing = sharp(Buffer.from(svg), { limitInputPixels: 40e6 });
  return format === "png" ? drawing.png({ compressionLevel: 6 }).toBuffer() : drawing.jpeg({ quality }).toBuffer();
}

function reply(done: DrawingDone): void {
  process.send?.(done);
}
