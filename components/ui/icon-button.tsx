"use client";

import type { ReactNode } from "react";
import { Button, type ButtonProps } from "./button.tsx";
import { Tooltip } from "./tooltip.tsx";

export type IconButtonProps = Omit<ButtonProps, "children" | "size" | "aria-label" | "asChild"> & {
  /** What the button does, as a verb: its name for screen readers and its tooltip. */
  label: string;
  /** One icon. */
  children: ReactNode;
  /** Key that does the same, shown in the tooltip. */
  shortcut?: string;
  size?: "icon" | "icon-sm";
};

/** A button that is only an icon. It always has a name. */
export function IconButton({ label, shortcut, size = "icon", variant = "ghost", children, ...props }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <Button variant={variant} size={size} aria-label={label} {...props}>
        {children}
      </Button>
    </Tooltip>
  );
}
