import { readFileSync } from "node:fs";
import ts from "typescript";

/**
 * The sentences a source file may show to someone: texts that read like one, with `…` for inserted values and single
 * spaces. A Refusal's sentences are left out, because it is identified by its code.
 */
export function sentencesIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  const found: string[] = [];
  visit(source);
  return found;

  function visit(node: ts.Node): void {
    if (ts.isNewExpression(node) && node.expression.getText() === "Refusal") return;
    const text = textOf(node);
    if (text === null) ts.forEachChild(node, visit);
    else if (readsAsSentence(text)) found.push(text.trim().replace(/\s+/g, " "));
  }
}

/** The text of an expression (literal, template, or several joined by `+`); null for anything else. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node)) {
    return node.head.text + node.templateSpans.map((span) => `…${span.literal.text}`).join("");
  }
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.PlusToken) return null;
  const [left, right] = [textOf(node.left), textOf(node.right)];
  return left === null || right === null ? null : left + right;
}

const statement = /^\s*(SELECT|INSERT|UPDATE|DELETE|CREATE|DROP|WITH|SET|SHOW)\b/;

function readsAsSentence(text: string): boolean {
  const words = text.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length;
  const stops = /\.(\s|\)|$)/.test(text) || text.endsWith("…");
  return /^\s*(\p{Lu}|…|npm )/u.test(text) && stops && words > 1 && !statement.test(text);
}
