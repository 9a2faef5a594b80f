// Names that people choose stand in emails to others, and mail programs make a link of what looks like one.

const link = /[a-z][a-z\d+.-]*:\/\/|\bwww\.|(?:[\p{L}\d-]+\.)+\p{L}{2,}[/:?#]/iu;

/** Whether a text holds a URL: a scheme, www., or a domain followed by a path, port or query. */
export const holdsLink = (text: string): boolean => link.test(text);

/** The text without anything that a mail program would make a link of: a dot between words ends the first one. */
export const withoutLinks = (text: string): string =>
  text.replace(/:?\/{2,}/g, " ").replace(/([\p{L}\d])\.(?=[\p{L}\d])/gu, "$1. ");
