import { z } from "zod";
import { type Db, getDb } from "#db/client.ts";
import { isSafeMethod } from "#lib/access/same-origin.ts";
import { type CurrentUser, hasRole, type Role } from "#lib/access/vocabulary.ts";
import { AppError, errorStatus } from "#lib/errors.ts";
import { log } from "#lib/log.ts";
import { problemResponse } from "./answer-error.ts";
import { requireRole, requireSameOrigin } from "./checks.ts";
import { findCurrentUser } from "./current-user.ts";
import { capBody, readJson } from "./request-body.ts";
import { type RequestFacts, requestFacts } from "./request-facts.ts";
import { readSecrets } from "./request-secrets.ts";

/** A body that names no limit of its own is small (S21). */
const defaultBodyLimitBytes = 1024 * 1024;

export type RouteInput = { params?: z.ZodType; query?: z.ZodType; body?: z.ZodType };
type Parsed<I extends RouteInput> = z.output<z.ZodObject<I>>;
type NoInput = Record<never, never>;

type Options<I extends RouteInput> = {
  /** What is parsed before the body runs. Without `body` the request's own body is left to be read, up to the limit. */
  input?: I;
  /** For uploads. */
  bodyLimitBytes?: number;
};
type RoleGate<I extends RouteInput> = Options<I> & {
  role: Role;
  /** No API keys: for what a key must not do. */
  sessionOnly?: boolean;
};

export type RouteContext<I extends RouteInput = NoInput, U = CurrentUser> = {
  input: Parsed<I>;
  user: U;
  request: Request;
  db: Db;
  facts: RequestFacts;
  /** For answers that stay open: asks again whether this person may still see them (S22, at least once a minute). */
  isStillAllowed: () => Promise<boolean>;
};

/** A Response goes out as it is, undefined as 204, anything else as JSON. */
type Body<I extends RouteInput, U> = (context: RouteContext<I, U>) => Promise<unknown>;

type Params = { params: Promise<Record<string, string | string[] | undefined>> };
export type RouteHandler = (request: Request, context: Params) => Promise<Response>;

/**
 * Makes a route handler for people with a session and programs with an API key (X-Api-Key or Authorization: Bearer).
 * Checks key or session, origin and role, then the input. Errors are answered as application/problem+json.
 */
export function route<I extends RouteInput = NoInput>(gate: RoleGate<I>, body: Body<I, CurrentUser>): RouteHandler {
  return (request, context) =>
    run({
      request,
      context,
      options: gate,
      admit: (facts) => admit(gate, request, facts),
      isStillAllowed: async () => {
        const user = await findCurrentUser(request.headers);
        return user !== undefined && hasRole(user, gate.role);
      },
      body,
    });
}

type SecretGate<I extends RouteInput, S> = Options<I> & {
  /** Tells by the secrets of a request, and the parameters of its address, who sends it. Undefined: nobody known. */
  verify: (proof: { db: Db; params: Record<string, unknown>; secrets: string[] }) => Promise<S | undefined>;
};

/**
 * A route for programs that have no user and no role, only a secret for this one thing: X-Api-Key, Authorization: Bearer,
 * or the password of basic authentication. Whom `verify` tells is the `user` of the body; everybody else gets 401, whatever
 * session or API key they have. scripts/gate-inventory.ts has their list.
 */
export function secretRoute<S, I extends RouteInput = NoInput>(gate: SecretGate<I, S>, body: Body<I, S>): RouteHandler {
  const admitSender = async (request: Request, context: Params): Promise<S> => {
    const params = await context.params;
    const sender = await gate.verify({ db: getDb(), params, secrets: readSecrets(request.headers) });
    if (sender === undefined) throw new AppError("unauthorized", "The secret of this request is missing or wrong.");
    return sender;
  };
  return (request, context) =>
    run({
      request,
      context,
      options: gate,
      admit: () => admitSender(request, context),
      isStillAllowed: async () => true,
      body,
    });
}

/** A route for everybody, such as health. scripts/gate-inventory.ts has their list. */
export function publicRoute<I extends RouteInput = NoInput>(
  options: Options<I>,
  body: Body<I, undefined>,
): RouteHandler {
  const admitAll = async () => undefined;
  return (request, context) =>
    run({ request, context, options, admit: admitAll, isStillAllowed: async () => true, body });
}

type Run<I extends RouteInput, U> = {
  request: Request;
  context: Params;
  options: Options<I>;
  /** Throws unless the person may go on. */
  admit: (facts: RequestFacts) => Promise<U>;
  isStillAllowed: () => Promise<boolean>;
  body: Body<I, U>;
};

async function run<I extends RouteInput, U>(call: Run<I, U>): Promise<Response> {
  const { options, context, isStillAllowed } = call;
  try {
    const facts = requestFacts(call.request.headers);
    const user = await call.admit(facts);
    const request = capBody(call.request, options.bodyLimitBytes ?? defaultBodyLimitBytes);
    const input = await parseInput(options.input, request, context);
    return respond(await call.body({ input, user, request, db: getDb(), facts, isStillAllowed }));
  } catch (error) {
    // Nobody reads the answer, and that its work ended there is what was wanted.
    if (isAborted(error, call.request.signal)) {
      log.debug({ method: call.request.method, path: new URL(call.request.url).pathname }, "The caller left");
      return new Response(null, { status: errorStatus.cancelled });
    }
    return problemResponse(error, { method: call.request.method, path: new URL(call.request.url).pathname });
  }
}

/** Whether an error only says that the caller is gone. Other ones count, also when nobody waits for the answer any more. */
function isAborted(error: unknown, { aborted, reason }: AbortSignal): boolean {
  if (!aborted) return false;
  for (let cause = error, depth = 0; depth < 5 && cause !== undefined; depth++) {
    if (cause === reason) return true;
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return false;
}

async function admit(
  gate: { role: Role; sessionOnly?: boolean },
  request: Request,
  facts: RequestFacts,
): Promise<CurrentUser> {
  const user = requireRole(await findCurrentUser(request.headers), gate.role);
  if (gate.sessionOnly && user.via === "key") {
    throw new AppError("forbidden", "An API key cannot do this. Sign in with a browser instead.");
  }
  // A key is proof of intent; a cookie goes along whoever made the browser send the request.
  if (user.via === "session" && !isSafeMethod(request.method)) requireSameOrigin(facts);
  return user;
}

async function parseInput<I extends RouteInput>(
  schemas: I | undefined,
  request: Request,
  context: Params,
): Promise<Parsed<I>> {
  const raw: Record<string, unknown> = {};
  if (schemas?.params) raw.params = await context.params;
  if (schemas?.query) raw.query = queryFields(new URL(request.url).searchParams);
  if (schemas?.body) raw.body = await readJson(request);
  const parsed = await z.object(schemas).safeParseAsync(raw);
  if (parsed.success) return parsed.data;
  const [part, name] = parsed.error.issues[0]?.path ?? [];
  if (part === "params" && typeof name === "string") throw wrongParam(name, raw.params, parsed.error);
  // The caller knows its fields by their own names, without "body" or "query" before them.
  throw new z.ZodError(parsed.error.issues.map((issue) => ({ ...issue, path: issue.path.slice(1) })));
}

/** Ids whose names in an address are not what people call the thing. */
const thingNames: Readonly<Record<string, string>> = {
  movie: "film",
  actor: "person",
  recycle: "file in the recycle bin",
  tmdb: "film at TMDB",
};
const longestShown = 60;

/** A part of the address, said as it was written there. */
function wrongParam(name: string, params: unknown, cause: unknown): AppError {
  const value =
    typeof params === "object" && params !== null ? Object.entries(params).find(([key]) => key === name) : [];
  const text = String(value?.[1] ?? "");
  const shown = text.length > longestShown ? `${text.slice(0, longestShown)}…` : text;
  const thing = name.endsWith("Id") ? name.slice(0, -2) : undefined;
  const message =
    thing === undefined
      ? `"${shown}" in the address is not a valid ${name}.`
      : `"${shown}" in the address is not the number of a ${thingNames[thing] ?? thing}.`;
  return new AppError("invalid", message, { field: name, cause });
}

/** A name that occurs several times becomes a list. */
function queryFields(search: URLSearchParams): Record<string, string | string[]> {
  const names = [...new Set(search.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const [first = "", ...others] = search.getAll(name);
      return [name, others.length === 0 ? first : [first, ...others]];
    }),
  );
}

function respond(answer: unknown): Response {
  if (answer instanceof Response) return answer;
  if (answer === undefined) return new Response(null, { status: 204 });
  return Response.json(answer, { headers: { "cache-control": "private, no-store" } });
}
