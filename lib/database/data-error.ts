/** Data exceptions (SQLSTATE class 22), such as a NUL character in a text: the value is at fault, not the database. */
const dataCodes = /^22[0-9A-Z]{3}$/;

/** Whether Postgres refused a statement because of a value in it. What shared the statement may well succeed without. */
export const isDataError = (error: unknown): boolean =>
  typeof error === "object" && error !== null && "code" in error && dataCodes.test(String(error.code));
