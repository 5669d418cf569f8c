import { findArrivingBody } from "#lib/access/arriving-body.ts";
import { AppError } from "#lib/errors.ts";

const tooLarge = (limitBytes: number) =>
  new AppError("too_large", `The request is larger than the ${sizeInWords(limitBytes)} allowed here.`);

const megabyte = 1024 * 1024;
const sizeInWords = (sizeBytes: number): string =>
  sizeBytes >= 10 * megabyte ? `${Math.round(sizeBytes / megabyte)} MB` : `${Math.round(sizeBytes / 1024)} KB`;

/**
 * The same request with a body that fails as soon as it exceeds the limit, whether the client declared its size or not,
 * and that comes at the pace of its reader. Throws too_large at once for a declared size.
 */
export function capBody(request: Request, limitBytes: number): Request {
  if (!request.body) return request;
  if (Number(request.headers.get("content-length") ?? 0) > limitBytes) throw tooLarge(limitBytes);
  const source = request.body.getReader();
  const arriving = findArrivingBody();
  // Next's own stream must not be given up: what still comes would throw where nobody catches it.
  const giveUp = async (reason: unknown) => (arriving ? arriving.drop() : source.cancel(reason));
  let seenBytes = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await source.read();
        if (done) {
          controller.close();
          return;
        }
        arriving?.taken(value.byteLength);
        seenBytes += value.byteLength;
        if (seenBytes <= limitBytes) {
          controller.enqueue(value);
          return;
        }
        const error = tooLarge(limitBytes);
        controller.error(error);
        await giveUp(error);
      },
      cancel: giveUp,
    },
    { highWaterMark: 0 },
  );
  const init = { method: request.method, headers: request.headers, signal: request.signal, duplex: "half" as const };
  return new Request(request.url, { ...init, body });
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
