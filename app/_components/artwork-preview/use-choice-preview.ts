"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionResult } from "#app/_server/action.ts";
import type { ChoicePreview } from "#lib/artwork/preview-choices.ts";
import { artworkTypes } from "#lib/artwork/vocabulary.ts";

/** What a preview found so far. */
export type PreviewState = ChoicePreview & {
  status: "idle" | "looking" | "done" | "failed";
  /** Of `total` films, series or other owners. */
  looked: number;
  total: number;
  problem?: string;
};

const examplesShown = 12;
const nothing: PreviewState = {
  status: "idle",
  looked: 0,
  total: 0,
  counts: {},
  downloads: 0,
  locked: 0,
  examples: [],
};

/** One page of a preview, and where the next begins. Undefined: that was all. `total`: how many all pages are about. */
type PreviewPage<Cursor> = { found: ChoicePreview; looked: number; total: number; next: Cursor | undefined };
type LoadPage<Cursor> = (from: Cursor) => Promise<ActionResult<PreviewPage<Cursor>>>;

/** Looks page by page through what a choice would change, as long as it is shown and nobody stops it. */
export function useChoicePreview() {
  const [state, setState] = useState(nothing);
  const run = useRef(0);
  const stop = useCallback(() => {
    run.current += 1;
    setState(nothing);
  }, []);
  useEffect(
    () => () => {
      run.current += 1;
    },
    [],
  );

  const start = useCallback(async function look<Cursor>(params: { first: Cursor; load: LoadPage<Cursor> }) {
    run.current += 1;
    const own = run.current;
    let seen: PreviewState = { ...nothing, status: "looking" };
    setState(seen);
    for (let from: Cursor | undefined = params.first; from !== undefined; ) {
      const answer: ActionResult<PreviewPage<Cursor>> = await answered(params.load(from));
      if (own !== run.current) return;
      if (!answer.ok) {
        setState({ ...seen, status: "failed", problem: answer.error.message });
        return;
      }
      const page: PreviewPage<Cursor> = answer.data;
      seen = joined({ ...seen, total: page.total }, page.found, page.looked);
      from = page.next;
      setState(from === undefined ? { ...seen, status: "done", looked: seen.total } : seen);
    }
  }, []);
  return { state, start, stop };
}

function joined(seen: PreviewState, found: ChoicePreview, looked: number): PreviewState {
  const counts = { ...seen.counts };
  for (const type of artworkTypes) {
    const count = found.counts[type] ?? 0;
    if (count > 0) counts[type] = (counts[type] ?? 0) + count;
  }
  return {
    ...seen,
    counts,
    downloads: seen.downloads + found.downloads,
    locked: seen.locked + found.locked,
    examples: [...seen.examples, ...found.examples].slice(0, examplesShown),
    looked: Math.min(seen.total, seen.looked + looked),
  };
}
