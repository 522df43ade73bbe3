import { fail, type Result } from '../../domain/values/result';

/** The program behind the window is gone or cannot be reached: the one refusal that the window itself gives. */
export const unreachable = fail('system.unreachable');

/** The `Result` in the body of an HTTP answer; anything else means that something other than our host answered. */
export async function answered(response: Response): Promise<Result<unknown>> {
  const body: unknown = await response.json().catch(() => null);
  return isResult(body) ? body : unreachable;
}

function isResult(body: unknown): body is Result<unknown> {
  if (typeof body !== 'object' || body === null || !('ok' in body)) return false;
  return body.ok === true || (body.ok === false && 'error' in body);
}
