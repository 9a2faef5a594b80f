import { requiredLine } from "@/lib/text/inputs";
import { holdsLink } from "@/lib/text/links";

const noLink = [(text: string) => !holdsLink(text), "Enter a name without a web address."] as const;

export const personNameInput = requiredLine(150, "Enter your name.").refine(...noLink);

export const accountNameInput = requiredLine(150, "Enter the account’s name.").refine(...noLink);
