"use client";

import { cn } from "#components/cn.ts";

type TabsFilterProps<T extends string> = {
  /** What is chosen, for screen readers. */
  label: string;
  options: readonly { value: T; label: string }[];
  value: T;
  onChange: (value: T) => void;
};

/** One of a few, all in sight. */
export function TabsFilter<T extends string>({ label, options, value, onChange }: TabsFilterProps<T>) {
  return (
    <fieldset className="flex">
      <legend className="sr-only">{label}</legend>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cn(
            "h-8 border px-3 font-medium text-sm transition-colors first-of-type:rounded-l-lg last-of-type:rounded-r-lg not-first-of-type:-ml-px touch:h-11",
            option.value === value
              ? "relative border-accent-text bg-accent-soft text-accent"
              : "border-border text-2 hover:text-1",
          )}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
