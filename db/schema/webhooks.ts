import { createdAt, kit, oneOf, updatedAt } from "../dialect/index.ts";
import { libraries } from "./libraries.ts";

const { table, id, int, text, bool, instant, json, index, uniqueIndex } = kit;

/** Programs that say what they did to the files of libraries. */
export const webhookSources = table(
  "webhook_sources",
  {
    id: id(),
    name: text("name").notNull(),
    kind: text("kind").$type<"radarr" | "sonarr">().notNull(),
    /** SHA-256 of the secret, which was shown once. */
    secretHash: text("secret_hash").notNull(),
    enabled: bool("enabled").notNull().default(true),
    /** Folders as the program names them, and as Metarr does. */
    pathMappings: json<{ from: string; to: string }[]>("path_mappings"),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("webhook_sources_name_unique").on(t.name),
    oneOf("webhook_sources", "kind", ["radarr", "sonarr"]),
  ],
);

/** Files and folders that the next scan of paths of their library looks at. */
export const scanRequests = table(
  "scan_requests",
  {
    id: id(),
    libraryId: int("library_id")
      .notNull()
      .references(() => libraries.id, { onDelete: "cascade" }),
    path: text("path").notNull(),
    /** The file that took its place, as the program that did it says: renamed, or replaced by a better one. */
    becamePath: text("became_path"),
    /** A scan has looked. What became of a file is kept a while: what came before may be told later. */
    lookedAt: instant("looked_at"),
    createdAt: createdAt(),
  },
  (t) => [index("idx_scan_requests_library").on(t.libraryId, t.createdAt)],
);
