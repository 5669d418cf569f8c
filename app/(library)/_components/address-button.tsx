"use client";

import { Link2 } from "lucide-react";
import { type FormEvent, useState, useTransition } from "react";
import { answered } from "#app/_components/answered.ts";
import type { ActionResult } from "#app/_server/action.ts";
import { Button, type ButtonProps } from "#components/ui/button.tsx";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";

type AddressButtonProps<T> = {
  /** What the box is called. */
  title: string;
  label: string;
  hint?: string;
  confirmLabel: string;
  add: (url: string) => Promise<ActionResult<T>>;
  onAdded: (added: T) => void;
} & Pick<ButtonProps, "variant" | "className">;

/** A button that asks for a web address, and stays open with the reason when it is not taken. */
export function AddressButton<T>(props: AddressButtonProps<T>) {
  const { title, label, hint, confirmLabel, add, onAdded, variant, className } = props;
  const [open, setOpen] = useState(false);
  const [url, setUrl] = useState("");
  const [problem, setProblem] = useState<string>();
  const [pending, startTransition] = useTransition();

  function submit(event: FormEvent) {
    event.preventDefault();
    startTransition(async () => {
      const result = await answered(add(url));
      if (!result.ok) {
        setProblem(result.error.message);
        return;
      }
      setOpen(false);
      setUrl("");
      onAdded(result.data);
    });
  }

  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button variant={variant} className={className}>
          <Link2 aria-hidden />
          Paste an address
        </Button>
      </PopoverTrigger>
      <PopoverContent align="end" aria-label={title}>
        <form onSubmit={submit} noValidate className="grid gap-3">
          <Field label={label} hint={hint} error={problem}>
            {(control) => (
              <Input
                {...control}
                type="url"
                placeholder="https://"
                value={url}
                onChange={(event) => {
                  setUrl(event.target.value);
                  setProblem(undefined);
                }}
              />
            )}
          </Field>
          <Button type="submit" pending={pending} disabled={url === ""}>
            {confirmLabel}
          </Button>
        </form>
      </PopoverContent>
    </Popover>
  );
}
