import { mkdtemp, rm, stat, symlink, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { asc, eq, inArray } from "drizzle-orm";
import { afterAll, describe, expect, test } from "vitest";
import {
  actors,
  assetCandidates,
  cacheImageFiles,
  episodeActors,
  episodes,
  fieldChanges,
  libraryImageFiles,
  seasons,
  series,
  seriesActors,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { env } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { seriesArtwork } from "#worker/handlers/series-artwork.ts";
import { cacheSeriesArtwork } from "./local-series.ts";
import type { Size } from "./testing.ts";
import { aShow, type Episode, picture, put } from "./testing-show.ts";

const db = await testDb();
const roots: string[] = [];
afterAll(() => Promise.all(roots.map((root) => rm(root, { recursive: true }))));

const tall: Size = { width: 40, height: 60 };
const wide: Size = { width: 64, height: 36 };
type Shown = Awaited<ReturnType<typeof aShow>>;
async function showOnDisk(params: Parameters<typeof aShow>[1]): Promise<Shown> {
  const show = await aShow(db, params);
  roots.push(show.root);
  return show;
}

const run = ({ seriesId }: Shown) => cacheSeriesArtwork(db, { seriesIds: [seriesId] });

/** Every picture that was kept, by its path below the root: whose it is, its type and place, and its rank when chosen. */
async function seen(show: Shown): Promise<Record<string, string>> {
  const rows = await db
    .select({ candidate: assetCandidates, file: cacheImageFiles })
    .from(assetCandidates)
    .innerJoin(cacheImageFiles, eq(cacheImageFiles.id, assetCandidates.cacheFileId))
    .orderBy(asc(assetCandidates.id));
  const names = new Map([
    [`series ${show.seriesId}`, "series"],
    ...[...show.seasonIds].map(([number, seasonId]): [string, string] => [`season ${seasonId}`, `season ${number}`]),
    ...show.episodeIds.map((episodeId, at): [string, string] => [`episode ${episodeId}`, `episode ${at + 1}`]),
  ]);
  return Object.fromEntries(
    rows.flatMap(({ candidate: { entityType, entityId, assetType, providerId, rank }, file }) => {
      const owner = names.get(`${entityType} ${entityId}`);
      const text = `${owner} ${assetType} ${providerId}${rank === null ? "" : ` chosen ${rank}`}`;
      return owner ? [[relative(show.root, file.sourceUrl ?? ""), text]] : [];
    }),
  );
}

/** Everything a run may write to. */
async function everything({ seriesId, seasonIds, episodeIds }: Shown) {
  const ids = [seriesId, ...seasonIds.values(), ...episodeIds];
  return {
    series: await db.select().from(series).where(eq(series.id, seriesId)),
    seasons: await db.select().from(seasons).where(eq(seasons.seriesId, seriesId)).orderBy(seasons.id),
    episodes: await db.select().from(episodes).where(eq(episodes.seriesId, seriesId)).orderBy(episodes.id),
    actors: await db.select().from(actors).orderBy(actors.id),
    candidates: await db.select().from(assetCandidates).orderBy(assetCandidates.id),
    files: await db.select().from(cacheImageFiles).orderBy(cacheImageFiles.id),
    changes: await db.select().from(fieldChanges).where(inArray(fieldChanges.entityId, ids)).orderBy(fieldChanges.id),
  };
}

const one: Episode = { file: "Show (2010)/Season 1/Show S01E01.mkv", season: 1, number: 1 };

describe("pictures beside a series", () => {
  const at = "Show (2010)/";
  const square: Size = { width: 50, height: 50 };
  const banner: Size = { width: 108, height: 20 };

  test("are recognised by the names of Kodi, Jellyfin, Emby and Plex, chosen, and mirrored", async () => {
    const show = await showOnDisk({
      episodes: [
        { file: `${at}Specials/Show S00E01.mkv`, season: 0, number: 1 },
        { file: `${at}Season 1/Show S01E01.mkv`, season: 1, number: 1 },
        { file: `${at}Season 1/Show S01E02.mkv`, season: 1, number: 2 },
        { file: `${at}Season 1/Show S01E03.mkv`, season: 1, number: 3 },
        { file: `${at}Season 2/Show S02E01.mkv`, season: 2, number: 1 },
        { file: `${at}Season 3/Show S03E01.mkv`, season: 3, number: 1 },
      ],
      pictures: {
        [`${at}poster.png`]: tall,
        [`${at}poster-2.png`]: { width: 400, height: 600 },
        [`${at}cover.png`]: { width: 20, height: 30 },
        [`${at}folder.png`]: banner,
        [`${at}default.png`]: wide,
        [`${at}show.png`]: tall,
        [`${at}fanart.png`]: wide,
        [`${at}fanart1.png`]: { width: 192, height: 108 },
        [`${at}backdrop2.png`]: wide,
        [`${at}art-3.png`]: wide,
        [`${at}background4.png`]: wide,
        [`${at}extrafanart/any.png`]: wide,
        [`${at}banner.png`]: banner,
        [`${at}clearLogo.png`]: wide,
        [`${at}logo.png`]: wide,
        [`${at}clearart.png`]: wide,
        [`${at}landscape.png`]: wide,
        [`${at}keyart.png`]: tall,
        [`${at}characterart.png`]: square,
        [`${at}discart.png`]: square,
        [`${at}season01-poster.png`]: tall,
        [`${at}season01-banner.png`]: banner,
        [`${at}season01-fanart.png`]: wide,
        [`${at}season01-landscape.png`]: wide,
        [`${at}season-specials-poster.png`]: tall,
        [`${at}season-all-poster.png`]: tall,
        [`${at}Season 2/folder.png`]: tall,
        [`${at}Season 3/Season03.png`]: tall,
        [`${at}Season03-b.png`]: tall,
        [`${at}season09-poster.png`]: tall,
        [`${at}Season 1/Show S01E01-thumb.png`]: wide,
        [`${at}Season 1/Show S01E02.png`]: wide,
        [`${at}Season 1/metadata/Show S01E03.png`]: wide,
        [`${at}IMG_1.png`]: tall,
        [`${at}movie.png`]: tall,
        [`${at}movieset-poster.png`]: tall,
      },
    });
    expect(await run(show)).toEqual({ added: 32, problems: [] });
    expect(await seen(show)).toEqual({
      [`${at}poster.png`]: "series poster 1 chosen 1",
      [`${at}poster-2.png`]: "series poster 3",
      [`${at}cover.png`]: "series poster 1",
      [`${at}folder.png`]: "series banner 51",
      [`${at}default.png`]: "series landscape 51",
      [`${at}show.png`]: "series poster 51",
      [`${at}fanart.png`]: "series fanart 1 chosen 1",
      [`${at}fanart1.png`]: "series fanart 2 chosen 2",
      [`${at}backdrop2.png`]: "series fanart 3",
      [`${at}art-3.png`]: "series fanart 4",
      [`${at}background4.png`]: "series fanart 5",
      [`${at}extrafanart/any.png`]: "series fanart 2 chosen 3",
      [`${at}banner.png`]: "series banner 1 chosen 1",
      [`${at}clearLogo.png`]: "series clearlogo 1 chosen 1",
      [`${at}logo.png`]: "series clearlogo 1",
      [`${at}clearart.png`]: "series clearart 1 chosen 1",
      [`${at}landscape.png`]: "series landscape 1 chosen 1",
      [`${at}keyart.png`]: "series keyart 1 chosen 1",
      [`${at}characterart.png`]: "series characterart 1 chosen 1",
      [`${at}discart.png`]: "series discart 1",
      [`${at}season01-poster.png`]: "season 1 poster 1 chosen 1",
      [`${at}season01-banner.png`]: "season 1 banner 1 chosen 1",
      [`${at}season01-fanart.png`]: "season 1 fanart 1 chosen 1",
      [`${at}season01-landscape.png`]: "season 1 landscape 1 chosen 1",
      [`${at}season-specials-poster.png`]: "season 0 poster 1 chosen 1",
      [`${at}season-all-poster.png`]: "series poster 101",
      [`${at}Season 2/folder.png`]: "season 2 poster 51 chosen 1",
      [`${at}Season 3/Season03.png`]: "season 3 poster 1 chosen 1",
      [`${at}Season03-b.png`]: "season 3 poster 2",
      [`${at}Season 1/Show S01E01-thumb.png`]: "episode 2 thumb 1 chosen 1",
      [`${at}Season 1/Show S01E02.png`]: "episode 3 thumb 1 chosen 1",
      [`${at}Season 1/metadata/Show S01E03.png`]: "episode 4 thumb 1 chosen 1",
    });

    const before = await everything(show);
    const pathOf = (cacheFileId: number | null | undefined) =>
      relative(show.root, before.files.find(({ id }) => id === cacheFileId)?.sourceUrl ?? "");
    const [row] = before.series;
    expect([row?.posterId, row?.fanartId, row?.bannerId, row?.logoId].map(pathOf)).toEqual([
      `${at}poster.png`,
      `${at}fanart.png`,
      `${at}banner.png`,
      `${at}clearLogo.png`,
    ]);
    expect(before.seasons.map(({ posterId }) => pathOf(posterId))).toEqual([
      `${at}season-specials-poster.png`,
      `${at}season01-poster.png`,
      `${at}Season 2/folder.png`,
      `${at}Season 3/Season03.png`,
    ]);
    expect(before.episodes.map(({ thumbnailId }) => thumbnailId !== null)).toEqual([
      false,
      true,
      true,
      true,
      false,
      false,
    ]);
    const kept = await Promise.all(before.files.map(({ filePath }) => stat(join(env.DATA_DIR, filePath))));

    expect(await run(show), "a second run").toEqual({ added: 0, problems: [] });
    expect(await everything(show)).toEqual(before);
    const now = await Promise.all(before.files.map(({ filePath }) => stat(join(env.DATA_DIR, filePath))));
    // Storing a picture again touches its file.
    expect(now.map(({ mtimeMs }) => mtimeMs)).toEqual(kept.map(({ mtimeMs }) => mtimeMs));
  });

  test("that changed are read again, and the old ones are kept", async () => {
    const show = await showOnDisk({ episodes: [one], pictures: { [`${at}poster.png`]: tall } });
    await run(show);
    await put(show.root, { [`${at}poster.png`]: await picture(tall) });
    expect(await run(show)).toEqual({ added: 1, problems: [] });
    const { candidates } = await everything(show);
    expect(
      candidates.filter(({ entityType, entityId }) => entityType === "series" && entityId === show.seriesId),
    ).toHaveLength(2);
  });

  test("of a locked type are offered, not chosen", async () => {
    const show = await showOnDisk({
      episodes: [one],
      pictures: {
        [`${at}poster.png`]: tall,
        [`${at}characterart.png`]: square,
        [`${at}banner.png`]: banner,
        [`${at}season01-poster.png`]: tall,
        [`${at}Season 1/Show S01E01-thumb.png`]: wide,
      },
      series: { posterLocked: true, characterartLocked: true },
    });
    await db.update(seasons).set({ posterLocked: true }).where(eq(seasons.seriesId, show.seriesId));
    await db.update(episodes).set({ thumbnailLocked: true }).where(eq(episodes.seriesId, show.seriesId));
    await run(show);
    expect(await seen(show)).toEqual({
      [`${at}poster.png`]: "series poster 1",
      [`${at}characterart.png`]: "series characterart 1",
      [`${at}banner.png`]: "series banner 1 chosen 1",
      [`${at}season01-poster.png`]: "season 1 poster 1",
      [`${at}Season 1/Show S01E01-thumb.png`]: "episode 1 thumb 1",
    });
    const after = await everything(show);
    expect(after.series).toMatchObject([{ posterId: null, bannerId: expect.any(Number) }]);
    expect(after.episodes).toMatchObject([{ thumbnailId: null, version: 1 }]);
  });

  test.each([
    ["keep", "local"],
    ["replace", "tmdb"],
  ] as const)("under %s the one of %s is chosen; with nothing else the local one is", async (existing, winner) => {
    const show = await showOnDisk({
      episodes: [one],
      pictures: { [`${at}poster.png`]: tall, [`${at}banner.png`]: banner },
      library: { existing },
    });
    const owner = { entityType: "series", entityId: show.seriesId } as const;
    const cached = {
      imageType: "poster",
      fileName: "x",
      filePath: "cache/x.jpg",
      fileHash: "x",
      format: "jpg",
    } as const;
    const [offered] = await db
      .insert(cacheImageFiles)
      .values({ ...owner, ...cached, fileSizeBytes: 1, width: 2000, height: 3000 })
      .returning();
    await db.insert(assetCandidates).values({
      ...owner,
      assetType: "poster",
      provider: "tmdb",
      url: "https://image.tmdb.org/x.jpg",
      score: 90,
      cacheFileId: offered?.id ?? 0,
    });
    await run(show);
    const { candidates } = await everything(show);
    const chosen = candidates.filter(
      ({ entityType, entityId, isSelected }) => entityType === "series" && entityId === show.seriesId && isSelected,
    );
    expect(chosen.map(({ assetType, provider }) => [assetType, provider]).toSorted()).toEqual([
      ["banner", "local"],
      ["poster", winner],
    ]);
  });

  test("of a file with several episodes are owned by the first and shown for all", async () => {
    const file = `${at}Season 1/Show S01E01-E03.mkv`;
    const show = await showOnDisk({
      episodes: [3, 1, 2].map((number) => ({ file, season: 1, number })),
      pictures: { [`${at}Season 1/Show S01E01-E03-thumb.png`]: wide },
    });
    await db
      .update(episodes)
      .set({ thumbnailLocked: true })
      .where(eq(episodes.id, show.episodeIds[2] ?? 0));
    expect(await run(show)).toEqual({ added: 1, problems: [] });
    expect(await seen(show)).toEqual({
      [`${at}Season 1/Show S01E01-E03-thumb.png`]: "episode 2 thumb 1 chosen 1",
    });
    const before = await everything(show);
    const [third, first, second] = before.episodes.map(({ thumbnailId }) => thumbnailId);
    expect(first).toEqual(expect.any(Number));
    expect([third, second]).toEqual([first, null]);
    await run(show);
    expect(await everything(show)).toEqual(before);
  });

  test("that cannot be used cost only themselves and are named", async () => {
    const show = await showOnDisk({ episodes: [one], pictures: { [`${at}fanart.png`]: wide } });
    await put(show.root, {
      [`${at}poster.jpg`]: "<!doctype html><html>",
      [`${at}banner.png`]: Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    });
    await put(show.root, { [`${at}landscape.jpg`]: "" });
    await truncate(join(show.root, `${at}landscape.jpg`), 31 * 1024 * 1024);
    const told: string[] = [];
    const job = { jobId: 1, type: "series.artwork", attempts: 1, maxAttempts: 3, claimNo: 1, priority: 5 } as const;
    const payload = { seriesIds: [show.seriesId, show.seriesId + 1000] };
    const result = await seriesArtwork({
      db,
      payload,
      job: { ...job, lane: "media", payload, runId: null, createdBy: null },
      signal: new AbortController().signal,
      progress: (percent, note) => told.push(`${percent} ${note}`),
      log,
      assertOwned: async () => {},
    });
    expect(told).toEqual(["50 1 of 2 series", "100 2 of 2 series"]);
    const problem = (name: string, message: string) => ({
      path: join(show.root, `${at}${name}`),
      message: expect.stringContaining(message),
    });
    expect(result).toEqual({
      cached: 1,
      problems: expect.arrayContaining([
        problem("banner.png", "is damaged or cut off"),
        problem("poster.jpg", "is a web page"),
        problem("landscape.jpg", "has 31.0 MB"),
      ]),
    });
  });

  test("at the place of one that Metarr published are left to publishing, also when somebody replaced it", async () => {
    const show = await showOnDisk({ episodes: [one], pictures: { [`${at}poster.png`]: tall } });
    await run(show);
    const [first] = (await everything(show)).files.filter(({ entityId }) => entityId === show.seriesId);
    const path = join(show.root, `${at}fanart.png`);
    await writeFile(path, await picture(wide));
    const facts = await stat(path);
    await db.insert(libraryImageFiles).values({
      cacheFileId: first?.id ?? 0,
      filePath: path,
      sizeBytes: facts.size,
      modifiedMs: Math.floor(facts.mtimeMs),
    });
    expect(await run(show)).toEqual({ added: 0, problems: [] });
    await writeFile(path, await picture({ width: 128, height: 72 }));
    expect(await run(show)).toEqual({ added: 0, problems: [] });
  });

  test("of episodes that lie in no folder of their show are found beside them", async () => {
    const show = await showOnDisk({
      folder: "Show",
      episodes: [
        { file: "Show.S01E01.mkv", season: 1, number: 1 },
        { file: "Show.S01.1080p.WEB-GRP/Show.S01E02.1080p.WEB-GRP.mkv", season: 1, number: 2 },
      ],
      pictures: {
        "Show.S01E01-thumb.png": wide,
        "Show.S01.1080p.WEB-GRP/Show.S01E02.1080p.WEB-GRP-thumb.png": wide,
        "poster.png": tall,
        "Other.S01E01-thumb.png": wide,
      },
    });
    expect(await run(show)).toEqual({ added: 2, problems: [] });
    expect(Object.values(await seen(show)).toSorted()).toEqual([
      "episode 1 thumb 1 chosen 1",
      "episode 2 thumb 1 chosen 1",
    ]);
  });

  test("of people are shown for those of that name who have none", async () => {
    const show = await showOnDisk({
      episodes: [one],
      pictures: {
        [`${at}.actors/Zoë_Saldaña.png`]: tall,
        [`${at}.actors/Guest_Star_Jr.png`]: tall,
        [`${at}.actors/Locked_One.png`]: tall,
        [`${at}.actors/Somebody_Else.png`]: tall,
      },
    });
    const people = ["Zoë Saldaña", "Guest Star Jr.", "Locked One", "Not Here"];
    const rows = await db
      .insert(actors)
      .values(people.map((name) => ({ name, nameNormalized: name, imageLocked: name === "Locked One" })))
      .returning();
    const [first, guest, locked] = rows.map(({ id }) => id);
    const cast = [first ?? 0, locked ?? 0].map((actorId) => ({ seriesId: show.seriesId, actorId }));
    await db.insert(seriesActors).values(cast);
    await db.insert(episodeActors).values({ episodeId: show.episodeIds[0] ?? 0, actorId: guest ?? 0 });
    expect(await run(show)).toEqual({ added: 3, problems: [] });
    const before = await everything(show);
    expect(before.actors.map(({ name, imageCachePath }) => [name, imageCachePath !== null])).toEqual([
      ["Zoë Saldaña", true],
      ["Guest Star Jr.", true],
      ["Locked One", false],
      ["Not Here", false],
    ]);
    const file = before.files.find(({ entityType, entityId }) => entityType === "actor" && entityId === first);
    expect(file).toMatchObject({ imageType: "actor_thumb", sourceType: "local" });
    expect(before.actors[0]).toMatchObject({ imageCachePath: file?.filePath, imageHash: file?.fileHash });
    await run(show);
    expect(await everything(show)).toEqual(before);
  });

  test("S7: a link in a show's folder is never read, wherever it leads", async () => {
    const show = await showOnDisk({ episodes: [one], pictures: {} });
    const outside = await mkdtemp(join(tmpdir(), "metarr-outside-"));
    roots.push(outside);
    await put(outside, { "a.png": await picture(tall), "actors/A_B.png": await picture(tall) });
    await symlink("/etc/passwd", join(show.directoryPath, "poster.jpg"));
    await symlink(join(outside, "a.png"), join(show.directoryPath, "season01-poster.png"));
    await symlink(join(outside, "actors"), join(show.directoryPath, "extrafanart"));
    await symlink(join(outside, "a.png"), join(show.directoryPath, "Season 1/Show S01E01-thumb.png"));
    expect(await run(show)).toEqual({ added: 0, problems: [] });
    expect(await seen(show)).toEqual({});
  });
});
