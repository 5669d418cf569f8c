"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { toastHeld } from "#components/toast.tsx";
import { type ArtworkType, artworkFacts, isSeeThrough, maxImageBytes } from "#lib/artwork/vocabulary.ts";
import { useSendFile } from "../use-send-file.ts";
import { isOffShape } from "./crop-shape.ts";
import type { ArtworkOwner } from "./shown-artwork.ts";

/** What the browser may be asked to draw; everything else is for the server to refuse. */
const drawable: readonly string[] = ["image/jpeg", "image/png", "image/webp"];

type Params = { owner: ArtworkOwner; type: ArtworkType; onAdded: (candidateId: number) => void };
/** A picture whose shape is off: a person decides. */
export type Waiting = { file: File; bitmap: ImageBitmap };

const addressOf = ({ entityType, entityId }: ArtworkOwner, type: ArtworkType): string =>
  entityType === "actor"
    ? `/api/people/${entityId}/portrait`
    : `/api/artwork/upload?${new URLSearchParams({ entityType, entityId: String(entityId), type })}`;

/** The way of a picture from a person to the server: looked at, cut if they want, sent with its progress. */
export function useUpload({ owner, type, onAdded }: Params) {
  const [waiting, setWaiting] = useState<Waiting>();
  const { sending, problem, clearProblem, send: sendTo, cancel } = useSendFile({ maxBytes: maxImageBytes, onAdded });
  const leave = useEffectEvent(cancel);
  // Who leaves the page does not want the picture on it.
  useEffect(() => () => leave(), []);
  const send = (file: Blob, name: string) => sendTo({ address: addressOf(owner, type), file, name });

  async function bring(files: readonly File[]) {
    const [file] = files;
    if (!file || sending || waiting) return;
    if (files.length > 1) toastHeld("One picture at a time: the first one is taken");
    clearProblem();
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
    cancel,
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
