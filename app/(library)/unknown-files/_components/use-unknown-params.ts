"use client";

import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { useTypedSearch } from "../../_components/use-typed-search.ts";
import { unknownParams } from "./unknown-params.ts";

/** The list in the address. `pending` while the server answers new filters; the old files stay until then. */
export function useUnknownParams() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(unknownParams, { history: "replace", shallow: false, startTransition });
  const typedSearch = useTypedSearch({ q: params.q, send: (q) => void setParams({ q }) });
  return { params, pending, setParams, ...typedSearch };
}

export type UnknownControls = ReturnType<typeof useUnknownParams>;
