import { asc, eq } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { actors, fieldChanges, jobs, libraries, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { fieldSources } from "#lib/editing/field-sources.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { aShow } from "#lib/series/testing.ts";
import { applyCast, applySeriesCast } from "./apply-cast.ts";
import { type CastChange, editCast, undoCastChange } from "./edit-cast.ts";
import { type EditableOwner, readCast, stampOf } from "./read-cast.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

const names = ["Ann", "Bea", "Cleo"];
const said = names.map((name, index) => ({
  tmdbId: 900 + index,
  name,
  role: `As ${name}`,
  order: index + 1,
  imageUrl: null,
}));

async function apply(owner: EditableOwner, id: number, cast = said): Promise<void> {
  const { orderLocked: actorsOrderLocked } = await readCast(db, owner, id);
  await transaction(db, (tx) =>
    owner === "movie"
      ? applyCast(tx, { id, actorsOrderLocked }, cast)
      : applySeriesCast(tx, { id, actorsOrderLocked }, cast),
  );
}
const makeOwner = async (owner: EditableOwner) => {
  const ownerId = owner === "movie" ? await aMovie(db) : (await aShow(db)).seriesId;
  await apply(owner, ownerId);
  return ownerId;
};
const edit = async (owner: EditableOwner, ownerId: number, change: CastChange, seen?: string) => {
  const stamp = seen ?? stampOf(await readCast(db, owner, ownerId));
  return transaction(db, (tx) => editCast(tx, { owner, ownerId, seen: stamp, change, userId: null }));
};
const undo = (changeId: number | null) =>
  transaction(db, (tx) => undoCastChange(tx, { changeId: changeId ?? 0, userId: null }));
/** "Ann as As Ann", with ! for a locked role and - for somebody taken out. */
const shown = async (owner: EditableOwner, ownerId: number) =>
  (await readCast(db, owner, ownerId)).credits.map(
    ({ name, role, roleLocked, removed }) => `${removed ? "-" : ""}${name} ${role}${roleLocked ? "!" : ""}`,
  );
const idsOf = async (owner: EditableOwner, ownerId: number) =>
  (await readCast(db, owner, ownerId)).credits.map(({ id }) => id);

describe.each(["movie", "series"] as const)("the cast of a %s", (owner) => {
  test("is arranged, and automation keeps the order", async () => {
    const ownerId = await makeOwner(owner);
    const [ann = 0, bea = 0, cleo = 0] = await idsOf(owner, ownerId);
    const { changeId } = await edit(owner, ownerId, { kind: "order", creditIds: [cleo, ann, bea] });
    await apply(owner, ownerId);
    expect(await shown(owner, ownerId)).toEqual(["Cleo As Cleo", "Ann As Ann", "Bea As Bea"]);
    expect((await readCast(db, owner, ownerId)).orderLocked).toBe(true);
    await undo(changeId);
    expect(await shown(owner, ownerId)).toEqual(["Ann As Ann", "Bea As Bea", "Cleo As Cleo"]);
    expect((await readCast(db, owner, ownerId)).orderLocked).toBe(false);
    await expect(edit(owner, ownerId, { kind: "order", creditIds: [cleo, ann] })).rejects.toMatchObject({
      code: "invalid",
    });
  });

  test("keeps roles, people added and people taken out through a refresh", async () => {
    const ownerId = await makeOwner(owner);
    const [ann = 0, bea = 0, cleo = 0] = await idsOf(owner, ownerId);
    await edit(owner, ownerId, { kind: "role", creditId: ann, role: " Mine " });
    await edit(owner, ownerId, { kind: "remove", creditId: bea });
    await edit(owner, ownerId, { kind: "add", person: { name: `Dora of ${owner}` }, role: "New" });
    await apply(owner, ownerId);
    const expected = ["Ann Mine!", "-Bea As Bea", "Cleo As Cleo", `Dora of ${owner} New!`];
    expect(await shown(owner, ownerId)).toEqual(expected);
    await edit(owner, ownerId, { kind: "restore", creditId: bea });
    await edit(owner, ownerId, { kind: "lockRole", creditId: ann, locked: false });
    await apply(owner, ownerId);
    expect((await shown(owner, ownerId)).slice(0, 3)).toEqual(["Ann As Ann", "Bea As Bea", "Cleo As Cleo"]);
    await edit(owner, ownerId, { kind: "remove", creditId: cleo });
    const back = await db.select({ id: actors.id }).from(actors).where(eq(actors.name, "Cleo"));
    await edit(owner, ownerId, { kind: "add", person: { actorId: back[0]?.id ?? 0 }, role: null });
    expect((await shown(owner, ownerId)).at(-1)).toBe("Cleo As Cleo!");
  });
});

test("every change has a row of history with names and roles, is undone once, and the newest first", async () => {
  const movieId = await makeOwner("movie");
  const [ann = 0] = await idsOf("movie", movieId);
  const before = await shown("movie", movieId);
  const first = await edit("movie", movieId, { kind: "role", creditId: ann, role: "One" });
  const second = await edit("movie", movieId, { kind: "add", person: { name: "Eve" }, role: null });
  const [told] = await db
    .select()
    .from(fieldChanges)
    .where(eq(fieldChanges.id, first.changeId ?? 0));
  expect(told).toMatchObject({ entityType: "movie", entityId: movieId, field: "cast", source: "user" });
  expect(told?.oldValue).toMatchObject([{ name: "Ann", role: "As Ann" }, { name: "Bea" }, { name: "Cleo" }]);
  expect(told?.newValue).toMatchObject([{ name: "Ann", role: "One" }, { name: "Bea" }, { name: "Cleo" }]);
  await expect(undo(first.changeId)).rejects.toMatchObject({ code: "conflict" });
  await undo(second.changeId);
  await undo(first.changeId);
  expect(await shown("movie", movieId)).toEqual(before);
  await expect(undo(first.changeId)).rejects.toMatchObject({ code: "conflict" });
  await expect(undo(99_999_999)).rejects.toMatchObject({ code: "not_found" });
  // Where the cast as a whole came from is not the person who edited it.
  expect((await fieldSources(db, "movie", movieId)).get("cast")).toBeUndefined();
});

test("a cast that changed meanwhile is not overwritten; other fields do not matter", async () => {
  const movieId = await makeOwner("movie");
  const [ann = 0, bea = 0] = await idsOf("movie", movieId);
  const seen = stampOf(await readCast(db, "movie", movieId));
  await db.update(movies).set({ version: 40 }).where(eq(movies.id, movieId));
  const { stamp } = await edit("movie", movieId, { kind: "role", creditId: ann, role: "One" }, seen);
  await expect(edit("movie", movieId, { kind: "remove", creditId: bea }, seen)).rejects.toMatchObject({
    code: "conflict",
  });
  await edit("movie", movieId, { kind: "remove", creditId: bea }, stamp);
  const [film] = await db.select({ version: movies.version }).from(movies).where(eq(movies.id, movieId));
  expect(film?.version).toBe(42);
});

test("what changes nothing is not told; whoever is there or nowhere is refused", async () => {
  const movieId = await makeOwner("movie");
  const [ann = 0] = await idsOf("movie", movieId);
  const { changeId } = await edit("movie", movieId, { kind: "lockOrder", locked: false });
  expect(changeId).toBeNull();
  const refused = (change: CastChange, code: string) =>
    expect(edit("movie", movieId, change)).rejects.toMatchObject({ code });
  await refused({ kind: "add", person: { name: "ANN" }, role: null }, "conflict");
  await refused({ kind: "add", person: { actorId: 99_999_999 }, role: null }, "not_found");
  await refused({ kind: "remove", creditId: ann + 1_000_000 }, "not_found");
  await db.update(movies).set({ deletedAt: new Date() }).where(eq(movies.id, movieId));
  await refused({ kind: "remove", creditId: ann }, "not_found");
});

test("a film is published again as far as its library goes", async () => {
  const movieId = await makeOwner("movie");
  await db.update(libraries).set({ automation: "full" });
  await db.update(movies).set({ identificationStatus: "enriched" }).where(eq(movies.id, movieId));
  const [ann = 0] = await idsOf("movie", movieId);
  await edit("movie", movieId, { kind: "remove", creditId: ann });
  expect(await db.select({ type: jobs.type, entityId: jobs.entityId }).from(jobs).orderBy(asc(jobs.id))).toContainEqual(
    {
      type: "movie.publish",
      entityId: movieId,
    },
  );
});
