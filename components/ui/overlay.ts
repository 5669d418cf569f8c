/** Looks shared by what covers the page. On phones a dialog is a sheet at the lower edge, where thumbs are. */
export const overlayClasses =
  "fixed inset-0 z-50 bg-overlay duration-150 data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0";

export const dialogClasses = [
  "fixed z-50 flex flex-col overflow-hidden border border-border bg-surface-1 shadow-float duration-150 data-[state=closed]:animate-out data-[state=open]:animate-in",
  "max-md:inset-x-0 max-md:bottom-0 max-md:max-h-[92dvh] max-md:rounded-t-xl max-md:border-x-0 max-md:border-b-0 max-md:pb-[env(safe-area-inset-bottom)] max-md:data-[state=closed]:slide-out-to-bottom max-md:data-[state=open]:slide-in-from-bottom",
  "md:top-1/2 md:left-1/2 md:max-h-[min(48rem,calc(100dvh-4rem))] md:w-[calc(100%-4rem)] md:-translate-x-1/2 md:-translate-y-1/2 md:rounded-xl md:data-[state=closed]:fade-out-0 md:data-[state=open]:fade-in-0",
].join(" ");

/** Looks shared by menus and popovers. */
export const floatClasses =
  "z-50 rounded-lg border border-border bg-surface-1 shadow-float duration-100 data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0";

/** One line of a menu. */
export const menuItemClasses =
  "relative flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 text-1 text-sm outline-none touch:min-h-11 touch:px-3 data-[disabled]:pointer-events-none data-[highlighted]:bg-surface-3 data-[disabled]:text-3 [&_svg:not([class*='size-'])]:size-4 [&_svg]:shrink-0";
