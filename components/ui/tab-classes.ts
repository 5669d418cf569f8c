/** Looks shared by Tabs and TabLinks. Too many tabs for the screen scroll sideways. */
export const tabListClasses =
  "flex gap-1 overflow-x-auto border-border border-b [scrollbar-width:none] max-md:-mx-4 max-md:px-4";

export const tabClasses =
  "-mb-px inline-flex h-9 shrink-0 items-center gap-2 whitespace-nowrap border-transparent border-b-2 px-3 font-medium text-2 text-sm transition-colors hover:text-1 focus-visible:-outline-offset-2 touch:h-11 data-[state=active]:border-accent-text data-[state=active]:text-1 aria-[current=page]:border-accent-text aria-[current=page]:text-1";
