import { and, isNull } from "drizzle-orm";
import { recycleBin } from "#db/schema/index.ts";

/** Rows whose file lies in the bin: neither put back nor gone for good. */
export const inBin = and(isNull(recycleBin.restoredAt), isNull(recycleBin.purgedAt));
