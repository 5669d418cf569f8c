"use server";

import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { showArtworkAgain } from "#app/_server/show-artwork-again.ts";
import { transaction } from "#db/transaction.ts";
import { compareSoon } from "#lib/artwork/compare-soon.ts";
import { choosingOwners } from "#lib/artwork/owners.ts";
import {
  addArtworkUrl,
  pickArtwork,
  removeArtwork,
  restoreArtwork,
  setArtworkBlock,
  setArtworkLock,
  setPictureLock,
  unpickArtwork,
} from "#lib/artwork/pick.ts";
import { listPublishedBeside } from "#lib/artwork/published-beside.ts";
import { artworkTypes } from "#lib/artwork/vocabulary.ts";
import { publishSoon } from "#lib/jobs/publish-soon.ts";

const id = z.int().positive();
const type = z.enum(artworkTypes);
const owner = z.object({ entityType: z.enum(choosingOwners), entityId: id });

const picture = z.object({ candidateId: id });

/** A person chooses a picture: it comes first of its type, and the type is locked. */
export const pickPicture = action({ role: "editor", input: picture }, async ({ candidateId }, { db, user }) => {
  await showArtworkAgain(db, await transaction(db, (tx) => pickArtwork(tx, { candidateId, userId: user.id })));
});

/** A person takes a picture out of the chosen ones; the type is locked. */
export const unpickPicture = action({ role: "editor", input: picture }, async ({ candidateId }, { db, user }) => {
  await showArtworkAgain(db, await transaction(db, (tx) => unpickArtwork(tx, { candidateId, userId: user.id })));
});

const lock = owner.extend({ type, locked: z.boolean() });

export const lockPictures = action({ role: "editor", input: lock }, async (input, { db, user }) => {
  await transaction(db, async (tx) => {
    await setArtworkLock(tx, { ...input, userId: user.id });
    await publishSoon(tx, { ...(await listPublishedBeside(tx, input)), createdBy: user.id });
  });
  await showArtworkAgain(db, input);
});

const keep = z.object({ candidateId: id, locked: z.boolean() });

/** One chosen picture keeps its place, also where its type is not locked. */
export const keepPicture = action({ role: "editor", input: keep }, async (input, { db }) => {
  await showArtworkAgain(db, await transaction(db, (tx) => setPictureLock(tx, input)));
});

const block = z.object({ candidateId: id, blocked: z.boolean() });

/** A blocked picture is never chosen by itself. */
export const blockPicture = action({ role: "editor", input: block }, async (input, { db, user }) => {
  await showArtworkAgain(db, await transaction(db, (tx) => setArtworkBlock(tx, { ...input, userId: user.id })));
});

/** Takes a picture out of the list whose address led to nothing. */
export const removePicture = action({ role: "editor", input: picture }, async (input, { db }) => {
  await showArtworkAgain(db, await transaction(db, (tx) => removeArtwork(tx, input)));
});

const mostChosen = 20;
const earlier = owner.extend({
  type,
  /** Those chosen before, in their order. */
  chosenIds: z.array(id).max(mostChosen),
  /** Those chosen now that were not chosen before. */
  addedIds: z.array(id).max(mostChosen),
  /** Single pictures that were locked. */
  lockedIds: z.array(id).max(mostChosen),
  locked: z.boolean(),
});

/** Takes a choice back: what was chosen before is chosen again, in the same order, and the lock is what it was. */
export const restorePictures = action({ role: "editor", input: earlier }, async (input, { db, user }) => {
  await transaction(db, (tx) => restoreArtwork(tx, { ...input, userId: user.id }));
  await showArtworkAgain(db, input);
});

/** Has those pictures compared whose look is not known yet, so that the same ones stand together. */
export const compareCandidates = action({ role: "editor", input: owner }, async (input, { db }) => {
  const isQueued = await transaction(db, (tx) => compareSoon(tx, input));
  if (isQueued) await showArtworkAgain(db, input);
});

const address = owner.extend({ type, url: z.string().trim().max(2000) });

/** Takes a picture from an address a person pasted; the worker fetches and checks it. */
export const addPictureByAddress = action({ role: "editor", input: address }, async (input, { db, user }) => {
  const added = await transaction(db, (tx) => addArtworkUrl(tx, { ...input, userId: user.id }));
  await showArtworkAgain(db, input);
  return added;
});
