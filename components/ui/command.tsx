"use client";

import { Command as Primitive } from "cmdk";
import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { cn } from "../cn.ts";
import { Kbd } from "./kbd.tsx";

/** A list one searches by typing. Set shouldFilter={false} when the server filters. */
export function Command({ className, ...props }: ComponentProps<typeof Primitive>) {
  return <Primitive className={cn("flex min-h-0 flex-col overflow-hidden", className)} {...props} />;
}

export function CommandInput({ className, ...props }: ComponentProps<typeof Primitive.Input>) {
  return (
    <div className="flex h-11 shrink-0 items-center gap-3 border-border border-b px-4">
      <Search aria-hidden className="size-4 shrink-0 text-3" />
      {/* The whole box is the field, so its focus shows as the caret and the lighter line. */}
      <Primitive.Input
        className={cn("h-full w-full bg-transparent text-1 text-base outline-none placeholder:text-3", className)}
        {...props}
      />
    </div>
  );
}

export function CommandList({ className, ...props }: ComponentProps<typeof Primitive.List>) {
  return (
    <Primitive.List
      className={cn("max-h-[min(24rem,60dvh)] scroll-py-1 overflow-y-auto overscroll-contain p-1", className)}
      {...props}
    />
  );
}

export function CommandEmpty({ className, ...props }: ComponentProps<typeof Primitive.Empty>) {
  return <Primitive.Empty className={cn("px-4 py-8 text-center text-2 text-sm", className)} {...props} />;
}

export function CommandGroup({ className, ...props }: ComponentProps<typeof Primitive.Group>) {
  return (
    <Primitive.Group
      className={cn(
        "[&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:py-2 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-3 [&_[cmdk-group-heading]]:text-xs",
        className,
      )}
      {...props}
    />
  );
}

export function CommandItem({
  className,
  children,
  shortcut,
  ...props
}: ComponentProps<typeof Primitive.Item> & { shortcut?: string | undefined }) {
  return (
    <Primitive.Item
      className={cn(
        "flex min-h-9 cursor-default select-none items-center gap-3 rounded-md px-3 py-1 text-1 text-sm outline-none touch:min-h-11 data-[disabled=true]:text-3 data-[selected=true]:bg-surface-3 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0 [&_svg]:text-3",
        className,
      )}
      {...props}
    >
      {children}
      {shortcut && (
        <span className="ml-auto max-md:hidden">
          <Kbd keys={shortcut} />
        </span>
      )}
    </Primitive.Item>
  );
}
