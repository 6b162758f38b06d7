// SPDX-License-Identifier: GPL-3.0-or-later
// Works on what the inbox keeps, one after another, each at least once: after a crash the last one may come again.
import { handle } from "./handle.js";
import { log } from "./log.js";

const PAUSE_AFTER_FAILURE_MS = 30_000;

export class Desk {
  #inbox;
  #work = Promise.resolve();

  constructor(inbox) {
    this.#inbox = inbox;
  }

  add(id) {
    this.#work = this.#work.then(() => this.#handle(id));
  }

  async workOff() {
    for (const id of await this.#inbox.waiting()) this.add(id);
  }

  finish() {
    return this.#work;
  }

  async #handle(id) {
    try {
      await handle(await this.#inbox.read(id), id);
      await this.#inbox.markDone(id);
    } catch (error) {
      log("trouble", { id, message: error.message });
      setTimeout(() => this.add(id), PAUSE_AFTER_FAILURE_MS).unref();
    }
  }
}
