import type { Tx } from "#db/client.ts";
import type { WalkedFolder } from "#lib/files/walk.ts";
import type { KnownItem } from "./known-items.ts";
import type { Scan } from "./scan-walk.ts";

/** How libraries of one type are read. What is known of one is loaded before its disk is looked at. */
export type LibraryReader = {
  type: "movie" | "tv";
  /** Every film or episode that is known. */
  items: KnownItem[];
  /** Fingerprints by folder, as the last scan left them. */
  fingerprints: ReadonlyMap<string, string>;
  /** The folder that is read as one with a folder below a root: a film's, a show's. None where it is not known. */
  unitOf(folder: string, root: string): string[];
  /**
   * Files of known items elsewhere that have to do with what lies in some folders. `together`: they are read as one;
   * `moved`: what was found may be what they were, where they are gone.
   */
  findRelated(
    walked: AsyncIterable<readonly WalkedFolder[]>,
  ): Promise<{ together: readonly string[]; moved: readonly string[] }>;
  /** Walks the roots and writes what changed. Fills `mounts`: folders that are disks of their own, by path. */
  read(scan: Scan, roots: readonly string[], mounts: Map<string, string>): Promise<void>;
  /**
   * What follows when the missing are marked: hides what was missing an hour ago and still is. Returns the paths that were
   * hidden.
   */
  finish(tx: Tx, params: { libraryId: number; stillMissing: readonly KnownItem[] }): Promise<string[]>;
};
