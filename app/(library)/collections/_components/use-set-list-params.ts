"use client";

import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { useTypedSearch } from "../../_components/use-typed-search.ts";
import { type SetListParams, setListParams } from "./set-list-params.ts";

/** The list in the address. `pending` while the server answers; the old sets stay until then. */
export function useSetListParams() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(setListParams, { history: "replace", shallow: false, startTransition });
  /** Changes what is listed; the list then begins at its top. */
  const setList = (change: Partial<SetListParams>) => void setParams({ ...change, after: null });
  const { typed, search } = useTypedSearch({ q: params.q, send: (q) => setList({ q }) });
  return { params, pending, typed, setList, search };
}

export type SetListControls = ReturnType<typeof useSetListParams>;
