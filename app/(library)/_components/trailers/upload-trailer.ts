import { z } from "zod";
import type { TrailerChooser } from "#lib/trailers/owners.ts";
import { maxTrailerBytes } from "#lib/trailers/vocabulary.ts";

const kinds = { movie: "movies", series: "series" } as const;
const done = z.object({ candidateId: z.int() });
const refused = z.object({ message: z.string() });

export type UploadAnswer = { candidateId: number } | { problem: string } | { cancelled: true };

/**
 * Sends a video to the server as it is and tells how much of it is there, in percent. What it really is, the server finds
 * out by its bytes. (fetch() does not tell how far an upload is.)
 */
export function uploadTrailer(params: {
  owner: TrailerChooser;
  file: File;
  onProgress: (percent: number) => void;
  signal: AbortSignal;
}): Promise<UploadAnswer> {
  const { owner, file, onProgress, signal } = params;
  if (file.size === 0) return Promise.resolve({ problem: `"${file.name}" is empty.` });
  if (file.size > maxTrailerBytes) {
    return Promise.resolve({ problem: `"${file.name}" is larger than 500 MB. Make it smaller, and upload it again.` });
  }
  const lost = { problem: `"${file.name}" did not reach the server. Check the connection, and try again.` };
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ name: file.name });
    request.open("POST", `/api/${kinds[owner.entityType]}/${owner.entityId}/trailers?${query}`);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? (loaded / total) * 100 : 0);
    request.onload = () => resolve(readAnswer(request));
    request.onerror = () => resolve(lost);
    request.onabort = () => resolve({ cancelled: true });
    signal.addEventListener("abort", () => request.abort(), { once: true });
    request.send(file);
  });
}

function readAnswer({ status, responseText }: XMLHttpRequest): UploadAnswer {
  let body: unknown;
  try {
    body = JSON.parse(responseText);
  } catch {
    return { problem: "The server's answer cannot be read. Reload the page to see whether the trailer is there." };
  }
  const taken = done.safeParse(body);
  if (status === 200 && taken.success) return taken.data;
  const said = refused.safeParse(body);
  return { problem: said.success ? said.data.message : "The server refused it without saying why." };
}
