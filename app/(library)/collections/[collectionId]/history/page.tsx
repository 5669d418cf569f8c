import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { ChangeList, readBefore } from "../../../_components/change-list.tsx";
import { HistorySkeleton } from "../../../_components/history-skeleton.tsx";
import { UndoChange } from "../_components/undo-change.tsx";
import { type CollectionParams, readCollectionId } from "../collection-id.ts";
import { getSetHistory } from "../queries.ts";

export const metadata: Metadata = { title: "History" };

type Props = CollectionParams & { searchParams: Promise<{ before?: string | string[] }> };

export default async function SetHistoryPage(props: Props) {
  await requireUser();
  return (
    <Suspense fallback={<HistorySkeleton />}>
      <Changes {...props} />
    </Suspense>
  );
}

async function Changes({ params, searchParams }: Props) {
  const from = readBefore((await searchParams).before);
  const collectionId = await readCollectionId(params);
  const { changes, nextBefore } = await getSetHistory(collectionId, from);
  return (
    <ChangeList
      changes={changes}
      href={`/collections/${collectionId}/history`}
      from={from}
      nextBefore={nextBefore}
      action={(change) => change.mayUndo && <UndoChange change={change} />}
    />
  );
}
