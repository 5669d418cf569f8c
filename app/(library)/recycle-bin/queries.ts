import { requireUser } from "#app/_server/require-user.ts";
import { getDb } from "#db/client.ts";
import { listRecycled } from "#lib/recycle/list.ts";
import { recycledPageSize, toRecycledPage } from "./_components/recycled-file.ts";

/** The first page of the recycle bin. Its rows are paths, which viewers do not see. */
export async function getRecycleBin() {
  await requireUser("editor");
  return toRecycledPage(await listRecycled(getDb(), { limit: recycledPageSize + 1 }));
}
