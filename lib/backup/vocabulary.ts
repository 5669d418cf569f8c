import { z } from "zod";

const backupEngines = ["sqlite", "postgres"] as const;
type BackupEngine = (typeof backupEngines)[number];

export const engineLabels = { sqlite: "SQLite", postgres: "PostgreSQL" } as const satisfies Record<
  BackupEngine,
  string
>;

/** Names of tables, columns and sequences, as the migrations write them. */
const identifier = z.string().regex(/^[a-z_][a-z0-9_]{0,62}$/);
const count = z.int().min(0);
const migrationName = z.string().regex(/^\d{8}_\d{3}_[a-z0-9_]{1,80}$/);

/** What a backup says of itself in its first member, backup.json. */
export const backupFactsSchema = z.object({
  /** Of the layout. Another number is of a newer Metarr. */
  format: z.literal(1),
  metarrVersion: z.string().min(1).max(50),
  createdAt: z.iso.datetime(),
  engine: z.enum(backupEngines),
  engineVersion: z.string().max(100),
  /** Applied ones, oldest first. */
  migrations: z.array(migrationName).min(1).max(10_000),
  /** Rows of every table in the copy. */
  rows: z.record(identifier, count),
  /** PostgreSQL: the columns of each table, in the order of the copy. */
  columns: z.record(identifier, z.array(identifier).min(1).max(1000)),
  /** PostgreSQL: the last number each sequence gave. */
  sequences: z.record(identifier, count),
  /** The database before it was packed. */
  databaseBytes: count,
  /** Pictures and trailers; null when the cache is not in it. */
  cache: z.object({ files: count, sizeBytes: count }).nullable(),
  hasSecrets: z.boolean(),
  /** Tells whether another installation's secret is the same, and nothing else of it. */
  secretFingerprint: z.string().regex(/^[0-9a-f]{32}$/),
});
export type BackupFacts = z.output<typeof backupFactsSchema>;

/** The last member, contents.json: every other one. A file that was cut off has none. */
export const backupContentsSchema = z.array(
  z.object({ name: z.string().max(100), sizeBytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
);
export type BackupContents = z.output<typeof backupContentsSchema>;

/** Names of files in DATA_DIR/backups. */
export const backupNameSchema = z.string().regex(/^(?:metarr|before-restore)-\d{4}-\d\d-\d\dT[\d-]{12}Z\.tar$/);

/** What looking at a backup found: null when it is whole. */
export const backupCheckSchema = z.object({ checkedAt: z.iso.datetime(), problem: z.string().nullable() });
export type BackupCheck = z.output<typeof backupCheckSchema>;

export type ListedBackup = {
  name: string;
  sizeBytes: number;
  /** Null when the file cannot be read as a backup. */
  facts: BackupFacts | null;
  /** Null when nobody looked at it yet, or it changed since. */
  check: BackupCheck | null;
};
