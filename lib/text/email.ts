/** RFC 5321, section 4.1.2: Dot-string, made of RFC 5322's atoms. Quoted names are valid there too, but no one has one. */
const localPart = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*$/;

/** Letters, marks and digits of any script, hyphens and dots: nothing that would end the host of a URL. */
const domainCharacters = /^[\p{L}\p{M}\p{N}\-.\u3002\u00B7\u200C\u200D]+$/u;

const label = /^(?!-)[a-z\d-]{1,63}(?<!-)$/;

const maxLocalLength = 64;
const maxDomainLength = 253;

/**
 * The email address in a text, with the domain in the form DNS has it: lower case, international names as `xn--…`
 * (RFC 5891). null if it isn't one address at a full domain name. The part before the @ is ASCII, and is kept as typed.
 */
export function emailAddress(text: string): string | null {
  const at = text.lastIndexOf("@");
  const local = text.slice(0, at);
  if (at < 1 || local.length > maxLocalLength || !localPart.test(local)) return null;
  const domain = asciiDomain(text.slice(at + 1));
  return domain === null ? null : `${local}@${domain}`;
}

function asciiDomain(text: string): string | null {
  if (!domainCharacters.test(text) || !URL.canParse(`http://${text}`)) return null;
  const domain = new URL(`http://${text}`).hostname;
  const labels = domain.split(".");
  const top = labels.at(-1) ?? "";
  const isName = labels.length > 1 && labels.every((one) => label.test(one)) && !/^\d*$/.test(top) && top.length > 1;
  return isName && domain.length <= maxDomainLength ? domain : null;
}
