/** Buttons of a header: two in a row on phones, and the last alone where it is left over. */
export const actionsClasses =
  "grid grid-cols-2 gap-2 max-md:[&>:last-child:nth-child(odd)]:col-span-2 md:flex md:flex-wrap md:items-center";
