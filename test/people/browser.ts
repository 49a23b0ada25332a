import chromium from '@sparticuz/chromium';
import { type Browser, launch } from 'puppeteer-core';

/** A real, headless Chromium, from the npm package alone. */
export async function openBrowser(): Promise<Browser> {
  return launch({ args: chromium.args, executablePath: await chromium.executablePath(), headless: 'shell' });
}
