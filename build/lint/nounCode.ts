import type { Rule } from 'eslint';

/**
 * General code knows no registry by name: what it does with a noun the noun's declaration says. The code of a root
 * registry as a literal, where it names a registry, may stand in the noun's own folder only. The codes come from the
 * declarations, so a new registry is guarded from its first day.
 */
interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly name?: string;
  readonly parent?: Node;
  readonly key?: Node;
  readonly id?: Node;
  readonly left?: Node;
  readonly right?: Node;
  readonly callee?: Node;
  readonly property?: Node;
}

interface VueServices {
  defineTemplateBodyVisitor?: (template: Checks, script: Checks) => Rule.RuleListener;
}
type Checks = Readonly<Record<string, (node: Node) => void>>;

const naming = new Set(['registry', 'root', 'code']);
const finding = new Set(['root', 'find', 'findRoot']);

export const nounCode: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'string' } }],
    messages: { found: 'The registry "{{code}}" is known by name in its own folder only' },
  },
  create(context) {
    const codes = (context.options[0] as readonly string[] | undefined) ?? [];
    const check = (node: Node): void => {
      if (typeof node.value !== 'string' || !codes.includes(node.value)) return;
      if (isNaming(node)) context.report({ node: node, messageId: 'found', data: { code: node.value } });
    };
    const script: Checks = { Literal: check };
    const services = context.sourceCode.parserServices as VueServices;
    if (services.defineTemplateBodyVisitor === undefined) return script;
    return services.defineTemplateBodyVisitor(script, script);
  },
};

/** `registry: 'x'`, `const registry = 'x'`, `code === 'x'`, `registries.root('x')`, `case 'x'`. */
function isNaming(node: Node): boolean {
  const { parent } = node;
  switch (parent?.type) {
    case 'Property':
      return naming.has(nameOf(parent.key));
    case 'VariableDeclarator':
      return naming.has(nameOf(parent.id));
    case 'BinaryExpression':
      return [parent.left, parent.right].some((side) => naming.has(nameOf(side)));
    case 'CallExpression':
      return parent.callee?.type === 'MemberExpression' && finding.has(nameOf(parent.callee));
    case 'SwitchCase':
      return true;
    default:
      return false;
  }
}

function nameOf(node: Node | undefined): string {
  if (node?.type === 'MemberExpression' || node?.type === 'ChainExpression') return nameOf(node.property);
  return node?.type === 'Identifier' ? (node.name ?? '') : '';
}
