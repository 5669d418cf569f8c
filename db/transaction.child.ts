// Started by transaction.test.ts as one of several processes on one database. Says "ready", waits for a word, and then
// adds to a counter `times` times, each time in a transaction that lasts `holdMs`.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { closeDb, getDb } from "./client.ts";
import { configuration } from "./schema/index.ts";
import { transaction } from "./transaction.ts";

const [key = "", times = "0", holdMs = "0"] = process.argv.slice(2);
const db = getDb();
const counter = eq(configuration.key, key);

await db.select().from(configuration).where(counter);
process.send?.("ready");
await once(process, "message");

for (let done = 0; done < Number(times); done++) {
  await transaction(db, async (tx) => {
    const [row] = await tx.select().from(configuration).where(counter);
    await tx
      .update(configuration)
      .set({ value: String(Number(row?.value) + 1) })
      .where(counter);
    process.send?.("holding");
    await sleep(Number(holdMs));
  });
}
await closeDb();
process.disconnect();
