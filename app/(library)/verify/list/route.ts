import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listFindings } from "#lib/verify/list-findings.ts";
import { findingKinds } from "#lib/verify/vocabulary.ts";
import { morePerPage, toFindingPage } from "../_components/shown-finding.ts";

const id = z.coerce
  .number()
  .int()
  .positive()
  .max(2 ** 31 - 1);
const query = z.object({
  kind: z.enum(findingKinds),
  after: id,
  library: id.optional(),
  show: z.enum(["open", "dismissed"]).default("open"),
});

/** The next findings of a kind, behind the last one seen. */
export const GET = route({ role: "editor", input: { query } }, async ({ input, db }) => {
  const { kind, after, library, show } = input.query;
  const filter = { kind, state: show, ...(library === undefined ? {} : { libraryId: library }) };
  return toFindingPage(await listFindings(db, { filter, after, limit: morePerPage + 1 }), morePerPage);
});
