import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { readConflicts } from "../read-conflicts.ts";

const query = z.object({ after: z.coerce.number().int().nonnegative().max(2_147_483_647) });

/** The next files that were changed outside, after the last one seen. */
export const GET = route({ role: "editor", input: { query } }, ({ input, db }) => readConflicts(db, input.query));
