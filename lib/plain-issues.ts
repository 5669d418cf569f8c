import type { z } from "zod";

/** Kinds of values as people who write JSON or fill a form know them. */
const kinds: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
  null: "null",
};

const formats: Readonly<Record<string, string>> = {
  url: "a whole web address",
  email: "an e-mail address",
  datetime: "a date and time such as 2026-11-29T12:00:00Z",
  date: "a date such as 2026-11-29",
  uuid: "a UUID",
};

const counted: Readonly<Record<string, string>> = { string: " characters", array: " entries", set: " entries" };
const longestList = 200;

/**
 * What is wrong with a value, in words for people, where its schema says nothing of its own. The answers to requests and
 * the command line have zod use it, process-wide: what is allowed stays what the schemas say.
 */
export function plainIssue(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return "This is missing.";
      return kinds[issue.expected] === undefined ? "This is not valid." : `This must be ${kinds[issue.expected]}.`;
    case "too_small":
      return `This must ${bound(issue, Number(issue.minimum), issue.inclusive === false ? "be more than" : "be at least")}`;
    case "too_big":
      return `This must ${bound(issue, Number(issue.maximum), issue.inclusive === false ? "be less than" : "be at most")}`;
    case "invalid_format":
      return formats[issue.format] === undefined
        ? "This is not written as it must be."
        : `This must be ${formats[issue.format]}.`;
    case "invalid_value":
      return `This must be ${issue.values.length === 1 ? "" : "one of "}${shortened(issue.values.map(String))}.`;
    case "unrecognized_keys":
      return `There is no field called ${shortened(issue.keys)}.`;
    case "not_multiple_of":
      return `This must be a multiple of ${issue.divisor}.`;
    default:
      return "This is not valid.";
  }
}

function bound({ origin }: { origin: string }, limit: number, words: string): string {
  const unit = counted[origin];
  if (unit === undefined) return `${words} ${limit.toLocaleString("en")}.`;
  if (limit === 1 && words === "be at least") return "not be empty.";
  const have = words.replace("be ", "have ");
  return `${have} ${limit.toLocaleString("en")}${limit === 1 ? unit.replace(/ies$/, "y").replace(/s$/, "") : unit}.`;
}

/** What others sent may be long. */
function shortened(words: readonly string[]): string {
  const text = words.join(", ");
  return text.length <= longestList ? text : `${text.slice(0, longestList)}…`;
}
