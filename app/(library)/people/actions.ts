"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { choosePortrait } from "#lib/artwork/portrait.ts";
import { maxNameChars } from "#lib/cap-name.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { bringPortrait } from "#lib/people/bring-portrait.ts";
import { editActor } from "#lib/people/edit-actor.ts";
import { getActor } from "#lib/people/get-actor.ts";
import { mergeActors, unmergeActors } from "#lib/people/merge-actors.ts";
import { mergeCrew, unmergeCrew } from "#lib/people/merge-crew.ts";
import { splitActor } from "#lib/people/split-actor.ts";

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

/** A person's edit of a name and of the locks. */
export const editPerson = action({ role: "editor", input: edit }, async (input, { db, user }) => {
  await transaction(db, (tx) => editActor(tx, { ...input, userId: user.id }));
  showAgain();
});

const choice = z.object({ actorId: id, cacheFileId: id.nullable(), locked: z.boolean() });

/** Shows one of the kept pictures of a person, or none. */
export const choosePicture = action({ role: "editor", input: choice }, async (input, { db }) => {
  await transaction(db, (tx) => choosePortrait(tx, input));
  showAgain();
});

const address = z.object({ actorId: id, url: z.string().trim().max(2000) });

/** Takes a portrait from an address a person pasted; the worker fetches and checks it. */
export const addPortraitByAddress = action({ role: "editor", input: address }, async ({ actorId, url }, context) => {
  const { db, user } = context;
  await transaction(db, (tx) => bringPortrait(tx, { actorId, from: { url }, userId: user.id }));
  showAgain();
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
      if (kind === "actor") await unmergeActors(tx, { changeId, userId: user.id });
      else await unmergeCrew(tx, { changeId });
    });
    showAgain();
  },
);

const split = z.object({
  actorId: id,
  name,
  credits: z
    .array(z.object({ entityType: z.enum(["movie", "series", "episode"]), entityId: id }))
    .min(1, "Choose what the other person was in.")
    .max(5000),
});

/** Makes some credits of a person those of a new one. */
export const splitPerson = action({ role: "editor", input: split }, async (input, { db, user }) => {
  const done = await transaction(db, (tx) => splitActor(tx, { ...input, userId: user.id }));
  showAgain();
  return done;
});
