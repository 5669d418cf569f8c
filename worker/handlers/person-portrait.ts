import { cacheOwnPortrait } from "#lib/artwork/portrait.ts";
import type { Handler } from "../handler.ts";
import { askProvider, unlessGone } from "../provider-outcome.ts";

/** Verifies the portrait a person brought, from an upload or an address, and shows it. */
export const personPortrait: Handler<"person.portrait"> = async ({ db, job, payload, signal, assertOwned }) => {
  const { actorId, upload, url, batch } = payload;
  const by = { userId: job.createdBy, batch };
  const from = upload === undefined ? { url: url ?? "" } : { upload };
  const done = await unlessGone(() =>
    askProvider(() => cacheOwnPortrait(db, { actorId, from, by, signal, assertOwned })),
  );
  return done ? { cached: done.cached ? 1 : 0 } : { skipped: "The uploaded picture is no longer there." };
};
