"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Primitive } from "radix-ui";
import { cn } from "../cn.ts";
import { inputClasses } from "./input.tsx";

export type SelectOption = { value: string; label: string; disabled?: boolean };

export type SelectProps = {
  options: readonly SelectOption[];
  /** Controlled value; leave out and use defaultValue with `name` in plain forms. */
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  placeholder?: string;
  /** Sends the value with the surrounding form. */
  name?: string;
  id?: string;
  disabled?: boolean;
  required?: boolean;
  className?: string;
  "aria-label"?: string;
  "aria-describedby"?: string | undefined;
  "aria-invalid"?: boolean | undefined;
};

/** Picks one of a few. For more than about fifteen use Command in a Popover, which can be searched. */
export function Select({ options, placeholder, id, className, ...props }: SelectProps) {
  const { "aria-label": label, "aria-describedby": describedBy, "aria-invalid": invalid, ...root } = props;
  return (
    <Primitive.Root {...root}>
      <Primitive.Trigger
        id={id}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={invalid}
        className={cn(
          inputClasses,
          "flex h-8 items-center justify-between gap-2 px-3 text-left touch:h-11 data-placeholder:text-3 [&>span]:truncate",
          className,
        )}
      >
        <Primitive.Value placeholder={placeholder} />
        <ChevronDown aria-hidden className="size-4 shrink-0 text-3" />
      </Primitive.Trigger>
      <Primitive.Portal>
        <Primitive.Content
          position="popper"
          sideOffset={4}
          collisionPadding={8}
          className="fade-in-0 z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) animate-in overflow-hidden rounded-lg border border-border bg-surface-1 shadow-float duration-100"
        >
          <Primitive.Viewport className="p-1">
            {options.map((option) => (
              <Primitive.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled ?? false}
                className="relative flex min-h-8 cursor-default select-none items-center gap-2 rounded-md py-1 pr-8 pl-2 text-1 text-sm outline-none touch:min-h-11 data-[disabled]:text-3 data-[highlighted]:bg-surface-3"
              >
                <Primitive.ItemText>{option.label}</Primitive.ItemText>
                <Primitive.ItemIndicator className="absolute right-2">
                  <Check aria-hidden className="size-4 text-accent" />
                </Primitive.ItemIndicator>
              </Primitive.Item>
            ))}
          </Primitive.Viewport>
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}
