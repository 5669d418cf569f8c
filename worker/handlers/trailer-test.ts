import { Permanent } from "#lib/jobs/outcomes.ts";
import { testTrailer } from "#lib/trailers/test-trailer.ts";
import type { Handler } from "../handler.ts";
import { unlessGone } from "../provider-outcome.ts";
import { unlessWithoutYtdlp } from "../without-ytdlp.ts";

/** Asks one video whether it is there and what it is. */
export const trailerTest: Handler<"trailer.test"> = async ({ db, payload, signal, assertOwned }) => {
  const { candidateId } = payload;
  const done = await unlessGone(() => unlessWithoutYtdlp(() => testTrailer(db, { candidateId, signal, assertOwned })));
  if (!done) return { skipped: "The trailer is no longer offered." };
  if ("notice" in done) return { skipped: done.notice };
  if (done.failure) throw new Permanent(done.failure.message);
  return { tested: 1 };
};
