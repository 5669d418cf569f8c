import { asc, eq, inArray } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  actorAliases,
  actors,
  assetCandidates,
  cacheImageFiles,
  episodeActors,
  fieldChanges,
  jobs,
  libraries,
  movieActors,
  movies,
  seriesActors,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { aShow } from "#lib/series/testing.ts";
import { applyCast } from "./apply-cast.ts";
import { mergeActors, unmergeActors } from "./merge-actors.ts";
import { normalizeName } from "./normalize-name.ts";
import { splitActor } from "./split-actor.ts";
import { upsertActors } from "./upsert-people.ts";

let db: Db;
let movieIds: number[];
let seriesIds: number[];
let episodeIds: number[];
beforeAll(async () => {
  db = await testDb();
  movieIds = [await aMovie(db), await aMovie(db), await aMovie(db)];
  const show = await aShow(db, { episodes: [1, 2].map((number) => ({ season: 1, number })) });
  seriesIds = [show.seriesId];
  episodeIds = show.episodeIds;
});

type NewActor = Partial<typeof actors.$inferInsert> & { name: string };
async function anActor(values: NewActor): Promise<number> {
  const row = { nameNormalized: normalizeName(values.name), ...values };
  const [made] = await db.insert(actors).values(row).returning({ id: actors.id });
  return made?.id ?? 0;
}

const merge = (fromId: number, intoId: number) =>
  transaction(db, (tx) => mergeActors(tx, { fromId, intoId, userId: null }));
const unmerge = (changeId: number) => transaction(db, (tx) => unmergeActors(tx, { changeId, userId: null }));

async function aPortrait(actorId: number, hash: string, width: number): Promise<void> {
  const owner = { entityType: "actor", entityId: actorId } as const;
  const filePath = `cache/assets/${hash}.jpg`;
  const size = { width, height: width, fileSizeBytes: 1, format: "jpg" };
  const [file] = await db
    .insert(cacheImageFiles)
    .values({ ...owner, ...size, imageType: "actor_thumb", filePath, fileName: hash, fileHash: hash })
    .returning({ id: cacheImageFiles.id });
  await db.insert(assetCandidates).values({
    ...owner,
    assetType: "actor_thumb",
    provider: "local",
    url: `cache:${hash}`,
    cacheFileId: file?.id ?? null,
    isSelected: true,
    rank: 1,
  });
  await db.update(actors).set({ imageHash: hash, imageCachePath: filePath }).where(eq(actors.id, actorId));
}

/** Everything about these people, without what counts changes. */
async function everything(actorIds: number[]) {
  const people = await db.select().from(actors).where(inArray(actors.id, actorIds)).orderBy(asc(actors.id));
  const order = <T extends { id: number }>(rows: T[]) => rows.toSorted((a, b) => a.id - b.id);
  return {
    people: people.map(({ version: _version, updatedAt: _updatedAt, ...person }) => person),
    aliases: order(await db.select().from(actorAliases).where(inArray(actorAliases.actorId, actorIds))),
    films: order(await db.select().from(movieActors).where(inArray(movieActors.actorId, actorIds))),
    series: order(await db.select().from(seriesActors).where(inArray(seriesActors.actorId, actorIds))),
    episodes: await db
      .select()
      .from(episodeActors)
      .where(inArray(episodeActors.actorId, actorIds))
      .orderBy(asc(episodeActors.episodeId), asc(episodeActors.actorId)),
    files: order(await db.select().from(cacheImageFiles).where(inArray(cacheImageFiles.entityId, actorIds))),
    candidates: order(await db.select().from(assetCandidates).where(inArray(assetCandidates.entityId, actorIds))),
  };
}

const credit = fc.record({
  role: fc.option(fc.constantFrom("Ann", "Ann / Bea", "Bea")),
  actorOrder: fc.option(fc.integer({ min: 1, max: 9 })),
  roleLocked: fc.boolean(),
  removed: fc.boolean(),
});
const maybe = fc.option(credit, { nil: undefined });
const someone = fc.record({
  hasId: fc.boolean(),
  credits: fc.array(maybe, { minLength: 6, maxLength: 6 }),
  biography: fc.option(fc.constant("Born somewhere.")),
  imageLocked: fc.boolean(),
  portraits: fc.uniqueArray(fc.constantFrom("aa", "bb", "cc"), { maxLength: 2 }),
  alias: fc.boolean(),
});

type Someone = typeof someone extends fc.Arbitrary<infer T> ? T : never;

let count = 0;
async function make({ hasId, credits, portraits, alias, ...facts }: Someone): Promise<number> {
  count += 1;
  const actorId = await anActor({ name: `Person ${count}`, ...facts, ...(hasId && { tmdbId: 50_000 + count }) });
  for (const [index, row] of credits.entries()) {
    if (row === undefined) continue;
    const [movieId, seriesId, episodeId] = [movieIds[index], seriesIds[index - 3], episodeIds[index - 4]];
    if (movieId !== undefined) await db.insert(movieActors).values({ movieId, actorId, ...row });
    if (seriesId !== undefined) await db.insert(seriesActors).values({ seriesId, actorId, ...row });
    const { role, actorOrder: sortOrder } = row;
    if (episodeId !== undefined) await db.insert(episodeActors).values({ episodeId, actorId, role, sortOrder });
  }
  for (const [index, hash] of portraits.entries()) await aPortrait(actorId, hash, 100 * (index + 1));
  if (alias) await db.insert(actorAliases).values({ actorId, nameNormalized: `alias ${count}` });
  return actorId;
}

test("a merge that is taken back leaves everything as it was", async () => {
  await fc.assert(
    fc.asyncProperty(someone, someone, async (one, other) => {
      const [fromId, intoId] = [await make(one), await make(other)];
      const before = await everything([fromId, intoId]);
      const { changeId } = await merge(fromId, intoId);
      const merged = await everything([fromId, intoId]);
      expect(merged.people).toHaveLength(1);
      expect(new Set(merged.films.map(({ movieId }) => movieId)).size).toBe(merged.films.length);
      expect(merged.films.length).toBe(new Set(before.films.map(({ movieId }) => movieId)).size);
      await unmerge(changeId);
      expect(await everything([fromId, intoId])).toEqual(before);
      await db.delete(actors).where(inArray(actors.id, [fromId, intoId]));
    }),
    { numRuns: 12 },
  );
});

describe("a merge", () => {
  test("joins credits, keeps facts, names and the better picture, and publishes what changed", async () => {
    const [movieId = 0, otherId = 0] = movieIds;
    const into = await anActor({ name: "Max Schreck", tmdbId: 900 });
    const from = await anActor({ name: "M. Schreck", tmdbId: 901, biography: "An actor." });
    await aPortrait(into, "small", 100);
    await aPortrait(from, "large", 900);
    await db.insert(movieActors).values([
      { movieId, actorId: into, role: "Orlok", actorOrder: 3 },
      { movieId, actorId: from, role: "Count", actorOrder: 1 },
      { movieId: otherId, actorId: from, role: "Himself", actorOrder: 2 },
    ]);
    await db.update(libraries).set({ automation: "full" });
    await db.update(movies).set({ identificationStatus: "enriched" }).where(eq(movies.id, otherId));
    const { changeId } = await merge(from, into);
    expect(
      await db.select().from(movieActors).where(eq(movieActors.actorId, into)).orderBy(asc(movieActors.id)),
    ).toMatchObject([
      { movieId, role: "Orlok / Count", actorOrder: 1 },
      { movieId: otherId, role: "Himself", actorOrder: 2 },
    ]);
    expect(await db.select().from(actors).where(eq(actors.id, into))).toMatchObject([
      { name: "Max Schreck", tmdbId: 900, biography: "An actor.", imageHash: "large" },
    ]);
    expect(await db.select().from(jobs).where(eq(jobs.type, "movie.publish"))).toMatchObject([
      { payload: { movieId: otherId } },
    ]);
    const found = await transaction(db, async (tx) => {
      const people = [
        { name: "Whoever", tmdbId: 901 },
        { name: "M Schreck", tmdbId: null },
      ];
      const find = await upsertActors(tx, people);
      return people.map(find);
    });
    expect(found).toEqual([into, into]);
    expect(await db.select().from(fieldChanges).where(eq(fieldChanges.id, changeId))).toMatchObject([
      { entityType: "actor", entityId: into, field: "merge", newValue: "M. Schreck", source: "user" },
    ]);
    await unmerge(changeId);
    await expect(unmerge(changeId)).rejects.toMatchObject({ code: "conflict" });
  });

  test("keeps a locked picture and what changed since when it is taken back", async () => {
    const [movieId = 0] = movieIds;
    const into = await anActor({ name: "Ina", tmdbId: 910, imageLocked: true });
    const from = await anActor({ name: "Una", tmdbId: 911, biography: "Theirs." });
    await aPortrait(from, "theirs", 900);
    const credits = [
      { movieId, actorId: into, role: "A" },
      { movieId, actorId: from, role: "B" },
    ];
    await db.insert(movieActors).values(credits);
    const { changeId } = await merge(from, into);
    expect(await db.select().from(actors).where(eq(actors.id, into))).toMatchObject([{ imageHash: null }]);
    await db.update(actors).set({ biography: "Written since." }).where(eq(actors.id, into));
    await db.update(movieActors).set({ role: "C" }).where(eq(movieActors.actorId, into));
    await unmerge(changeId);
    expect(await db.select().from(actors).where(eq(actors.id, into))).toMatchObject([{ biography: "Written since." }]);
    expect(await db.select().from(movieActors).where(eq(movieActors.actorId, into))).toMatchObject([{ role: "C" }]);
    expect(await db.select().from(movieActors).where(eq(movieActors.actorId, from))).toMatchObject([{ role: "B" }]);
  });

  test("with oneself, or with nobody, is refused", async () => {
    const actorId = await anActor({ name: "Solo" });
    await expect(merge(actorId, actorId)).rejects.toMatchObject({ code: "invalid" });
    await expect(merge(actorId, 99_999_999)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("a split", () => {
  const split = (actorId: number, ids: number[], name: string) =>
    transaction(db, (tx) => {
      const credits = ids.map((entityId) => ({ entityType: "movie" as const, entityId }));
      return splitActor(tx, { actorId, credits, name, userId: null });
    });
  const enrich = (id: number, cast: { tmdbId: number | null; name: string }[]) =>
    transaction(db, (tx) => {
      const members = cast.map((person, index) => ({
        ...person,
        role: "Role",
        order: index + 1,
        imageUrl: "https://image.tmdb.org/x.jpg",
      }));
      return applyCast(tx, { id, actorsOrderLocked: false }, members);
    });
  const castOf = async (movieId: number) =>
    (await db.select({ actorId: movieActors.actorId }).from(movieActors).where(eq(movieActors.movieId, movieId))).map(
      ({ actorId }) => actorId,
    );

  test.each(["Sam Reed", "Sam Reed (stunts)"])(
    "gives credits to %s, and automation leaves them there",
    async (name) => {
      const [movieId, otherId] = [await aMovie(db), await aMovie(db)];
      const tmdbId = 920 + name.length;
      const actorId = await anActor({ name: "Sam Reed", tmdbId });
      await db.insert(movieActors).values([movieId, otherId].map((id) => ({ movieId: id, actorId, role: "Role" })));
      const { newActorId } = await split(actorId, [movieId], name);
      expect(await castOf(movieId)).toEqual([newActorId]);
      for (const person of [
        { tmdbId, name: "Sam Reed" },
        { tmdbId: null, name: "sam reed" },
      ]) {
        await enrich(movieId, [person]);
        await enrich(otherId, [person]);
        expect(await castOf(movieId)).toEqual([newActorId]);
        expect(await castOf(otherId)).toEqual([actorId]);
      }
      expect(await db.select().from(actors).where(eq(actors.id, newActorId))).toMatchObject([{ name, imageUrl: null }]);
      // Elsewhere the name leads to the one who had it.
      const third = await aMovie(db);
      await enrich(third, [{ tmdbId: null, name: "Sam Reed" }]);
      expect(await castOf(third)).not.toContain(newActorId);
      // Taken back by merging.
      await merge(newActorId, actorId);
      await enrich(movieId, [{ tmdbId, name: "Sam Reed" }]);
      expect(await castOf(movieId)).toEqual([actorId]);
    },
  );

  test("of two without an id stands beside the one it came from; of nothing or everything it is refused", async () => {
    const [movieId, otherId] = [await aMovie(db), await aMovie(db)];
    const actorId = await anActor({ name: "Pat Bare" });
    await db.insert(movieActors).values([movieId, otherId].map((id) => ({ movieId: id, actorId })));
    await expect(split(actorId, [], "Pat Bare")).rejects.toMatchObject({ code: "invalid" });
    await expect(split(actorId, [movieId, otherId], "Pat Bare")).rejects.toMatchObject({ code: "invalid" });
    const first = await split(actorId, [movieId], "Pat Bare");
    await enrich(movieId, [{ tmdbId: null, name: "Pat Bare" }]);
    expect(await castOf(movieId)).toEqual([first.newActorId]);
    expect(await castOf(otherId)).toEqual([actorId]);
  });
});
