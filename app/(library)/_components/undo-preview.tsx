import type { ShownPlan } from "../undo/shown-plan.ts";
import { UndoTable } from "./undo-table.tsx";

const count = (number: number, one: string, many: string) =>
  `${number.toLocaleString("en")} ${number === 1 ? one : many}`;
export const fieldsText = (number: number) => count(number, "field", "fields");

/** What the preview says when something is taken back, and when it is brought back. */
export const undoWords = {
  undo: {
    name: "Undo",
    nothing: "Nothing of it can be taken back any more.",
    becomes: "what it was",
    become: "what they were",
    begun: "Taking it back has begun",
    done: "taken back",
  },
  redo: {
    name: "Redo",
    nothing: "Nothing of it can be brought back any more.",
    becomes: "what it was before it was taken back",
    become: "what they were before they were taken back",
    begun: "Bringing it back has begun",
    done: "brought back",
  },
} as const;
type Words = (typeof undoWords)[keyof typeof undoWords];

/** What changes by it, how much stays, and what follows. */
export function UndoPreview({ plan, say }: { plan: ShownPlan; say: Words }) {
  const { items, fields, skipped, fixed, identities, orders, lines } = plan;
  const shown = lines.length;
  return (
    <div className="grid gap-3 text-sm">
      <p className="text-1">
        {fields === 0
          ? say.nothing
          : fields === 1
            ? `1 field of 1 item becomes ${say.becomes}.`
            : `${fieldsText(fields)} of ${count(items, "item", "items")} become ${say.become}.`}
        {skipped > 0 && ` ${count(skipped, "change stays", "changes stay")}.`}
      </p>
      {identities > 0 && (
        <p className="text-2">
          {identities === 1 ? "It is" : `${count(identities, "item is", "items are")}`} identified as before by that,
          and the metadata is fetched anew. Locks and pictures that a person chose stay; other pictures go and are
          looked for again.
        </p>
      )}
      {orders > 0 && (
        <p className="text-2">The files are counted as before again, and become other episodes by that.</p>
      )}
      {lines.some(({ locks }) => locks) && (
        <p className="text-2">
          Fields with a lock beside them are locked by it, so that no refresh changes them again.
        </p>
      )}
      {lines.some(({ opens }) => opens) && (
        <p className="text-2">Fields with an open lock beside them are open again: a refresh may change them.</p>
      )}
      {fixed > 0 && (
        <p className="text-3">{`${count(fixed, "fact", "facts")} of the providers or the disk ${fixed === 1 ? "stays" : "stay"}.`}</p>
      )}
      {shown > 0 && <UndoTable lines={lines} />}
      {fields + skipped > shown && <p className="text-3">The first {shown.toLocaleString("en")} are shown.</p>}
    </div>
  );
}
