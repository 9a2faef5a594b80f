/** A label inside a longer name: "Client secret" -> "client secret", "Account ID" -> "account ID", "URL" -> "URL". */
export function withinName(label: string): string {
  const isAcronym = /^\p{Lu}{2}/u.test(label);
  return isAcronym ? label : label.charAt(0).toLowerCase() + label.slice(1);
}
