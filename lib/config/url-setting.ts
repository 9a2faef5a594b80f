import * as z from "zod";

/**
 * A setting that is a URL with one of these protocols. Spaces and line breaks around it are ignored: files and secret
 * stores add them.
 */
export const urlWith = (protocols: string[], example: string) =>
  z
    .string()
    .trim()
    .superRefine((text, context) => {
      const why = whyNotUrl(text, protocols, example);
      if (why) context.addIssue({ code: "custom", message: why });
    });

function whyNotUrl(text: string, protocols: string[], example: string): string | null {
  if (/^(["'`]).*\1$/.test(text)) return "must not be in quotes";
  const why = `must be a URL such as ${example}`;
  if (!URL.canParse(text)) return text.includes("@") ? `${why}${escapeHint}` : why;
  const url = new URL(text);
  if (!protocols.includes(url.protocol)) return why;
  return isCutByPassword(url) ? `${why}${escapeHint}` : null;
}

const escapeHint = "; write #, / and ? in a password as %23, %2F and %3F";

/** Whether a password with one of these ended the host too early: user:12#34@host is host `user`, port 12. */
const isCutByPassword = ({ protocol, username, pathname, hash }: URL): boolean =>
  !/^https?:$/.test(protocol) && !username && `${pathname}${hash}`.includes("@");
