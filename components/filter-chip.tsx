"use client";

import { Check, ChevronDown, X } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "./cn.ts";
import { Command, CommandEmpty, CommandInput, CommandItem, CommandList } from "./ui/command.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "./ui/popover.tsx";

export type FilterOption = { value: string; label: string; count?: number };

export type FilterChipProps = {
  /** "Status", "Genre". */
  label: string;
  options: readonly FilterOption[];
  /** Values chosen; several mean any of them. */
  selected: readonly string[];
  onSelectedChange: (selected: string[]) => void;
  icon?: ReactNode;
};

const chipClasses =
  "inline-flex h-8 shrink-0 select-none items-center gap-2 whitespace-nowrap rounded-lg border px-3 font-medium text-sm transition-colors touch:h-11 [&_svg]:size-4";
const restClasses = "border-border text-2 hover:border-border-strong hover:text-1";
const activeClasses = "border-transparent bg-accent-soft text-accent";
const searchFrom = 10;

/** One filter of a list: opens its values, shows what is chosen, is cleared by its cross. */
export function FilterChip({ label, options, selected, onSelectedChange, icon }: FilterChipProps) {
  const [open, setOpen] = useState(false);
  const active = selected.length > 0;
  const names = options.filter((option) => selected.includes(option.value)).map((option) => option.label);
  const summary = names.length > 2 ? `${names.length} chosen` : names.join(", ");

  const toggle = (value: string) =>
    onSelectedChange(selected.includes(value) ? selected.filter((item) => item !== value) : [...selected, value]);

  return (
    <span className="relative inline-flex shrink-0">
      <Popover open={open} onOpenChange={setOpen}>
        <PopoverTrigger className={cn(chipClasses, active ? cn(activeClasses, "pr-9 touch:pr-11") : restClasses)}>
          {icon}
          {label}
          {active ? (
            <span className="max-w-48 truncate font-normal text-1">{summary}</span>
          ) : (
            <ChevronDown aria-hidden />
          )}
        </PopoverTrigger>
        <PopoverContent aria-label={`Filter by ${label}`} className="w-64 p-0">
          <Command label={label}>
            {options.length > searchFrom && <CommandInput placeholder={`Find ${label.toLowerCase()}`} />}
            <CommandList>
              <CommandEmpty>Nothing matches.</CommandEmpty>
              {options.map((option) => (
                <CommandItem
                  key={option.value}
                  value={option.label}
                  aria-checked={selected.includes(option.value)}
                  onSelect={() => toggle(option.value)}
                >
                  <CheckBoxPicture checked={selected.includes(option.value)} />
                  <span className="truncate">{option.label}</span>
                  {option.count !== undefined && <span className="ml-auto text-3 text-xs">{option.count}</span>}
                </CommandItem>
              ))}
            </CommandList>
          </Command>
        </PopoverContent>
      </Popover>
      {active && (
        <button
          type="button"
          aria-label={`Clear filter ${label}`}
          onClick={() => onSelectedChange([])}
          className="absolute inset-y-0 right-0 grid w-8 place-items-center rounded-r-lg text-accent transition-colors hover:text-1 touch:w-11"
        >
          <X aria-hidden className="size-4" />
        </button>
      )}
    </span>
  );
}

/** Looks like Checkbox and is none: the line around it is the control. */
function CheckBoxPicture({ checked }: { checked: boolean }) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-4 shrink-0 place-items-center rounded-sm border",
        checked ? "border-accent bg-accent" : "border-text-3 bg-surface-1",
      )}
    >
      {checked && <Check strokeWidth={3} className="size-3 text-on-fill!" />}
    </span>
  );
}

/** A filter that is on or off: "Locked", "No poster". */
export function ToggleChip({
  label,
  pressed,
  onPressedChange,
  icon,
}: {
  label: string;
  pressed: boolean;
  onPressedChange: (pressed: boolean) => void;
  icon?: ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={() => onPressedChange(!pressed)}
      className={cn(chipClasses, pressed ? activeClasses : restClasses)}
    >
      {icon}
      {label}
    </button>
  );
}

/** A row of chips; on phones it scrolls sideways instead of filling the screen. */
export function FilterBar({ label = "Filters", children }: { label?: string; children: ReactNode }) {
  return (
    <fieldset
      aria-label={label}
      className="flex min-w-0 gap-2 max-md:-mx-4 max-md:overflow-x-auto max-md:px-4 max-md:py-1 max-md:[scrollbar-width:none] md:flex-wrap"
    >
      {children}
    </fieldset>
  );
}
