/** A field's value as people read it: lists in one line, nothing as "empty". */
export function textOfValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "empty" : value.map(String).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
