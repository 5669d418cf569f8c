import { targetOf } from "#db/handle.ts";
import { verifyBackup } from "#lib/backup/verify-backup.ts";
import { env } from "#lib/env.ts";
import type { Handler } from "../handler.ts";

/** Reads all of one backup; what it finds stands beside it in the list. */
export const checkOneBackup: Handler<"backup.check"> = async ({ db, payload, signal, progress }) => {
  const target = targetOf(db);
  const dataDir = target.type === "sqlite" ? target.dataDir : env.DATA_DIR;
  const { problem } = await verifyBackup({ dataDir, name: payload.name, signal, onProgress: progress });
  return { file: payload.name, problem: problem ?? "none" };
};
