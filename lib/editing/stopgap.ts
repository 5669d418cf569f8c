/**
 * Whether a value only stands in while no source has a proper one: the certification of another country than the
 * library's, which names it, such as `US:PG-13`.
 */
export const isStopgap = (field: string, value: unknown): boolean =>
  field === "contentRating" && typeof value === "string" && /^[A-Z]{2}:/.test(value);
