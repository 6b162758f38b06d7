// SPDX-License-Identifier: GPL-3.0-or-later
// One JSON object a line.
export function log(what, fields = {}) {
  console.log(JSON.stringify({ time: new Date().toISOString(), what, ...fields }));
}
