import type { ActionError } from "#app/_server/action.ts";

export type FieldErrors = {
  /** Messages for the fields of the form. */
  of: Record<string, string>;
  /** What belongs to none of them: shown above the form. */
  rest: string | undefined;
};

/**
 * Sorts an action's error to the fields of a form. An input that zod refused has all its problems at once; part of a
 * list (`paths.1`) counts for the list.
 */
export function fieldErrors(error: ActionError | undefined, fields: readonly string[]): FieldErrors {
  const found: FieldErrors = { of: {}, rest: undefined };
  if (!error) return found;
  for (const { field, message } of issuesOf(error)) {
    const name = fields.find((one) => field === one || field.startsWith(`${one}.`));
    if (name === undefined) found.rest ??= message;
    else found.of[name] ??= message;
  }
  return found;
}

type Issue = { field: string; message: string };

function issuesOf({ field = "", message, details }: ActionError): Issue[] {
  const issues = Array.isArray(details?.issues) ? details.issues.filter(isIssue) : [];
  return issues.length > 0 ? issues : [{ field, message }];
}

function isIssue(value: unknown): value is Issue {
  return (
    typeof value === "object" &&
    value !== null &&
    "field" in value &&
    typeof value.field === "string" &&
    "message" in value &&
    typeof value.message === "string"
  );
}

/** The first of what is wrong, without the name that the code has for the field: for messages that stand beside it. */
export const firstProblem = (error: ActionError): string => issuesOf(error)[0]?.message ?? error.message;
