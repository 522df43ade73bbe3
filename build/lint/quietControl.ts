import type { Rule } from 'eslint';

/**
 * A browser writes the text of form controls into its profile with the page, even what was never sent, unless the control
 * says `autocomplete="off"`. Here every one has to say it in its template, those that a library draws too.
 */
const controls = new Set(['input', 'textarea', 'select', 'form']);

interface Element {
  readonly rawName: string;
  readonly startTag: {
    readonly attributes: readonly {
      readonly directive: boolean;
      readonly key: { readonly name: unknown };
      readonly value: { readonly value?: unknown } | null;
    }[];
  };
}
interface Import {
  readonly source: { readonly value?: unknown };
  readonly specifiers: readonly { readonly local: { readonly name: string } }[];
}
interface TemplateServices {
  defineTemplateBodyVisitor(template: object, script: object): Rule.RuleListener;
}

export const quietControl: Rule.RuleModule = {
  meta: {
    type: 'problem',
    schema: [],
    messages: { found: '<{{name}}> needs autocomplete="off": its text must not go into a browser profile' },
  },
  create(context) {
    const services = context.sourceCode.parserServices as Partial<TemplateServices>;
    const drawn = new Set<string>();
    const collect = ({ source, specifiers }: Import): void => {
      if (source.value !== 'reka-ui') return;
      for (const { local } of specifiers) if (/(Input|Field|Area)$/.test(local.name)) drawn.add(local.name);
    };
    const check = (node: Element): void => {
      const name = node.rawName;
      if (!controls.has(name.toLowerCase()) && !drawn.has(name)) return;
      const isOff = node.startTag.attributes.some(
        ({ directive, key, value }) => !directive && key.name === 'autocomplete' && value?.value === 'off',
      );
      if (!isOff) context.report({ node: node as never, messageId: 'found', data: { name } });
    };
    return services.defineTemplateBodyVisitor?.({ VElement: check }, { ImportDeclaration: collect }) ?? {};
  },
};
