import { defineStore } from 'pinia';
import { watchEffect } from 'vue';
import { languages } from '../locale/createWords';
import { oneOf, remembered } from './remembered';

export const themes = ['system', 'light', 'dark', 'contrast'] as const;

/** How this window looks to this operator. */
export const useSettingsStore = defineStore('settings', () => {
  const theme = remembered('theme', oneOf(themes));
  const language = remembered('language', oneOf(languages));

  watchEffect(() => {
    document.documentElement.dataset['theme'] = theme.value;
    document.documentElement.lang = language.value;
  });

  return { theme, language };
});
