"use client";

import { useQueryStates } from "nuqs";
import { useCallback, useTransition } from "react";
import { newList, useListControls } from "../../_components/use-list-controls.ts";
import { filmListParams } from "./film-list-params.ts";

/** The list in the address. `pending` while the server answers new filters; the old films stay until then. */
export function useFilmListParams() {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(filmListParams, { history: "replace" });
  type Change = Exclude<Parameters<typeof setParams>[0], null | ((...args: never) => unknown)>;

  const { forgetTyped, ...controls } = useListControls({ q: params.q, setParams, startTransition });
  /** Changes what is listed; the list then begins at its top. */
  const setList = useCallback(
    (change: Change) => {
      if (change.q === null) forgetTyped();
      void setParams({ ...change, at: null }, newList(startTransition));
    },
    [setParams, forgetTyped],
  );
  return { params, pending, setList, ...controls };
}

export type FilmListControls = ReturnType<typeof useFilmListParams>;
