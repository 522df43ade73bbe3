import type { Rule } from 'eslint';

/**
 * Words that people read live in the locale files, the registry declarations, the report content and the message
 * format, so that a second language and a review by a person who knows the law have one place to look at. Comments may
 * quote the law.
 */
const cyrillic = /\p{Script=Cyrillic}/u;

interface TextNode {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: string;
}

/** What vue-eslint-parser lends for the template part of a component. */
interface VueServices {
  defineTemplateBodyVisitor?: (template: Checks, script: Checks) => Rule.RuleListener;
}

type Checks = Readonly<Record<string, (node: TextNode) => void>>;

export const noCyrillicLiteral: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      found: 'Cyrillic text belongs to a locale file, a declaration or the resources, not to code',
    },
  },
  create(context) {
    const check = (node: TextNode): void => {
      if (cyrillic.test(textOf(node))) context.report({ node: node, messageId: 'found' });
    };
    const script: Checks = { Literal: check, TemplateElement: check, Identifier: check };
    const services = context.sourceCode.parserServices as VueServices;
    if (services.defineTemplateBodyVisitor === undefined) return script;
    return services.defineTemplateBodyVisitor({ ...script, VText: check, VLiteral: check }, script);
  },
};

function textOf(node: TextNode): string {
  if (node.type === 'Identifier') return node.name ?? '';
  if (node.value instanceof RegExp) return node.value.source;
  if (typeof node.value === 'string') return node.value;
  const quasi = node.value as { cooked?: string; raw?: string } | null | undefined;
  return quasi?.cooked ?? quasi?.raw ?? '';
}
