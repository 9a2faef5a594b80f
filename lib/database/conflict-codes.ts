/** Postgres says so when another transaction got in the way: serialisation, deadlock, a key that just moved. */
export const conflictCodes: readonly string[] = ["40001", "40P01", "23503"];
