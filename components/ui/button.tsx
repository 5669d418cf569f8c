import { cva, type VariantProps } from "class-variance-authority";
import { Slot } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "../cn.ts";
import { Spinner } from "./spinner.tsx";

export const buttonVariants = cva(
  [
    "relative inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded-lg border border-transparent font-medium text-sm transition-colors",
    "disabled:cursor-not-allowed disabled:opacity-50 aria-disabled:cursor-not-allowed aria-disabled:opacity-60",
    "[&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0",
  ],
  {
    variants: {
      variant: {
        primary: "bg-accent text-on-fill hover:bg-accent-hover",
        secondary: "border-border bg-surface-2 text-1 hover:border-border-strong hover:bg-surface-3",
        ghost: "text-2 hover:bg-surface-2 hover:text-1 data-[state=open]:bg-surface-2 data-[state=open]:text-1",
        danger: "bg-danger-fill text-on-fill hover:bg-danger-fill-hover",
        "danger-ghost": "text-danger hover:bg-danger-soft",
        link: "text-accent underline-offset-4 hover:underline",
      },
      size: {
        sm: "h-7 px-2 touch:h-11 touch:px-3",
        md: "h-8 px-3 touch:h-11 touch:px-4",
        lg: "h-10 px-4 text-base touch:h-12",
        icon: "size-8 touch:size-11",
        "icon-sm": "size-7 touch:size-11",
      },
    },
    defaultVariants: { variant: "secondary", size: "md" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonVariants> & {
    /** Renders the only child (a Link, say) with the looks of a button. */
    asChild?: boolean;
    /** At work: keeps its width, shows a spinner, takes no second press but keeps the focus. */
    pending?: boolean;
  };

/** A button. `secondary` unless told; one `primary` a page. For an icon alone use IconButton, which has a name. */
export function Button({ variant, size, className, asChild, pending = false, children, ...props }: ButtonProps) {
  const classes = cn(buttonVariants({ variant, size }), className);
  if (asChild) {
    return (
      <Slot.Root className={classes} {...props}>
        {children}
      </Slot.Root>
    );
  }
  return (
    <button
      type="button"
      {...props}
      className={classes}
      aria-busy={pending || undefined}
      aria-disabled={pending || props["aria-disabled"]}
      onClick={pending ? (event) => event.preventDefault() : props.onClick}
    >
      {pending && (
        <span className="absolute inset-0 grid place-items-center">
          <Spinner />
        </span>
      )}
      <span className={cn("contents", pending && "text-transparent")}>{children}</span>
    </button>
  );
}
