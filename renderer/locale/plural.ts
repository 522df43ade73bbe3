/**
 * Which of the forms of a message fits a number. Russian messages give one, few and many (`запрос | запроса |
 * запросов`); Tatar puts the singular after every number and gives one form.
 */
export function russianForm(count: number, forms: number): number {
  const tens = count % 100;
  const ones = count % 10;
  const form = ones === 1 && tens !== 11 ? 0 : ones >= 2 && ones <= 4 && (tens < 12 || tens > 14) ? 1 : 2;
  return Math.min(form, forms - 1);
}

export const tatarForm = (): number => 0;
