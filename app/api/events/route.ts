import { requireSameOrigin } from "#app/_server/checks.ts";
import { followLiveJobs } from "#app/_server/live-jobs.ts";
import { route } from "#app/_server/route.ts";
import { AppError } from "#lib/errors.ts";
import { log } from "#lib/log.ts";

/** A comment this often keeps proxies from cutting a quiet stream. */
const beatMs = 15_000;
/** Whether the person may still look (S22: at least once a minute). */
const recheckMs = 30_000;
/** Streams of one person at once (S22). Tabs in the background close theirs. */
const streamsPerPerson = 10;

// One count per process, however often Next loads this module.
const key = Symbol.for("metarr.event-streams");
const holder: typeof globalThis & { [key]?: Map<number, number> } = globalThis;
holder[key] ??= new Map();
const open = holder[key];

/** Server-sent events: `jobs` with what runs, whenever that changes; `ended` when the session has ended. */
export const GET = route({ role: "viewer" }, async ({ user, facts, request, isStillAllowed }) => {
  // Browsers name another site that asks; a request that names none comes from no page at all, or from an old one.
  if (user.via === "session" && (facts.origin || facts.fetchSite)) requireSameOrigin(facts);
  const count = open.get(user.id) ?? 0;
  if (count >= streamsPerPerson) {
    throw new AppError("too_many", `Metarr is open in ${count} places as you. Close one of them to see progress here.`);
  }
  let end = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      end = startStream(controller, { userId: user.id, isStillAllowed });
      if (request.signal.aborted) end();
      else request.signal.addEventListener("abort", end, { once: true });
    },
    cancel: () => end(),
  });
  return new Response(stream, {
    headers: {
      "content-type": "text/event-stream; charset=utf-8",
      // Compression and proxies would hold events back.
      "cache-control": "no-cache, no-store, no-transform",
      "x-accel-buffering": "no",
    },
  });
});

type Watched = { userId: number; isStillAllowed: () => Promise<boolean> };

/** Writes events until the returned function is called, which may happen several times. */
function startStream(controller: ReadableStreamDefaultController<Uint8Array>, watched: Watched): () => void {
  const encoder = new TextEncoder();
  let ended = false;
  const write = (text: string) => {
    if (!ended) controller.enqueue(encoder.encode(text));
  };
  const unfollow = followLiveJobs((snapshot) => {
    // A browser that does not keep up misses this one; the next says everything again.
    if ((controller.desiredSize ?? 1) > -5) write(`event: jobs\ndata: ${snapshot}\n\n`);
  });
  const beat = setInterval(() => write(": here\n\n"), beatMs);
  const recheck = setInterval(() => {
    watched.isStillAllowed().then(
      (allowed) => {
        if (allowed) return;
        write("event: ended\ndata: {}\n\n");
        end();
      },
      (error: unknown) => log.warn({ err: error }, "A session could not be checked for its open page"),
    );
  }, recheckMs);
  open.set(watched.userId, (open.get(watched.userId) ?? 0) + 1);
  write("retry: 2000\n\n");

  function end() {
    if (ended) return;
    ended = true;
    clearInterval(beat);
    clearInterval(recheck);
    unfollow();
    const left = (open.get(watched.userId) ?? 1) - 1;
    if (left > 0) open.set(watched.userId, left);
    else open.delete(watched.userId);
    try {
      controller.close();
    } catch (error) {
      log.debug({ err: error }, "The page was gone before its stream was closed");
    }
  }
  return end;
}
