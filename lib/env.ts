import { isAbsolute, resolve } from "node:path";
import { z } from "zod";

const text = z.string().trim().min(1);
const list = z
  .string()
  .transform((value) =>
    value
      .split(",")
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string()));

/** Every variable Metarr reads. Empty strings count as absent. */
const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  /** Holds metarr.sqlite, cache/, recycle/, backups/, logs/. */
  DATA_DIR: text.default("./data"),
  DB_TYPE: z.enum(["sqlite", "postgres"]).default("sqlite"),
  /** PostgreSQL connection string; only read when DB_TYPE is postgres. */
  DATABASE_URL: text.optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  HOST: text.default("0.0.0.0"),
  /** The address people type, such as https://metarr.example.org. */
  BASE_URL: z.url().optional(),
  AUTH_SECRET: z.string().min(16).optional(),
  SECRET_KEY_FILE: text.optional(),
  LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).optional(),
  /** Folders a library may lie in, separated by commas. */
  MEDIA_ROOTS: list.default(["/"]),
  /** Addresses or CIDR blocks of proxies whose forwarded headers are believed. */
  TRUSTED_PROXIES: list.default([]),
  UMASK: z
    .string()
    .regex(/^[0-7]{3,4}$/)
    .optional(),
  TMDB_API_KEY: text.optional(),
  TMDB_BASE_URL: z.url().optional(),
  TMDB_IMAGE_BASE_URL: z.url().optional(),
  TVDB_API_KEY: text.optional(),
  TVDB_BASE_URL: z.url().optional(),
  FANART_API_KEY: text.optional(),
  FANART_BASE_URL: z.url().optional(),
  OMDB_API_KEY: text.optional(),
  OMDB_BASE_URL: z.url().optional(),
  TVMAZE_BASE_URL: z.url().optional(),
  /** The yt-dlp to run; else the one on PATH. Never set in the web page, because it names a program. */
  YTDLP_PATH: text.optional(),
  /** Cookies of a browser for yt-dlp, as it writes them itself: for videos that ask for a sign-in. */
  YTDLP_COOKIES_FILE: text.optional(),
  /** More hosts, as `host` or `host:port`, whose pages yt-dlp may open and whose files may lie inside this network. */
  TRAILER_HOSTS: list.default([]),
  /** Where tests and the demo find YouTube's pages and oEmbed. */
  YOUTUBE_BASE_URL: z.url().optional(),
  VIMEO_BASE_URL: z.url().optional(),
  /** Where programs such as yt-dlp and ffmpeg are looked for. */
  PATH: text.optional(),
  /** Tests only: the Chromium to use instead of the packaged one. */
  CHROMIUM_PATH: text.optional(),
  /** Test only: `name:count`, stops the process the count-th time failpoint(name) is reached. */
  FAIL_AT: text.optional(),
});

export type Env = z.infer<typeof schema>;

/** Reads and checks the environment. Throws one Error that names every wrong variable. */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(present);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("; ");
    throw new Error(`The environment is not valid. ${problems}`);
  }
  const env = parsed.data;
  if (env.DB_TYPE === "postgres" && !env.DATABASE_URL) {
    throw new Error(
      "DB_TYPE is postgres, but DATABASE_URL is not set. Set it to postgresql://user:password@host/name.",
    );
  }
  return { ...env, DATA_DIR: isAbsolute(env.DATA_DIR) ? env.DATA_DIR : resolve(env.DATA_DIR) };
}

/** The environment of this process, read once. Tests and child processes get theirs through process.env before import. */
export const env: Env = readEnv(process.env);

// next-auth takes its own address from the vetted host of each request, so that any port and name works (server.ts).
process.env.AUTH_TRUST_HOST ??= "true";

/**
 * Tells Next where this process itself listens. After an action that redirects it asks itself for the next page, and
 * without this it would ask whatever host the browser named.
 */
export function setOwnOrigin(origin: string): void {
  process.env.__NEXT_PRIVATE_ORIGIN = origin;
}
