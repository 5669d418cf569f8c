import { renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { episodes, mediaParts, series, subtitleStreams } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import type { Library } from "./libraries.ts";
import { scanLibrary } from "./scan-library.ts";
import { makeHome, writeBelow } from "./testing-library.ts";

let db: Db;
const home = makeHome();
beforeAll(async () => {
  db = await testDb();
});
afterAll(home.remove);

const scan = (library: Library, full = false) => scanLibrary(db, { libraryId: library.id, full });

/** Each file of the library's episodes: `show 1x02 file`, a `*` where it stands for the episode, and `gone`. */
async function listed({ library, root }: { library: Library; root: string }) {
  const rows = await db
    .select({ show: series.title, episode: episodes, path: mediaParts.path })
    .from(mediaParts)
    .innerJoin(episodes, eq(episodes.id, mediaParts.episodeId))
    .innerJoin(series, eq(series.id, episodes.seriesId))
    .where(eq(series.libraryId, library.id));
  return rows
    .map(({ show, episode, path }) => {
      const marks = `${episode.filePath === path ? "*" : ""}${episode.missingAt ? " gone" : ""}`;
      return `${show} ${episode.seasonNumber}x${episode.episodeNumber} ${path.slice(root.length + 1)}${marks}`;
    })
    .toSorted();
}

describe("episodes of one show in several release folders", () => {
  test("come together in one series, also when a folder holds an episode that another has", async () => {
    const place = await home.library(db, {
      type: "tv",
      files: {
        "Dune.Coast.S01E01.720p-A/Dune.Coast.S01E01.720p-A.mkv": "one",
        "Dune.Coast.S01E01.1080p-B/Dune.Coast.S01E01.1080p-B.mkv": "one in more lines",
        "Dune.Coast.S01E02.720p-A/Dune.Coast.S01E02.720p-A.mkv": "two",
        "Dune.Coast.S01E03.mkv": "three",
      },
    });
    expect(await scan(place.library)).toMatchObject({ added: 3, changed: 0 });
    const first = [
      "Dune Coast 1x1 Dune.Coast.S01E01.1080p-B/Dune.Coast.S01E01.1080p-B.mkv*",
      "Dune Coast 1x1 Dune.Coast.S01E01.720p-A/Dune.Coast.S01E01.720p-A.mkv",
      "Dune Coast 1x2 Dune.Coast.S01E02.720p-A/Dune.Coast.S01E02.720p-A.mkv*",
      "Dune Coast 1x3 Dune.Coast.S01E03.mkv*",
    ];
    expect(await listed(place)).toEqual(first);
    expect(await scan(place.library, true)).toMatchObject({ added: 0, changed: 0, moved: 0, missing: 0 });
    expect(await listed(place)).toEqual(first);
  });

  test("stand by the better version that a later folder brings, and by the other when that is gone", async () => {
    const [old, fresh] = ["Salt.Road.S01E01.720p-A", "Salt.Road.S01E01.1080p-B"];
    const place = await home.library(db, {
      type: "tv",
      files: { [`${old}/${old}.mkv`]: "one", "Other.S01E01.mkv": "x" },
    });
    await scan(place.library);
    const [row] = await db
      .select()
      .from(episodes)
      .where(eq(episodes.filePath, join(place.root, old, `${old}.mkv`)));
    writeBelow(place.root, `${fresh}/${fresh}.mkv`, "one in more lines");
    expect(await scan(place.library)).toMatchObject({ added: 0, changed: 1, missing: 0 });
    expect((await listed(place)).slice(1)).toEqual([
      `Salt Road 1x1 ${fresh}/${fresh}.mkv*`,
      `Salt Road 1x1 ${old}/${old}.mkv`,
    ]);
    renameSync(join(place.root, fresh), join(place.root, "..", "elsewhere"));
    expect(await scan(place.library)).toMatchObject({ added: 0, missing: 0 });
    expect((await listed(place)).slice(1)).toEqual([`Salt Road 1x1 ${old}/${old}.mkv*`]);
    rmSync(join(place.root, old), { recursive: true });
    renameSync(join(place.root, "..", "elsewhere"), join(place.root, "Salt.Road.S01E01.1080p-C"));
    expect(await scan(place.library)).toMatchObject({ added: 0, missing: 0 });
    const [after] = await db
      .select()
      .from(episodes)
      .where(eq(episodes.id, row?.id ?? 0));
    expect(after).toMatchObject({
      filePath: join(place.root, "Salt.Road.S01E01.1080p-C", `${fresh}.mkv`),
      missingAt: null,
    });
  });

  test("are of one series however they spell it, and whatever its folder is called", async () => {
    const place = await home.library(db, {
      type: "tv",
      files: {
        "Blue.Ledger.S01E01.mkv": "one",
        "blue ledger - S01E02.mkv": "two",
        "blue.ledger.s01e03.720p-A/blue.ledger.s01e03.720p-a.mkv": "three",
        "Blue Ledger/Season 1/Blue Ledger S01E04.mkv": "four",
        "🎬 S01E01.mkv": "other",
      },
    });
    expect(await scan(place.library)).toMatchObject({ added: 5 });
    const first = await listed(place);
    expect(first.map((line) => line.replace(/ (\S+x\d).*/u, " $1"))).toEqual([
      ...[1, 2, 3, 4].map((number) => `Blue Ledger 1x${number}`),
      "🎬 1x1",
    ]);
    writeBelow(place.root, "BLUE.LEDGER.S01E05.mkv", "five");
    expect(await scan(place.library)).toMatchObject({ added: 1, missing: 0 });
    expect(await db.$count(series, eq(series.libraryId, place.library.id))).toBe(2);
    expect(await scan(place.library, true)).toMatchObject({ added: 0, changed: 0, moved: 0, missing: 0 });
  });

  test("lose what is gone from a folder, and keep what lies in another", async () => {
    const [a, b] = ["Grey.Quay.S01E01.720p-A", "Grey.Quay.S01E01.1080p-B"];
    const files = [
      `${a}/${a}.mkv`,
      `${a}/${a}.en.srt`,
      `${a}/Subs/${a}/2_German.srt`,
      `${b}/${b}.mkv`,
      `${b}/${b}.fr.srt`,
    ];
    const place = await home.library(db, { type: "tv", files: Object.fromEntries(files.map((path) => [path, path])) });
    await scan(place.library);
    const subtitles = async () => {
      const rows = await db.select({ path: subtitleStreams.filePath }).from(subtitleStreams);
      return rows
        .flatMap(({ path }) => (path?.startsWith(place.root) ? [path.slice(place.root.length + 1)] : []))
        .toSorted();
    };
    expect(await subtitles()).toEqual(files.filter((path) => path.endsWith(".srt")).toSorted());
    for (const path of [`${a}/${a}.en.srt`, `${a}/Subs/${a}/2_German.srt`]) rmSync(join(place.root, path));
    expect(await scan(place.library)).toMatchObject({ changed: 1, missing: 0 });
    expect(await subtitles()).toEqual([`${b}/${b}.fr.srt`]);
  });

  test("are the same episodes after they were moved into a folder of their show", async () => {
    const place = await home.library(db, {
      type: "tv",
      files: { "Reed Song S01E01.mkv": "one", "Other.S01E01.mkv": "x" },
    });
    await scan(place.library);
    const [row] = await db
      .select()
      .from(episodes)
      .where(eq(episodes.filePath, join(place.root, "Reed Song S01E01.mkv")));
    writeBelow(place.root, "Reed Song/poster.jpg");
    renameSync(join(place.root, "Reed Song S01E01.mkv"), join(place.root, "Reed Song/Reed Song S01E01.mkv"));
    expect(await scan(place.library)).toMatchObject({ added: 0, moved: 1, missing: 0 });
    const [after] = await db
      .select()
      .from(episodes)
      .where(eq(episodes.id, row?.id ?? 0));
    expect(after).toMatchObject({ filePath: join(place.root, "Reed Song/Reed Song S01E01.mkv"), missingAt: null });
  });
});
