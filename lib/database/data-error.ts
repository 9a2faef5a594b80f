/** Data exceptions (SQLSTATE class 22), such as a NUL character in text: the value is at fault, not the database. */
const dataCodes = /^22[0-9A-Z]{3}$/;

/** Whether Postgres rejected a statement for a value in it. Without that value, the rest of a batch may succeed. */
export const isDataError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && dataCodes.test(String(error.code));
