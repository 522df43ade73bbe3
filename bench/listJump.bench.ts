import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { chromium, type Page } from '@playwright/test';
import { installation } from '../electron/app/installation';
import { ms, type Answer } from './answer';
import { benchUser } from './offices/benchOffice';
import { million, millionProviders } from './offices/millionProviders';
import { median, p95 } from './timing';

/**
 * A jump in the window's list of a million providers, as the operator sees it: from the moment the list is scrolled to
 * the end of the frame in which every row in view shows its words: style, layout and paint of that frame are done when
 * a message posted from its animation callback arrives. The frame after it is given too, as the most it can have taken
 * to the glass. The window is the built one in Chromium, the host a process of its own.
 */
const jumps = 120;

export async function listJump(): Promise<Answer> {
  const host = await startHost(await millionProviders());
  const browser = await chromium.launch(browserOptions());
  try {
    const page = await browser.newPage({ viewport: { width: 1366, height: 768 } });
    await openList(page, host.address);
    const farEnd = await page.evaluate(jumpTo, 1);
    const times: Painted[] = [];
    const frames: number[] = [];
    for (let jump = 1; jump <= jumps; jump += 1) {
      times.push(await page.evaluate(jumpTo, (jump * 0.618_033_988_749_895) % 1));
      frames.push(await page.evaluate(twoFrames));
    }
    const painted = times.map((time) => time.painted);
    const nextFrame = times.map((time) => time.nextFrame);
    return {
      question: `A jump in the window's list of ${million} providers, ${jumps} random places`,
      figures: [
        ms('jump, median', median(painted)),
        ms('jump, p95', p95(painted)),
        ms('jump until the frame after it, median', median(nextFrame)),
        ms('jump until the frame after it, p95', p95(nextFrame)),
        ms('two frames with nothing to show, median', median(frames)),
        ms('far end, when the order is new', farEnd.painted),
      ],
      targets: [{ ...ms('jump in the list of the window, painted, p95', p95(painted)), atMost: 50 }],
    };
  } finally {
    await browser.close();
    await host.stop();
  }
}

async function startHost(dataFolder: string) {
  const program = join(dirname(installation().pdfWorker), 'cliMain.js');
  const child = spawn(process.execPath, [program, 'serve', '--data', dataFolder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  const first = await Promise.race([once(createInterface(child.stdout), 'line'), ended]);
  const { address } = JSON.parse(String(first[0])) as { address: string };
  return {
    address,
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function browserOptions() {
  const system = '/usr/bin/chromium';
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return {
    ...(existsSync(system) ? { executablePath: system } : {}),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...quiet],
  };
}

async function openList(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('#login').fill(benchUser.login);
  await page.locator('#password').fill(benchUser.password);
  await page.keyboard.press('Enter');
  await page.locator('main').waitFor();
  await page.evaluate(() => {
    location.hash = '#/registry/provider';
  });
  await page.locator('[role=grid] [data-index="0"] [data-act=open]').waitFor({ timeout: 60_000 });
}

interface Painted {
  readonly painted: number;
  /** When the frame after the painted one begins. */
  readonly nextFrame: number;
}

/** Runs in the page: scrolls to this share of the list and answers how long it took until the rows were painted. */
function jumpTo(share: number): Promise<Painted> {
  const grid = document.querySelector<HTMLElement>('[role=grid]');
  if (grid === null) throw new Error('no list');
  const rowsNow = (): HTMLElement[] => [...grid.querySelectorAll<HTMLElement>('[data-index]')];
  // Asked before the jump and never in it: asking for a size makes the browser lay the page out once more.
  const rowHeight = rowsNow()[0]?.offsetHeight ?? 0;
  const viewHeight = grid.clientHeight - rowHeight;
  const topOf = (row: HTMLElement): number => Number(/translateY\((.*)px\)/.exec(row.style.transform)?.[1]);
  const inView = (): HTMLElement[] =>
    rowsNow().filter((row) => topOf(row) > -rowHeight && topOf(row) < viewHeight);
  const firstOf = (rows: readonly HTMLElement[]): number =>
    Math.min(...rows.map((row) => Number(row.dataset['index'])));
  const before = firstOf(inView());
  const saysWords = (row: HTMLElement): boolean =>
    (row.querySelector('[data-act=open]')?.textContent ?? '') !== '';
  const isThere = (): boolean => {
    const rows = inView();
    return rows.length > 1 && firstOf(rows) !== before && rows.every(saysWords);
  };
  return new Promise((resolve) => {
    const start = performance.now();
    const observer = new MutationObserver(() => {
      if (!isThere()) return;
      observer.disconnect();
      const channel = new MessageChannel();
      let painted = 0;
      channel.port1.onmessage = () => (painted = performance.now() - start);
      requestAnimationFrame(() => {
        channel.port2.postMessage('');
        requestAnimationFrame(() => resolve({ painted, nextFrame: performance.now() - start }));
      });
    });
    observer.observe(grid, { subtree: true, childList: true, characterData: true, attributes: true });
    grid.scrollTop = share * (grid.scrollHeight - grid.clientHeight);
  });
}

/** Runs in the page: the least a jump can take, the frame that hears of the scroll and the one that shows the rows. */
function twoFrames(): Promise<number> {
  const start = performance.now();
  return new Promise((resolve) => {
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - start)));
  });
}
