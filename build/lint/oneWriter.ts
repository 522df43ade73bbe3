import type { Rule } from 'eslint';

/**
 * Rows of a registry are written by `db/record/applyChanges.ts` alone: whoever writes past it leaves no log line, no audit
 * line and nothing to exchange. This rule sees SQL text and knex chains that name a registry's table; the tables come
 * from the declarations, so a new registry is guarded from its first day.
 */
const writingMethods = new Set([
  'insert',
  'update',
  'delete',
  'del',
  'upsert',
  'increment',
  'decrement',
  'truncate',
]);

interface Node {
  readonly type: string;
  readonly value?: unknown;
  readonly callee?: Node;
  readonly object?: Node;
  readonly property?: { readonly name?: string };
  readonly arguments?: readonly Node[];
}

export const oneWriter: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [{ type: 'array', items: { type: 'string' } }],
    messages: { found: 'Only db/record/applyChanges.ts writes the registry table "{{table}}"' },
  },
  create(context) {
    const tables = (context.options[0] as readonly string[] | undefined) ?? [];
    const names = tables.join('|');
    const sql = new RegExp(
      `\\b(?:insert\\s+(?:or\\s+\\w+\\s+)?into|replace\\s+into|update(?:\\s+or\\s+\\w+)?|delete\\s+from)\\s+["\`[]?(${names})\\b`,
      'i',
    );
    const report = (node: Node, table: string): void => {
      context.report({ node: node, messageId: 'found', data: { table } });
    };
    const checkText = (node: Node): void => {
      const table = sql.exec(textOf(node))?.[1];
      if (table !== undefined) report(node, table);
    };
    const checkCall = (node: Node): void => {
      if (!writingMethods.has(node.callee?.property?.name ?? '')) return;
      const table = tableOfChain(node.callee?.object);
      if (table !== undefined && tables.includes(table)) report(node, table);
    };
    if (tables.length === 0) return {};
    return { Literal: checkText, TemplateElement: checkText, CallExpression: checkCall } as Rule.RuleListener;
  },
};

/** The table at the start of `tx('provider').where(…)` or inside `.from('provider')`, `.into('provider')`. */
function tableOfChain(node: Node | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (node.type === 'MemberExpression') return tableOfChain(node.object);
  if (node.type !== 'CallExpression') return undefined;
  const first = node.arguments?.[0]?.value;
  const callee = node.callee;
  const naming =
    callee?.type === 'Identifier' || ['from', 'into', 'table'].includes(callee?.property?.name ?? '');
  if (naming && typeof first === 'string') return first;
  return callee?.type === 'MemberExpression' ? tableOfChain(callee.object) : undefined;
}

function textOf(node: Node): string {
  if (typeof node.value === 'string') return node.value;
  const quasi = node.value as { cooked?: string; raw?: string } | null | undefined;
  return node.type === 'TemplateElement' ? (quasi?.cooked ?? quasi?.raw ?? '') : '';
}
