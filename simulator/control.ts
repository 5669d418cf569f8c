import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { faultsSchema } from "./faults.ts";
import { jsonReply, type Reply } from "./reply.ts";
import type { Running } from "./server.ts";

/**
 * Steering from another process: `POST /_control/faults` with what to switch on, `GET /_control/faults`,
 * `GET /_control/requests` for what was asked, `DELETE /_control/requests` to start counting anew.
 */
export async function answerControl(
  { faults, requests }: Running,
  request: IncomingMessage,
  path: string,
): Promise<Reply> {
  switch (`${request.method} ${path}`) {
    case "GET /_control/faults":
      return jsonReply(faults.current());
    case "POST /_control/faults": {
      const parsed = faultsSchema.safeParse(readJson(await bodyOf(request)));
      if (!parsed.success) return jsonReply({ error: z.prettifyError(parsed.error) }, { status: 400 });
      faults.set(parsed.data);
      return jsonReply(faults.current());
    }
    case "GET /_control/requests":
      return jsonReply({
        peakPerSecond: requests.peakPerSecond(),
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

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = "";
  request.setEncoding("utf8");
  for await (const chunk of request) text += chunk;
  return text;
}

/** The parsed text, or undefined where it is no JSON: the schema says what was expected. */
function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
