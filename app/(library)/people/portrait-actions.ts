"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import type { Tx } from "#db/client.ts";
import { transaction } from "#db/transaction.ts";
import { markChosenPortrait } from "#lib/artwork/portrait.ts";
import { getPortraitOffer, offerOwnPortrait, setPortraitBlock, stopPortraits } from "#lib/artwork/portrait-offers.ts";
import { bringPortrait } from "#lib/people/bring-portrait.ts";
import { choosePortrait } from "#lib/people/choose-portrait.ts";
import { setPortraitLock } from "#lib/people/lock-portrait.ts";

const id = z.int().positive().max(2_147_483_647);
const actor = z.object({ actorId: id });
const picture = actor.extend({ candidateId: id });
const showAgain = () => revalidatePath("/people", "layout");

type Pick = z.infer<typeof picture> & { userId: number | null };

/** What is kept is shown at once; the rest is fetched by the worker, and shown when it was checked. */
async function choose(tx: Tx, { actorId, candidateId, userId }: Pick): Promise<void> {
  const { file, url } = await getPortraitOffer(tx, { actorId, candidateId });
  await stopPortraits(tx, actorId);
  if (file) await choosePortrait(tx, { actorId, cacheFileId: file.id, userId });
  else await bringPortrait(tx, { actorId, from: sourceOf(url), userId });
  await markChosenPortrait(tx, { actorId, candidateId });
}

const sourceOf = (url: string) => (url.startsWith("cache:") ? { upload: url.slice("cache:".length) } : { url });

/** A person chooses one of the portraits that are offered; it is locked. */
export const pickPortrait = action({ role: "editor", input: picture }, async (input, { db, user }) => {
  await transaction(db, (tx) => choose(tx, { ...input, userId: user.id }));
  showAgain();
});

/** A person takes the portrait away; that is locked. */
export const unpickPortrait = action({ role: "editor", input: actor }, async ({ actorId }, { db, user }) => {
  await transaction(db, async (tx) => {
    await stopPortraits(tx, actorId);
    await choosePortrait(tx, { actorId, cacheFileId: null, userId: user.id });
    await markChosenPortrait(tx, { actorId, candidateId: null });
  });
  showAgain();
});

const lock = actor.extend({ locked: z.boolean() });

export const lockPortrait = action({ role: "editor", input: lock }, async (input, { db, user }) => {
  await transaction(db, (tx) => setPortraitLock(tx, { ...input, userId: user.id }));
  showAgain();
});

const block = picture.extend({ blocked: z.boolean() });

/** A blocked portrait is never shown by itself. */
export const blockPortrait = action({ role: "editor", input: block }, async (input, { db, user }) => {
  await transaction(db, (tx) => setPortraitBlock(tx, { ...input, userId: user.id }));
  showAgain();
});

const earlier = lock.extend({ candidateId: id.nullable() });

/** Takes a choice back: what was chosen before is chosen again, and the lock is what it was. */
export const restorePortrait = action({ role: "editor", input: earlier }, async (input, { db, user }) => {
  const { actorId, candidateId, locked } = input;
  await transaction(db, async (tx) => {
    await stopPortraits(tx, actorId);
    if (candidateId !== null) await choose(tx, { actorId, candidateId, userId: user.id });
    else {
      await choosePortrait(tx, { actorId, cacheFileId: null, userId: user.id });
      await markChosenPortrait(tx, { actorId, candidateId: null });
    }
    await setPortraitLock(tx, { actorId, locked, userId: user.id });
  });
  showAgain();
});

const address = actor.extend({ url: z.string().trim().max(2000) });

/** Takes a portrait from an address a person pasted; the worker fetches and checks it. */
export const offerPortraitByAddress = action({ role: "editor", input: address }, async (input, { db, user }) => {
  const { actorId, url } = input;
  const added = await transaction(db, async (tx) => {
    await bringPortrait(tx, { actorId, from: { url }, userId: user.id });
    return offerOwnPortrait(tx, { actorId, url });
  });
  showAgain();
  return added;
});
