"use client";

import { debounce, useQueryStates } from "nuqs";
import { useCallback, useTransition } from "react";
import { unknownParams } from "./unknown-params.ts";

/** Typing is one search, not one for each letter. */
const searchDelayMs = 250;

/** The list in the address. `pending` while the server answers new filters; the old files stay until then. */
export function useUnknownParams() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(unknownParams, { history: "replace", shallow: false, startTransition });
  const search = useCallback(
    (q: string) => void setParams({ q }, q === "" ? {} : { limitUrlUpdates: debounce(searchDelayMs) }),
    [setParams],
  );
  return { params, pending, setParams, search };
}

export type UnknownControls = ReturnType<typeof useUnknownParams>;
