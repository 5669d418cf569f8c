import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import sharp, { type Sharp } from "sharp";
import type { Db } from "#db/client.ts";
import { libraries, libraryRoots, mediaParts, movies } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import type { ProviderArtwork } from "#lib/providers/provider.ts";
import { tmdbImageHome } from "#lib/providers/tmdb-artwork.ts";
import { setSetting } from "#lib/settings/write-settings.ts";

export type Size = { width: number; height: number };
/** Small on purpose: a picture of 400 × 600 takes a tenth of a second to verify, one of this size a tenth of that. */
export const posterSize: Size = { width: 100, height: 150 };
export const fanartSize: Size = { width: 160, height: 90 };

/** A picture of shapes that depend on the seed; the same seed in two sizes is nearly the same picture. */
export function drawing(seed: number, size: Size): Sharp {
  const number = (index: number) => ((Math.sin(seed * 99.7 + index * 12.9) + 1) / 2) % 1;
  const circles = Array.from({ length: 9 }, (_, index) => {
    const grey = Math.round(number(index * 4) * 255);
    const [x, y, r] = [1, 2, 3].map((part) => Math.round(number(index * 4 + part) * 100));
    return `<circle cx="${x}" cy="${y}" r="${(r ?? 0) / 3}" fill="rgb(${grey},${255 - grey},${grey})"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" preserveAspectRatio="none" width="${size.width}" height="${size.height}"><rect width="100" height="100" fill="#446"/>${circles.join("")}</svg>`;
  return sharp(Buffer.from(svg));
}

export const jpeg = (seed: number, size: Size = posterSize): Promise<Buffer> => drawing(seed, size).jpeg().toBuffer();

export type PictureServer = {
  /** By path, such as `/a.jpg`; a number is answered as a status. */
  files: Map<string, Uint8Array | number>;
  /** Paths asked for, in order. */
  asked: string[];
  /** How fast bodies are sent. Infinity at the start. */
  bytesPerSecond: number;
  close(): Promise<void>;
};

/** Stands in for TMDB's picture server. */
export async function startPictureServer(db: Db): Promise<PictureServer> {
  const files: PictureServer["files"] = new Map();
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const path = (request.url ?? "").replace(/^\/t\/p\/[^/]+/, "");
    asked.push(path);
    const answer = files.get(path) ?? 404;
    // Busy for longer than a worker waits, so that no test waits either.
    if (answer === 429) response.writeHead(429, { "retry-after": "60" }).end();
    else if (typeof answer === "number") response.writeHead(answer).end();
    else {
      response.writeHead(200, { "content-type": "image/jpeg" });
      void sendSlowly(response, answer, pictures.bytesPerSecond);
    }
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  await transaction(db, (tx) => setSetting(tx, "tmdb.imageBaseUrl", `http://127.0.0.1:${port}/t/p`));
  const close = () => new Promise<void>((done) => server.close(() => done()));
  const pictures: PictureServer = { files, asked, bytesPerSecond: Number.POSITIVE_INFINITY, close };
  return pictures;
}

async function sendSlowly(response: ServerResponse, bytes: Uint8Array, bytesPerSecond: number): Promise<void> {
  const turnMs = 50;
  const piece = Math.ceil(Math.min(bytes.byteLength, (bytesPerSecond * turnMs) / 1000));
  let sent = 0;
  for (; sent + piece < bytes.byteLength && !response.destroyed; sent += piece) {
    response.write(bytes.subarray(sent, sent + piece));
    await sleep(turnMs);
  }
  response.end(bytes.subarray(sent));
}

/** What TMDB offers under this path of the picture server. */
export function anOffer(path: string, change: Partial<ProviderArtwork> = {}): ProviderArtwork {
  return {
    assetType: "poster",
    providerId: path,
    url: `${tmdbImageHome}/original${path}`,
    width: 2000,
    height: 3000,
    language: "en",
    voteAverage: 5,
    voteCount: 1,
    likes: null,
    ...change,
  };
}

let count = 0;

/** A library with one film in a folder of its own. `root` need not exist. */
export async function aFilm(
  db: Db,
  params: {
    root?: string;
    fileName?: string;
    library?: Partial<typeof libraries.$inferInsert>;
    movie?: Partial<typeof movies.$inferInsert>;
  } = {},
): Promise<{ libraryId: number; movieId: number; folder: string; filePath: string }> {
  count += 1;
  const root = params.root ?? `/media/test-${count}`;
  const folder = `${root}/Heat (1995)`;
  const fileName = params.fileName ?? "Heat (1995).mkv";
  const filePath = `${folder}/${fileName}`;
  const [library] = await db
    .insert(libraries)
    .values({ name: `Films ${count}`, path: root, type: "movie", ...params.library })
    .returning();
  const libraryId = library?.id ?? 0;
  await db.insert(libraryRoots).values({ libraryId, path: root });
  const [movie] = await db
    .insert(movies)
    .values({ libraryId, filePath, fileName, title: "Heat", sortTitle: "Heat", year: 1995, ...params.movie })
    .returning();
  const movieId = movie?.id ?? 0;
  await db.insert(mediaParts).values({ movieId, kind: "version", path: filePath, sizeBytes: 1000 });
  return { libraryId, movieId, folder, filePath };
}
