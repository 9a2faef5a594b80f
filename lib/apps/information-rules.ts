import * as z from "zod";
import { type InformationField, informationField, informationNames } from "@/lib/apps/information-fields";
import { emailAddress } from "@/lib/text/email";
import { line, notAnEmail, requiredLine } from "@/lib/text/inputs";

const isEmail = (text: string): boolean => emailAddress(text) !== null;

function inputOf(name: InformationField): z.ZodType<string, string> {
  const { max, required, type } = informationField(name);
  const input = required === undefined ? line(max) : requiredLine(max, required);
  return type === "email" ? input.refine((text) => text === "" || isEmail(text), notAnEmail) : input;
}

/** The fields of Information with their limits, for both the form and the server. */
export const informationInput = z.object(
  Object.fromEntries(informationNames.map((name) => [name, inputOf(name)])) as Record<
    InformationField,
    z.ZodType<string, string>
  >,
);

/** Whether a field is filled in well enough for activation. */
export function isFilled(name: InformationField, text: string): boolean {
  return informationField(name).type === "email" ? isEmail(text) : text !== "";
}
