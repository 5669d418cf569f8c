"use client";

import { useId } from "react";
import { cn } from "#components/cn.ts";

export type Choice<V extends string> = { value: V; label: string; help: string };

export type ChoiceListProps<V extends string> = {
  legend: string;
  /** What is chosen here, and what it affects. */
  hint?: string;
  choices: readonly Choice<V>[];
  value: V;
  onChange: (value: V) => void;
  /** For links to this setting. */
  id?: string;
  /** Two beside each other where there is room. */
  columns?: boolean;
};

/** One of a few, each with what it means. Arrow keys move between them. */
export function ChoiceList<V extends string>({
  legend,
  hint,
  choices,
  value,
  onChange,
  id,
  columns,
}: ChoiceListProps<V>) {
  const name = useId();
  const hintId = `${name}-hint`;
  return (
    <fieldset id={id} aria-describedby={hint ? hintId : undefined} className="min-w-0">
      <legend className="font-medium text-2 text-sm">{legend}</legend>
      {hint && (
        <p id={hintId} className="mt-1 text-3 text-sm">
          {hint}
        </p>
      )}
      <div className={cn("mt-2 grid gap-2", columns && "sm:grid-cols-2")}>
        {choices.map((choice) => (
          <label
            key={choice.value}
            htmlFor={`${name}-${choice.value}`}
            className={cn(
              "flex items-start gap-3 rounded-lg border px-3 py-2 transition-colors touch:py-3",
              choice.value === value
                ? "border-accent-text bg-accent-soft"
                : "border-border hover:border-border-strong hover:bg-surface-2",
            )}
          >
            <input
              type="radio"
              id={`${name}-${choice.value}`}
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              aria-labelledby={`${name}-${choice.value}-label`}
              aria-describedby={`${name}-${choice.value}-help`}
              className="mt-0.5 size-4 shrink-0 appearance-none rounded-full border border-text-3 bg-surface-1 checked:border-5 checked:border-accent checked:bg-on-fill"
            />
            <span className="grid gap-0.5">
              <span id={`${name}-${choice.value}-label`} className="font-medium text-1 text-sm">
                {choice.label}
              </span>
              <span id={`${name}-${choice.value}-help`} className="text-2 text-sm">
                {choice.help}
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
