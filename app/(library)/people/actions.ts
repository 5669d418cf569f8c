"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { maxNameChars } from "#lib/cap-name.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { choosePortrait } from "#lib/people/choose-portrait.ts";
import { editActor } from "#lib/people/edit-actor.ts";
import { getActor } from "#lib/people/get-actor.ts";
import { mergeActors, unmergeActors } from "#lib/people/merge-actors.ts";
import { mergeCrew, unmergeCrew } from "#lib/people/merge-crew.ts";
import { renameCrewPerson } from "#lib/people/rename-crew-person.ts";
import { splitActor } from "#lib/people/split-actor.ts";
import { splitCrew } from "#lib/people/split-crew.ts";

const id = z.int().positive().max(2_147_483_647);
const kind = z.enum(["actor", "crew"]);
const name = z.string().trim().min(1, "Type a name.").max(maxNameChars, "This name is too long.");
const showAgain = () => revalidatePath("/people", "layout");

/** Asks TMDB about a person anew. */
export const refreshPerson = action(
  { role: "editor", input: z.object({ actorId: id }) },
  async ({ actorId }, context) => {
    const { db, user } = context;
    await transaction(db, async (tx) => {
      await getActor(tx, actorId);
      await enqueue(tx, "person.enrich", { actorId }, { createdBy: user.id });
    });
    showAgain();
  },
);

const edit = z.object({ actorId: id, version: z.int(), name, nameLocked: z.boolean(), imageLocked: z.boolean() });

/** A person's edit of a name and of the locks. Answers with the entries of the history that take it back. */
export const editPerson = action({ role: "editor", input: edit }, async (input, { db, user }) => {
  const saved = await transaction(db, (tx) => editActor(tx, { ...input, userId: user.id }));
  showAgain();
  return saved;
});

const rename = z.object({ crewId: id, before: z.string().max(maxNameChars), name });

/** Gives somebody behind the camera another name. Answers with the entry of the history that takes it back. */
export const renameCrew = action({ role: "editor", input: rename }, async (input, { db, user }) => {
  const saved = await transaction(db, (tx) => renameCrewPerson(tx, { ...input, userId: user.id }));
  showAgain();
  return saved;
});

const choice = z.object({ actorId: id, cacheFileId: id.nullable() });

/** Shows one of the kept pictures of a person, or none, and locks that. Answers as an edit does. */
export const choosePicture = action({ role: "editor", input: choice }, async (input, { db, user }) => {
  const chosen = await transaction(db, (tx) => choosePortrait(tx, { ...input, userId: user.id }));
  showAgain();
  return chosen;
});

const merge = z.object({ kind, fromId: id, intoId: id });

/** Makes two people one. Returns what takes it back. */
export const mergePeople = action({ role: "editor", input: merge }, async ({ kind, fromId, intoId }, context) => {
  const { db, user } = context;
  const pair = { fromId, intoId, userId: user.id };
  const done = await transaction(db, (tx) => (kind === "actor" ? mergeActors(tx, pair) : mergeCrew(tx, pair)));
  showAgain();
  return done;
});

/** Takes a merge back. */
export const separatePeople = action(
  { role: "editor", input: z.object({ kind, changeId: id }) },
  async ({ kind, changeId }, { db, user }) => {
    await transaction(db, async (tx) => {
      const merge = { changeId, userId: user.id };
      if (kind === "actor") await unmergeActors(tx, merge);
      else await unmergeCrew(tx, merge);
    });
    showAgain();
  },
);

const split = z.object({
  kind,
  personId: id,
  name,
  credits: z
    .array(z.object({ entityType: z.enum(["movie", "series", "episode"]), entityId: id }))
    .min(1, "Choose what the other person was in.")
    .max(5000),
});

/** Makes some credits of a person those of a new one. Answers with who that is, and what takes it back. */
export const splitPerson = action({ role: "editor", input: split }, async ({ kind, personId, ...input }, context) => {
  const { db, user } = context;
  const of = { ...input, userId: user.id };
  const done = await transaction(db, async (tx) => {
    if (kind === "crew") {
      const { newCrewId, changeIds } = await splitCrew(tx, { ...of, crewId: personId });
      return { newPersonId: newCrewId, changeIds };
    }
    const { newActorId, changeIds } = await splitActor(tx, { ...of, actorId: personId });
    return { newPersonId: newActorId, changeIds };
  });
  showAgain();
  return done;
});
