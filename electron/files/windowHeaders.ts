import type { StoredFile } from './fileStore';
import type { WindowFile } from './windowFiles';

/**
 * What the page may do, said with every answer of every host. The page runs its own scripts and styles and talks to
 * its own origin; it never loads, embeds or is embedded by anything else. Nothing here may be loosened for one view.
 */
const pagePolicy = policy({
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data:",
  'font-src': "'self'",
  'connect-src': "'self'",
  'frame-src': "'self'",
  'object-src': "'none'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
});

/** A document is shown in a frame of our own page; the browser's PDF view brings its own scripts and styles. */
const documentPolicy = policy({ 'frame-ancestors': "'self'" });
/** Anything else is only ever saved: were it opened all the same, it could do nothing. */
const savedPolicy = policy({ 'default-src': "'none'", sandbox: '', 'frame-ancestors': "'none'" });

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), display-capture=()',
};

/** Headers of an answer that is no file: JSON, a refusal, a stream of events. */
export const answerHeaders: Readonly<Record<string, string>> = {
  ...always,
  'content-security-policy': savedPolicy,
  'cache-control': 'no-store',
};

/** Headers of a file of the window itself. */
export function windowFileHeaders(file: WindowFile): Record<string, string> {
  return {
    ...always,
    'content-security-policy': pagePolicy,
    'content-type': file.mime,
    'cache-control': file.lasting ? 'private, max-age=31536000, immutable' : 'no-cache',
  };
}

/** Only our PDF is ever shown in place: an uploaded page that ran at our origin would be the operator. */
export function storedFileHeaders(file: StoredFile, download: boolean): Record<string, string> {
  const shown = !download && file.mime === 'application/pdf';
  return {
    ...always,
    'content-security-policy': shown ? documentPolicy : savedPolicy,
    'content-type': file.mime,
    'content-length': String(file.size),
    'content-disposition': `${shown ? 'inline' : 'attachment'}; ${fileNameParameters(file.name)}`,
    'cache-control': 'no-store',
  };
}

/** RFC 6266: a plain name for old readers, the true one by RFC 5987. */
function fileNameParameters(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  const exact = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return `filename="${plain}"; filename*=UTF-8''${exact}`;
}

function policy(directives: Readonly<Record<string, string>>): string {
  return Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ');
}
