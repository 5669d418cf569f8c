import { basename } from "node:path";
import { z } from "zod";
import type { KodiEntry } from "./kodi-library.ts";

const rule = z.strictObject({
  field: z.enum(["title", "filename", "path"]),
  operator: z.enum(["is", "contains", "startswith", "endswith"]),
  value: z.string(),
});
type Rule = z.output<typeof rule>;
export type KodiFilter = Rule | { or: KodiFilter[] } | { and: KodiFilter[] };

/** A filter of a list, as far as clients use it. */
export const kodiFilter: z.ZodType<KodiFilter> = z.lazy(() =>
  z.union([
    rule,
    z.strictObject({ or: z.array(kodiFilter).min(1) }),
    z.strictObject({ and: z.array(kodiFilter).min(1) }),
  ]),
);

export function matches(entry: KodiEntry, filter: KodiFilter): boolean {
  if ("or" in filter) return filter.or.some((one) => matches(entry, one));
  if ("and" in filter) return filter.and.every((one) => matches(entry, one));
  const { field, operator, value } = filter;
  const isFolder = entry.file.endsWith("/");
  const name = isFolder ? "" : basename(entry.file);
  const path = isFolder ? entry.file : entry.file.slice(0, -name.length);
  const text = { title: entry.title, filename: name, path }[field].toLowerCase();
  const wanted = value.toLowerCase();
  if (operator === "is") return text === wanted;
  if (operator === "contains") return text.includes(wanted);
  return operator === "startswith" ? text.startsWith(wanted) : text.endsWith(wanted);
}
