"use client";

import { useQueryStates } from "nuqs";
import { artworkParams } from "./artwork-params.ts";

/** Filters and order of the candidates in the address. They are here already: nothing is asked of the server. */
export function useArtworkParams() {
  const [params, setParams] = useQueryStates(artworkParams, { history: "replace", shallow: true, scroll: false });
  return { params, setParams };
}
