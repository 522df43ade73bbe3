import type { ObjectDirective } from 'vue';
import { useWords } from '../locale/useWords';

/**
 * `v-asked` on a form: what its fields ask for by `required`, `minlength` and `pattern` is asked for in our words and in
 * the language of the window, below the field, which gets the focus. The browser would speak its own language in a
 * bubble. Spaces fill nothing, except in a password. A field says it in words of its own by `data-asked`.
 *
 * `const { vAsked } = useAsked();` … `<form v-asked @submit.prevent="save">`
 */
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

export function useAsked(): { readonly vAsked: ObjectDirective<HTMLFormElement> } {
  const { say } = useWords();

  function sentenceFor(field: Field): string {
    const own = field.dataset['asked'];
    if (own !== undefined) return own;
    const label = field.labels?.[0]?.textContent.trim() ?? '';
    if (field instanceof HTMLSelectElement || field.value.trim() === '') return say('frame.asked', { label });
    return say('frame.askedLonger', { label, n: field.minLength });
  }

  return {
    vAsked: {
      created(form) {
        form.noValidate = true;
        let cease = (): void => undefined;
        form.addEventListener('submit', (event) => {
          cease();
          const first = fieldsOf(form).find(isLacking);
          if (first === undefined) return;
          // Whoever sends the form hears nothing of it.
          event.preventDefault();
          event.stopImmediatePropagation();
          cease = pointOut(first, `× ${sentenceFor(first)}`);
        });
      },
    },
  };
}

const fieldsOf = (form: HTMLFormElement): Field[] =>
  [...form.elements].filter(
    (one): one is Field =>
      one instanceof HTMLInputElement ||
      one instanceof HTMLTextAreaElement ||
      one instanceof HTMLSelectElement,
  );

function isLacking(field: Field): boolean {
  const isPassword = field instanceof HTMLInputElement && field.type === 'password';
  const text = isPassword ? field.value : field.value.trim();
  if (text === '') return field.required;
  if (field instanceof HTMLSelectElement) return !field.validity.valid;
  return text.length < field.minLength || !field.validity.valid;
}

/** The sentence stays until something is typed there, and is read out with the field; answers how to take it away. */
function pointOut(field: Field, sentence: string): () => void {
  const words = document.createElement('p');
  words.id = `${field.id}-asked`;
  words.className = 'wrong';
  words.role = 'alert';
  words.textContent = sentence;
  const described = field.getAttribute('aria-describedby');
  field.after(words);
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', `${described ?? ''} ${words.id}`.trim());
  const cease = (): void => {
    field.removeEventListener('input', cease);
    words.remove();
    field.removeAttribute('aria-invalid');
    if (described === null) field.removeAttribute('aria-describedby');
    else field.setAttribute('aria-describedby', described);
  };
  field.addEventListener('input', cease);
  field.focus();
  return cease;
}
