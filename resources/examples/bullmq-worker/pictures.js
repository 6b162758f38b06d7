// SPDX-License-Identifier: GPL-3.0-or-later
// Storage: a folder, and optionally the address it is served under. Put your S3, GCS or R2 here.
import { mkdir, open, rename } from "node:fs/promises";
import path from "node:path";

const folder = path.resolve(process.env.PICTURES_DIR ?? "generated");
const publicUrl = process.env.PICTURES_URL; // https://cdn.example.com/generated
const endings = { "image/png": ".png", "image/jpeg": ".jpg", "image/webp": ".webp" };

export class LinkExpired extends Error {}

// Where it is from now on. The provider's links live for hours, so this cannot wait.
export async function storePicture(url, name) {
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) }); // without the API key: another host
  if ([403, 404, 410].includes(response.status)) throw new LinkExpired(`status ${response.status}`);
  const ending = endings[response.headers.get("content-type")?.split(";")[0]];
  if (!response.ok || !ending) throw new Error(`The picture did not come: status ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, name + ending);
  const draft = await open(`${file}.part`, "w");
  await draft.writeFile(bytes);
  await draft.sync();
  await draft.close();
  await rename(`${file}.part`, file); // never half a picture under the name that is told
  return publicUrl ? `${publicUrl}/${name}${ending}` : file;
}
