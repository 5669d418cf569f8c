import { and, eq, inArray, isNull } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Db } from "#db/client.ts";
import { actors, fieldChanges, jobs } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { fieldSources } from "#lib/editing/field-sources.ts";
import { changedSince } from "#lib/editing/undo-rules.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { aShow } from "#lib/series/testing.ts";
import { planUndo } from "#lib/undo/plan-undo.ts";
import { undoTarget } from "#lib/undo/undo-changes.ts";
import { applyCast, applySeriesCast } from "./apply-cast.ts";
import { editCast } from "./edit-cast.ts";
import { mergeActors } from "./merge-actors.ts";
import { type EditableOwner, readCast, stampOf } from "./read-cast.ts";

let db: Db;
beforeAll(async () => {
  db = await testDb();
});

type Said = { name: string; tmdbId: number | null; role: string | null };
let lastId = 40_000;
/** Somebody whom only this test knows. */
const somebody = (name: string, { known = true } = {}): Said => {
  lastId += 1;
  return { name: `${name} ${lastId}`, tmdbId: known ? lastId : null, role: `As ${name}` };
};

/** Gives a cast as an enrichment does, with a job of its own. Returns that. */
async function give(
  owner: EditableOwner,
  id: number,
  cast: Said[],
  { source = "tmdb", mode = "replace" }: { source?: string; mode?: "replace" | "fill" } = {},
) {
  const [job] = await db
    .insert(jobs)
    .values({ type: `${owner}.enrich`, lane: "providers" })
    .returning({ id: jobs.id });
  const jobId = job?.id ?? 0;
  const { orderLocked: actorsOrderLocked } = await readCast(db, owner, id);
  const members = cast.map((member, index) => ({ ...member, order: index + 1, imageUrl: null }));
  const apply = owner === "movie" ? applyCast : applySeriesCast;
  const rules = { mode, author: { source, jobId } };
  await transaction(db, (tx) => apply(tx, { id, actorsOrderLocked }, members, rules));
  return jobId;
}
const anOwner = (owner: EditableOwner) => (owner === "movie" ? aMovie(db) : aShow(db).then(({ seriesId }) => seriesId));
const takeBack = (jobId: number) => undoTarget(db, { target: { jobId }, userId: 1 });
/** Those who are shown, with ! for a locked role. */
const shown = async (owner: EditableOwner, id: number) =>
  (await readCast(db, owner, id)).credits
    .filter(({ removed }) => !removed)
    .map(({ name, role, roleLocked }) => `${name} ${role}${roleLocked ? "!" : ""}`);
const words = (cast: Said[], lock = "") => cast.map(({ name, role }) => `${name} ${role}${lock}`);
const toldOf = (owner: EditableOwner, id: number) =>
  db
    .select()
    .from(fieldChanges)
    .where(
      and(
        eq(fieldChanges.entityType, owner),
        eq(fieldChanges.entityId, id),
        eq(fieldChanges.field, "cast"),
        isNull(fieldChanges.undoOf),
      ),
    );

describe.each(["movie", "series"] as const)("the cast of a %s", (owner) => {
  test("that a provider put in the place of an NFO's is told, comes back whole, and stays", async () => {
    const id = await anOwner(owner);
    const ofNfo = [somebody("Ann", { known: false }), somebody("Bea", { known: false })];
    await give(owner, id, ofNfo, { source: "nfo" });
    const ofTmdb = [somebody("Cleo"), somebody("Dora")];
    const jobId = await give(owner, id, ofTmdb);
    expect(await shown(owner, id)).toEqual(words(ofTmdb));
    expect((await fieldSources(db, owner, id)).get("cast")).toMatchObject({ source: "tmdb", jobId });
    // Nobody else has them: a clean-up takes such people away.
    await db.delete(actors).where(eq(actors.name, ofNfo[0]?.name ?? ""));

    expect((await planUndo(db, { jobId })).lines).toMatchObject([{ label: "Cast" }]);
    expect(await takeBack(jobId)).toEqual({ items: 1, fields: 1, skipped: 0 });
    expect(await shown(owner, id)).toEqual(words(ofNfo, "!"));
    expect((await fieldSources(db, owner, id)).get("cast")).toMatchObject({ source: "nfo" });
    await give(owner, id, ofTmdb);
    expect(await shown(owner, id)).toEqual(words(ofNfo, "!"));
  });

  test("that is its first is told by names; taken back nobody is left, and nobody comes again", async () => {
    const id = await anOwner(owner);
    const cast = [somebody("Ann"), somebody("Bea")];
    const jobId = await give(owner, id, cast);
    expect(await toldOf(owner, id)).toMatchObject([
      { oldValue: null, newValue: cast.map(({ name }) => ({ name })), source: "tmdb", jobId },
    ]);
    expect(await takeBack(jobId)).toEqual({ items: 1, fields: 1, skipped: 0 });
    await give(owner, id, cast);
    expect(await shown(owner, id)).toEqual([]);
  });

  test("that changed three times is taken back twice, the last time first", async () => {
    const id = await anOwner(owner);
    const first = [somebody("Ann")];
    const [second, third] = [[somebody("Bea")], [somebody("Cleo")]];
    await give(owner, id, first);
    const jobIds = [await give(owner, id, second), await give(owner, id, third)];
    for (const [jobId, left] of [
      [jobIds[1], second],
      [jobIds[0], first],
    ] as const) {
      expect(await takeBack(jobId ?? 0)).toEqual({ items: 1, fields: 1, skipped: 0 });
      expect(await shown(owner, id)).toEqual(words(left, "!"));
    }
  });

  test("in which a provider spells somebody otherwise, or two were merged since, is taken back all the same", async () => {
    const id = await anOwner(owner);
    const [ann, bea] = [somebody("Ann", { known: false }), somebody("Bea", { known: false })];
    await give(owner, id, [ann, bea], { source: "nfo" });
    // The same person by the accents, with an id: the row is taken over and called otherwise.
    const spelled = { ...somebody("x"), name: ann.name.replace("Ann", "Änn"), role: ann.role };
    const jobId = await give(owner, id, [spelled, somebody("Cleo")]);
    const people = await db
      .select({ id: actors.id, name: actors.name })
      .from(actors)
      .where(inArray(actors.name, [spelled.name, bea.name]));
    const [into, from] = [spelled, bea].map(({ name }) => people.find((person) => person.name === name)?.id ?? 0);
    await transaction(db, (tx) => mergeActors(tx, { fromId: from ?? 0, intoId: into ?? 0, userId: null }));
    expect(await takeBack(jobId)).toEqual({ items: 1, fields: 1, skipped: 0 });
    expect(await shown(owner, id)).toEqual(words([spelled], "!"));
  });

  test("that says the same again tells nothing", async () => {
    const id = await anOwner(owner);
    const cast = [somebody("Ann")];
    await give(owner, id, cast);
    await give(owner, id, cast);
    expect(await toldOf(owner, id)).toHaveLength(1);
  });

  test("that a person edited since is left as it is", async () => {
    const id = await anOwner(owner);
    const cast = [somebody("Ann"), somebody("Bea")];
    const jobId = await give(owner, id, cast);
    const before = await readCast(db, owner, id);
    const change = { kind: "role" as const, creditId: before.credits[0]?.id ?? 0, role: "Mine" };
    await transaction(db, (tx) => editCast(tx, { owner, ownerId: id, seen: stampOf(before), change, userId: 1 }));
    // The preview says what is there now, not what the job had set.
    const now = [
      { name: cast[0]?.name, role: "Mine", removed: false },
      { name: cast[1]?.name, role: cast[1]?.role, removed: false },
    ];
    expect((await planUndo(db, { jobId })).lines).toMatchObject([{ field: "cast", reason: changedSince, now }]);
    expect(await takeBack(jobId)).toMatchObject({ fields: 0, skipped: 1 });
    expect(await shown(owner, id)).toHaveLength(2);
  });

  test("whose gaps were filled still comes from where it came from", async () => {
    const id = await anOwner(owner);
    const ann = somebody("Ann");
    await give(owner, id, [{ ...ann, role: null }], { source: "nfo" });
    await give(owner, id, [ann], { mode: "fill" });
    expect(await toldOf(owner, id)).toHaveLength(1);
    expect((await fieldSources(db, owner, id)).get("cast")).toMatchObject({ source: "nfo" });
  });
});
