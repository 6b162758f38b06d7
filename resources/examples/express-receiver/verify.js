// SPDX-License-Identifier: GPL-3.0-or-later
// Whether a request was signed by who has one of our secrets.
import { readFile } from "node:fs/promises";

// One secret a line, the same file that batchroom-cli takes as --callback-secret-file. Two while one is replaced: put the
// new one in here first, then in Batchroom, then take the old one out. Read anew each time, so that it needs no restart.
export async function readSecrets(file = process.env.CALLBACK_SECRET_FILE) {
  if (!file) throw new Error("CALLBACK_SECRET_FILE is not set.");
  const lines = (await readFile(file, "utf8")).split("\n").map((line) => line.trim());
  const secrets = lines.filter(Boolean);
  if (secrets.length === 0) throw new Error(`There is no secret in ${file}.`);
  return secrets;
}

// Both packages look at the time too: five minutes either way.
export function verified(Webhook, secrets, request) {
  return secrets.some((secret) => {
    try {
      webhookWith(Webhook, secret).verify(request.body, request.headers);
      return true;
    } catch (error) {
      if (error.name === "WebhookVerificationError") return false;
      throw error;
    }
  });
}

// whsec_ and base64 as the standard has it; any other text counts as it stands.
function webhookWith(Webhook, secret) {
  return secret.startsWith("whsec_") ? new Webhook(secret) : new Webhook(Buffer.from(secret), { format: "raw" });
}
