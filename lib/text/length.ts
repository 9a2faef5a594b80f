/** Length in code points, as Postgres counts. */
export const lengthOf = (text: string): number => [...text].length;
