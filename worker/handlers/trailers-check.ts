import { checkTrailers } from "#lib/trailers/check-trailers.ts";
import type { Handler } from "../handler.ts";

/** Finds trailers that are no longer there. */
export const trailersCheck: Handler<"trailers.check"> = ({ db, signal, assertOwned, progress }) =>
  checkTrailers(db, {
    signal,
    assertOwned,
    onProgress: (done, of) => progress((done / of) * 100, `${done} of ${of} asked about`),
  });
