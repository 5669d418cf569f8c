import type { NfoEntity } from "./types.ts";

/** Whether what was kept of an NFO is in today's shape; an older one counts as never read. */
export const isNfoSnapshot = (snapshot: unknown): snapshot is NfoEntity =>
  typeof snapshot === "object" && snapshot !== null && "uniqueIds" in snapshot && "lockedFields" in snapshot;
