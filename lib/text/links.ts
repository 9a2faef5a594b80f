// Names that people choose appear in emails to others, and mail programs turn anything that looks like a URL into a link.

const link = /[a-z][a-z\d+.-]*:\/\/|\bwww\.|(?:[\p{L}\d-]+\.)+\p{L}{2,}[/:?#]/iu;

/** Whether a text contains a URL: a scheme, www., or a domain followed by a path, port, query or fragment. */
export const holdsLink = (text: string): boolean => link.test(text);

/** The text without anything a mail program would make a link: drops `//`, adds a space after a dot between words. */
export const withoutLinks = (text: string): string =>
  text.replace(/:?\/{2,}/g, " ").replace(/([\p{L}\d])\.(?=[\p{L}\d])/gu, "$1. ");
