"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { choosingOwners, type TrailerChooser } from "#lib/trailers/owners.ts";
import {
  addTrailerUrl,
  askTestOfTrailer,
  pickTrailer,
  removeTrailer,
  restoreTrailers,
  retryTrailer,
  setTrailerLock,
  unpickTrailer,
} from "#lib/trailers/pick-trailer.ts";

const id = z.int().positive();
const owner = z.object({ entityType: z.enum(choosingOwners), entityId: id });
const trailer = z.object({ candidateId: id });
const pages = { movie: "movies", series: "series" } as const;
const showAgain = ({ entityType, entityId }: TrailerChooser) =>
  revalidatePath(`/${pages[entityType]}/${entityId}`, "layout");

/** A person chooses a trailer: it is locked, and downloaded when it is not yet. */
export const chooseTrailer = action({ role: "editor", input: trailer }, async (input, { db, user }) => {
  showAgain(await transaction(db, (tx) => pickTrailer(tx, { ...input, userId: user.id })));
});

/** A person wants a trailer no longer; none is chosen by itself in its place. */
export const dropTrailer = action({ role: "editor", input: trailer }, async (input, { db, user }) => {
  showAgain(await transaction(db, (tx) => unpickTrailer(tx, { ...input, userId: user.id })));
});

export const lockTrailer = action(
  { role: "editor", input: owner.extend({ locked: z.boolean() }) },
  async (input, { db }) => {
    await transaction(db, (tx) => setTrailerLock(tx, input));
    showAgain(input);
  },
);

/** Asks its site again what a trailer is. */
export const testTrailerNow = action({ role: "editor", input: trailer }, async (input, { db, user }) => {
  showAgain(await transaction(db, (tx) => askTestOfTrailer(tx, { ...input, userId: user.id })));
});

/** Tries again what failed, also before its time. */
export const retryTrailerNow = action({ role: "editor", input: trailer }, async (input, { db, user }) => {
  showAgain(await transaction(db, (tx) => retryTrailer(tx, { ...input, userId: user.id })));
});

/** Takes a trailer out of the list. */
export const deleteTrailer = action({ role: "editor", input: trailer }, async (input, { db, user }) => {
  showAgain(await transaction(db, (tx) => removeTrailer(tx, { ...input, userId: user.id })));
});

const before = owner.extend({
  /** The trailer that was chosen. */
  chosenId: id.nullable(),
  locked: z.boolean(),
  /** Those that were listed. */
  listedIds: z.array(id).max(1000),
});

/** Takes a change back that was made by hand a moment ago. */
export const restoreTrailer = action({ role: "editor", input: before }, async (input, { db, user }) => {
  await transaction(db, (tx) => restoreTrailers(tx, { ...input, userId: user.id }));
  showAgain(input);
});

const address = owner.extend({ url: z.string().max(2100) });

/** Takes a trailer from an address a person pasted. */
export const addTrailerByAddress = action({ role: "editor", input: address }, async (input, { db, user }) => {
  const added = await transaction(db, (tx) => addTrailerUrl(tx, { ...input, userId: user.id }));
  showAgain(input);
  return added;
});
