import type { Metadata } from "next";
import { Suspense } from "react";
import { requireUser } from "#app/_server/require-user.ts";
import { ChangeList, HistorySkeleton, readBefore } from "../../../_components/change-list.tsx";
import { type MovieParams, readMovieId } from "../movie-id.ts";
import { UndoButton } from "./_components/undo-button.tsx";
import { getHistory } from "./queries.ts";

export const metadata: Metadata = { title: "History" };

type Props = MovieParams & { searchParams: Promise<{ before?: string | string[] }> };

export default async function HistoryPage(props: Props) {
  await requireUser();
  return (
    <Suspense fallback={<HistorySkeleton />}>
      <Changes {...props} />
    </Suspense>
  );
}

async function Changes({ params, searchParams }: Props) {
  const from = readBefore((await searchParams).before);
  const movieId = await readMovieId(params);
  const { changes, nextBefore } = await getHistory(movieId, from);
  return (
    <ChangeList
      changes={changes}
      href={`/movies/${movieId}/history`}
      from={from}
      nextBefore={nextBefore}
      action={(change) => change.mayUndo && <UndoButton change={change} />}
    />
  );
}
