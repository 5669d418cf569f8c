import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { listPeople, peoplePageLimit } from "#lib/people/list-people.ts";
import { listOf, readPeopleListParams } from "../_components/people-list-params.ts";

const query = z
  .object({
    cursor: z.string().max(10_000).optional(),
    limit: z.coerce.number().int().min(1).max(peoplePageLimit).default(60),
  })
  .loose();

/** A page of people: the same filters and orders as the page /people, with `cursor` and `limit` (120 at most). */
export const GET = route({ role: "viewer", input: { query } }, async ({ input, request, db }) =>
  listPeople(db, { ...listOf(readPeopleListParams(request)), ...input.query }),
);
