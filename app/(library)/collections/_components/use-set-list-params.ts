"use client";

import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { type SetListParams, setListParams } from "./set-list-params.ts";

/** Typing is one search, not one for each letter. */
const searchDelayMs = 250;

/** The list in the address. `pending` while the server answers; the old sets stay until then. */
export function useSetListParams() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(setListParams, { history: "replace", shallow: false, startTransition });
  return {
    params,
    pending,
    /** Changes what is listed; the list then begins at its top. */
    setList: (change: Partial<SetListParams>) => void setParams({ ...change, after: null }),
    search: (q: string) =>
      void setParams({ q, after: null }, q === "" ? {} : { limitUrlUpdates: debounce(searchDelayMs) }),
  };
}

export type SetListControls = ReturnType<typeof useSetListParams>;
