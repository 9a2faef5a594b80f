/** The kind of the notice that tells of this secret's end. */
export const secretEndNotice = (secretId: string): string => `secret-ends:${secretId}`;
