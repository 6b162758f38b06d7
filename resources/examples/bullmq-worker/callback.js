// SPDX-License-Identifier: GPL-3.0-or-later
// A callback signed after Standard Webhooks, as batchroom-cli listen --secret-file expects it.
import { UnrecoverableError } from "bullmq";
import { readFile } from "node:fs/promises";
import { Webhook } from "standardwebhooks";

// One secret a line. Two while one is replaced: the callback is signed with both, the receiver may know either.
// Read anew each time, so that a new secret needs no restart.
export async function readSecrets(file = process.env.CALLBACK_SECRET_FILE) {
  if (!file) throw new Error("CALLBACK_SECRET_FILE is not set.");
  const lines = (await readFile(file, "utf8")).split("\n").map((line) => line.trim());
  const secrets = lines.filter(Boolean).map(secretFrom);
  if (secrets.length === 0) throw new Error(`There is no secret in ${file}.`);
  return secrets;
}

// whsec_ and base64 as the standard has it; any other text counts as it stands.
function secretFrom(text) {
  return text.startsWith("whsec_") ? new Webhook(text) : new Webhook(Buffer.from(text), { format: "raw" });
}

// Throws while it is not delivered; BullMQ tries again with the same id and the same body.
export async function fireCallback(url, id, body) {
  const secrets = await readSecrets();
  const time = new Date(); // of this try: receivers refuse what is older than five minutes
  const response = await fetch(url, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(time / 1000)),
      "webhook-signature": secrets.map((secret) => secret.sign(id, time, body)).join(" "),
    },
    body,
    redirect: "manual",
    signal: AbortSignal.timeout(20_000),
  });
  await response.arrayBuffer();
  if (response.status === 410) throw new UnrecoverableError("The receiver wants no more callbacks (410).");
  if (!response.ok) throw new Error(`The receiver answered ${response.status}.`);
}
