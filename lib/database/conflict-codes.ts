/** SQLSTATEs caused by another transaction: serialization failure, deadlock, a foreign key's target that just changed. */
export const conflictCodes: readonly string[] = ["40001", "40P01", "23503"];
