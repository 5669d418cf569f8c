import { z } from "zod";

const done = z.object({ candidateId: z.int() });
const refused = z.object({ message: z.string() });

export type SendAnswer = { candidateId: number } | { problem: string } | { cancelled: true };

/**
 * Sends a file to the server as it is, and tells how far it is, in percent. What it really is, the server finds out by its
 * bytes. With XMLHttpRequest, for fetch does not tell how much was sent.
 */
export async function sendFile(params: {
  address: string;
  file: Blob;
  name: string;
  maxBytes: number;
  signal: AbortSignal;
  onProgress: (percent: number) => void;
}): Promise<SendAnswer> {
  const { address, file, name, maxBytes, signal, onProgress } = params;
  if (file.size === 0) return { problem: `"${name}" is empty.` };
  if (file.size > maxBytes) {
    return { problem: `"${name}" is larger than ${maxBytes / 1024 ** 2} MB. Make it smaller, and upload it again.` };
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
    request.open("POST", address);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.send(file);
  });
}

function read({ status, responseText }: XMLHttpRequest): SendAnswer {
  const body = readJson(responseText);
  const taken = status >= 200 && status < 300 ? done.safeParse(body) : undefined;
  if (taken?.success) return taken.data;
  const said = refused.safeParse(body);
  if (said.success) return { problem: said.data.message };
  return { problem: "The server's answer cannot be read. Reload the page to see whether the file is there." };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // A proxy between may answer with a page.
    return undefined;
  }
}
