import { subscribe } from "node:diagnostics_channel";
import pino from "pino";
import { env } from "./env.ts";

/**
 * Structured logs on standard error, one JSON object a line, so that standard output stays free for --json.
 * Values under these names never reach a log, however deep the caller nests them one level.
 */
export const log = pino(
  {
    level: env.LOG_LEVEL ?? (env.NODE_ENV === "test" ? "silent" : "info"),
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        "apiKey",
        "password",
        "token",
        "secret",
        "authorization",
        "*.apiKey",
        "*.password",
        "*.token",
        "*.secret",
        "*.authorization",
      ],
      censor: "[hidden]",
    },
  },
  pino.destination({ dest: 2, sync: true }),
);

// The database tells of its slow statements on a channel, because db/ knows no logger. Next loads this module several
// times in a process; the first one listens.
const listening = Symbol.for("metarr.log.slow-statements");
const shared: typeof globalThis & { [listening]?: true } = globalThis;
if (!shared[listening]) {
  shared[listening] = true;
  subscribe("metarr.db.slow", (statement) => log.warn(statement, "A database statement took long."));
}
