import { isAppError } from "#lib/errors.ts";
import { backupsFolder, getBackupPath, recordCheck } from "./backups-folder.ts";
import { checkBackup } from "./check-backup.ts";
import { openBackup } from "./members.ts";
import type { BackupCheck } from "./vocabulary.ts";
import { withWorkFolder } from "./work-folder.ts";

type Verify = {
  dataDir: string;
  name: string;
  signal?: AbortSignal | undefined;
  onProgress?: (percent: number, note: string) => void;
};

/** Reads all of a backup in DATA_DIR/backups and keeps what was found. Throws when it cannot be looked at now. */
export async function verifyBackup({ dataDir, name, signal, onProgress }: Verify): Promise<BackupCheck> {
  const path = await getBackupPath(dataDir, name);
  const problem = await withWorkFolder(backupsFolder(dataDir), async (work) => {
    try {
      const backup = await openBackup(path);
      await checkBackup(backup, { work, signal, ...(onProgress && { onProgress }) }).finally(() => backup.file.close());
      return null;
    } catch (error) {
      if (isAppError(error, "invalid") || isAppError(error, "conflict")) return error.message;
      throw error;
    }
  });
  const check = { checkedAt: new Date().toISOString(), problem };
  await recordCheck(dataDir, name, check);
  return check;
}
