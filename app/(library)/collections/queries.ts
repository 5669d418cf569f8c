import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { hasRole } from "#lib/access/vocabulary.ts";
import { listCollections } from "#lib/collections/list-collections.ts";
import { isAppError } from "#lib/errors.ts";
import type { SetListParams } from "./_components/set-list-params.ts";

/** A page of sets. An address whose place in the list is not known begins at its top. */
export async function getSetList({ q, filter, sort, after }: SetListParams) {
  const user = await requireUser();
  const wanted = { search: q, sort, ...(filter && { filter }) };
  const list = await readPage(wanted, after ?? undefined);
  return { ...list, isFirst: list.isFirst || after === null, mayEdit: hasRole(user, "editor") };
}

async function readPage(wanted: Parameters<typeof listCollections>[1], cursor: string | undefined) {
  try {
    return { ...(await listCollections(getDb(), { ...wanted, cursor })), isFirst: false };
  } catch (error) {
    if (!isAppError(error, "invalid")) throw error;
    return { ...(await listCollections(getDb(), wanted)), isFirst: true };
  }
}
