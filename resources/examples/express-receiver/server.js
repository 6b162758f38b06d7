// SPDX-License-Identifier: GPL-3.0-or-later
// Takes Batchroom's callbacks: verified on the raw bytes, kept on disk, answered, and only then worked on.
//
//   POST /webhooks/batchroom        verified with npm standardwebhooks
//   POST /webhooks/batchroom-svix   the same with npm svix; one of the two is enough for you
import express from "express";
import * as standardwebhooks from "standardwebhooks";
import * as svix from "svix";
import { Desk } from "./desk.js";
import { Inbox } from "./inbox.js";
import { log } from "./log.js";
import { readSecrets, verified } from "./verify.js";

await readSecrets(); // better now than with the first callback
const inbox = new Inbox(process.env.INBOX_DIR ?? "inbox");
const desk = new Desk(inbox);

// Raw: the signature is over the bytes as they came. JSON that was parsed and written again is another text.
const rawBody = express.raw({ type: "application/json", limit: "1mb" });

function take(Webhook) {
  return async (request, response) => {
    if (!Buffer.isBuffer(request.body)) return response.status(415).json({ error: "application/json, please" });
    if (!verified(Webhook, await readSecrets(), request)) {
      log("refused", { id: request.get("webhook-id"), route: request.path });
      return response.status(401).json({ error: "The signature or its time is wrong." });
    }
    const id = request.get("webhook-id");
    const isNew = await inbox.keep(id, request.body);
    // Answered fast: Batchroom waits 20 s, then sends it again. A duplicate is a success too, or it would never end.
    response.json({ received: true });
    log(isNew ? "received" : "duplicate", { id, route: request.path });
    if (isNew) desk.add(id);
  };
}

const app = express();
app.disable("x-powered-by");
app.post("/webhooks/batchroom", rawBody, take(standardwebhooks.Webhook));
app.post("/webhooks/batchroom-svix", rawBody, take(svix.Webhook));

// Four arguments make it the error handler. Whatever is no 2xx, Batchroom sends again later.
app.use((error, request, response, next) => {
  const status = error.status ?? 500;
  log("trouble", { status, message: error.message });
  if (response.headersSent) return next(error);
  response.status(status).json({ error: status === 500 ? "It could not be kept; send it again." : error.message });
});

await desk.workOff(); // what an earlier run took and did not finish
const server = app.listen(Number(process.env.PORT ?? 3000), process.env.HOST ?? "127.0.0.1", (error) => {
  if (error) throw error;
  log("listening", { port: server.address().port });
});

async function stop() {
  log("stopping");
  await new Promise((done) => {
    server.close(done); // requests under way are answered
    server.closeIdleConnections();
  });
  await desk.finish();
  log("stopped");
}
process.once("SIGTERM", stop);
process.once("SIGINT", stop);
