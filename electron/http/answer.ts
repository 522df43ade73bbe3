import type { ServerResponse } from 'node:http';
import { fail, type Result } from '../../domain/values/result';
import { answerHeaders } from '../files/windowHeaders';

/** Answers a `Result` as JSON. The status only tells a person with a network log what kind of answer it is. */
export function answer(response: ServerResponse, result: Result<unknown>, status = 200): void {
  const body = JSON.stringify(result);
  response.writeHead(status, {
    ...answerHeaders,
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

export const refusals = {
  notOurs: [fail('permission.denied'), 403],
  noCookie: [fail('session.required'), 401],
  tooManyTries: [fail('session.refused'), 429],
  noSuchAddress: [fail('file.notFound'), 404],
  wrongMethod: [fail('call.malformed'), 405],
  notJson: [fail('call.malformed'), 415],
  oddExpectation: [fail('call.malformed'), 417],
  badJson: [fail('call.malformed'), 400],
  tooMuchJson: [fail('call.malformed'), 413],
} as const satisfies Record<string, readonly [Result<never>, number]>;

export function refuse(response: ServerResponse, why: keyof typeof refusals): void {
  const [result, status] = refusals[why];
  // The rest of a request that is not read would be taken for the next one.
  if (!response.req.complete) response.setHeader('connection', 'close');
  answer(response, result, status);
}
