import type { IncomingMessage } from "node:http";
import { errors } from "./answers/answering.ts";
import { answerFor } from "./answers/routes.ts";
import type { Provider } from "./providers.ts";
import { jsonReply } from "./reply.ts";

/** TMDB v3. */
export const tmdb: Provider = {
  answer: ({ host, faults, state, url: home }, { request, url }) => {
    if (!isKeyGood(faults.current().apiKeys, bearerOf(request) ?? url.searchParams.get("api_key")))
      return jsonReply(errors.invalidKey.body, { status: 401 });
    const { catalogue, artworkScale } = host;
    const answer = answerFor({ catalogue, artworkScale, state, url: home, query: url.searchParams }, url.pathname);
    return jsonReply(answer.body, { status: answer.status ?? 200 });
  },
  failure: (status) => {
    const known = Object.values(errors).find((error) => error.status === status) ?? errors.internal;
    return jsonReply(known.body, { status, headers: status === 429 ? { "retry-after": "1" } : {} });
  },
};

export function bearerOf(request: IncomingMessage): string | null {
  return /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? "")?.[1] ?? null;
}

/** Whether there is a key, and it is among the good ones where some are named. */
export function isKeyGood(good: string[] | undefined, key: string | null): boolean {
  return key !== null && key !== "" && (good === undefined || good.includes(key));
}
