import type { Tx } from "#db/client.ts";
import type { KnownItem } from "./known-items.ts";
import type { Scan } from "./scan-walk.ts";

/** How libraries of one type are read. What is known of one is loaded before its disk is looked at. */
export type LibraryReader = {
  type: "movie" | "tv";
  /** Every film or episode that is known. */
  items: KnownItem[];
  /** Fingerprints by folder, as the last scan left them. */
  fingerprints: ReadonlyMap<string, string>;
  /** Walks the roots and writes what changed. Fills `mounts`: folders that are disks of their own, by path. */
  read(scan: Scan, roots: readonly string[], mounts: Map<string, string>): Promise<void>;
  /**
   * What follows when the missing are marked: hides what was missing an hour ago and still is. Returns the paths that were
   * hidden.
   */
  finish(tx: Tx, params: { libraryId: number; stillMissing: readonly KnownItem[] }): Promise<string[]>;
};
