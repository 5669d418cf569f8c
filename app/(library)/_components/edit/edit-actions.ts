import type { ActionResult } from "#app/_server/action.ts";
import type { SourceSaid } from "#lib/editing/compare-values.ts";
import type { EntityForm, FieldState } from "#lib/editing/field-states.ts";
import type { SavedEdit } from "#lib/editing/save-edit.ts";

export type FormField = FieldState;
/** What is edited. `noun` is what people call it: "film", "episode". */
export type EditedForm = EntityForm & { noun: string };

/** What the form showed, for telling whether somebody else changed it. */
export type Seen = { version: number; values: Record<string, unknown> };

/** What a form asks of the server. Each page says it for its own kind of entity. */
export type EditActions = {
  save(input: { patch: Record<string, unknown>; opened: Seen }): Promise<ActionResult<SavedEdit>>;
  setLock(input: { field: string; locked: boolean }): Promise<ActionResult<unknown>>;
  /** What every source says of a field. */
  compare(input: { field: string }): Promise<ActionResult<SourceSaid[]>>;
  /** Writes what one source says, and locks the field. */
  take(input: { field: string; source: string; opened: Seen }): Promise<ActionResult<SavedEdit>>;
  undo(input: { changeIds: number[] }): Promise<ActionResult<unknown>>;
};
