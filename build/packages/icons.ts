import { readFile, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser } from '@playwright/test';
import { root } from '../root';

/**
 * `npm run icons`: draws the mark of `resources/icons/yardam.svg` in every size that a desktop asks for, and joins those
 * that Windows wants into one file. What it draws is committed, so that a package can be made without a browser.
 */
const folder = join(root, 'resources', 'icons');
const sizes = [16, 24, 32, 48, 64, 128, 256, 512] as const;
const windowsSizes: readonly number[] = [16, 24, 32, 48, 64, 256];

const mark = await readFile(join(folder, 'yardam.svg'), 'utf8');
const system = '/usr/bin/chromium';
const browser = await chromium.launch({
  ...(existsSync(system) ? { executablePath: system } : {}),
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  const drawn = new Map<number, Buffer>();
  for (const size of sizes) {
    const image = await draw(browser, size);
    await writeFile(join(folder, `${size}x${size}.png`), image);
    drawn.set(size, image);
  }
  await writeFile(
    join(folder, 'yardam.ico'),
    joinIco([...drawn].filter(([size]) => windowsSizes.includes(size))),
  );
} finally {
  await browser.close();
}

async function draw(from: Browser, size: number): Promise<Buffer> {
  const page = await from.newPage({ viewport: { width: size, height: size } });
  await page.setContent(
    `<style>* { margin: 0 } svg { display: block; width: 100vw; height: 100vh }</style>${mark}`,
  );
  const image = await page.screenshot({ omitBackground: true });
  await page.close();
  return image;
}

/** A directory of pictures (a head of 6 bytes, 16 bytes for each), and then the pictures, each of them a PNG. */
function joinIco(images: readonly (readonly [size: number, image: Buffer])[]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let place = head.length;
  for (const [index, [size, image]] of images.entries()) {
    const at = 6 + 16 * index;
    // 256 is written as 0.
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(image.length, at + 8);
    head.writeUInt32LE(place, at + 12);
    place += image.length;
  }
  return Buffer.concat([head, ...images.map(([, image]) => image)]);
}
