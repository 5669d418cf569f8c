"use client";

import { useEffect, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionResult } from "#app/_server/action.ts";

/** Typing is one search, not one for each letter. */
const searchDelayMs = 250;

/** Searches while a person types, at first for nothing; an older answer that comes late is dropped. */
export function useSearch<T>(find: (text: string) => Promise<ActionResult<T[]>>) {
  const [text, setText] = useState("");
  const [answer, setAnswer] = useState<{ found?: T[]; problem?: string }>({});
  const [searching, startTransition] = useTransition();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `find` is made anew with every drawing; the text decides.
  useEffect(() => {
    let isLatest = true;
    const timer = setTimeout(
      () =>
        startTransition(async () => {
          const result = await answered(find(text));
          if (isLatest) setAnswer(result.ok ? { found: result.data } : { problem: result.error.message });
        }),
      text === "" ? 0 : searchDelayMs,
    );
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [text]);
  return { text, setText, searching, ...answer };
}
