"use client";

import { ChevronDown } from "lucide-react";
import { type ComponentProps, useState } from "react";
import { cn } from "#components/cn.ts";
import { TimeAgo } from "#components/time-ago.tsx";
import { Popover, PopoverContent, PopoverTrigger } from "#components/ui/popover.tsx";
import { Sheet, SheetContent, SheetTrigger } from "#components/ui/sheet.tsx";
import { phoneQuery, useMediaQuery } from "#components/use-media-query.ts";
import { CompareList } from "./compare-list.tsx";
import type { EditActions, EditedForm, FormField } from "./edit-actions.ts";

export type FieldSourceProps = {
  field: FormField;
  form: EditedForm;
  actions: EditActions;
  /** Something is typed and not saved. */
  isChanged: boolean;
  onTaken: () => void;
};

/** Where a value came from. A press shows what every source says of the field, and takes it. */
export function FieldSource({ field, form, actions, isChanged, onTaken }: FieldSourceProps) {
  const [open, setOpen] = useState(false);
  const isPhone = useMediaQuery(phoneQuery);
  const list = (
    <CompareList
      field={field}
      form={form}
      actions={actions}
      isChanged={isChanged}
      onTaken={() => {
        setOpen(false);
        onTaken();
      }}
    />
  );
  const trigger = <SourceButton field={field} isChanged={isChanged} />;
  if (isPhone) {
    return (
      <Sheet open={open} onOpenChange={setOpen}>
        <SheetTrigger asChild>{trigger}</SheetTrigger>
        <SheetContent title={field.label} description="What each source says.">
          {list}
        </SheetContent>
      </Sheet>
    );
  }
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent
        // Beside the button it may be as high as the window: plots of several sources are long.
        side="left"
        sideOffset={8}
        aria-label={`What each source says of ${field.label}`}
        className="w-120 p-0"
      >
        <h2 className="px-4 pt-3 font-medium text-1 text-sm">{field.label}: what each source says</h2>
        <div className="px-4 pb-4">{list}</div>
      </PopoverContent>
    </Popover>
  );
}

type SourceButtonProps = Pick<FieldSourceProps, "field" | "isChanged"> & ComponentProps<"button">;

function SourceButton({ field, isChanged, ...props }: SourceButtonProps) {
  return (
    <button
      type="button"
      {...props}
      // 24 px to the eye, 44 px to a finger.
      className={cn(
        "group/source relative flex min-h-6 max-w-full items-center gap-1 rounded-sm text-left text-3 transition-colors hover:text-1 data-[state=open]:text-1",
        "touch:after:absolute touch:after:-top-1 touch:after:-bottom-4 touch:after:inset-x-0",
      )}
    >
      <span className="sr-only">Sources of {field.label}: </span>
      <span className="min-w-0 md:truncate">
        <SourceText field={field} isChanged={isChanged} />
      </span>
      <ChevronDown aria-hidden className="size-3 shrink-0" />
    </button>
  );
}

function SourceText({
  field: { field: name, source, value },
  isChanged,
}: Pick<FieldSourceProps, "field" | "isChanged">) {
  if (isChanged) return "Changed by you";
  if (!source) {
    if (value === null || (Array.isArray(value) && value.length === 0)) return "Empty";
    return name === "sortTitle" ? "Made from the title" : "Unknown source";
  }
  const { label, isTyped, username, at } = source;
  const who = isTyped && username ? `Edited by ${username}` : username ? `${label}, taken by ${username}` : label;
  return (
    <>
      {who}, <TimeAgo at={at} />
    </>
  );
}
