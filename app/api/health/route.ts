import { sql } from "drizzle-orm";
import { publicRoute } from "#app/_server/route.ts";
import { users } from "#db/schema/index.ts";

/** For container health checks and load balancers: 200 while the database answers, 503 otherwise. Tells nothing else. */
export const GET = publicRoute({}, async ({ db }) => {
  await db.select({ one: sql`1` }).from(users).limit(1);
  return { status: "ok" };
});
