import { open, stat } from "node:fs/promises";
import { z } from "zod";
import { route } from "#app/_server/route.ts";
import { recordAudit } from "#lib/access/audit.ts";
import { getBackupPath } from "#lib/backup/backups-folder.ts";
import { backupNameSchema } from "#lib/backup/vocabulary.ts";
import { env } from "#lib/env.ts";
import { streamPart } from "#lib/files/stream-part.ts";

/** A backup as a file, straight from disk. It holds password hashes, so only administrators get it, and the log says who. */
export const GET = route(
  { role: "admin", input: { params: z.object({ name: backupNameSchema }) } },
  async ({ input, request, db, user, facts }) => {
    const { name } = input.params;
    const path = await getBackupPath(env.DATA_DIR, name);
    const { size } = await stat(path);
    const headers = {
      "content-type": "application/x-tar",
      "content-length": String(size),
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "x-content-type-options": "nosniff",
    };
    if (request.method === "HEAD" || size === 0) return new Response(null, { headers });
    await recordAudit(db, { userId: user.id, address: facts.address, action: "backup.download", details: { name } });
    return new Response(
      streamPart(() => open(path, "r"), { first: 0, last: size - 1 }),
      { headers },
    );
  },
);
