import { describe, expect, it } from 'vitest';
import { nextStatus } from '../../domain/record/recordStatus';
import { provider } from '../../domain/registry/provider/declaration';

describe('the status a record goes on to', () => {
  it.each([
    ['draft', 'review'],
    ['review', 'included'],
    ['included', 'excluded'],
    ['excluded', 'excluded'],
  ])('%s goes on to %s, never back', (status, next) => {
    expect(nextStatus(provider, status)).toBe(next);
  });
});
