import type { Db } from "#db/client.ts";
import { AppError } from "#lib/errors.ts";
import { acceptFile, fileSource } from "./download-file.ts";
import type { HttpAnswer } from "./http.ts";
import { sendWithRetry } from "./send.ts";

/** Whether a file is there, and how large it is when its server says so. Its bytes are not read. Throws as downloadToFile. */
export async function lookAtFile(
  db: Db,
  { url, signal }: { url: string; signal?: AbortSignal | undefined },
): Promise<{ sizeBytes: number | null }> {
  const { source, host } = await fileSource(db, { url, totalMs: 30_000 });
  const headers = { accept: "*/*", "accept-encoding": "identity", range: "bytes=0-0" };
  const answer = await sendWithRetry(db, source, {
    url,
    headers,
    maxBytes: 100_000,
    signal,
    accept: (given: HttpAnswer) => acceptFile(host, given),
    receive: async ({ status, body }) => {
      // Many servers send all of it whatever is asked for: leaving the loop closes the connection.
      if (status === 200 || status === 206) for await (const _ of body) break;
      return status === 200 || status === 206;
    },
  });
  if (answer === undefined) {
    throw new AppError("not_found", `The file is no longer at ${host}.`, { details: { kind: "gone" } });
  }
  const total = /\/(\d+)$/.exec(answer.headers.get("content-range") ?? "")?.[1];
  const size = Number(answer.status === 206 ? total : answer.headers.get("content-length"));
  return { sizeBytes: Number.isSafeInteger(size) && size > 0 ? size : null };
}
