"use client";

import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { sendFile } from "./send-file.ts";

type Params = { maxBytes: number; onAdded: (candidateId: number) => void };

/** Sends one file at a time: how far it is, what went wrong, and a way to stop it. */
export function useSendFile({ maxBytes, onAdded }: Params) {
  const [sending, setSending] = useState<{ name: string; percent: number }>();
  const [problem, setProblem] = useState<string>();
  const stop = useRef<AbortController>(undefined);
  const router = useRouter();

  async function send({ address, file, name }: { address: string; file: Blob; name: string }) {
    const control = new AbortController();
    stop.current = control;
    setProblem(undefined);
    setSending({ name, percent: 0 });
    const onProgress = (percent: number) => setSending({ name, percent });
    const answer = await sendFile({ address, file, name, maxBytes, signal: control.signal, onProgress });
    stop.current = undefined;
    setSending(undefined);
    if ("problem" in answer) setProblem(answer.problem);
    if (!("candidateId" in answer)) return;
    onAdded(answer.candidateId);
    router.refresh();
  }

  return { sending, problem, clearProblem: () => setProblem(undefined), send, cancel: () => stop.current?.abort() };
}
