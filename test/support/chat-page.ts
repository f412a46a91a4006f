// The chat in the Playground, as a person uses it: type, fill in, press, read.

import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

const PATIENCE_MS = 10_000;
const POLL_MS = 50;
const CARD = '.ac-adaptiveCard';
const BUBBLE = '.fai-OutputCard';

/** Reads what came after the last thing said or pressed; reading waits until it is there. */
export class ChatPage {
  readonly #page: Page;
  readonly #box: Locator;
  readonly #cards: Locator;
  readonly #bubbles: Locator;
  #heardBefore = 0;

  private constructor(page: Page) {
    this.#page = page;
    this.#box = page.locator('[role=textbox]').first();
    this.#cards = page.locator(CARD);
    this.#bubbles = page.locator(BUBBLE);
    page.setDefaultTimeout(PATIENCE_MS);
  }

  /** Opens the chat. In: the Playground's address. */
  static async open(page: Page, url: string): Promise<ChatPage> {
    await page.goto(url);
    const chat = new ChatPage(page);
    await chat.#closeLog();
    return chat;
  }

  /** Uninstalls the bot and installs it again: the chat begins anew, and the bot still knows the person. */
  async reinstall(): Promise<void> {
    await this.#page.locator('#mockActivityMenuButtonText').click();
    const items = this.#page.getByRole('menuitem');
    await items.filter({ hasText: 'Uninstall application' }).click();
    const done = this.#page.waitForResponse((one) => one.request().method() === 'POST');
    await this.#page.getByRole('button', { name: 'Send activity' }).click();
    await done;
    this.#heardBefore = 0;
    await this.#page.reload();
    await this.#closeLog();
  }

  /** Types a line and sends it. */
  async say(text: string): Promise<void> {
    this.#heardBefore = await this.#bubbles.count();
    await this.#box.fill(text);
    await this.#box.press('Enter');
  }

  /** Presses a button of the newest card. In: all of its title. */
  async press(title: string): Promise<void> {
    this.#heardBefore = await this.#bubbles.count();
    await this.#newest().getByRole('button', { name: title, exact: true }).click();
  }

  /** Chooses options of the newest card that stand open on it. */
  async choose(...options: readonly string[]): Promise<void> {
    for (const name of options) {
      await this.#newest().getByRole('radio', { name, exact: true }).check();
    }
  }

  /** Fills text inputs and lists of the newest card. In: values by the whole label; a list is searched by typing. */
  async fill(values: Readonly<Record<string, string>>): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      if (await this.#isList(label)) await this.#pick(label, value);
      else await this.#input(label).fill(value);
    }
  }

  /** What stands in an input of the newest card. In: its whole label. */
  value(label: string): Promise<string> {
    return this.#input(label).inputValue();
  }

  /** Whether an option of the newest card is chosen. */
  isChosen(name: string): Promise<boolean> {
    return this.#newest().getByRole('radio', { name, exact: true }).isChecked();
  }

  /** Waits for a new card that is the last thing said. In: words on it. Out: all its words. */
  async sees(...words: readonly string[]): Promise<string> {
    return this.#wait(words, async () => {
      const fresh = (await this.#bubbles.count()) > this.#heardBefore;
      const isLast = (await this.#bubbles.last().locator(CARD).count()) > 0;
      return fresh && isLast ? this.read() : '';
    });
  }

  /** Waits until the newest card, which was there before, shows other words. Out: all its words. */
  seesChanged(...words: readonly string[]): Promise<string> {
    return this.#wait(words, () => this.read());
  }

  /** Waits for words said since, on a card or beside one. Out: all that was said since. */
  hears(...words: readonly string[]): Promise<string> {
    return this.#wait(words, async () => {
      const said = await this.#bubbles.allInnerTexts();
      return said.slice(this.#heardBefore).join('\n');
    });
  }

  /** All words of the newest card, as they stand. */
  read(): Promise<string> {
    return this.#newest().innerText();
  }

  /** How many cards in the whole chat show these words. */
  count(words: string): Promise<number> {
    return this.#cards.filter({ hasText: words }).count();
  }

  /** A picture of the conversation, without the Playground's bar above it. Out: the PNG. */
  async screenshot(): Promise<Buffer> {
    const first = await this.#page.getByLabel('Message header').first().boundingBox();
    const box = await this.#box.boundingBox();
    const size = this.#page.viewportSize();
    assert.ok(first && box && size, 'nothing was said yet');
    const [top, bottom] = [Math.max(first.y - 12, 0), box.y + box.height + 24];
    const clip = { x: 0, y: top, width: size.width, height: bottom - top };
    return this.#page.screenshot({ clip, caret: 'hide' });
  }

  /** A picture of the newest card, to look at. Out: the PNG. */
  cardPicture(): Promise<Buffer> {
    return this.#newest().screenshot();
  }

  async #closeLog(): Promise<void> {
    await this.#box.waitFor();
    await this.#page.getByTitle('Toggle Log Panel').click();
  }

  #newest(): Locator {
    return this.#cards.last();
  }

  #input(label: string): Locator {
    const options = { name: label, exact: true };
    const card = this.#newest();
    return card.getByRole('textbox', options).or(card.getByRole('combobox', options));
  }

  async #isList(label: string): Promise<boolean> {
    return (await this.#input(label).getAttribute('role')) === 'combobox';
  }

  /** The list opens by typing letter by letter, as a person does; a filled-in value does not open it. */
  async #pick(label: string, value: string): Promise<void> {
    await this.#input(label).fill('');
    await this.#input(label).pressSequentially(value);
    await this.#page.getByRole('option', { name: value, exact: true }).click();
  }

  async #wait(words: readonly string[], look: () => Promise<string>): Promise<string> {
    const deadline = Date.now() + PATIENCE_MS;
    let seen = await look();
    while (!words.every((word) => seen.includes(word)) && Date.now() < deadline) {
      await pause(POLL_MS);
      seen = await look();
    }
    const missing = words.filter((word) => !seen.includes(word));
    assert.deepEqual(missing, [], `not seen in: ${seen}`);
    return seen;
  }
}
