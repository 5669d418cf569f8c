"use client";

import { useCallback, useEffect, useRef, useState } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone } from "#components/toast.tsx";
import type { SourceSaid } from "#lib/editing/compare-values.ts";
import { labelOfSource } from "#lib/editing/vocabulary.ts";
import type { FieldSourceProps } from "./field-source.tsx";
import { takeBack } from "./take-back.ts";

/** What the sources say of a field, read when it is opened, and the way to take it. */
export function useCompare({ field, form, actions, onTaken }: Omit<FieldSourceProps, "isChanged">) {
  const [said, setSaid] = useState<readonly SourceSaid[]>();
  const [problem, setProblem] = useState<string>();
  const [taking, setTaking] = useState<string>();
  const [taken, setTaken] = useState(false);
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  const load = useCallback(async () => {
    setProblem(undefined);
    const result = await answered(latest.current.compare({ field: field.field }));
    if (result.ok) setSaid(result.data);
    else setProblem(result.error.message);
  }, [field.field]);
  useEffect(() => {
    load();
  }, [load]);

  async function take(source: string) {
    setTaking(source);
    setProblem(undefined);
    const opened = { version: form.version, values: { [field.field]: field.value } };
    const result = await answered(actions.take({ field: field.field, source, opened }));
    setTaking(undefined);
    if (!result.ok) {
      setProblem(result.error.message);
      return;
    }
    setTaken(true);
    const { changeIds } = result.data;
    toastDone(
      `${field.label} is taken from ${labelOfSource(source)} and locked`,
      changeIds.length > 0 ? { onUndo: () => takeBack(actions, changeIds) } : {},
    );
    onTaken();
  }

  return { said, problem, taking, taken, take, load };
}
