// Started by transaction.test.ts as one of several processes on one database: adds to a counter, one transaction each time.
import { setTimeout as sleep } from "node:timers/promises";
import { eq } from "drizzle-orm";
import { closeDb, getDb } from "./client.ts";
import { configuration } from "./schema/index.ts";
import { transaction } from "./transaction.ts";

const [key = "", times = "0"] = process.argv.slice(2);
const db = getDb();
for (let done = 0; done < Number(times); done++) {
  await transaction(db, async (tx) => {
    const [row] = await tx.select().from(configuration).where(eq(configuration.key, key));
    // Long enough that the other processes find the database locked.
    await sleep(3);
    await tx
      .update(configuration)
      .set({ value: String(Number(row?.value) + 1) })
      .where(eq(configuration.key, key));
  });
}
await closeDb();
