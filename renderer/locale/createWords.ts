import { createI18n } from 'vue-i18n';
import type { Words } from '../../domain/registry/defineRegistry';
import { russianForm, tatarForm } from './plural';
import { ru } from './ru';
import { tt } from './tt';
import { typesetAll } from './typeset';

export const languages = ['ru', 'tt'] as const;
export type Language = (typeof languages)[number] & keyof Words;

/** The two state languages of the window; components ask `useWords`. */
export const createWords = (language: Language) =>
  createI18n({
    legacy: false,
    locale: language,
    fallbackLocale: 'ru',
    messages: { ru: typesetAll(ru), tt: typesetAll(tt) },
    pluralRules: { ru: russianForm, tt: tatarForm },
  });
