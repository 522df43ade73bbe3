import { createPinia } from 'pinia';
import { expect, it } from 'vitest';
import { createApp } from 'vue';
import { useNoticeStore } from '../../renderer/stores/noticeStore';

it('carries to the next place what was said on the way there, and nothing else, and no further', () => {
  const app = createApp({});
  app.use(createPinia());
  const notice = app.runWithContext(() => useNoticeStore());
  notice.say('Сохранено');
  notice.leave();
  expect(notice.text).toBe('');

  notice.say('Проект снят.', 'there');
  notice.leave();
  expect(notice.text).toBe('Проект снят.');
  notice.leave();
  expect(notice.text).toBe('');
});
