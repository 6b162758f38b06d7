// SPDX-License-Identifier: GPL-3.0-or-later
// Your part. It may be given the same event twice (a crash between the work and the mark), so do what can be repeated:
// "set to", not "add one"; the id tells the same event again.
import { log } from "./log.js";

export async function handle(event, id) {
  switch (event.type) {
    case "ideogram.generation.completed": // images: one file path or address
      return log("made", { id, job: event.jobId, prompt: event.prompt, image: event.images[0] });
    case "ideogram.image.ready": // images: the same picture resized for the platforms
      return log("ready", { id, job: event.jobId, image: event.images[0], count: event.images.length });
    case "ideogram.generation.failed": // code: rejected, withheld, failed, expired, unknown …
      return log("failed", { id, job: event.jobId, prompt: event.prompt, ...event.error });
    case "ideogram.batch.completed":
      return log("complete", { id, batch: event.batchId, campaign: event.campaign, counts: event.metadata });
    default: // types that are new to us are no reason to fail: it would only be sent again
      return log("ignored", { id, type: event.type });
  }
}
