import { bytesInWords } from "#lib/in-words.ts";
import type { Health, RootHealth } from "./read-health.ts";
import type { HealthCheck } from "./vocabulary.ts";

const gigabyte = 1024 ** 3;
/** Below this the cache and the database may fail any moment. */
const danger = gigabyte;
const scarce = 5 * gigabyte;
/** Beyond these PostgreSQL is advised. */
const sqliteFilms = 10_000;
const sqliteEpisodes = 100_000;

/** What is well and what is not, in words for a person, the worst first. */
export function judgeHealth(health: Health): HealthCheck[] {
  const checks = [
    judgeWorkers(health),
    judgeData(health),
    judgeDatabase(health),
    judgeTmdb(health),
    ...judgeYtdlp(health),
    ...judgeRoots(health),
    judgeJobs(health),
  ];
  const order = { danger: 0, warning: 1, ok: 2 };
  return checks.toSorted((a, b) => order[a.state] - order[b.state]);
}

function judgeWorkers({ workers, jobs }: Health): HealthCheck {
  const present = workers.filter((worker) => worker.isPresent);
  const about = { id: "worker", title: "Worker" };
  if (present.length === 0) {
    const waiting = jobs.pending > 0 ? ` ${things(jobs.pending, "job")} ${jobs.pending === 1 ? "waits" : "wait"}.` : "";
    return {
      ...about,
      state: "danger",
      message: `No worker is running, so nothing is scanned, fetched or published.${waiting}`,
      advice: "npm start runs one. Where web and worker are services of their own, start the worker's.",
    };
  }
  const inHand = present.reduce((sum, worker) => sum + worker.jobsInHand, 0);
  return {
    ...about,
    state: "ok",
    message: `${things(present.length, "worker")} running, ${things(inHand, "job")} in hand.`,
  };
}

function judgeData({ data }: Health): HealthCheck {
  const about = { id: "data", title: "Data folder" };
  if (data.problem !== null) {
    return { ...about, state: "danger", message: `${data.path} cannot be used. ${data.problem}` };
  }
  if (!data.canWrite) {
    return {
      ...about,
      state: "danger",
      message: `Metarr may not write into ${data.path}.`,
      advice: "Give Metarr's user the right to write there.",
    };
  }
  const free = data.freeBytes ?? 0;
  if (free >= scarce) return { ...about, state: "ok", message: `${bytesInWords(free)} free.` };
  return {
    ...about,
    state: free < danger ? "danger" : "warning",
    message: `Only ${bytesInWords(free)} free for the database, artwork and the recycle bin.`,
    advice: "Make room on this disk, or move DATA_DIR to a larger one.",
  };
}

function judgeDatabase({ engine, films, episodes }: Health): HealthCheck {
  const name = engine.engine === "sqlite" ? "SQLite" : "PostgreSQL";
  const about = { id: "database", title: "Database" };
  const message = `${name} ${engine.version}, ${bytesInWords(engine.sizeBytes)}.`;
  if (engine.engine === "sqlite" && (films > sqliteFilms || episodes > sqliteEpisodes)) {
    return {
      ...about,
      state: "warning",
      message: `${message} It holds more than SQLite is meant for here: ${things(films, "film")}, ${things(episodes, "episode")}.`,
      advice: `Above ${sqliteFilms.toLocaleString("en")} films or ${sqliteEpisodes.toLocaleString("en")} episodes PostgreSQL is the better choice.`,
    };
  }
  return { ...about, state: "ok", message };
}

function judgeTmdb({ tmdb }: Health): HealthCheck {
  const about = { id: "tmdb", title: "TMDB", href: "/settings/providers", hrefLabel: "Open providers" };
  if (!tmdb.isEnabled) return { ...about, state: "warning", message: "Switched off, so no film is identified." };
  if (tmdb.key === "missing") {
    return { ...about, state: "warning", message: "It has no API key yet, so no film is identified." };
  }
  if (tmdb.key === "unreadable") {
    return {
      ...about,
      state: "danger",
      message: "Its stored key cannot be read, because AUTH_SECRET has changed.",
      advice: "Enter the key again.",
    };
  }
  const { state, lastError } = tmdb.usage;
  const reason = lastError === null ? "" : ` The last error: ${lastError}`;
  if (state === "refused") {
    return {
      ...about,
      state: "danger",
      message: "It refuses its API key, so nothing is fetched from it.",
      advice: "Enter another key.",
    };
  }
  if (state === "paused") {
    return { ...about, state: "danger", message: `It failed several times in a row, so Metarr pauses.${reason}` };
  }
  if (state === "failing") return { ...about, state: "warning", message: `The last request failed.${reason}` };
  if (state === "waiting") return { ...about, state: "warning", message: "It asked Metarr to wait a while." };
  if (state === "untried") return { ...about, state: "ok", message: "Its key is set, and was not tried yet." };
  return { ...about, state: "ok", message: "Ready." };
}

/** Without it everything but trailers works. */
function judgeYtdlp({ ytdlp }: Health): HealthCheck[] {
  if (ytdlp === undefined) return [];
  const about = { id: "ytdlp", title: "yt-dlp" };
  if (ytdlp.notice !== null) return [{ ...about, state: "warning", message: ytdlp.notice.text }];
  return [{ ...about, state: "ok", message: `Version ${ytdlp.version}.` }];
}

function judgeRoots({ roots }: Health): HealthCheck[] {
  const offline = roots.filter((root) => reasonOf(root) !== undefined);
  if (offline.length === 0) {
    const message = roots.length === 0 ? "No library yet." : `${things(roots.length, "folder")} online.`;
    return [{ id: "libraries", title: "Libraries", state: "ok", message }];
  }
  return offline.map((root) => ({
    id: `root:${root.path}`,
    title: root.libraryName,
    state: "danger" as const,
    message: reasonOf(root) ?? "",
    advice: "Nothing of it was changed. Scan it again when its disk is back.",
    href: "/settings/libraries",
    hrefLabel: "Open libraries",
  }));
}

function reasonOf(root: RootHealth): string | undefined {
  if (root.problem !== null) return `${root.path} cannot be read. ${root.problem}`;
  if (root.state === "offline") return root.stateReason ?? `${root.path} is offline.`;
  return undefined;
}

function judgeJobs({ jobs }: Health): HealthCheck {
  const about = { id: "jobs", title: "Jobs" };
  const work = `${jobs.running} running, ${jobs.pending} waiting`;
  if (jobs.failed === 0) return { ...about, state: "ok", message: `${work}.` };
  return {
    ...about,
    state: "warning",
    message: `${work}, ${jobs.failed} failed in the last 30 days.`,
    href: "/activity",
    hrefLabel: "Open activity",
  };
}

const things = (count: number, noun: string) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
