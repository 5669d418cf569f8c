import type { Db } from "#db/client.ts";
import { aUser } from "#lib/access/testing.ts";
import { createSource } from "#lib/webhooks/sources.ts";
import type { SourceKind } from "#lib/webhooks/vocabulary.ts";
import { POST } from "./[source]/route.ts";

let count = 0;

/** For tests: a source, and what sends its events to the route without a server. */
export async function aSource(db: Db, kind: SourceKind = "radarr") {
  count += 1;
  const admin = await aUser(db, { role: "admin" });
  const by = { userId: admin.id, address: null };
  const { sourceId, secret } = await createSource(db, { name: `Source ${count}`, kind }, by);
  const post = (body: string, headers: Record<string, string> = { "x-api-key": secret }, source = `${sourceId}`) =>
    POST(
      new Request(`http://localhost:3000/api/webhooks/${source}`, {
        method: "POST",
        body,
        headers: { "content-type": "application/json", host: "localhost:3000", ...headers },
      }),
      { params: Promise.resolve({ source }) },
    );
  return { sourceId, secret, by, post, send: (event: unknown) => post(JSON.stringify(event)) };
}
