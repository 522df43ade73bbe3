import { error, rowsOf, type RuleInput } from '../../../domain/record/recordContent';
import type { Issue } from '../../../domain/values/result';

export const commissionRules = ({ record, reaches }: RuleInput): readonly Issue[] =>
  reaches('registered') && rowsOf(record, 'points').length === 0 ? [error('points', 'field.required')] : [];
