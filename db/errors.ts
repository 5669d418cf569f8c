/** SQLite and PostgreSQL codes that mean the same. */
const codes = {
  unique: ["SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "23505"],
  busy: ["SQLITE_BUSY", "SQLITE_BUSY_RECOVERY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED", "55P03"],
  serialization: ["40001", "40P01"],
} as const;

/** The driver's own code, looked for in the error and all its causes: drizzle and AppError wrap the driver's error. */
function databaseCode(error: unknown): string | undefined {
  for (let current = error, depth = 0; current instanceof Error && depth < 10; current = current.cause, depth++) {
    if ("code" in current && typeof current.code === "string" && /^(SQLITE_|[0-9A-Z]{5}$)/.test(current.code)) {
      return current.code;
    }
  }
  return undefined;
}

function hasCode(error: unknown, wanted: readonly string[]): boolean {
  const code = databaseCode(error);
  return code !== undefined && wanted.includes(code);
}

/**
 * A value that its column cannot hold: PostgreSQL's classes 22 (numbers out of range, bytes that are no text) and 54 (too
 * long for an index), NOT NULL and CHECK. The same statement fails again; another row of the same batch may pass.
 */
export function isUnfitValue(error: unknown): boolean {
  const code = databaseCode(error);
  return code !== undefined && (/^(?:22|54)/.test(code) || unfit.includes(code));
}
const unfit = [
  ...["SQLITE_CONSTRAINT_NOTNULL", "SQLITE_CONSTRAINT_CHECK", "SQLITE_CONSTRAINT_DATATYPE", "23502", "23514"],
  ...["SQLITE_MISMATCH", "SQLITE_TOOBIG", "SQLITE_RANGE"],
];

export const isUniqueViolation = (error: unknown): boolean => hasCode(error, codes.unique);
/** Another process kept the database locked for longer than we wait. Trying again later may work. */
export const isBusy = (error: unknown): boolean => hasCode(error, codes.busy);
/** PostgreSQL refused the transaction because of a concurrent one; run again it may pass. transaction() does that itself. */
export const isSerializationFailure = (error: unknown): boolean => hasCode(error, codes.serialization);
