import { z } from "zod";
import { seededRandom } from "./catalogue/seed.ts";
import { type ProviderName, providerNames } from "./provider-names.ts";

const range = z.tuple([z.number().min(0), z.number().min(0)]);

function isPattern(text: string): boolean {
  try {
    new RegExp(text);
    return true;
  } catch {
    return false;
  }
}

/** One disturbance. What it does not name stays as the real service has it. */
const faultRule = z.strictObject({
  /** Only the API of this provider; pictures are nobody's. */
  provider: z.enum(providerNames).optional(),
  /** Regular expression for path and query, such as "/movie/603" or "^/t/p/"; everything when absent. */
  path: z.string().refine(isPattern, "is no regular expression").optional(),
  /** How many matching requests it strikes; all when absent. */
  count: z.number().int().min(1).optional(),
  /** How many matching requests pass before it strikes. */
  skip: z.number().int().min(0).optional(),
  /** The share of matching requests it strikes, 0-1. The chance is seeded, so a run repeats. */
  share: z.number().min(0).max(1).optional(),
  latencyMs: range.optional(),
  status: z.number().int().min(200).max(599).optional(),
  /** Sent as Retry-After: a number of seconds, or text as it stands. */
  retryAfter: z.union([z.number(), z.string()]).optional(),
  /**
   * empty: no bytes. emptyObject: {}. garbage: broken JSON, or bytes that are no picture. html: a page instead.
   * truncated: half the body, well sent. cut: half the body, then the connection breaks.
   * stall: half the body, then nothing more. huge: `hugeBytes` made while they are sent.
   */
  body: z.enum(["empty", "emptyObject", "garbage", "html", "truncated", "cut", "stall", "huge"]).optional(),
  /** How much a huge body holds; 10 GB when absent. */
  hugeBytes: z.number().int().min(1).optional(),
  /** Whether a huge body says how long it is. It does not when absent, so the client has to count. */
  hugeLength: z.boolean().optional(),
  /** Laid over the real JSON answer, field by field: {"overview": ""} empties one. */
  merge: z.record(z.string(), z.unknown()).optional(),
  /** A body as it stands. */
  text: z.string().optional(),
  contentType: z.string().optional(),
  /** The body trickles. */
  bytesPerSecond: z.number().min(1).optional(),
  /** never: the request is never answered. reset: the connection breaks at once. */
  connection: z.enum(["never", "reset"]).optional(),
  /** Location of a 302. */
  redirect: z.string().optional(),
});

export const faultsSchema = z.strictObject({
  /** Every answer takes this long, from and to. */
  latencyMs: range.optional(),
  /**
   * More requests to TMDB within a second are answered 429 with Retry-After. 0 is no limit, for no provider that `limits`
   * does not name. Pictures are not limited, as on the real hosts.
   */
  requestsPerSecond: z.number().min(0).optional(),
  /** The same for the other providers; TVmaze counts ten seconds. What is not named has its usual limit. */
  limits: z.partialRecord(z.enum(providerNames), z.number().min(0)).optional(),
  /** Only these keys are good with TMDB; any key when absent. No key at all is always refused. */
  apiKeys: z.array(z.string()).optional(),
  /** The same for the other providers with keys. */
  keys: z.partialRecord(z.enum(providerNames), z.array(z.string())).optional(),
  /** Only these PINs are good with TVDB; a PIN that is not sent is never refused. */
  tvdbPins: z.array(z.string()).optional(),
  /** How long TVDB's next tokens are good; 30 days when absent. */
  tvdbTokenSeconds: z.number().min(0).optional(),
  /** How many requests OMDb answers in a day; 1,000 when absent. */
  omdbPerDay: z.number().int().min(0).optional(),
  /** The first rule that strikes is applied, one per request. */
  rules: z.array(faultRule).optional(),
});

export type FaultRule = z.infer<typeof faultRule>;
export type Faults = z.infer<typeof faultsSchema>;

/** What is switched on now, and how often each rule has been met. */
export type FaultBoard = {
  current(): Faults;
  /** Replaces everything: `set({})` goes back to what the simulator was started with. */
  set(faults: Faults): void;
  /** The rule that strikes this request, if any; counts it. */
  take(pathAndQuery: string, provider?: ProviderName): FaultRule | undefined;
};

export function faultBoard(startedWith: Faults): FaultBoard {
  let current = startedWith;
  let rules = prepare(startedWith.rules);
  let random = seededRandom(1);
  return {
    current: () => current,
    set: (faults) => {
      current = { ...startedWith, ...faults };
      rules = prepare(current.rules);
      random = seededRandom(1);
    },
    take: (pathAndQuery, provider) => {
      for (const rule of rules) {
        if (rule.fault.provider !== undefined && rule.fault.provider !== provider) continue;
        if (!rule.pattern.test(pathAndQuery)) continue;
        rule.met += 1;
        if (rule.met <= (rule.fault.skip ?? 0) || rule.struck >= (rule.fault.count ?? Number.POSITIVE_INFINITY))
          continue;
        if (rule.fault.share !== undefined && random() >= rule.fault.share) continue;
        rule.struck += 1;
        return rule.fault;
      }
      return undefined;
    },
  };
}

function prepare(rules: FaultRule[] = []) {
  return rules.map((fault) => ({ fault, pattern: new RegExp(fault.path ?? ""), met: 0, struck: 0 }));
}
