import { asc, eq } from "drizzle-orm";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Tx } from "#db/client.ts";
import { dialect } from "#db/dialect/index.ts";
import { fieldChanges, movies } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { transaction } from "#db/transaction.ts";
import { editEntity, getLoaded, setEntityLocks } from "#lib/editing/edit-entity.ts";
import { sameValue } from "#lib/editing/values.ts";
import { isLockField } from "#lib/editing/write-locks.ts";
import { movieKind } from "#lib/movies/kind.ts";
import { aMovie } from "#lib/movies/testing.ts";
import { redoItems } from "./redo.ts";
import {
  type Command,
  commands,
  lockOf,
  type Model,
  modelFields,
  newModel,
  pickUndo,
  planModelMerge,
  redoOnModel,
  runOnModel,
} from "./testing-interleavings.ts";
import { undoItems } from "./undo-items.ts";
import { newRedoBatch } from "./vocabulary.ts";

const copyOf = ({ values, locks }: Model) => ({ values: { ...values }, locks: new Set(locks) });

/** What a person decided, kept beside the rules: a value that automation must not change. */
type Decided = Map<string, unknown>;

/** expect() costs more than the rules do. */
function must(isSo: boolean, what: string): void {
  if (!isSo) throw new Error(what);
}

function checkMerge(before: ReturnType<typeof copyOf>, model: Model, decided: Decided): void {
  for (const [field, value] of decided) must(sameValue(model.values[field], value), `${field} was decided by a person`);
  for (const field of modelFields) {
    const isHeld = before.locks.has(lockOf(field));
    must(!isHeld || sameValue(model.values[field], before.values[field]), `${field} is locked`);
  }
  must([...model.locks].join() === [...before.locks].join(), "locks stay");
}

/** The rules alone have no database: they are the same on both engines. */
const rules = test.runIf(dialect === "sqlite");

rules("R18 in 10,000 random interleavings of edits, locks, providers and undoing nothing newer is written over", () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 14 }), (list) => {
      const model = newModel();
      const decided: Decided = new Map();
      for (const command of list) {
        const before = copyOf(model);
        const given = "pick" in command ? pickUndo(model, command) : [];
        const standing = model.history.filter(
          ({ id, undoneAt, undoOf }) =>
            // What only brought back a later undo is as this one left it.
            undoneAt === null && undoOf === null && !(command.do === "redo" && model.brought.has(id)),
        );
        const steps = runOnModel(model, command);
        if (command.do === "merge") {
          checkMerge(before, model, decided);
          // The same answers again change nothing.
          must(planModelMerge(model, command).length === 0, "a merge settles");
        } else if (command.do === "unlock") decided.delete(command.field);
        else if (command.do === "lock" || command.do === "edit") {
          if (model.locks.has(lockOf(command.field))) decided.set(command.field, model.values[command.field]);
        }
        if (!("pick" in command)) continue;
        const isRedo = command.do === "redo";
        for (const { field, becomes } of steps) {
          const oldest = given.find((change) => change.field === field);
          must(sameValue(becomes, oldest?.oldValue), `${field} is as before`);
          const target = modelFields.find((name) => name === field || lockOf(name) === field);
          if (!target) continue;
          const isLocked = model.locks.has(lockOf(target));
          // Automation's change was refused: it must not come again.
          const isRefused = !isRedo && !isLockField(field) && oldest?.source !== "user";
          must(isLocked || !isRefused, `${field} is locked against what was refused`);
          if (isLocked) decided.set(target, model.values[target]);
          else decided.delete(target);
        }
        for (const field of modelFields) {
          const newest = standing.filter((change) => change.field === field).at(-1);
          const newestId = newest?.id ?? 0;
          const isGiven = given.some(
            (one) => one.field === field && (isRedo ? one.id > newestId : one.id === newestId),
          );
          must(isGiven || sameValue(model.values[field], before.values[field]), `${field} has a newer change`);
        }
      }
    }),
    { numRuns: 10_000 },
  );
});

rules("taking everything back, the newest first, gives what was at the beginning", () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 15 }), (list) => {
      const model = newModel();
      for (const command of list.filter((one) => !("pick" in one))) runOnModel(model, command);
      for (let left = model.history.length; left > 0; left -= 1)
        runOnModel(model, { do: "undoChange", pick: left - 1 });
      const { status: _fact, ...values } = model.values;
      must(
        Object.values(values).every((value) => sameValue(value, null)),
        "everything is as at the beginning",
      );
    }),
    { numRuns: 1_000 },
  );
});

/** One undo after the other. */
const somePicks = fc.array(fc.nat(50), { minLength: 1, maxLength: 4 });

rules("what was taken back and brought back again, the last first, is as it was, with its locks", () => {
  fc.assert(
    fc.property(fc.array(commands, { maxLength: 12 }), somePicks, fc.boolean(), (list, picks, isJob) => {
      const model = newModel();
      for (const command of list) runOnModel(model, command);
      const before = copyOf(model);
      // After several undos a lock that was switched by itself may stay as it is.
      const isExact = picks.length === 1 || !model.history.some(({ field }) => isLockField(field));
      const undos = picks.map((pick) => {
        const length = model.history.length;
        runOnModel(model, { do: isJob ? "undoJob" : "undoChange", pick });
        return model.history.slice(length);
      });
      for (const undo of undos.toReversed()) redoOnModel(model, undo);
      for (const field of modelFields) must(sameValue(model.values[field], before.values[field]), `${field} is back`);
      const locksOf = (of: Pick<Model, "locks">) => [...of.locks].sort().join();
      must(!isExact || locksOf(model) === locksOf(before), "locks are as they were");
    }),
    { numRuns: 5_000 },
  );
});

const db = await testDb();

/** The same command on a film of the database. */
async function runOnDatabase(tx: Tx, film: { movieId: number; jobs: number }, model: Model, command: Command) {
  const { movieId: entityId } = film;
  if (command.do === "edit") {
    await editEntity(tx, movieKind, {
      entityId,
      patch: { [command.field]: command.value },
      author: { source: "user" },
    });
  } else if (command.do === "lock" || command.do === "unlock") {
    const locks = { [lockOf(command.field)]: command.do === "lock" };
    await setEntityLocks(tx, movieKind, { entityId, locks, userId: 1 });
  } else if (command.do === "merge") {
    film.jobs += 1;
    const entity = await getLoaded(tx, movieKind, entityId);
    await movieKind.write(tx, [{ entity, changes: planModelMerge(model, command) }], {
      source: "tmdb",
      jobId: film.jobs,
    });
  } else if ("pick" in command) {
    const places = new Set(pickUndo(model, command).map(({ id }) => id));
    const rows = await tx
      .select()
      .from(fieldChanges)
      .where(eq(fieldChanges.entityId, entityId))
      .orderBy(asc(fieldChanges.id));
    const given = rows.filter((_, index) => places.has(index + 1));
    if (command.do === "redo")
      await redoItems(tx, movieKind, { given, by: { userId: 1, jobId: null, batch: newRedoBatch() } });
    else await undoItems(tx, movieKind, given, { userId: null, jobId: null });
  }
}

/** Interleavings that the database is held against; more in the long tier. */
const numRuns = process.env.FAULTS ? 200 : 60;

test(`R18 the database ends as the model does, in ${numRuns} random interleavings`, { timeout: 60_000 }, async () => {
  const movieId = await aMovie(db);
  const [row] = await db.select().from(movies).where(eq(movies.id, movieId));
  if (!row) throw new Error("The film was not made.");
  await fc.assert(
    fc.asyncProperty(fc.array(commands, { minLength: 2, maxLength: 5 }), async (list) => {
      const model = newModel();
      await transaction(db, async (tx) => {
        const { id: _id, ...fresh } = row;
        await tx.delete(fieldChanges).where(eq(fieldChanges.entityId, movieId));
        await tx.update(movies).set(fresh).where(eq(movies.id, movieId));
        const film = { movieId, jobs: 0 };
        for (const command of list) {
          await runOnDatabase(tx, film, model, command);
          runOnModel(model, command);
        }
        const entity = await getLoaded(tx, movieKind, movieId);
        for (const field of modelFields) {
          expect([field, sameValue(entity.values[field], model.values[field])]).toEqual([field, true]);
          if (field !== "status")
            expect([field, entity.isLocked(lockOf(field))]).toEqual([field, model.locks.has(lockOf(field))]);
        }
      });
    }),
    { numRuns },
  );
});
