"use client";

import { CheckField } from "#components/ui/field.tsx";
import { describeWatchState, type WatchedFolder } from "./describe-watch-state.ts";

type WatchFieldProps = {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  /** How the folders of a library that is there are watched now. */
  folders: readonly WatchedFolder[];
};

/** Whether a library's folders are watched, and what came of it. */
export function WatchField({ isOn, onChange, folders }: WatchFieldProps) {
  return (
    <div className="grid gap-2">
      <CheckField
        label="Watch folders for changes"
        hint="A change is scanned as soon as nothing was written for ten seconds. Folders on network shares are left to the schedule."
        checked={isOn}
        onChange={onChange}
      />
      {isOn && folders.length > 0 && (
        <ul aria-label="How the folders are watched" className="grid gap-1 pl-7 text-2 text-sm">
          {folders.map(({ path, watchState }) => (
            <li key={path} className="min-w-0 wrap-anywhere">
              {describeWatchState({ path, watchState })}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
