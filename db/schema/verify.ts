import { sql } from "drizzle-orm";
import { flag, kit, oneOf } from "../dialect/index.ts";
import { libraries } from "./libraries.ts";

const { table, id, int, text, bytes, instant, json, index, uniqueIndex } = kit;

/** One look at what Metarr keeps of a library: its files there, its cache, its rows. Done in slices, each a job. */
export const verifyRuns = table(
  "verify_runs",
  {
    id: id(),
    libraryId: int("library_id")
      .notNull()
      .references(() => libraries.id, { onDelete: "cascade" }),
    /** Only this film or series. Null: the whole library. */
    entityType: text("entity_type").$type<"movie" | "series">(),
    entityId: int("entity_id"),
    status: text("status").$type<"running" | "completed" | "failed" | "cancelled">().notNull().default("running"),
    /** The job of its present or last slice. */
    jobId: int("job_id"),
    startedAt: instant("started_at").notNull().default(kit.now()),
    finishedAt: instant("finished_at"),
    /** Where the next slice goes on: a stage of lib/verify/stages.ts, the last id it is done with, and what is done of the one after. */
    stage: text("stage").notNull(),
    afterId: int("after_id").notNull().default(0),
    offset: int("offset_in_item").notNull().default(0),
    slices: int("slices").notNull().default(0),
    /** Films and series, files of ours in the library, files of the cache, and videos and subtitles: whether those are there. */
    itemsChecked: int("items_checked").notNull().default(0),
    filesChecked: int("files_checked").notNull().default(0),
    cacheChecked: int("cache_checked").notNull().default(0),
    mediaChecked: int("media_checked").notNull().default(0),
    bytesRead: bytes("bytes_read").notNull().default(0),
    /** Items to look at, as it was at the start: for progress. */
    itemsTotal: int("items_total").notNull().default(0),
    /** What was found, by kind. */
    found: json<Record<string, number>>("found"),
    /** What is found is repaired at the end, as far as that is safe. */
    isRepairing: flag("is_repairing"),
    error: text("error"),
  },
  (t) => [
    index("idx_verify_runs_library").on(t.libraryId, t.id),
    index("idx_verify_runs_status").on(t.status),
    oneOf("verify_runs", "entity_type", ["movie", "series"]),
    oneOf("verify_runs", "status", ["running", "completed", "failed", "cancelled"]),
  ],
);

/** What is not as it should be. One that is in order again has a time of repair; found anew, it is open again. */
export const verifyFindings = table(
  "verify_findings",
  {
    id: id(),
    libraryId: int("library_id")
      .notNull()
      .references(() => libraries.id, { onDelete: "cascade" }),
    /** The run that saw it last. Null: found by the check of the cache. */
    runId: int("run_id"),
    /** A kind of lib/verify/vocabulary.ts. */
    kind: text("kind").notNull(),
    /** The file; for rows without one, a name that is theirs alone. */
    path: text("path").notNull(),
    /** Where the step of the plan ends that repairs it, when that is another path. */
    target: text("target"),
    /** The film or series it belongs to, as far as there is one. */
    entityType: text("entity_type").$type<"movie" | "series">(),
    entityId: int("entity_id"),
    /** One sentence for people, without the path. */
    detail: text("detail").notNull(),
    foundAt: instant("found_at").notNull().default(kit.now()),
    repairedAt: instant("repaired_at"),
    /** How, in a sentence for people. */
    repairedHow: text("repaired_how"),
    /** Why the last repair did not work, for a person. */
    problem: text("problem"),
    dismissedAt: instant("dismissed_at"),
  },
  (t) => [
    uniqueIndex("verify_findings_unique").on(t.libraryId, t.kind, t.path),
    index("idx_verify_findings_path").on(t.path),
    index("idx_verify_findings_entity").on(t.entityType, t.entityId),
    index("idx_verify_findings_open")
      .on(t.libraryId, t.kind, t.id)
      .where(sql.raw(`"repaired_at" is null and "dismissed_at" is null`)),
    oneOf("verify_findings", "entity_type", ["movie", "series"]),
  ],
);
