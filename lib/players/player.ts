import type { PlayerKind } from "./vocabulary.ts";

/** A change in the words of a player: the path is as it sees it. */
export type PlayerUpdate = {
  updateId: number;
  path: string;
  change: "changed" | "removed";
  entityType: "movie" | "series" | "episode";
};

/**
 * What became of an update. `sent`: the player took it. `retry`: it may take it later. `failed`: it never will while
 * nobody changes something, such as a path it has no source for. The reason is for people.
 */
export type UpdateOutcome = { updateId: number } & ({ kind: "sent" } | { kind: "retry" | "failed"; reason: string });

export type ServerFacts = { name: string; version: string };

/** How a player knows a path: as an item, as part of one of its sources, or not at all. */
export type PathKnown = "item" | "source" | "unknown";

/** One player, opened. Every call throws an AppError in words for people when it cannot be reached or refuses. */
export type PlayerClient = {
  connect(): Promise<ServerFacts>;
  isPlaying(): Promise<boolean>;
  /** Refreshes just what changed. Gives an outcome for each update. */
  notify(updates: readonly PlayerUpdate[]): Promise<UpdateOutcome[]>;
  findPath(path: string): Promise<PathKnown>;
  close(): void;
};

export type PlayerAddress = {
  kind: PlayerKind;
  /** What people call it: stands in errors. */
  name: string;
  url: string;
  username: string | null;
  secret: string | null;
};

/** Waits; tests shorten them. */
export type Patience = {
  /** Between two looks at whether something is done. */
  pollMs: number;
  /** How long a scan may take to begin, and a refresh to be seen. */
  settleMs: number;
  /** The longest that a scan is waited for. */
  scanMs: number;
  /** One request. */
  requestMs: number;
};

export const usualPatience: Patience = { pollMs: 500, settleMs: 5_000, scanMs: 30 * 60_000, requestMs: 30_000 };

export type OpenOptions = { signal?: AbortSignal | undefined; patience?: Patience | undefined };
