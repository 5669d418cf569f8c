"use client";

import { useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import { toastDone, toastFailed } from "#components/toast.tsx";
import { restore } from "../actions.ts";
import { filesText, type RecycledFileRow } from "./recycled-file.ts";

/** Files of one request: each may have to be copied from one disk to another. */
const filesAtOnce = 10;

/**
 * Puts files back. Those in whose place something else lies by now wait in `taken` until a person decides. `onRestored` is
 * told which came back.
 */
export function useRestore(onRestored: (recycleIds: number[]) => void) {
  const [pending, startTransition] = useTransition();
  const [taken, setTaken] = useState<readonly RecycledFileRow[]>([]);
  const leave = (files: readonly RecycledFileRow[]) => setTaken((now) => now.filter((file) => !files.includes(file)));

  const putBack = (files: readonly RecycledFileRow[], overwrite = false) =>
    startTransition(async () => {
      const back: { recycleId: number; path: string }[] = [];
      const problems: string[] = [];
      for (let at = 0; at < files.length; at += filesAtOnce) {
        const some = files.slice(at, at + filesAtOnce);
        const answer = await answered(restore({ recycleIds: some.map(({ recycleId }) => recycleId), overwrite }));
        if (!answer.ok) {
          problems.push(answer.error.message);
          break;
        }
        const { restored, taken: ids } = answer.data;
        back.push(...restored);
        problems.push(...answer.data.problems.map(({ message }) => message));
        leave(some);
        setTaken((now) => [...now, ...some.filter(({ recycleId }) => ids.includes(recycleId))]);
        onRestored(restored.map(({ recycleId }) => recycleId));
      }
      const [only] = back;
      if (only) {
        const title = back.length === 1 ? "The file is back" : `${filesText(back.length)} are back`;
        toastDone(title, back.length === 1 ? { description: only.path } : {});
      }
      const [problem] = problems;
      if (problem !== undefined) {
        toastFailed(
          problems.length === 1 ? "A file was not put back" : `${filesText(problems.length)} were not put back`,
          {
            description: problem,
          },
        );
      }
    });
  return { pending, taken, putBack, leave };
}
