"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { toastHeld } from "#components/toast.tsx";
import { type ArtworkType, artworkFacts, isSeeThrough } from "#lib/artwork/vocabulary.ts";
import { isOffShape } from "./crop-shape.ts";
import type { ArtworkOwner } from "./shown-artwork.ts";
import { uploadPicture } from "./upload-picture.ts";

/** What the browser may be asked to draw; everything else is for the server to refuse. */
const drawable: readonly string[] = ["image/jpeg", "image/png", "image/webp"];

type Params = { owner: ArtworkOwner; type: ArtworkType; onAdded: (candidateId: number) => void };
/** A picture whose shape is off: a person decides. */
export type Waiting = { file: File; bitmap: ImageBitmap };

/** The way of a picture from a person to the server: looked at, cut if they want, sent with its progress. */
export function useUpload({ owner, type, onAdded }: Params) {
  const [sending, setSending] = useState<{ name: string; percent: number }>();
  const [problem, setProblem] = useState<string>();
  const [waiting, setWaiting] = useState<Waiting>();
  const stop = useRef<AbortController>(undefined);
  const router = useRouter();
  // Who leaves the page does not want the picture on it.
  useEffect(() => () => stop.current?.abort(), []);

  async function send(blob: Blob, name: string) {
    const control = new AbortController();
    stop.current = control;
    setSending({ name, percent: 0 });
    const onProgress = (percent: number) => setSending({ name, percent });
    const answer = await uploadPicture({ owner, type, file: blob, name, signal: control.signal, onProgress });
    stop.current = undefined;
    setSending(undefined);
    if ("problem" in answer) setProblem(answer.problem);
    if (!("candidateId" in answer)) return;
    onAdded(answer.candidateId);
    router.refresh();
  }

  async function bring(files: readonly File[]) {
    const [file] = files;
    if (!file || sending || waiting) return;
    if (files.length > 1) toastHeld("One picture at a time: the first one is taken");
    setProblem(undefined);
    const bitmap = await readShape(file, type);
    if (bitmap) setWaiting({ file, bitmap });
    else await send(file, file.name);
  }

  function closeWaiting() {
    waiting?.bitmap.close();
    setWaiting(undefined);
  }

  return {
    sending,
    problem,
    waiting,
    bring: (files: readonly File[]) => void bring(files),
    cancel: () => stop.current?.abort(),
    /** Undefined: the picture as it is. */
    decide: (cropped: Blob | undefined) => {
      closeWaiting();
      if (waiting) void send(cropped ?? waiting.file, waiting.file.name);
    },
    dismiss: closeWaiting,
  };
}
export type Upload = ReturnType<typeof useUpload>;

/** The picture when its shape is off. The shape of a logo is that of its letters: none of those is cut. */
async function readShape(file: File, type: ArtworkType): Promise<ImageBitmap | undefined> {
  if (isSeeThrough(type) || !drawable.includes(file.type)) return undefined;
  try {
    const bitmap = await createImageBitmap(file);
    if (isOffShape(bitmap, artworkFacts[type].ideal)) return bitmap;
    bitmap.close();
  } catch {
    // The browser cannot read it: the server says why it is no picture.
  }
  return undefined;
}
