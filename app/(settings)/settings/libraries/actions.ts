"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "#app/_server/action.ts";
import { transaction } from "#db/transaction.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { choosingKinds } from "#lib/artwork/library-owners.ts";
import { env } from "#lib/env.ts";
import { enqueue } from "#lib/jobs/enqueue.ts";
import { listFolders } from "#lib/libraries/browse-folders.ts";
import { changeArtwork, previewArtworkChange } from "#lib/libraries/change-artwork.ts";
import { changeTrailers } from "#lib/libraries/change-trailers.ts";
import { addLibrary, getLibrary, removeLibrary, updateLibrary } from "#lib/libraries/libraries.ts";
import { libraryInput } from "#lib/libraries/vocabulary.ts";
import { changePublishing } from "#lib/publish/change-publishing.ts";
import { publishingInput } from "#lib/publish/publishing-input.ts";
import { artworkInput } from "./_components/artwork-input.ts";
import { trailersInput } from "./_components/trailers-input.ts";

const page = "/settings/libraries";
const libraryId = z.int().positive();

/** The names of the folders in a folder, for choosing a library's place (S25). */
export const browseFolders = action(
  { role: "admin", input: z.object({ path: z.string().max(4096).optional() }) },
  async ({ path }) => ({ ...(await listFolders(path)), places: env.MEDIA_ROOTS }),
);

/** Nothing is revalidated: whoever adds a library goes on to another page. */
export const createLibrary = action({ role: "admin", input: libraryInput }, async (input, { user, db, facts }) => {
  const { id, name } = await addLibrary(db, input, { userId: user.id, address: facts.address });
  return { libraryId: id, name };
});

/** `version` is what the library had when its form was opened. */
export const changeLibrary = action(
  { role: "admin", input: libraryInput.extend({ libraryId, version: z.int() }) },
  async ({ libraryId: changed, version, ...input }, { user, db, facts }) => {
    const by = { userId: user.id, address: facts.address };
    const { name } = await updateLibrary(db, { libraryId: changed, version, input, ...by });
    return { libraryId: changed, name };
  },
);

export const dropLibrary = action(
  { role: "admin", input: z.object({ libraryId }) },
  async (input, { user, db, facts }) => {
    await removeLibrary(db, input.libraryId, { userId: user.id, address: facts.address });
    revalidatePath(page);
  },
);

const ways = {
  soon: {},
  /** Also reads the folders that look as before. */
  full: { full: true },
  /** The folders are right as they are, though on another disk, empty, or with many films gone. */
  confirmed: { confirmed: true },
} as const;
const scan = z.object({ libraryId, way: z.enum(["soon", "full", "confirmed"]).default("soon") });

/** Hands a scan to the workers. */
export const scanNow = action({ role: "admin", input: scan }, async ({ way, ...input }, { user, db, facts }) => {
  const { name } = await getLibrary(db, input.libraryId);
  await transaction(db, async (tx) => {
    await enqueue(tx, "library.scan", { ...input, ...ways[way] }, { createdBy: user.id });
    await recordAudit(tx, {
      userId: user.id,
      address: facts.address,
      action: "library.scan",
      entityType: "library",
      entityId: input.libraryId,
      details: { name, way },
    });
  });
  revalidatePath(page);
});

/** Has what changed at the providers fetched again, and what is stale. */
export const refreshNow = action(
  { role: "admin", input: z.object({ libraryId }) },
  async (input, { user, db, facts }) => {
    const { name } = await getLibrary(db, input.libraryId);
    await transaction(db, async (tx) => {
      await enqueue(tx, "library.refresh", input, { createdBy: user.id });
      await recordAudit(tx, {
        userId: user.id,
        address: facts.address,
        action: "library.refresh",
        entityType: "library",
        entityId: input.libraryId,
        details: { name },
      });
    });
    revalidatePath(page);
  },
);

const cursor = z.object({ entityType: z.enum(choosingKinds), entityId: z.int().nonnegative() });

/** A page of what saving these choices would change. Nothing is saved. */
export const previewArtwork = action(
  { role: "admin", input: artworkInput.extend({ libraryId, after: cursor.nullable() }) },
  async ({ libraryId: changed, after, ...choices }, { db }) =>
    previewArtworkChange(db, { libraryId: changed, choices, after }),
);

/** A job scores the pictures anew, and chooses those that come first now. Locked types stay as they are. */
export const saveArtwork = action(
  { role: "admin", input: artworkInput.extend({ libraryId }) },
  async ({ libraryId: changed, ...choices }, { user, db, facts }) => {
    await changeArtwork(db, { libraryId: changed, choices, userId: user.id, address: facts.address });
  },
);

/** The same for trailers. */
export const saveLibraryTrailers = action(
  { role: "admin", input: z.object({ libraryId, choices: trailersInput }) },
  async ({ libraryId: changed, choices }, { user, db, facts }) => {
    await changeTrailers(db, { libraryId: changed, choices, userId: user.id, address: facts.address });
    revalidatePath(page);
  },
);

/** What is published and under which names. Files are renamed by the next publish. */
export const savePublishing = action(
  { role: "admin", input: z.intersection(z.object({ libraryId }), publishingInput) },
  async ({ libraryId: changed, ...input }, { user, db, facts }) => {
    await changePublishing(db, { libraryId: changed, input, userId: user.id, address: facts.address });
    revalidatePath(page);
  },
);
