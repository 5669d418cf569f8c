import { z } from "zod";
import { type ArtworkType, maxImageBytes } from "#lib/artwork/vocabulary.ts";
import type { ArtworkOwner } from "./shown-artwork.ts";

const done = z.object({ candidateId: z.int() });
const refused = z.object({ message: z.string() });

export type UploadAnswer = { candidateId: number } | { problem: string } | { cancelled: true };

const addressOf = ({ entityType, entityId }: ArtworkOwner, type: ArtworkType): string =>
  entityType === "actor"
    ? `/api/people/${entityId}/portrait`
    : `/api/artwork/upload?${new URLSearchParams({ entityType, entityId: String(entityId), type })}`;

/**
 * Sends a picture to the server as it is, and tells how far it is, in percent. What it really is, the server finds out by
 * its bytes. With XMLHttpRequest, for fetch does not tell how much was sent.
 */
export async function uploadPicture(params: {
  owner: ArtworkOwner;
  type: ArtworkType;
  file: Blob;
  name: string;
  signal: AbortSignal;
  onProgress: (percent: number) => void;
}): Promise<UploadAnswer> {
  const { owner, type, file, name, signal, onProgress } = params;
  if (file.size === 0) return { problem: `"${name}" is empty.` };
  if (file.size > maxImageBytes) {
    return { problem: `"${name}" is larger than 30 MB. Make it smaller, and upload it again.` };
  }
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const lost = () => resolve({ problem: `"${name}" did not reach the server. Check the connection, and try again.` });
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? (100 * loaded) / total : 0);
    request.onload = () => resolve(read(request));
    request.onerror = lost;
    request.ontimeout = lost;
    request.onabort = () => resolve({ cancelled: true });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.open("POST", addressOf(owner, type));
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(file);
  });
}

function read({ status, responseText }: XMLHttpRequest): UploadAnswer {
  const body = readJson(responseText);
  const taken = status >= 200 && status < 300 ? done.safeParse(body) : undefined;
  if (taken?.success) return taken.data;
  const said = refused.safeParse(body);
  return { problem: said.success ? said.data.message : "The server refused it without saying why." };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy between may answer with a page.
    return undefined;
  }
}
