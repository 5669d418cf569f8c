"use client";

import { type DragEvent, useEffect, useRef, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionResult } from "#app/_server/action.ts";
import { isTyping } from "#components/grid-focus.ts";

type Params = {
  enabled: boolean;
  onFiles: (files: readonly File[]) => void;
  addByAddress: (url: string) => Promise<ActionResult<{ candidateId: number }>>;
  onAdded: (candidateId: number) => void;
};

const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");

/** A file dropped anywhere on the panel: handlers for it, and whether one hangs over it. */
export function useDrop({ enabled, onFiles }: Pick<Params, "enabled" | "onFiles">) {
  const [isOver, setIsOver] = useState(false);
  // Entering a child leaves its parent: only the outermost counts.
  const depth = useRef(0);
  const end = () => {
    depth.current = 0;
    setIsOver(false);
  };
  if (!enabled) return { isOver: false, handlers: {} };
  return {
    isOver,
    handlers: {
      onDragEnter: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        depth.current += 1;
        setIsOver(true);
      },
      onDragOver: (event: DragEvent) => {
        if (hasFiles(event)) event.preventDefault();
      },
      onDragLeave: () => {
        depth.current = Math.max(0, depth.current - 1);
        if (depth.current === 0) setIsOver(false);
      },
      onDrop: (event: DragEvent) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        end();
        onFiles([...event.dataTransfer.files]);
      },
    },
  };
}

/** A picture or an address pasted while nobody types. Answers with why an address was not taken. */
export function usePaste(params: Params): string | undefined {
  const [problem, setProblem] = useState<string>();
  const [, startTransition] = useTransition();
  const latest = useRef(params);
  useEffect(() => {
    latest.current = params;
  });
  useEffect(() => {
    function onPaste(event: ClipboardEvent) {
      const { enabled, onFiles, addByAddress, onAdded } = latest.current;
      if (!enabled || !event.clipboardData || (event.target && isTyping(event.target)) || isDialogOpen()) return;
      const files = [...event.clipboardData.files].filter(({ type }) => type.startsWith("image/"));
      const text = event.clipboardData.getData("text/plain").trim();
      const isAddress = /^https?:\/\/\S+$/i.test(text);
      if (files.length === 0 && !isAddress) return;
      event.preventDefault();
      setProblem(undefined);
      if (files.length > 0) {
        onFiles(files);
        return;
      }
      startTransition(async () => {
        const result = await answered(addByAddress(text));
        if (result.ok) onAdded(result.data.candidateId);
        else setProblem(result.error.message);
      });
    }
    document.addEventListener("paste", onPaste);
    return () => document.removeEventListener("paste", onPaste);
  }, []);
  return problem;
}

const isDialogOpen = (): boolean => document.querySelector('[role="dialog"][data-state="open"]') !== null;
