import { kit, oneOf } from "../dialect/index.ts";
import { notificationChannels } from "./system.ts";

const { table, id, int, text, instant, index } = kit;

/** What a channel is told: waits until it is sent, and is the history after that. */
export const notificationMessages = table(
  "notification_messages",
  {
    id: id(),
    channelId: int("channel_id")
      .notNull()
      .references(() => notificationChannels.id, { onDelete: "cascade" }),
    event: text("event").notNull(),
    severity: text("severity").$type<"info" | "warning" | "error">().notNull(),
    title: text("title").notNull(),
    body: text("body"),
    /** How many things it tells of, for the sum of a digest. */
    count: int("count").notNull().default(1),
    libraryId: int("library_id"),
    /** What it is about, where the same is not to be told again soon. */
    subject: text("subject"),
    /** A page of Metarr, as its path. */
    link: text("link"),
    status: text("status").$type<"pending" | "sent" | "failed">().notNull().default("pending"),
    attempts: int("attempts").notNull().default(0),
    error: text("error"),
    createdAt: instant("created_at").notNull().default(kit.now()),
    /** When it was sent, or given up. */
    endedAt: instant("ended_at"),
  },
  (t) => [
    index("idx_notification_messages_channel").on(t.channelId, t.status, t.id),
    index("idx_notification_messages_subject").on(t.subject, t.createdAt),
    index("idx_notification_messages_created").on(t.createdAt),
    oneOf("notification_messages", "severity", ["info", "warning", "error"]),
    oneOf("notification_messages", "status", ["pending", "sent", "failed"]),
  ],
);
