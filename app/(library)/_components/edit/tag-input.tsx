"use client";

import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { cn } from "#components/cn.ts";
import type { FieldControlProps } from "#components/ui/field.tsx";
import { inputClasses } from "#components/ui/input.tsx";
import { eachNameOnce, splitNames } from "#lib/editing/vocabulary.ts";

export type TagInputProps = {
  control: FieldControlProps;
  /** What the names are: "Genres". */
  label: string;
  values: readonly string[];
  onChange: (values: readonly string[]) => void;
};

/** A list of names. Enter or a comma adds one, Backspace takes the last away, pasted lines and parts become one name each. */
export function TagInput({ control, label, values, onChange }: TagInputProps) {
  const [text, setText] = useState("");

  function add(names: readonly string[], rest = "") {
    setText(rest);
    if (names.some((name) => name.trim() !== "")) onChange(eachNameOnce([...values, ...names]));
  }

  function type(next: string) {
    const { names, rest } = splitNames(next);
    add(names, rest);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") {
      event.preventDefault();
      add([text]);
    }
    if (event.key === "Backspace" && text === "" && values.length > 0) onChange(values.slice(0, -1));
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>) {
    const pasted = event.clipboardData.getData("text");
    if (!/[,\n]/.test(pasted.trim())) return;
    event.preventDefault();
    // What is pasted is whole: its last part is a name too.
    const { names, rest } = splitNames(text + pasted);
    add([...names, rest]);
  }

  return (
    <div
      className={cn(
        inputClasses,
        "flex min-h-8 flex-wrap items-center gap-1.5 px-1.5 py-1 has-[input:focus-visible]:outline-2 has-[input:focus-visible]:outline-accent-text",
        control["aria-invalid"] && "border-danger",
      )}
    >
      {values.length > 0 && (
        <ul aria-label={label} className="contents">
          {values.map((name) => (
            <li
              key={name}
              className="inline-flex max-w-full items-center rounded-sm bg-surface-3 pl-2 text-1 text-sm touch:min-h-11"
            >
              <span className="truncate">{name}</span>
              <button
                type="button"
                aria-label={`Remove ${name}`}
                onClick={() => onChange(values.filter((each) => each !== name))}
                className="grid size-6 shrink-0 place-items-center rounded-sm text-3 hover:text-1 focus-visible:-outline-offset-2 touch:size-11"
              >
                <X aria-hidden className="size-3" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <input
        {...control}
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={onPaste}
        onBlur={() => add([text])}
        placeholder={values.length === 0 ? "Type a name, then Enter or a comma" : "Add"}
        autoComplete="off"
        className="h-6 min-w-24 flex-1 bg-transparent px-1.5 outline-none placeholder:text-3 touch:h-11"
      />
    </div>
  );
}
