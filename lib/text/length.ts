/** Length in code points, as Postgres counts. */
export const lengthOf = (text: string): number => [...text].length;

/** Minimum length of a password, in code points. Here rather than with its rule, so that a page can name it without zod. */
export const minPasswordLength = 8;
