import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { z } from "zod";
import { type Db, getDb } from "#db/client.ts";
import type { CurrentUser, Role } from "#lib/access/vocabulary.ts";
import { type ActionError, answerError } from "./answer-error.ts";
import { requireRole, requireSameOrigin } from "./checks.ts";
import { findSessionUser } from "./current-user.ts";
import { type RequestFacts, requestFacts } from "./request-facts.ts";

export type { ActionError } from "./answer-error.ts";
export type ActionResult<T> = { ok: true; data: T } | { ok: false; error: ActionError };

export type ActionContext<U = CurrentUser> = { user: U; db: Db; facts: RequestFacts };
type Body<S extends z.ZodType, T, U> = (input: z.output<S>, context: ActionContext<U>) => Promise<T>;
type Anybody = CurrentUser | undefined;
type RoleGate<S> = { role: Role; input: S };
/** For signing in, signing out and the first set-up alone: scripts/gate-inventory.ts has their list. */
type PublicGate<S> = { input: S };

type Action<S extends z.ZodType, T> =
  undefined extends z.input<S>
    ? (input?: z.input<S>) => Promise<ActionResult<T>>
    : (input: z.input<S>) => Promise<ActionResult<T>>;
type FormAction<T> = (previous: ActionResult<T> | null, form: FormData) => Promise<ActionResult<T>>;

/**
 * Makes a server action. It checks the origin, the session and the role, then the input, and only then runs the body.
 * Never throws: whatever goes wrong is answered as `{ ok: false, error }` in plain words.
 */
export function action<S extends z.ZodType, T>(gate: RoleGate<S>, body: Body<S, T, CurrentUser>): Action<S, T> {
  return (input?: unknown) => run({ input, schema: gate.input, admit: (user) => requireRole(user, gate.role), body });
}

/**
 * The same for `useActionState`, and for forms that also work without scripts. Fields become an object by name; a field
 * that occurs several times becomes a list.
 */
export function formAction<S extends z.ZodType, T>(gate: RoleGate<S>, body: Body<S, T, CurrentUser>): FormAction<T> {
  return (_previous, form) =>
    run({ input: formFields(form), schema: gate.input, admit: (user) => requireRole(user, gate.role), body });
}

/** An action for people who are not signed in too. */
export function publicAction<S extends z.ZodType, T>(gate: PublicGate<S>, body: Body<S, T, Anybody>): Action<S, T> {
  return (input?: unknown) => run({ input, schema: gate.input, admit: (user) => user, body });
}

/** A form for people who are not signed in too. */
export function publicFormAction<S extends z.ZodType, T>(
  gate: PublicGate<S>,
  body: Body<S, T, Anybody>,
): FormAction<T> {
  return (_previous, form) => run({ input: formFields(form), schema: gate.input, admit: (user) => user, body });
}

type Run<S extends z.ZodType, T, U> = {
  input: unknown;
  schema: S;
  /** Throws unless the person may go on. */
  admit: (user: Anybody) => U;
  body: Body<S, T, U>;
};

async function run<S extends z.ZodType, T, U>({ input, schema, admit, body }: Run<S, T, U>): Promise<ActionResult<T>> {
  let userId: number | undefined;
  try {
    const sent = await headers();
    const facts = requestFacts(sent);
    requireSameOrigin(facts);
    const found = await findSessionUser(sent);
    userId = found?.id;
    const user = admit(found);
    const parsed = await schema.parseAsync(input);
    return { ok: true, data: await body(parsed, { user, db: getDb(), facts }) };
  } catch (error) {
    // redirect() and notFound() are thrown, and Next wants them back.
    unstable_rethrow(error);
    return { ok: false, error: answerError(error, { userId }) };
  }
}

/** Anybody can call an action with anything, so what should be a form may be something else. */
function formFields(form: unknown): unknown {
  if (!(form instanceof FormData)) return form;
  const names = [...new Set(form.keys())].filter((name) => !name.startsWith("$ACTION"));
  return Object.fromEntries(
    names.map((name) => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? values[0] : values];
    }),
  );
}
