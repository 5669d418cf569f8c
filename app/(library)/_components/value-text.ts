/** A field's value as people read it: lists in one line, nothing as "empty". */
export function textOfValue(value: unknown): string {
  if (value === null || value === undefined || value === "") return "empty";
  if (Array.isArray(value)) return value.length === 0 ? "empty" : value.map(textOfItem).join(", ");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/** One entry of a list: a name, or somebody with their role. */
function textOfItem(item: unknown): string {
  if (typeof item !== "object" || item === null || !("name" in item)) return String(item);
  const role = "role" in item && typeof item.role === "string" ? ` as ${item.role}` : "";
  const removed = "removed" in item && item.removed === true ? " (removed)" : "";
  return `${item.name}${role}${removed}`;
}
