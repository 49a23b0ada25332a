import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { someStatus } from '../http/some-status.ts';
import { openBrowser } from './browser.ts';

const artefacts = fileURLToPath(new URL('../artefacts/', import.meta.url));

let browser: Browser;
let server: ChildProcessWithoutNullStreams;
let url: string;

beforeAll(async () => {
  mkdirSync(artefacts, { recursive: true });
  const script = fileURLToPath(new URL('./dashboard-server.mjs', import.meta.url));
  server = spawn(process.execPath, [script, JSON.stringify(someStatus())]);
  server.stderr.pipe(process.stderr);
  [url] = await once(createInterface({ input: server.stdout }), 'line');
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  server?.kill('SIGKILL');
});

/** The page, and what went wrong in it or left for elsewhere. */
async function opened(scheme: 'light' | 'dark', width = 1280) {
  const page = await browser.newPage();
  const wrong: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && wrong.push(message.text())));
  page.on('pageerror', (error) => void wrong.push(String(error)));
  page.on(
    'request',
    (request) =>
      void (!request.url().startsWith(url) && !request.url().startsWith('data:') && wrong.push(request.url())),
  );
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
  await page.goto(url);
  return { page, wrong };
}

function textOf(page: Page, selector: string): Promise<string> {
  return page.$eval(selector, (element) => element.textContent ?? '');
}

describe('the dashboard in a browser', () => {
  test('keeps its numbers fresh, without an error and without asking anybody else', async () => {
    const { page, wrong } = await opened('light');
    const read = () => page.$$eval('#stages tbody tr', (rows) => rows.map((row) => row.children[2]?.textContent));
    const first = await read();
    expect(first).toHaveLength(3);
    await expect.poll(read, { timeout: 10_000 }).not.toEqual(first);
    expect(await textOf(page, '#tables')).toContain('98,765');
    expect(await textOf(page, '#outcomes')).toContain('no_customer');
    const patches = 'planned 1,204 sent 8 acknowledged 31,415 unchanged 2 rejected 3';
    expect(await textOf(page, '#outcomes')).toContain(patches);
    expect(wrong).toEqual([]);
    await page.close();
  });

  test.each(['light', 'dark'] as const)('is readable when the reader likes it %s', async (scheme) => {
    const { page } = await opened(scheme);
    await page.screenshot({ path: `${artefacts}dashboard-${scheme}.png`, fullPage: true });
    const weak = await page.evaluate(weakTexts);
    expect(weak).toEqual([]);
    await page.close();
  });

  test('fits a telephone: wide tables move in themselves, the page does not', async () => {
    const { page } = await opened('light', 360);
    const [content, view] = await page.evaluate(widths);
    expect(content).toBeLessThanOrEqual(view ?? 0);
    await page.screenshot({ path: `${artefacts}dashboard-narrow.png`, fullPage: true });
    await page.close();
  });

  test('can be found through by who does not see it', async () => {
    const { page } = await opened('light');
    const tree = JSON.stringify(await page.accessibility.snapshot());
    for (const name of ['regulars', 'Stages', 'Warehouse', 'Upstreams', 'Outcomes']) expect(tree).toContain(`"${name}`);
    expect(await page.$eval('html', (html) => html.getAttribute('lang'))).toBe('en');
    const unscoped = await page.$$eval('th', (all) => all.filter((th) => !th.hasAttribute('scope')).length);
    expect(unscoped).toBe(0);
    await page.close();
  });

  test('says so when the pipeline does not answer any more', async () => {
    const { page } = await opened('light');
    expect(await page.$eval('#silent', (notice) => notice.hasAttribute('hidden'))).toBe(true);
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
    await expect.poll(() => textOf(page, '#silent'), { timeout: 15_000 }).toContain('No answer since');
    expect(await textOf(page, '#tables')).toContain('98,765');
    await page.close();
  });
});

/** Runs in the page, where there is a window. */
declare const window: {
  readonly innerWidth: number;
  getComputedStyle(element: unknown): { readonly color: string; readonly backgroundColor: string };
};
declare const document: {
  readonly documentElement: { readonly scrollWidth: number };
  querySelectorAll(selector: string): Iterable<Seen>;
};
interface Seen {
  readonly textContent: string | null;
  readonly children: { readonly length: number };
  readonly parentElement: Seen | null;
}

function widths(): number[] {
  return [document.documentElement.scrollWidth, window.innerWidth];
}

/** Texts whose contrast with what is behind them is below 4.5 : 1 (WCAG 2.2, 1.4.3). */
function weakTexts(): string[] {
  const channels = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const luminance = (colour: string) => {
    const [r = 0, g = 0, b = 0] = channels(colour).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element: Seen | null): string => {
    if (element === null) return 'rgb(255, 255, 255)';
    const { backgroundColor } = window.getComputedStyle(element);
    return channels(backgroundColor)[3] === 0 ? behind(element.parentElement) : backgroundColor;
  };
  const weak: string[] = [];
  for (const element of document.querySelectorAll('body *')) {
    if (element.children.length > 0 || !element.textContent?.trim()) continue;
    const [text, back] = [luminance(window.getComputedStyle(element).color), luminance(behind(element))];
    const ratio = (Math.max(text, back) + 0.05) / (Math.min(text, back) + 0.05);
    if (ratio < 4.5) weak.push(`${element.textContent}: ${ratio.toFixed(2)}`);
  }
  return weak;
}
