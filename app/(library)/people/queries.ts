import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listPeople } from "#lib/people/list-people.ts";
import { listOf, type PeopleListParams } from "./_components/people-list-params.ts";

/** The first people that match; the others are fetched page by page. */
export async function getPeople(params: PeopleListParams) {
  await requireUser();
  return listPeople(getDb(), listOf(params));
}
