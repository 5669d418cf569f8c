"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { getJson } from "#app/_components/get-json.ts";
import { type PlannedItem, planPageSchema, type UnitType, unitsPerPlanPage } from "#lib/publish/vocabulary.ts";

/** What is planned: a library, or these. */
export type PlanSource = { libraryId: number } | { entityType: UnitType; ids: readonly number[] };

type Plans = { items: PlannedItem[]; looked: number; state: "running" | "stopped" | "done"; problem: string | null };
type Place = { after: number; looked: number };

const nothingYet: Plans = { items: [], looked: 0, state: "running", problem: null };

/** Asks for the plans page by page, as long as the page is open and nobody stops it. */
export function usePlans(source: PlanSource) {
  const [plans, setPlans] = useState(nothingYet);
  const place = useRef<Place>({ after: 0, looked: 0 });
  const stopper = useRef<AbortController>(undefined);
  const [wanted] = useState(source);

  const run = useCallback(async () => {
    stopper.current?.abort();
    const stop = new AbortController();
    stopper.current = stop;
    setPlans((now) => ({ ...now, state: "running", problem: null }));
    try {
      for (let address = addressOf(wanted, place.current); address !== null; ) {
        const page = await getJson(address, planPageSchema, stop.signal);
        const looked = place.current.looked + page.looked;
        place.current = { after: page.next ?? place.current.after, looked };
        setPlans((now) => ({ ...now, items: [...now.items, ...page.items], looked }));
        address = "libraryId" in wanted && page.next === null ? null : addressOf(wanted, place.current);
      }
      setPlans((now) => ({ ...now, state: "done" }));
    } catch (error) {
      if (stop.signal.aborted) return;
      const problem = error instanceof Error ? error.message : "The server did not answer.";
      setPlans((now) => ({ ...now, state: "stopped", problem }));
    }
  }, [wanted]);

  useEffect(() => {
    void run();
    return () => stopper.current?.abort();
  }, [run]);

  return {
    ...plans,
    stop: () => {
      stopper.current?.abort();
      setPlans((now) => ({ ...now, state: "stopped" }));
    },
    goOn: () => void run(),
    restart: () => {
      place.current = { after: 0, looked: 0 };
      setPlans(nothingYet);
      void run();
    },
  };
}

/** The next page to ask for; null when all were looked at. */
function addressOf(source: PlanSource, { after, looked }: Place): string | null {
  if ("libraryId" in source) return `/api/v1/publish?library=${source.libraryId}&after=${after}`;
  const ids = source.ids.slice(looked, looked + unitsPerPlanPage);
  return ids.length === 0 ? null : `/api/v1/publish?type=${source.entityType}&ids=${ids.join(",")}`;
}
