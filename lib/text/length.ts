/** Characters as people count them (code points), which is also how Postgres counts. */
export const lengthOf = (text: string): number => [...text].length;
