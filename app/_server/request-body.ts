import { AppError } from "#lib/errors.ts";

const tooLarge = (limitBytes: number) =>
  new AppError("too_large", `The request is larger than the ${sizeInWords(limitBytes)} allowed here.`);

const megabyte = 1024 * 1024;
const sizeInWords = (sizeBytes: number): string =>
  sizeBytes >= 10 * megabyte ? `${Math.round(sizeBytes / megabyte)} MB` : `${Math.round(sizeBytes / 1024)} KB`;

/**
 * The same request with a body that fails as soon as it exceeds the limit, whether the client declared its size or not.
 * Throws too_large at once for a declared size.
 */
export function capBody(request: Request, limitBytes: number): Request {
  if (!request.body) return request;
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge(limitBytes);
  let seenBytes = 0;
  const counter = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      seenBytes += chunk.byteLength;
      if (seenBytes > limitBytes) controller.error(tooLarge(limitBytes));
      else controller.enqueue(chunk);
    },
  });
  const init = { method: request.method, headers: request.headers, signal: request.signal, duplex: "half" as const };
  return new Request(request.url, { ...init, body: request.body.pipeThrough(counter) });
}

/** The JSON of a request. Throws unsupported for another type, invalid for broken JSON. */
export async function readJson(request: Request): Promise<unknown> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.-]+\+)?json\b/i.test(type)) {
    throw new AppError("unsupported", "Send the body as JSON, with the header content-type: application/json.");
  }
  const text = await request.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new AppError("invalid", "The body is not valid JSON.", { cause: error });
  }
}
