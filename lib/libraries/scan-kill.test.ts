import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Db, openDatabase } from "#db/client.ts";
import * as schema from "#db/schema/index.ts";
import { type TestTarget, testTarget } from "#db/testing.ts";
import { addLibrary } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { writeBelow } from "./testing-library.ts";

/** Films, or series of two episodes each. */
const itemCount = { movie: 200, tv: 100 } as const;
/** Kills in a run; hundreds in the long tier. */
const kills = process.env.FAULTS ? { movie: 200, tv: 200 } : { movie: 6, tv: 2 };

const home = mkdtempSync(join(tmpdir(), "metarr-kill-"));
const roots = { movie: join(home, "films"), tv: join(home, "series") };

beforeAll(() => {
  for (let index = 0; index < itemCount.movie; index += 1) writeFilm(index);
  for (let index = 0; index < itemCount.tv; index += 1) writeShow(index);
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

const actorsOf = (index: number) =>
  `<actor><name>Actor ${index % 40}</name><role>Role ${index}</role></actor><actor><name>Actor ${(index + 7) % 40}</name></actor>`;

function writeFilm(index: number): void {
  const write = (name: string, content: string) => writeBelow(roots.movie, `Film ${index} (2001)/${name}`, content);
  write("film.mkv", `film ${index}`);
  write("film.nfo", `<movie><title>Film ${index}</title><shelf>${index}</shelf>${actorsOf(index)}</movie>`);
  if (index % 10 === 0) write("poster.jpg", `poster ${index}`);
}

/** Every tenth lies loose in folders of releases, one per episode. */
function writeShow(index: number): void {
  const isLoose = index % 10 === 0;
  for (const number of [1, 2]) {
    const name = `Show ${index} S01E0${number}`;
    const base = isLoose ? `${name}/${name}` : `Show ${index}/Season 1/${name}`;
    writeBelow(roots.tv, `${base}.mkv`, `episode ${index} ${number}`);
    writeBelow(roots.tv, `${base}.en.srt`);
    writeBelow(
      roots.tv,
      `${base}.nfo`,
      `<episodedetails><title>Told ${number}</title><season>1</season><episode>${number}</episode>${actorsOf(index)}</episodedetails>`,
    );
  }
  if (isLoose) return;
  writeBelow(roots.tv, `Show ${index}/tvshow.nfo`, `<tvshow><title>Show ${index}</title>${actorsOf(index)}</tvshow>`);
  if (index % 5 === 1) writeBelow(roots.tv, `Show ${index}/notes.txt`);
}

const script = new URL("./testing-scan.ts", import.meta.url).pathname;

/** Where a scan is killed: after some time, or when the nth batch was written. */
type End = { afterMs: number } | { batch: number };

/** Scans in a process of its own and kills it. */
function scanAndKill(target: TestTarget, libraryId: number, end: End): Promise<void> {
  const child = spawn(process.execPath, [script, JSON.stringify(target), String(libraryId)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, ...("batch" in end ? { FAIL_AT: `scan.batch:${end.batch}` } : {}) },
  });
  if ("afterMs" in end) child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), end.afterMs));
  return new Promise((resolve, reject) => {
    child.once("exit", (code) =>
      code === null || (code === 0 && "afterMs" in end) ? resolve() : reject(new Error(`The scan ended with ${code}.`)),
    );
  });
}

/** Numbers of rows and moments, which differ between two databases that say the same. */
const own = new Set("id libraryId jobId createdAt updatedAt changedAt lastScannedAt scannedAt readAt".split(" "));

/** All a scan left in a database, by table; rows name each other by what they are, and what waits is told per item. */
async function everythingFrom(db: Db): Promise<Record<string, string[]>> {
  const names = await namesIn(db);
  const tables = {
    ...{ movies: schema.movies, series: schema.series, seasons: schema.seasons, episodes: schema.episodes },
    ...{ files: schema.mediaParts, subtitles: schema.subtitleStreams, unknown: schema.unknownFiles },
    ...{ filmCast: schema.movieActors, showCast: schema.seriesActors, episodeCast: schema.episodeActors },
    ...{ nfos: schema.libraryNfoFiles, history: schema.fieldChanges, fingerprints: schema.folderFingerprints },
  };
  const found: Record<string, string[]> = {};
  for (const [name, table] of Object.entries(tables)) {
    const rows: Record<string, unknown>[] = await db.select().from(table);
    found[name] = rows.flatMap((row) => comparable(row, names)).toSorted();
  }
  const waiting = await db.select().from(schema.jobs).where(eq(schema.jobs.status, "pending"));
  const followUps = waiting.flatMap(({ type, payload }) =>
    itemsIn(payload).flatMap(([kind, id]) => {
      const item = names.get(`${kind} ${id}`);
      return item === undefined ? [] : [`${type} ${item}`];
    }),
  );
  return { ...found, followUps: [...new Set(followUps)].toSorted() };
}

/** What each row is called, by its kind and number. */
async function namesIn(db: Db): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const add = (kind: string, id: number, name: string) => names.set(`${kind} ${id}`, name);
  for (const row of await db.select().from(schema.movies)) add("movie", row.id, row.filePath);
  for (const row of await db.select().from(schema.series)) add("series", row.id, row.directoryPath);
  for (const row of await db.select().from(schema.seasons)) add("season", row.id, `season ${row.seasonNumber}`);
  for (const row of await db.select().from(schema.episodes)) add("episode", row.id, row.filePath);
  for (const row of await db.select().from(schema.actors)) add("actor", row.id, row.name);
  return names;
}

/** Nothing for a row about something that was removed since. */
function comparable(row: Record<string, unknown>, names: ReadonlyMap<string, string>): string[] {
  const told: Record<string, unknown> = {};
  for (const [field, value] of Object.entries(row)) {
    const kind = field === "entityId" ? String(row.entityType) : /^(.+)Id$/.exec(field)?.[1];
    const isReference =
      typeof value === "number" && ["movie", "series", "season", "episode", "actor"].includes(kind ?? "");
    if (own.has(field)) continue;
    told[field] = isReference ? names.get(`${kind} ${value}`) : value;
    if (isReference && told[field] === undefined) return [];
  }
  return [JSON.stringify(told)];
}

function itemsIn(payload: unknown): [kind: string, id: number][] {
  const ids = z.array(z.number()).optional();
  const read = z.object({ movieId: z.number().optional(), movieIds: ids, episodeIds: ids }).parse(payload ?? {});
  const films = [...(read.movieIds ?? []), ...(read.movieId === undefined ? [] : [read.movieId])];
  return [
    ...films.map((id): [string, number] => ["movie", id]),
    ...(read.episodeIds ?? []).map((id): [string, number] => ["episode", id]),
  ];
}

/** The same folder scanned once in a database of its own, without any stop. */
async function undisturbed(type: "movie" | "tv"): Promise<Record<string, string[]>> {
  const other = openDatabase(await testTarget());
  try {
    const library = await addLibrary(other.db, { name: "Library", paths: [roots[type]], type }, { scan: false });
    await scanLibrary(other.db, { libraryId: library.id });
    return await everythingFrom(other.db);
  } finally {
    await other.close();
  }
}

const wantedCounts = {
  movie: {
    movies: { length: itemCount.movie },
    filmCast: { length: 2 * itemCount.movie },
    nfos: { length: itemCount.movie },
    followUps: { length: itemCount.movie + itemCount.movie / 10 },
  },
  tv: {
    series: { length: itemCount.tv },
    seasons: { length: itemCount.tv },
    episodes: { length: 2 * itemCount.tv },
    episodeCast: { length: 4 * itemCount.tv },
    nfos: { length: 2 * itemCount.tv + 0.9 * itemCount.tv },
    subtitles: { length: 2 * itemCount.tv },
    followUps: { length: 2 * itemCount.tv },
  },
};

test.for(["movie", "tv"] as const)(
  "R1 a scan of a %s library, killed again and again, ends as an undisturbed one",
  {
    timeout: 60_000 + kills.movie * 5000,
  },
  async (type) => {
    const target = await testTarget();
    const { db, close } = openDatabase(target);
    const { movies, series, episodes, folderFingerprints, unknownFiles } = schema;
    const { id: libraryId } = await addLibrary(db, { name: "Library", paths: [roots[type]], type }, { scan: false });
    const items = type === "movie" ? movies : episodes;
    const anew = async () => {
      await db.delete(type === "movie" ? movies : series);
      await db.delete(folderFingerprints);
      await db.delete(unknownFiles);
    };
    for (let kill = 0; kill < kills[type]; kill += 1) {
      const before = await db.$count(items);
      // The first batch that was written stands; from the second on, what is there is found again.
      await scanAndKill(target, libraryId, kill === 0 ? { batch: 1 } : { afterMs: Math.random() * 600 });
      expect(await db.$count(items)).toBeGreaterThanOrEqual(kill === 0 ? 100 : before);
      // Half of the rounds begin again from nothing, so that early batches are hit as often as late ones.
      if (kill % 2 === 1 && kill < kills[type] - 1) await anew();
    }
    await scanLibrary(db, { libraryId });
    await scanLibrary(db, { libraryId, full: true });
    const wanted = await undisturbed(type);
    expect(wanted).toMatchObject(wantedCounts[type]);
    expect(await everythingFrom(db)).toEqual(wanted);
    await close();
  },
);
