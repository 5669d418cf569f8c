import { Button } from "#components/ui/button.tsx";

export type SaveBarProps = {
  count: number;
  /** Why the last save failed, unless a field says so. */
  problem: string | undefined;
  saving: boolean;
  onSave: () => void;
  onDiscard: () => void;
};

/** Stays in sight while something is not saved. */
export function SaveBar({ count, problem, saving, onSave, onDiscard }: SaveBarProps) {
  return (
    <section
      aria-label="Unsaved changes"
      className="sticky bottom-18 z-10 grid grid-cols-2 items-center gap-x-3 gap-y-2 rounded-lg border border-border bg-surface-1 px-4 py-3 shadow-float sm:grid-cols-[minmax(0,1fr)_auto_auto] md:bottom-4"
    >
      <p role="status" className="col-span-2 text-1 text-sm sm:col-span-1">
        {problem ? (
          <span className="text-danger">{problem}</span>
        ) : (
          `${count === 1 ? "1 field is" : `${count} fields are`} not saved yet. Saving locks ${count === 1 ? "it" : "them"}.`
        )}
      </p>
      <Button variant="ghost" onClick={onDiscard} disabled={saving}>
        Discard
      </Button>
      <Button variant="primary" pending={saving} onClick={onSave}>
        Save
      </Button>
    </section>
  );
}
