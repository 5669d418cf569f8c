import { desc, eq } from "drizzle-orm";
import { expect, test } from "vitest";
import { auditLog } from "#db/schema/index.ts";
import { testDb } from "#db/testing.ts";
import { aFilm } from "#lib/artwork/testing.ts";
import { changeTrailers, readTrailerChoices } from "./change-trailers.ts";
import { getLibrary } from "./libraries.ts";

const db = await testDb();

test("a library keeps what differs in it, with a line in the audit log, and nothing once it is as everywhere", async () => {
  const { libraryId } = await aFilm(db);
  const choices = { enabled: false, maxHeight: 720 as const };
  await changeTrailers(db, { libraryId, choices });
  expect(readTrailerChoices(await getLibrary(db, libraryId))).toEqual(choices);
  const [line] = await db.select().from(auditLog).where(eq(auditLog.entityId, libraryId)).orderBy(desc(auditLog.id));
  expect(line).toMatchObject({ action: "library.trailers" });
  await changeTrailers(db, { libraryId, choices: {} });
  expect((await getLibrary(db, libraryId)).trailers).toBeNull();
});
