import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { faultsSchema } from "./faults.ts";
import { jsonReply, type Reply } from "./reply.ts";
import { pacesOf } from "./request-log.ts";
import type { Running } from "./server.ts";
import { changesSchema, retiredSchema, videosSchema } from "./state.ts";

/**
 * Steering from another process: `POST /_control/faults` with what to switch on, `GET /_control/faults`,
 * `GET /_control/requests` for what was asked, `DELETE /_control/requests` to start counting anew,
 * `POST /_control/changes` for what the changes feeds tell, `POST /_control/retired` for ids that are gone,
 * `POST /_control/videos` for what becomes of trailers, `POST /_control/expire-tokens` to end every TVDB login.
 */
export async function answerControl(
  { faults, requests, state }: Running,
  request: IncomingMessage,
  path: string,
): Promise<Reply> {
  switch (`${request.method} ${path}`) {
    case "GET /_control/faults":
      return jsonReply(faults.current());
    case "POST /_control/faults":
      return receive(request, faultsSchema, (wanted) => {
        faults.set(wanted);
        return faults.current();
      });
    case "POST /_control/changes":
      return receive(request, changesSchema, (wanted) => {
        state.setChanged(wanted);
        return wanted;
      });
    case "POST /_control/retired":
      return receive(request, retiredSchema, (wanted) => {
        state.setRetired(wanted);
        return wanted;
      });
    case "POST /_control/videos":
      return receive(request, videosSchema, (wanted) => {
        state.setVideos(wanted);
        return wanted;
      });
    case "POST /_control/expire-tokens":
      state.expireTokens();
      return jsonReply({});
    case "GET /_control/requests":
      return jsonReply({
        peakPerSecond: requests.peakPerSecond(),
        providers: pacesOf(requests),
        byPath: requests.byPath(),
        requests: requests.list(),
      });
    case "DELETE /_control/requests":
      requests.reset();
      return jsonReply({});
    default:
      return jsonReply({ error: `There is no ${request.method} ${path}` }, { status: 404 });
  }
}

/** Takes what was sent when it fits the schema, else says what is wrong with it. */
async function receive<T>(request: IncomingMessage, schema: z.ZodType<T>, take: (wanted: T) => object): Promise<Reply> {
  const parsed = schema.safeParse(readJson(await bodyOf(request)));
  return parsed.success
    ? jsonReply(take(parsed.data))
    : jsonReply({ error: z.prettifyError(parsed.error) }, { status: 400 });
}

export async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text += chunk;
  return text;
}

/** The parsed text, or undefined where it is no JSON: the schema says what was expected. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
