import { createdAt, kit, oneOf } from "../dialect/index.ts";
import { libraries } from "./libraries.ts";
import { mediaPlayers } from "./system.ts";

const { table, id, int, text, instant, index } = kit;

/** What players are to be told, and what they were told: the outbox is the history. */
export const playerUpdates = table(
  "player_updates",
  {
    id: id(),
    playerId: int("player_id")
      .notNull()
      .references(() => mediaPlayers.id, { onDelete: "cascade" }),
    libraryId: int("library_id").references(() => libraries.id, { onDelete: "set null" }),
    /** As Metarr sees it: the video file, or the folder of a series. */
    path: text("path").notNull(),
    change: text("change").$type<"changed" | "removed">().notNull(),
    entityType: text("entity_type").$type<"movie" | "series" | "episode">().notNull(),
    entityId: int("entity_id").notNull(),
    status: text("status").$type<"pending" | "sent" | "failed">().notNull().default("pending"),
    attempts: int("attempts").notNull().default(0),
    /** When a pending one is tried again. Null: with the next notification. */
    dueAt: instant("due_at"),
    sentAt: instant("sent_at"),
    /** Why it was not taken, for a person. */
    error: text("error"),
    createdAt: createdAt(),
  },
  (t) => [
    index("idx_player_updates_player").on(t.playerId, t.id),
    index("idx_player_updates_status").on(t.status, t.playerId, t.id),
    index("idx_player_updates_created").on(t.createdAt),
    oneOf("player_updates", "change", ["changed", "removed"]),
    oneOf("player_updates", "entity_type", ["movie", "series", "episode"]),
    oneOf("player_updates", "status", ["pending", "sent", "failed"]),
  ],
);
