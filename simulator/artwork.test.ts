import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { canLetter } from "./artwork/lettering.ts";
import { type Picture, picturesOf } from "./artwork/pictures.ts";
import { loadCatalogue } from "./catalogue.ts";
import { type Simulator, startSimulator } from "./server.ts";

const catalogue = loadCatalogue();
let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

async function picture(size: string, filePath: string) {
  const response = await fetch(`${simulator.imageBaseUrl}${size}${filePath}`);
  expect(response.status, filePath).toBe(200);
  return { type: response.headers.get("content-type"), bytes: Buffer.from(await response.arrayBuffer()) };
}

function picturesOfMatrix(): Picture[] {
  const film = catalogue.byId.get(603);
  return film === undefined ? [] : picturesOf(film);
}

/** 64 bits: whether each of 9 × 8 grey pixels is brighter than its right neighbour. */
async function differenceHash(bytes: Buffer): Promise<string> {
  const grey = await sharp(bytes).greyscale().resize(9, 8, { fit: "fill" }).raw().toBuffer();
  return Array.from({ length: 64 }, (_, bit) => {
    const at = Math.floor(bit / 8) * 9 + (bit % 8);
    return (grey[at] ?? 0) > (grey[at + 1] ?? 0) ? "1" : "0";
  }).join("");
}

const distance = (a: string, b: string) => [...a].filter((bit, at) => bit !== b[at]).length;

test("an original has exactly the size that is listed for it", async () => {
  for (const listed of picturesOfMatrix().filter(({ format }) => format !== "svg")) {
    const { bytes } = await picture("original", listed.filePath);
    const { width, height } = await sharp(bytes).metadata();
    expect({ width, height }, listed.filePath).toEqual({ width: listed.width, height: listed.height });
  }
}, 30_000);

test("a smaller size has that width or height", async () => {
  const sizes = ["w92", "w154", "w185", "w342", "w500", "w780"];
  for (const size of sizes) {
    const { bytes } = await picture(size, "/film603poster0.jpg");
    expect((await sharp(bytes).metadata()).width, size).toBe(Number(size.slice(1)));
  }
  expect((await sharp((await picture("h632", "/film603poster0.jpg")).bytes).metadata()).height).toBe(632);
});

test("the same path gives the same bytes in every simulator", async () => {
  const other = await startSimulator();
  try {
    const again = await fetch(`${other.imageBaseUrl}w342/film603poster0.jpg`);
    expect(Buffer.from(await again.arrayBuffer()).equals((await picture("w342", "/film603poster0.jpg")).bytes)).toBe(
      true,
    );
  } finally {
    await other.close();
  }
});

test("logos can be seen through, and some are SVG", async () => {
  const { bytes, type } = await picture("original", "/film603logo20.png");
  expect(type).toBe("image/png");
  expect((await sharp(bytes).stats()).isOpaque).toBe(false);
  expect((await picture("original", "/film603logo23.svg")).type).toBe("image/svg+xml");
});

test("near-duplicates look alike, other designs do not", async () => {
  const hashes = await Promise.all(
    picturesOfMatrix()
      .filter(({ kind, title }) => kind === "backdrop" && title === null)
      .map(async ({ filePath, design }) => ({
        design,
        hash: await differenceHash((await picture("w300", filePath)).bytes),
      })),
  );
  for (const [at, one] of hashes.entries()) {
    for (const other of hashes.slice(at + 1)) {
      const apart = distance(one.hash, other.hash);
      if (one.design === other.design) expect(apart).toBeLessThanOrEqual(6);
      else expect(apart).toBeGreaterThan(6);
    }
  }
});

test("people, collections and studios have pictures too", async () => {
  expect((await picture("w185", "/person6384profile0.jpg")).type).toBe("image/jpeg");
  expect((await picture("w342", "/collection2344poster0.jpg")).type).toBe("image/jpeg");
});

test("an unknown picture or size is 404", async () => {
  for (const path of [
    "original/film1poster0.jpg",
    "original/film603poster99.jpg",
    "w123/film603poster0.jpg",
    "original/nonsense.jpg",
  ]) {
    expect((await fetch(`${simulator.imageBaseUrl}${path}`)).status, path).toBe(404);
  }
});

test("titles are drawn without any font of the system", () => {
  expect(canLetter("Amélie – Die fabelhafte Welt: 8½")).toBe(true);
  expect(canLetter("千と千尋の神隠し")).toBe(false);
});
