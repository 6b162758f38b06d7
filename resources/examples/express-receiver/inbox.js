// SPDX-License-Identifier: GPL-3.0-or-later
// A folder with one file for each callback, named by its webhook-id: so each is kept once, whoever sends it how often.
// Batchroom repeats for 18 hours, and a person can send one again later. A table with a unique column does the same.
import { randomUUID } from "node:crypto";
import { link, mkdir, open, readdir, readFile, stat, unlink, writeFile } from "node:fs/promises";
import path from "node:path";

export class Inbox {
  constructor(folder) {
    this.folder = folder;
  }

  // On disk when it returns. False: it is here already.
  async keep(id, body) {
    await mkdir(this.folder, { recursive: true });
    const draft = path.join(this.folder, `${randomUUID()}.part`);
    await writeSafely(draft, body);
    try {
      await link(draft, this.#file(id)); // appears whole, or not at all when there is one of that name
      return true;
    } catch (error) {
      if (error.code === "EEXIST") return false;
      throw error;
    } finally {
      await unlink(draft);
      await syncFolder(this.folder);
    }
  }

  async read(id) {
    return JSON.parse(await readFile(this.#file(id), "utf8"));
  }

  markDone(id) {
    return writeFile(`${this.#file(id)}.done`, "");
  }

  // Kept and not worked off, in the order they came.
  async waiting() {
    await mkdir(this.folder, { recursive: true });
    const names = new Set(await readdir(this.folder));
    const found = [...names].filter((name) => name.endsWith(".json") && !names.has(`${name}.done`));
    const times = await Promise.all(found.map(async (name) => (await stat(path.join(this.folder, name))).mtimeMs));
    const order = found.map((name, index) => ({ name, time: times[index] })).sort((a, b) => a.time - b.time);
    return order.map(({ name }) => name.slice(0, -".json".length));
  }

  #file(id) {
    if (!/^[\w-]{1,200}$/.test(id)) throw Object.assign(new Error("An id like this is not expected."), { status: 400 });
    return path.join(this.folder, `${id}.json`);
  }
}

async function writeSafely(file, bytes) {
  const handle = await open(file, "wx");
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder) {
  if (process.platform === "win32") return; // folders cannot be opened there
  const handle = await open(folder);
  await handle.sync();
  await handle.close();
}
