import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listUnknownFiles } from "#lib/libraries/unknown-files.ts";
import { toUnknownPage, unknownPageSize } from "../_components/unknown-file.ts";
import { filterOf, readUnknownParams } from "../_components/unknown-params.ts";

const query = z.object({ after: z.string().max(8192) }).loose();

/** The next unknown files with the filters of the page, after the last path seen. */
export const GET = route({ role: "editor", input: { query } }, async ({ input, request, db }) =>
  toUnknownPage(
    await listUnknownFiles(db, {
      filter: filterOf(readUnknownParams(request)),
      after: input.query.after.replaceAll("\0", ""),
      limit: unknownPageSize + 1,
    }),
  ),
);
