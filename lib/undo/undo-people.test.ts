import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import {
  actorAliases,
  actors,
  assetCandidates,
  cacheImageFiles,
  crew,
  crewAliases,
  fieldChanges,
  movieActors,
  movieCrew,
} from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { aMovie, editMovie } from "#lib/movies/testing.ts";
import { applyCast } from "#lib/people/apply-cast.ts";
import { applyCrew } from "#lib/people/apply-crew.ts";
import { bringPortrait } from "#lib/people/bring-portrait.ts";
import { choosePortrait } from "#lib/people/choose-portrait.ts";
import { editActor } from "#lib/people/edit-actor.ts";
import { mergeActors } from "#lib/people/merge-actors.ts";
import { mergeCrew } from "#lib/people/merge-crew.ts";
import { renameCrewPerson } from "#lib/people/rename-crew-person.ts";
import { splitActor } from "#lib/people/split-actor.ts";
import { splitCrew } from "#lib/people/split-crew.ts";
import { listFixed } from "./list-fixed.ts";
import { listTimeline } from "./list-timeline.ts";
import { planUndo } from "./plan-undo.ts";
import { undoChanges, undoTarget } from "./undo-changes.ts";

let db: Db;
let movieIds: number[];
beforeAll(async () => {
  db = await testDb();
  movieIds = [await aMovie(db), await aMovie(db)];
});

let count = 0;
async function anActor(values: Partial<typeof actors.$inferInsert> = {}): Promise<number> {
  count += 1;
  const name = `Anna ${count}`;
  const [row] = await db
    .insert(actors)
    .values({ name, nameNormalized: `anna ${count}`, tmdbId: 1000 + count, ...values })
    .returning({ id: actors.id });
  return row?.id ?? 0;
}
async function aCrew(values: Partial<typeof crew.$inferInsert> = {}): Promise<number> {
  count += 1;
  const [row] = await db
    .insert(crew)
    .values({ name: `Carl ${count}`, tmdbId: 1000 + count, ...values })
    .returning({ id: crew.id });
  return row?.id ?? 0;
}
async function aPicture(actorId: number, hash: string): Promise<number> {
  const owner = { entityType: "actor", entityId: actorId } as const;
  const filePath = `cache/assets/${hash}.jpg`;
  const size = { width: 2, height: 3, fileSizeBytes: 1, format: "jpg" };
  const [file] = await db
    .insert(cacheImageFiles)
    .values({ ...owner, ...size, imageType: "actor_thumb", filePath, fileName: hash, fileHash: hash })
    .returning({ id: cacheImageFiles.id });
  const cacheFileId = file?.id ?? 0;
  const candidate = {
    ...owner,
    assetType: "actor_thumb",
    provider: "tmdb",
    url: `cache:${hash}`,
    cacheFileId,
  } as const;
  await db.insert(assetCandidates).values(candidate);
  return cacheFileId;
}

const actorOf = async (id: number) => (await db.select().from(actors).where(eq(actors.id, id)))[0];
const crewOf = async (id: number) => (await db.select().from(crew).where(eq(crew.id, id)))[0];
const edit = (of: { actorId: number; version: number; name?: string; nameLocked?: boolean; imageLocked?: boolean }) =>
  transaction(db, (tx) => editActor(tx, { ...of, userId: 1 }));
const choose = (actorId: number, cacheFileId: number | null) =>
  transaction(db, (tx) => choosePortrait(tx, { actorId, cacheFileId, userId: 1 }));
const undo = (changeIds: number[]) => transaction(db, (tx) => undoChanges(tx, { changeIds, userId: 2 }));
const historyOf = (entityType: string, entityId: number) =>
  db
    .select()
    .from(fieldChanges)
    .where(and(eq(fieldChanges.entityType, entityType), eq(fieldChanges.entityId, entityId)))
    .orderBy(desc(fieldChanges.id));

describe("what a person did to somebody is in their history, with who did it, and is taken back", () => {
  test("a name, with the lock that it brought, and the old name leads to them no less", async () => {
    const actorId = await anActor({ tmdbId: null, name: "Bo", nameNormalized: "bo" });
    const { changeIds } = await edit({ actorId, version: 1, name: "Boris" });
    expect(await historyOf("actor", actorId)).toMatchObject([
      { field: "name", oldValue: "Bo", newValue: "Boris", source: "user", userId: 1 },
    ]);
    await undo(changeIds);
    expect(await actorOf(actorId)).toMatchObject({ name: "Bo", nameNormalized: "bo", nameLocked: false, version: 3 });
    const names = await db.select().from(actorAliases).where(eq(actorAliases.actorId, actorId));
    expect(names.map(({ nameNormalized }) => nameNormalized)).toEqual(["boris"]);
    await expect(undo(changeIds)).rejects.toMatchObject({ code: "conflict" });
  });

  test("locks alone", async () => {
    const actorId = await anActor();
    const { changeIds } = await edit({ actorId, version: 1, imageLocked: true, nameLocked: true });
    const told = (await historyOf("actor", actorId)).map(({ field, newValue, userId }) => [field, newValue, userId]);
    expect(told.toSorted()).toEqual([
      ["imageLocked", true, 1],
      ["nameLocked", true, 1],
    ]);
    await undo(changeIds);
    expect(await actorOf(actorId)).toMatchObject({ imageLocked: false, nameLocked: false });
  });

  test("a portrait, back to the former picture and to no lock", async () => {
    const actorId = await anActor();
    const [first, second] = [await aPicture(actorId, `a${actorId}`), await aPicture(actorId, `b${actorId}`)];
    await db
      .update(actors)
      .set({ imageHash: `a${actorId}` })
      .where(eq(actors.id, actorId));
    const { changeIds } = await choose(actorId, second);
    expect(await actorOf(actorId)).toMatchObject({ imageHash: `b${actorId}`, imageLocked: true });
    await undo(changeIds);
    expect(await actorOf(actorId)).toMatchObject({
      imageHash: `a${actorId}`,
      imageCachePath: `cache/assets/a${actorId}.jpg`,
      imageLocked: false,
    });
    const chosen = and(eq(assetCandidates.entityId, actorId), eq(assetCandidates.isSelected, true));
    expect(await db.select().from(assetCandidates).where(chosen)).toMatchObject([{ cacheFileId: first }]);
  });

  test("no portrait whose picture is gone", async () => {
    const actorId = await anActor();
    const [first, second] = [await aPicture(actorId, `a${actorId}`), await aPicture(actorId, `b${actorId}`)];
    await choose(actorId, first);
    const { changeIds } = await choose(actorId, second);
    await db.delete(assetCandidates).where(eq(assetCandidates.cacheFileId, first));
    await db.delete(cacheImageFiles).where(eq(cacheImageFiles.id, first));
    expect([...(await listFixed(db, changeIds)).values()]).toEqual(["The former picture is no longer kept."]);
    const plan = await planUndo(db, { changeIds });
    expect(plan).toMatchObject({ fields: 0, skipped: 1, lines: [{ reason: "The former picture is no longer kept." }] });
    await expect(undo(changeIds)).rejects.toMatchObject({ code: "conflict", message: plan.lines[0]?.reason });
    expect((await actorOf(actorId))?.imageHash).toBe(`b${actorId}`);
  });

  test("the lock of a portrait that was brought and is on its way", async () => {
    const actorId = await anActor();
    const from = { url: "https://example.com/a.jpg" };
    await transaction(db, (tx) => bringPortrait(tx, { actorId, from, userId: 1 }));
    const [lock] = await historyOf("actor", actorId);
    expect(lock).toMatchObject({ field: "imageLocked", newValue: true, userId: 1 });
    await undoTarget(db, { target: { batch: lock?.batch ?? "" }, userId: 1 });
    expect(await actorOf(actorId)).toMatchObject({ imageLocked: false });
  });
});

test("a provider's name is told, and one that is taken back is locked", async () => {
  const actorId = await anActor({ name: "Old", nameNormalized: "old" });
  const { tmdbId = null } = (await actorOf(actorId)) ?? {};
  const cast = [{ name: "New", tmdbId, role: null, order: 1, imageUrl: null }];
  await transaction(db, (tx) => applyCast(tx, { id: movieIds[0] ?? 0, actorsOrderLocked: false }, cast));
  const [told] = await historyOf("actor", actorId);
  expect(told).toMatchObject({ field: "name", oldValue: "Old", newValue: "New", source: "tmdb", userId: null });
  await undo([told?.id ?? 0]);
  expect(await actorOf(actorId)).toMatchObject({ name: "Old", nameLocked: true });
});

describe("merges and splits", () => {
  test("are taken back from the timeline, each alone, and say who did it", async () => {
    const [into, first, second] = [await anActor(), await anActor(), await anActor()];
    const merge = (fromId: number) =>
      transaction(db, (tx) => mergeActors(tx, { fromId, intoId: into, userId: 1 })).then(({ changeId }) => changeId);
    const earlier = await merge(first);
    await merge(second);
    await undo([earlier]);
    expect(await actorOf(first)).toBeDefined();
    expect(await actorOf(second)).toBeUndefined();
    expect((await historyOf("actor", into))[0]).toMatchObject({ field: "merge", undoOf: earlier, userId: 2 });
    const { entries } = await listTimeline(db, { scope: { actorId: into } });
    expect(entries).toMatchObject([
      { isUndo: true, username: null, target: null },
      { isUndone: false },
      { isUndone: true, target: null },
    ]);
  });

  test("what was changed of somebody before they were merged waits for the merge", async () => {
    const [into, from] = [await anActor(), await anActor()];
    const { changeIds } = await edit({ actorId: from, version: 1, name: (await actorOf(into))?.name ?? "" });
    const merge = await transaction(db, (tx) => mergeActors(tx, { fromId: from, intoId: into, userId: 1 }));
    const before = await actorOf(into);
    expect([...(await listFixed(db, changeIds)).values()]).toEqual([
      expect.stringMatching(/^It was made before .+ was merged\. Take back the merge first\.$/),
    ]);
    await expect(undo(changeIds)).rejects.toMatchObject({ code: "conflict" });
    expect(await actorOf(into)).toEqual(before);
    await undo([merge.changeId]);
    await undo(changeIds);
    expect(await actorOf(from)).toMatchObject({ name: `Anna ${count}` });
  });

  test("a merge stays while somebody else has the name", async () => {
    const nameless = { tmdbId: null, name: "Nora", nameNormalized: "nora" };
    const [into, from] = [await anActor(), await anActor(nameless)];
    const { changeId } = await transaction(db, (tx) => mergeActors(tx, { fromId: from, intoId: into, userId: 1 }));
    await anActor(nameless);
    const [why] = (await listFixed(db, [changeId])).values();
    expect(why).toBe("There is another Nora by now. Merge or rename that one first.");
    await expect(undo([changeId])).rejects.toMatchObject({ code: "conflict", message: why });
  });

  test.each([
    { left: "goes when nothing is left of theirs", more: false },
    { left: "stays when they are in something else", more: true },
  ])("a split is taken back, and who was split off $left", async ({ more }) => {
    const actorId = await anActor();
    const [one = 0, two = 0] = movieIds;
    await db.insert(movieActors).values([
      { movieId: one, actorId, role: "A" },
      { movieId: two, actorId, role: "B" },
    ]);
    const credits = [{ entityType: "movie" as const, entityId: two }];
    const { newActorId, changeIds } = await transaction(db, (tx) =>
      splitActor(tx, { actorId, credits, name: "Other", userId: 1 }),
    );
    if (more) await db.insert(movieActors).values({ movieId: await aMovie(db), actorId: newActorId });
    await undo(changeIds);
    const rows = await db
      .select()
      .from(movieActors)
      .where(eq(movieActors.actorId, actorId))
      .orderBy(asc(movieActors.id));
    expect(rows).toMatchObject([{ role: "A" }, { role: "B" }]);
    expect((await actorOf(newActorId)) !== undefined).toBe(more);
    expect([...(await listFixed(db, changeIds)).keys()]).toEqual(more ? [] : changeIds);
  });
});

describe("somebody behind the camera", () => {
  const director = (name: string, tmdbId: number | null) => ({
    name,
    tmdbId,
    job: "Director",
    department: "Directing",
  });
  const apply = (movieId: number, ...members: ReturnType<typeof director>[]) =>
    transaction(db, (tx) => applyCrew(tx, movieId, members));
  const directorOf = async (movieId: number) =>
    (await db.select().from(movieCrew).where(eq(movieCrew.movieId, movieId))).map(({ crewId }) => crewId);

  test("is renamed, keeps that against a provider, and is found by every name; taken back, the provider's counts", async () => {
    const movieId = await aMovie(db);
    const crewId = await aCrew({ name: "J. Doe" });
    const { tmdbId = null } = (await crewOf(crewId)) ?? {};
    const rename = { crewId, before: "J. Doe", name: "Jane Doe", userId: 1 };
    const { changeIds } = await transaction(db, (tx) => renameCrewPerson(tx, rename));
    await apply(movieId, director("J. A. Doe", tmdbId));
    expect(await crewOf(crewId)).toMatchObject({ name: "Jane Doe" });
    expect(await directorOf(movieId)).toEqual([crewId]);
    const aliases = await db.select().from(crewAliases).where(eq(crewAliases.crewId, crewId));
    expect(aliases.map(({ name }) => name).toSorted()).toEqual(["J. A. Doe", "J. Doe"]);
    await expect(transaction(db, (tx) => renameCrewPerson(tx, rename))).rejects.toMatchObject({ code: "conflict" });

    await undo(changeIds);
    expect(await crewOf(crewId)).toMatchObject({ name: "J. Doe" });
    await apply(movieId, director("J. A. Doe", tmdbId));
    expect(await crewOf(crewId)).toMatchObject({ name: "J. A. Doe" });
    const [told] = await historyOf("crew", crewId);
    expect(told).toMatchObject({ field: "name", newValue: "J. A. Doe", source: "tmdb" });
    expect((await listFixed(db, [told?.id ?? 0])).size).toBe(1);
  });

  test("is told apart, then made one with the right person, and stays that when the provider says it again", async () => {
    const [one, two] = [await aMovie(db), await aMovie(db)];
    const [crewId, rightId] = [await aCrew({ name: "Leigh" }), await aCrew({ name: "The other Leigh" })];
    const { tmdbId = null } = (await crewOf(crewId)) ?? {};
    for (const movieId of [one, two]) await apply(movieId, director("Leigh", tmdbId));
    const credits = [{ entityType: "movie" as const, entityId: two }];
    const { newCrewId } = await transaction(db, (tx) =>
      splitCrew(tx, { crewId, credits, name: "Leigh (1950)", userId: 1 }),
    );
    await transaction(db, (tx) => mergeCrew(tx, { fromId: newCrewId, intoId: rightId, userId: 1 }));
    for (const movieId of [one, two]) await apply(movieId, director("Leigh", tmdbId));
    expect([await directorOf(one), await directorOf(two)]).toEqual([[crewId], [rightId]]);
  });

  test("is told apart, stays so when the provider says it again, and comes together again", async () => {
    const [one, two] = [await aMovie(db), await aMovie(db)];
    const crewId = await aCrew({ name: "Lee" });
    const { tmdbId = null } = (await crewOf(crewId)) ?? {};
    for (const movieId of [one, two]) await apply(movieId, director("Lee", tmdbId));
    const split = { crewId, credits: [{ entityType: "movie" as const, entityId: two }], userId: 1 };
    await expect(transaction(db, (tx) => splitCrew(tx, { ...split, name: "Lee" }))).rejects.toMatchObject({
      code: "conflict",
      field: "name",
    });
    const { newCrewId, changeIds } = await transaction(db, (tx) => splitCrew(tx, { ...split, name: "Lee (1950)" }));
    for (const movieId of [one, two]) await apply(movieId, director("Lee", tmdbId));
    expect([await directorOf(one), await directorOf(two)]).toEqual([[crewId], [newCrewId]]);
    const patch = { directors: ["Lee", "Another"] };
    await transaction(db, (tx) => editMovie(tx, { movieId: two, patch, userId: 1 }));
    expect((await directorOf(two)).filter((id) => id === newCrewId || id === crewId)).toEqual([newCrewId]);
    await transaction(db, (tx) => editMovie(tx, { movieId: two, patch: { directors: ["Lee"] }, userId: 1 }));
    await undo(changeIds);
    expect([await directorOf(one), await directorOf(two)]).toEqual([[crewId], [crewId]]);
    expect(await crewOf(newCrewId)).toBeUndefined();
  });

  test("keeps their history through a merge, and it is part of the actor's of the same id", async () => {
    const [into, from] = [await aCrew(), await aCrew()];
    const { name = "" } = (await crewOf(from)) ?? {};
    await transaction(db, (tx) => renameCrewPerson(tx, { crewId: from, before: name, name: "Typed", userId: 1 }));
    const { changeId } = await transaction(db, (tx) => mergeCrew(tx, { fromId: from, intoId: into, userId: 1 }));
    expect((await historyOf("crew", into)).map(({ field }) => field)).toEqual(["merge", "name"]);
    const actorId = await anActor({ tmdbId: (await crewOf(into))?.tmdbId ?? null });
    const { entries } = await listTimeline(db, { scope: { actorId } });
    expect(entries.map((entry) => (entry.type === "changes" ? entry.fields.map(({ field }) => field) : []))).toEqual([
      ["merge"],
      ["name"],
    ]);
    await undo([changeId]);
    expect((await historyOf("crew", from)).map(({ field }) => field)).toEqual(["name"]);
    const standing = and(
      eq(fieldChanges.entityId, into),
      eq(fieldChanges.entityType, "crew"),
      isNull(fieldChanges.undoOf),
    );
    expect(await db.select().from(fieldChanges).where(standing)).toMatchObject([{ undoneAt: expect.any(Date) }]);
  });
});
